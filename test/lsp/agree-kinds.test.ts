/** Editor and command line say the same, to the letter, of every kind of project, in both languages. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckResult } from '../../server/src/lsp/protocol.ts';
import { diskFiles } from '../../server/src/node/files.ts';
import { filesOnDisk, run } from '../support/command-line.ts';
import { startClient } from '../support/language-client.ts';

type Files = Record<string, string>;

const BAD = 'http://localhost:8080';
const SWITCH =
  "const env = wx.getAccountInfoSync().miniProgram.envVersion;\nexport const HOST = env === 'release' ? 'https://api.qingguo-shop.cn' : 'https://test.qingguo-shop.cn';\n";

/** A small tree of each kind; each has something to say. */
const KINDS: Record<string, Files> = {
  native: {
    'project.config.json': '{ "appid": "wx0123456789abcdef" }',
    'preflight.config.json': '{ "serverDomains": { "request": ["https://a.cn"] }, "wrong": 1, "exclude": ["old"] }',
    'app.json': '{ "pages": ["pages/index/index", "pages/gone/gone", "old/old"], "debug": true }',
    'config/env.js': SWITCH,
    'old/old.js': `wx.request({ url: '${BAD}' });\nPage({});\n`,
    'pages/index/index.js': `import { HOST } from '../../config/env';\n// preflight-ignore test-host: unused\nPage({ onLoad(q) { wx.request({ url: HOST + '/中文' }); decodeURIComponent(q.scene); } });\n`,
    'pages/index/index.wxml': `<image src="${BAD}/a.png" />\n`,
    'pages/index/index.wxss': `view { background: url(${BAD}/b.png) }\n`,
  },
  plugin: {
    'project.config.json': '{ "compileType": "plugin", "miniprogramRoot": "miniprogram/", "pluginRoot": "plugin/" }',
    'miniprogram/app.json': '{ "pages": ["pages/index/index"], "plugins": {} }',
    'miniprogram/pages/index/index.js': 'Page({});\n',
    'plugin/plugin.json': '{ "main": "index.js", "publicComponents": {} }',
    'plugin/index.js': `export const get = () => wx.request({ url: '${BAD}' });\n`,
  },
  minigame: {
    'project.config.json': '{ "compileType": "game" }',
    'game.json': '{ "deviceOrientation": "portrait" }',
    'game.js': `wx.request({ url: '${BAD}' });\n`,
  },
  'uni-app': {
    'package.json':
      '{ "dependencies": { "@dcloudio/uni-app": "3" }, "scripts": { "build:mp-weixin": "uni build -p mp-weixin" } }',
    '.env.production': `VITE_API="${BAD}"\n`,
    'src/manifest.json': '{ "mp-weixin": {} }',
    'src/pages.json': '{ "pages": [{ "path": "pages/index/index" }] }',
    'src/pages/index/index.vue':
      '<template><view /></template>\n<script setup>\n// #ifdef MP-WEIXIN\nuni.request({ url: import.meta.env.VITE_API });\n</script>\n',
  },
  taro: {
    'package.json': '{ "dependencies": { "@tarojs/taro": "3" } }',
    'src/app.config.js': "export default { pages: ['pages/index/index'] };\n",
    'src/pages/index/index.tsx': `import Taro from '@tarojs/taro';\nexport default () => { Taro.request({ url: '${BAD}' }); return <Image src="${BAD}/a.png" />; };\n`,
  },
  mpx: {
    'package.json': '{ "dependencies": { "@mpxjs/core": "2" } }',
    'src/app.mpx': '<script type="application/json">{ "pages": ["./pages/index"] }</script>\n',
    'src/pages/index.mpx': `<template><view /></template>\n<script>\nimport mpx, { createPage } from '@mpxjs/core';\ncreatePage({ onLoad() { mpx.request({ url: '${BAD}' }); } });\n</script>\n`,
  },
  wepy: {
    'package.json': '{ "dependencies": { "wepy": "1" } }',
    'src/app.wpy':
      "<script>\nimport wepy from 'wepy';\nexport default class extends wepy.app { config = { pages: ['pages/index'] } }\n</script>\n",
    'src/pages/index.wpy': `<template><view /></template>\n<script>\nimport wepy from 'wepy';\nexport default class extends wepy.page { onLoad() { wepy.request({ url: '${BAD}' }); } }\n</script>\n`,
  },
  'backend in PHP': {
    'composer.json': '{ "require": { "workerman/webman-framework": "^2.1.4" } }',
    'app/controller/LiveController.php':
      "<?php\nnamespace app\\controller;\nuse support\\Request;\nclass LiveController\n{\n    public function index(Request $request)\n    {\n        return json(['id' => $request->get('id', '')]);\n    }\n}\n",
    'nginx.conf': 'server {\n  if ($http_user_agent ~* "Tencent Security Team") { return 403; }\n}\n',
  },
  'backend in JavaScript': {
    'package.json': '{ "dependencies": { "express": "5" } }',
    'app.js':
      "const app = require('express')();\napp.get('/live', (req, res) => res.send(decodeURIComponent(req.query.id)));\n",
  },
  'cloud functions': {
    'project.config.json': '{ "miniprogramRoot": "miniprogram/", "cloudfunctionRoot": "cloud/" }',
    'miniprogram/app.json': '{ "pages": ["pages/index/index"] }',
    'miniprogram/pages/index/index.js': `wx.request({ url: '${BAD}' });\nPage({});\n`,
    'cloud/get/package.json': '{ "dependencies": { "wx-server-sdk": "2" } }',
    'cloud/get/index.js': 'exports.main = async (event) => JSON.parse(event.text);\n',
  },
};

for (const [kind, files] of Object.entries(KINDS)) {
  for (const locale of ['en', 'zh-cn']) {
    test(`${kind}, ${locale}`, async (t) => {
      const folder = filesOnDisk(t, files);
      const client = await startClient({}, { locale, platform: { files: () => ({ ...diskFiles(folder) }) } });
      t.after(() => client.stop());
      const fromEditor: CheckResult = await client.connection.sendRequest('preflight/check', {});
      const { out } = await run(folder, 'check', '--format', 'json', '--lang', locale, '--no-cache');
      const fromTerminal = JSON.parse(out);
      assert.ok(fromTerminal.findings.length > 0, 'the tree has something to say');
      const { folders: _, summary: editorSummary, ...said } = JSON.parse(JSON.stringify(fromEditor));
      const { summary, ...expected } = fromTerminal;
      assert.deepEqual(said, expected);
      assert.deepEqual({ ...editorSummary, elapsedMs: 0 }, { ...summary, elapsedMs: 0 });
    });
  }
}
