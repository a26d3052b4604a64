/** Faults in what projects are made of: one clear complaint each, with its file and line, and the rest is still checked. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkInMemory } from '../support/run-spec.ts';

const UNI = {
  'package.json': '{ "dependencies": { "@dcloudio/uni-app": "3" } }',
  'src/manifest.json': '{ "mp-weixin": {} }',
  'src/pages.json': '{ "pages": [{ "path": "pages/index/index" }] }',
};
const PAGE = 'src/pages/index/index.vue';
const script = (text: string) => `<template><view /></template>\n<script setup>\n${text}\n</script>\n`;
const BAD = "uni.request({ url: 'http://localhost:8080/a' });";

const FAULTS: Record<string, { files: Record<string, string>; file: string; said: RegExp; found: number }> = {
  'an .env value whose quote is never closed': {
    files: {
      '.env.production': 'VITE_NAME=\'it\nVITE_API="http://localhost:8080"\nnot an assignment\n',
      [PAGE]: script('uni.request({ url: import.meta.env.VITE_API });'),
    },
    file: '.env.production',
    said: /^Line [13]: /,
    found: 1,
  },
  'a component that has neither a script nor a template': {
    files: { [PAGE]: '<style>\nview { color: red }\n</style>\n', 'src/main.js': BAD },
    file: PAGE,
    said: /neither a script nor a template/,
    found: 1,
  },
  'a conditional block that is never ended': {
    files: { [PAGE]: script(`// #ifdef MP-WEIXIN\n${BAD}`) },
    file: PAGE,
    said: /^Line 3: “ifdef” is never ended/,
    found: 1,
  },
  'an end without a beginning': {
    files: { [PAGE]: script(`${BAD}\n// #endif`) },
    file: PAGE,
    said: /^Line 4: “endif” has no beginning/,
    found: 1,
  },
  'conditional blocks that overlap in pages.json': {
    files: {
      'src/pages.json':
        '{\n  "pages": [\n    // #ifdef H5\n    { "path": "pages/web/web" },\n    { "path": "pages/index/index" }\n  ]\n}\n',
      [PAGE]: script(BAD),
    },
    file: 'src/pages.json',
    said: /^Line 3: “ifdef” is never ended/,
    found: 1,
  },
  'a script that is not code': {
    files: { [PAGE]: script(`${BAD}\nconst = ;`) },
    file: PAGE,
    said: /^Line 4 is not code that can be read/,
    found: 1,
  },
};

for (const [name, { files, file, said, found }] of Object.entries(FAULTS)) {
  test(`${name}: said once, at its place, and the rest is checked`, () => {
    const report = checkInMemory({ ...UNI, ...files });
    const complaints = report.unread.filter((one) => one.file === file);
    assert.equal(complaints.length, 1, JSON.stringify(report.unread));
    assert.match(complaints[0]!.why, said);
    assert.equal(report.findings.length, found, JSON.stringify(report.findings));
  });
}

test('odd but right: quotes, exports, comments and byte order marks in .env are no fault', () => {
  const env = '\ufeffexport VITE_A=\'a "b"\'\nVITE_B="x # y" # comment\nVITE_C=\nVITE_D = spaced \n# VITE_E=1\n';
  const report = checkInMemory({
    ...UNI,
    '.env.production': env,
    [PAGE]: script('uni.request({ url: import.meta.env.VITE_A });'),
  });
  assert.deepEqual(report.unread, []);
  assert.deepEqual(report.findings, []);
});

test('project.config.json and app.json that are no JSON are named, and the pages are checked all the same', () => {
  const report = checkInMemory({
    'project.config.json': '{ "appid": "wx0123456789abcdef", "setting": { }',
    'app.json': '{ "pages": ["pages/index/index" }',
    'pages/index/index.js': "wx.request({ url: 'http://localhost:8080/a' });\nPage({});\n",
  });
  const files = report.unread.map(({ file }) => file);
  assert.ok(files.includes('project.config.json') && files.includes('app.json'), JSON.stringify(report.unread));
  assert.equal(report.findings.length, 1);
});
