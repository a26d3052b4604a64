/** Inlay hints: off unless asked for, then the URL of the release at the end of each line that sends, in every kind of file. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InlayHint } from 'vscode-languageserver';
import { startClient, type TestClient, uriOf } from '../support/language-client.ts';

const capabilities = { textDocument: { inlayHint: {} }, workspace: { inlayHint: { refreshSupport: true } } };
const ON = '{ "inlayHints": true }';

async function hintsIn(client: TestClient, path: string, text: string, lines = [0, 100]): Promise<InlayHint[]> {
  client.open(path, text);
  const [from = 0, to = 0] = lines;
  return client.connection.sendRequest('textDocument/inlayHint', {
    textDocument: { uri: uriOf(path) },
    range: { start: { line: from, character: 0 }, end: { line: to, character: 0 } },
  });
}

const PAGE = 'pages/index/index.js';
const TEXT = [
  "const { get } = require('../../utils/http');",
  'const { envVersion } = wx.getAccountInfoSync().miniProgram;',
  "const HOST = envVersion === 'release' ? 'https://api.qingguo-shop.cn' : 'https://test.qingguo-shop.cn';",
  'Page({',
  '  onLoad(options) {',
  '    wx.request({',
  "      url: HOST + '/list?id=' + options.id,",
  '    });',
  "    get('https://api.qingguo-shop.cn/v1'); // through a wrapper",
  '  },',
  '});',
  '',
].join('\n');
const NATIVE = {
  'project.config.json': '{ "appid": "wx0123456789abcdef" }',
  'app.json': '{ "pages": ["pages/index/index"] }',
  'utils/http.js': "exports.get = (base) => wx.request({ url: base + '/me' });\n",
  [PAGE]: TEXT,
};

test('nothing is shown by default, nor to a client that shows none', async (t) => {
  const client = await startClient(NATIVE, { capabilities });
  t.after(() => client.stop());
  assert.equal(client.initialized.capabilities.inlayHintProvider, true);
  assert.deepEqual(await hintsIn(client, PAGE, TEXT), []);
  const plain = await startClient(NATIVE);
  t.after(() => plain.stop());
  assert.equal(plain.initialized.capabilities.inlayHintProvider, undefined);
});

test('the release’s URL stands at the end of the line of the call, of a wrapper’s too', async (t) => {
  const client = await startClient({ ...NATIVE, 'preflight.config.json': ON }, { capabilities });
  t.after(() => client.stop());
  const hints = await hintsIn(client, PAGE, TEXT);
  assert.deepEqual(
    hints.map(({ label, position }) => [position.line, position.character, label]),
    [
      [5, '    wx.request({'.length, '→ https://api.qingguo-shop.cn/list?id=…'],
      [
        8,
        "    get('https://api.qingguo-shop.cn/v1'); // through a wrapper".length,
        '→ https://api.qingguo-shop.cn/v1/me',
      ],
    ],
  );
  assert.match(String(hints[0]!.tooltip), /The release build asks:/);
  assert.deepEqual((await hintsIn(client, PAGE, TEXT, [8, 9])).length, 1);
});

test('in TypeScript, Vue and mpx components', async (t) => {
  const cases: Record<string, [path: string, text: string, project: Record<string, string>]> = {
    typescript: [
      'pages/index/index.ts',
      "Page({ onLoad(): void { wx.request({ url: 'https://api.qingguo-shop.cn/ts' as string }); } });\n",
      { 'project.config.json': '{}', 'app.json': '{ "pages": ["pages/index/index"] }' },
    ],
    vue: [
      'src/pages/index/index.vue',
      '<template><view /></template>\n<script setup lang="ts">\nuni.request({ url: \'https://api.qingguo-shop.cn/vue\' });\n</script>\n',
      {
        'package.json': '{ "dependencies": { "@dcloudio/uni-app": "3" } }',
        'src/manifest.json': '{ "mp-weixin": {} }',
        'src/pages.json': '{ "pages": [{ "path": "pages/index/index" }] }',
      },
    ],
    mpx: [
      'src/pages/index.mpx',
      "<template><view /></template>\n<script>\nimport mpx, { createPage } from '@mpxjs/core';\ncreatePage({ onLoad() { mpx.request({ url: 'https://api.qingguo-shop.cn/mpx' }); } });\n</script>\n",
      {
        'package.json': '{ "dependencies": { "@mpxjs/core": "2" } }',
        'src/app.mpx': '<script type="application/json">{ "pages": ["./pages/index"] }</script>\n',
      },
    ],
  };
  for (const [name, [path, text, project]] of Object.entries(cases)) {
    const client = await startClient({ ...project, [path]: text, 'preflight.config.json': ON }, { capabilities });
    t.after(() => client.stop());
    const labels = (await hintsIn(client, path, text)).map(({ label }) => label);
    assert.equal(labels.length, 1, name);
    assert.match(String(labels[0]), /^→ https:\/\/api\.qingguo-shop\.cn\/(ts|vue|mpx)$/);
  }
});

test('the client is asked to look again once the setting, or what hints depend on, has changed', async (t) => {
  const client = await startClient({ ...NATIVE, 'preflight.config.json': ON }, { capabilities });
  t.after(() => client.stop());
  const refreshed = new Promise<void>((resolve) => {
    client.connection.onRequest('workspace/inlayHint/refresh', () => {
      resolve();
      return null;
    });
  });
  client.files.set('utils/http.js', "exports.get = (base) => wx.request({ url: base + '/you' });\n");
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf('utils/http.js'), type: 2 }],
  });
  await refreshed;
  const hints = await hintsIn(client, PAGE, TEXT);
  assert.equal(hints[1]!.label, '→ https://api.qingguo-shop.cn/v1/you');
});
