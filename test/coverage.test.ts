/** “Why was this file not checked?” has an answer for every path. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message } from '../server/src/core/base/finding.ts';
import { translator } from '../server/src/core/base/translate.ts';
import { createChecker } from '../server/src/core/check.ts';
import type { FileSource } from '../server/src/core/project/files.ts';
import { memoryFiles } from './support/project.ts';

const LINE = 'var a=(b,c)=>{return b(c)};';
const FILES: Record<string, string | Uint8Array> = {
  'preflight.config.json': '{ "exclude": ["old"] }',
  'wx/project.config.json':
    '{ "packOptions": { "ignore": [{ "type": "folder", "value": "/mock/" }, { "type": "suffix", "value": ".DEV.js" }, { "type": "prefix", "value": "local-" }, { "type": "glob", "value": "**/*.demo.wxml" }, { "type": "regexp", "value": "\\\\.bak$" }, { "type": "file", "value": "" }], "include": [{ "type": "file", "value": "mock/kept.js" }] } }',
  'wx/app.json': '{ "pages": ["pages/index/index"] }',
  'wx/app.wxss': 'page { color: red }',
  'wx/pages/index/index.js':
    "require('../../libs/min.js'); require('../../libs/lib.js'); require('../../mock/data.js'); require('../../mock/kept.js'); require('../../a.dev.js'); require('../../binary.js'); require('../../data.json'); Page({});",
  'wx/pages/index/index.wxml': '<view />',
  'wx/pages/index/index.wxss': 'view { color: red }',
  'wx/pages/index/index.json': '{}',
  'wx/pages/index/other.demo.wxml': '<view />',
  'wx/pages/index/old.wxml': '<view />',
  'wx/libs/min.js': LINE.repeat(200),
  'wx/libs/lib.js': '/*! lib v1.2.3 | MIT License */\nmodule.exports = {};\n',
  'wx/mock/data.js': 'module.exports = 1;\n',
  'wx/mock/kept.js': 'module.exports = 1;\n',
  'wx/a.dev.js': 'module.exports = 1;\n',
  'wx/data.json': '{ "a": 1 }',
  'wx/binary.js': new Uint8Array([0, 1, 2, 0]),
  'wx/unused.js': 'module.exports = 1;\n',
  'wx/gulpfile.js': 'module.exports = 1;\n',
  'wx/logo.png': new Uint8Array([137, 80, 78, 71, 0]),
  'server/composer.json': '{ "require": { "workerman/webman-framework": "1" } }',
  'server/app/controller/Index.php': '<?php class Index {}',
  'deploy/nginx.conf': 'server { listen 80; }',
  'elsewhere/page.js': 'module.exports = 1;\n',
  'old/a.js': 'module.exports = 1;\n',
};

const files: FileSource = {
  ...memoryFiles(FILES),
  unlisted: () => [{ path: 'locked', why: message('Permission denied.') }],
};
const checker = createChecker(files);
const translate = translator();

const ANSWERS: readonly [path: string, checked: boolean, part: RegExp][] = [
  ['wx/pages/index/index.js', true, /as part of “wx” \(weapp\)/],
  ['wx/pages/index/index.wxml', true, /as part of “wx”/],
  ['wx/pages/index/index.wxss', true, /as part of “wx”/],
  ['wx/app.wxss', true, /as part of “wx”/],
  ['wx/app.json', true, /as part of “wx”/],
  ['wx/project.config.json', true, /as part of “wx”/],
  ['wx/data.json', true, /as part of “wx”/],
  ['wx/mock/kept.js', true, /as part of “wx”/],
  ['server/app/controller/Index.php', true, /as part of “server” \(backend\)/],
  ['deploy/nginx.conf', true, /It is checked/],
  ['preflight.config.json', true, /configuration of Preflight/],
  ['wx/libs/min.js', false, /minified/],
  ['wx/libs/lib.js', false, /copy of a library\. Values that come from it are followed/],
  ['wx/mock/data.js', false, /packOptions\.ignore.*\(\/mock\/\)/],
  ['wx/a.dev.js', false, /packOptions\.ignore.*\(\.DEV\.js\)/],
  ['wx/pages/index/other.demo.wxml', false, /packOptions\.ignore/],
  ['wx/pages/index/old.wxml', false, /No page, component or import of “wx” leads to it/],
  ['wx/unused.js', false, /No page, component or import of “wx” leads to it/],
  ['wx/gulpfile.js', false, /developer’s machine/],
  ['wx/binary.js', false, /binary/],
  ['wx/logo.png', false, /binary/],
  ['wx/pages/index/index.json', false, /looks for nothing in this file/],
  ['old/a.js', false, /“exclude” keeps it out \(old\)/],
  ['elsewhere/page.js', false, /none of the projects that were found: server, wx/],
  ['wx/node_modules/a/index.js', false, /Folders named “node_modules”/],
  ['locked/a.js', false, /Permission denied/],
  ['wx/nowhere.js', false, /no such file/],
];

for (const [path, checked, part] of ANSWERS) {
  test(`${path} is ${checked ? '' : 'not '}checked, and it is said why`, () => {
    const answer = checker.coverage(path);
    assert.match(translate(answer.why), part);
    assert.equal(answer.checked, checked);
  });
}

test('what is not uploaded is not reported', () => {
  const bad = "wx.request({ url: 'http://localhost:8080/' });\n";
  const report = createChecker(memoryFiles({ ...FILES, 'wx/mock/data.js': bad, 'wx/mock/kept.js': bad })).checkAll();
  assert.deepEqual(
    report.findings.map(({ place }) => place.file),
    ['wx/mock/kept.js'],
  );
});

test('a folder that holds no project says so', () => {
  const empty = createChecker(memoryFiles({ 'a.js': 'x' }));
  assert.match(translate(empty.coverage('a.js').why), /No mini-program and no backend/);
});
