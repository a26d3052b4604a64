/** Every quick fix, applied as an editor would, leaves what it promises: the finding is gone and nothing else came. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, Position, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { createChecker } from '../../server/src/core/check.ts';
import { startClient, uriOf } from '../support/language-client.ts';
import { memoryFiles } from '../support/project.ts';

type Files = Record<string, string>;

const capabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } },
};
const PAGE = 'pages/index/index.js';
const PROJECT: Files = {
  'project.config.json': '{ "appid": "wx0123456789abcdef" }',
  'app.json': '{ "pages": ["pages/index/index"] }',
};

async function actionsAt(files: Files, path: string, marked: string, above?: { uri: string; text: string }) {
  const client = await startClient(files, { capabilities, platform: { configurationAbove: () => above } });
  const text = files[path]!;
  client.open(path, text);
  const before = text.slice(0, text.indexOf(marked)).split('\n');
  const at: Position = { line: before.length - 1, character: before.at(-1)!.length + 1 };
  const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: uriOf(path) },
    range: { start: at, end: at },
    context: { diagnostics: [] },
  });
  await client.stop();
  return actions;
}

function offsetOf(text: string, { line, character }: Position): number {
  return text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
}

/** The files after an edit; those outside the project keep their URIs. */
function applied(files: Files, edit: WorkspaceEdit): Files {
  const after = { ...files };
  for (const change of edit.documentChanges ?? []) {
    if ('kind' in change) {
      assert.equal(change.kind, 'create');
      continue;
    }
    const { textDocument, edits } = change as TextDocumentEdit;
    const path = textDocument.uri.startsWith(uriOf('')) ? textDocument.uri.slice(uriOf('').length) : textDocument.uri;
    let text = after[path] ?? '';
    for (const one of [...edits].reverse()) {
      const { range, newText } = one as { range: { start: Position; end: Position }; newText: string };
      text = text.slice(0, offsetOf(text, range.start)) + newText + text.slice(offsetOf(text, range.end));
    }
    after[path] = text;
  }
  return after;
}

function rules(files: Files): string[] {
  return createChecker(memoryFiles(files))
    .checkAll()
    .findings.map(({ rule }) => rule);
}

async function fixed(files: Files, path: string, marked: string, title: RegExp): Promise<Files> {
  const actions = await actionsAt(files, path, marked);
  const action = actions.find((one) => title.test(one.title));
  assert.ok(action, `${title} among ${actions.map((one) => one.title).join(' | ')}`);
  return applied(files, action.edit!);
}

const asks = (url: string) => `Page({\n  onLoad() {\n    wx.request({ url: '${url}/a' });\n  },\n});\n`;

test('a host that only looks like a test becomes a production host, in a new file or an old one with its comments', async () => {
  const bare = { ...PROJECT, [PAGE]: asks('https://demo.qingguo-shop.cn') };
  assert.deepEqual(rules(bare), ['test-host']);
  const created = await fixed(bare, PAGE, 'https', /is a production host/);
  assert.equal(created['preflight.config.json'], '{\n  "productionHosts": [\n    "demo.qingguo-shop.cn"\n  ]\n}\n');
  assert.deepEqual(rules(created), []);
  const written = {
    ...bare,
    'preflight.config.json':
      '{\n\t// what we release with\n\t"productionHosts": ["a.qingguo-shop.cn"], // more to come\n\t"testHosts": ["*.qingguo-shop.cn", "demo.qingguo-shop.cn"],\n}\n',
  };
  const kept = await fixed(written, PAGE, 'https', /is a production host/);
  const text = kept['preflight.config.json']!;
  assert.match(text, /\/\/ what we release with/);
  assert.match(text, /\/\/ more to come/);
  assert.doesNotMatch(text.slice(text.indexOf('testHosts')), /demo\.qingguo-shop\.cn/);
  assert.deepEqual(rules(kept), [], text);
});

test('addresses, ports and IPv6 are written so that the configuration takes them', async () => {
  for (const host of ['localhost:8080', '10.0.0.8', '[fd00::1]:8443']) {
    const files = { ...PROJECT, [PAGE]: asks(`https://${host}`) };
    assert.deepEqual(rules(files), ['test-host'], host);
    assert.doesNotMatch(
      rules(await fixed(files, PAGE, 'https', /is a production host/)).join(),
      /configuration|test-host/,
    );
  }
});

test('a host that does not look like one becomes a test host, and back again', async () => {
  const files = { ...PROJECT, [PAGE]: asks('https://api2.qingguo-shop.cn') };
  assert.deepEqual(rules(files), []);
  const actions = await actionsAt(files, PAGE, 'https');
  assert.equal(actions.length, 1);
  assert.equal(actions[0]!.kind, 'refactor');
  const marked = await fixed(files, PAGE, 'https', /api2\.qingguo-shop\.cn is a test host/);
  assert.deepEqual(rules(marked), ['test-host']);
  assert.deepEqual(rules(await fixed(marked, PAGE, 'https', /is a production host/)), []);
});

test('the literal in another file is where the host is marked', async () => {
  const files = {
    ...PROJECT,
    'config/env.js': "exports.HOST = 'https://api2.qingguo-shop.cn';\n",
    [PAGE]:
      "const { HOST } = require('../../config/env');\nPage({ onLoad() { wx.request({ url: HOST + '/a' }); } });\n",
  };
  const marked = await fixed(files, 'config/env.js', 'https', /is a test host/);
  assert.deepEqual(rules(marked), ['test-host']);
});

test('the configuration above the folder is written, not hidden by a new one; a broken one is left alone', async () => {
  const files = { ...PROJECT, [PAGE]: asks('https://demo.qingguo-shop.cn') };
  const uri = 'file:///preflight.config.json';
  const text = '{ "testHosts": ["x.cn"] }';
  const actions = await actionsAt(files, PAGE, 'https', { uri, text });
  const mark = actions.find((one) => /production host/.test(one.title));
  const after = applied({ ...files, [uri]: text }, mark!.edit!);
  assert.deepEqual(JSON.parse(after[uri]!), { testHosts: ['x.cn'], productionHosts: ['demo.qingguo-shop.cn'] });
  assert.equal(after['preflight.config.json'], undefined);
  const broken = await actionsAt({ ...files, 'preflight.config.json': '{ "testHosts": [' }, PAGE, 'https');
  assert.ok(!broken.some((one) => /production host/.test(one.title)));
});

test('a configured production host takes the place of the literal', async () => {
  const files = {
    ...PROJECT,
    'preflight.config.json': '{ "productionHosts": ["api.qingguo-shop.cn"] }',
    [PAGE]: asks('http://localhost:8080'),
  };
  const after = await fixed(files, PAGE, 'http', /Ask the production host/);
  assert.match(after[PAGE]!, /'https:\/\/api\.qingguo-shop\.cn\/a'/);
  assert.deepEqual(rules(after), []);
});

test('the switch serves the build under review too', async () => {
  const files = {
    ...PROJECT,
    [PAGE]:
      "const env = wx.getAccountInfoSync().miniProgram.envVersion;\nconst HOST = { develop: 'https://test.qingguo-shop.cn', trial: 'https://api.qingguo-shop.cn', release: 'https://api.qingguo-shop.cn' }[env];\nPage({ onLoad() { wx.request({ url: HOST + '/a' }); } });\n",
  };
  assert.deepEqual(rules(files), ['test-host-in-review']);
  assert.deepEqual(rules(await fixed(files, PAGE, "'https://test", /Let the build under review/)), []);
});

test('JSON can hold no comment: its finding is silenced in the configuration, and said to be unused once it is', async () => {
  const files = {
    ...PROJECT,
    [PAGE]: 'Page({});\n',
    'app.json': '{\n  "pages": ["pages/index/index"],\n  "debug": true\n}\n',
  };
  assert.deepEqual(rules(files), ['review-setting']);
  const after = await fixed(files, 'app.json', 'true', /^Silence review-setting in this file/);
  assert.deepEqual(JSON.parse(after['preflight.config.json']!), {
    ignore: [{ rule: 'review-setting', files: 'app.json', reason: 'why this is right' }],
  });
  assert.deepEqual(rules(after), []);
  assert.deepEqual(rules({ ...after, 'app.json': PROJECT['app.json']! }), ['unused-suppression']);
});

const URL = 'http://localhost:8080/a.png';
/** Where a finding can stand, and how a comment is written there. */
const PLACES: Record<string, { files: Files; path: string; comment: RegExp }> = {
  JavaScript: { files: { [PAGE]: asks('http://localhost:8080') }, path: PAGE, comment: /^ {4}\/\/ preflight-ignore/m },
  TypeScript: {
    files: { 'pages/index/index.ts': asks('http://localhost:8080') },
    path: 'pages/index/index.ts',
    comment: /^ {4}\/\/ preflight-ignore/m,
  },
  WXML: {
    files: { [PAGE]: 'Page({});\n', 'pages/index/index.wxml': `<view>\n  <image\n    src="${URL}" />\n</view>\n` },
    path: 'pages/index/index.wxml',
    comment: /^ {2}<!-- preflight-ignore test-host: .* -->\n {2}<image/m,
  },
  WXSS: {
    files: {
      [PAGE]: 'Page({});\n',
      'pages/index/index.wxml': '<view />\n',
      'pages/index/index.wxss': `view {\n  background: url(${URL});\n}\n`,
    },
    path: 'pages/index/index.wxss',
    comment: /^ {2}\/\* preflight-ignore/m,
  },
  'a Vue script': {
    files: uniApp(`<template><view /></template>\n<script setup>\nuni.request({ url: '${URL}' });\n</script>\n`),
    path: 'src/pages/index/index.vue',
    comment: /^\/\/ preflight-ignore/m,
  },
  'a Vue template': {
    files: uniApp(
      `<template>\n  <view>\n    <image src="${URL}" />\n  </view>\n</template>\n<script setup></script>\n`,
    ),
    path: 'src/pages/index/index.vue',
    comment: /^ {4}<!-- preflight-ignore/m,
  },
  'a Vue style': {
    files: uniApp(
      `<template><view class="a" /></template>\n<script setup></script>\n<style>\n.a {\n  background: url(${URL});\n}\n</style>\n`,
    ),
    path: 'src/pages/index/index.vue',
    comment: /^ {2}\/\* preflight-ignore/m,
  },
  'an element of JSX': {
    files: taro(`export default () => (\n  <View>\n    <Text>a</Text>\n    <Image src="${URL}" />\n  </View>\n);\n`),
    path: 'src/pages/index/index.jsx',
    comment: /^ {4}\{\/\* preflight-ignore/m,
  },
  'the first element of JSX': {
    files: taro(`export default () => (\n  <Image src="${URL}" />\n);\n`),
    path: 'src/pages/index/index.jsx',
    comment: /^ {2}\/\/ preflight-ignore/m,
  },
  'an attribute of JSX': {
    files: taro(`export default () => (\n  <View>\n    <Image\n      src="${URL}"\n    />\n  </View>\n);\n`),
    path: 'src/pages/index/index.jsx',
    comment: /^ {6}\/\/ preflight-ignore/m,
  },
  PHP: {
    files: {
      'composer.json': '{ "require": { "workerman/webman-framework": "^2.1.4" } }',
      'app/controller/IndexController.php':
        "<?php\nnamespace app\\controller;\nuse support\\Request;\nclass IndexController\n{\n    public function index(Request $request)\n    {\n        return json(['id' => $request->get('id')]);\n    }\n}\n",
    },
    path: 'app/controller/IndexController.php',
    comment: /^ {8}\/\/ preflight-ignore unguarded-decode/m,
  },
  nginx: {
    files: {
      'composer.json': '{ "require": { "workerman/webman-framework": "1" } }',
      'deploy/nginx.conf':
        'server {\n    if ($http_user_agent ~* "Tencent Security Team") {\n        return 403;\n    }\n}\n',
    },
    path: 'deploy/nginx.conf',
    comment: /^ {4}# preflight-ignore scanner-evasion/m,
  },
};

function uniApp(page: string): Files {
  return {
    'package.json': '{ "dependencies": { "@dcloudio/uni-app": "3" } }',
    'src/manifest.json': '{ "mp-weixin": {} }',
    'src/pages.json': '{ "pages": [{ "path": "pages/index/index" }] }',
    'src/pages/index/index.vue': page,
  };
}

function taro(page: string): Files {
  return {
    'package.json': '{ "dependencies": { "@tarojs/taro": "3" } }',
    'src/app.config.js': "export default { pages: ['pages/index/index'] };\n",
    'src/pages/index/index.jsx': `import { View, Image, Text } from '@tarojs/components';\n${page}`,
  };
}

for (const [name, { files, path, comment }] of Object.entries(PLACES)) {
  for (const lineEnd of ['\n', '\r\n']) {
    test(`silencing with a reason, in ${name}${lineEnd === '\n' ? '' : ', CRLF'}`, async () => {
      const all = Object.fromEntries(
        Object.entries({ ...(files[PAGE] || path === 'pages/index/index.ts' ? PROJECT : {}), ...files }).map(
          ([file, text]) => [file, text.replaceAll('\n', lineEnd)],
        ),
      );
      const findings = createChecker(memoryFiles(all)).checkAll().findings;
      assert.equal(findings.length, 1, JSON.stringify(findings.map((one) => [one.rule, one.place])));
      const { start, end } = findings[0]!.place;
      assert.equal(findings[0]!.place.file, path);
      const after = await fixed(all, path, all[path]!.slice(start, end), /^Silence/);
      assert.match(after[path]!.replaceAll('\r\n', '\n'), comment);
      assert.deepEqual(rules(after), []);
      // Taken away again, the finding is back: it was the comment.
      assert.notDeepEqual(rules(all), []);
    });
  }
}
