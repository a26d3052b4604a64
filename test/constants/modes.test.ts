import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkInMemory } from '../support/run-spec.ts';

const pages = {
  'src/manifest.json': '{}',
  'src/pages.json': '{ "pages": [{ "path": "pages/index" }] }',
  'src/pages/index.vue': '<template><view /></template>',
};

test('the mode and its reason: what the tool does, a script, the setting', () => {
  const dependencies = { '@dcloudio/uni-app': '3.0.0' };
  const mode = (files: Record<string, string>) => {
    const { mode, modeFrom } = checkInMemory({ ...pages, ...files }).projects[0]!;
    return [mode, modeFrom];
  };
  assert.deepEqual(mode({ 'package.json': JSON.stringify({ dependencies }) }), [
    'production',
    'what uni-app does by itself when it builds',
  ]);
  const scripts = { 'build:mp-weixin': 'uni build -p mp-weixin --mode uat' };
  const manifest = JSON.stringify({ dependencies, scripts });
  assert.deepEqual(mode({ 'package.json': manifest }), ['uat', 'the script “build:mp-weixin” of package.json']);
  assert.deepEqual(mode({ 'package.json': manifest, 'preflight.config.json': '{ "buildMode": "stage" }' }), [
    'stage',
    'the setting “buildMode”',
  ]);
});

test('a native project is not built', () => {
  const [project] = checkInMemory({
    'project.config.json': '{}',
    'app.json': '{ "pages": ["pages/index"] }',
    'pages/index.js': 'Page({})',
  }).projects;
  assert.deepEqual(project, { root: '.', kind: 'weapp' });
});

test('who decides a host that the sources do not', () => {
  const { undecided, findings } = checkInMemory({
    'project.config.json': '{}',
    'app.json': '{ "pages": ["pages/index"] }',
    'ext.json': '{ "ext": { "host": "https://dev.qingguo-shop.cn" } }',
    'pages/index.js': [
      'const ext = wx.getExtConfigSync();',
      "Page({ onLoad() { wx.request({ url: ext.host + '/a' }); wx.request({ url: wx.getStorageSync('host') + '/b' }); } });",
    ].join('\n'),
  });
  assert.deepEqual(
    undecided?.map(({ line, api, why }) => [line, api, why]),
    [
      [2, 'wx.request', 'decided at publish time (ext.json)'],
      [2, 'wx.request', 'decided when the program runs (storage, launch options, the device)'],
    ],
  );
  assert.deepEqual(findings, []);
});
