/**
 * Files as they really come: broken, half-typed, binary, in the wrong encoding, huge, hostile. Whatever one file holds, the
 * others are still judged, what is not read is told of, and no file takes longer than a second.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processorTime } from '../support/processor-time.ts';
import { checkInMemory } from '../support/run-spec.ts';

const HOST = 'http://localhost:8080';
const BAD_PAGE = `Page({ onLoad() { wx.request({ url: '${HOST}/a' }); } });\n`;
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

type Files = Record<string, string | Uint8Array>;

/** A project with one page that asks a test host, and `files` beside it: the page's finding must stand, whatever they hold. */
function checkBeside(files: Files, pages: readonly string[] = []) {
  const all: Files = {
    'project.config.json': '{ "appid": "wx0123456789abcdef" }',
    'app.json': JSON.stringify({ pages: ['pages/good/good', ...pages] }),
    'pages/good/good.js': BAD_PAGE,
    ...files,
  };
  const { result: report, took } = processorTime(() => checkInMemory(all));
  assert.ok(
    report.findings.some(({ file, rule }) => file === 'pages/good/good.js' && rule === 'test-host'),
    `the page beside it is still judged: ${JSON.stringify(report.unread)}`,
  );
  for (const { file, why } of report.unread) assert.doesNotMatch(why, /itself failed/, file);
  // A second a file, and as much again for a cold start.
  const allowed = 1000 * (2 + Object.keys(files).length);
  assert.ok(took < allowed, `took ${took} ms`);
  return report;
}

const whyOf = (report: ReturnType<typeof checkBeside>, file: string) =>
  report.unread.filter((entry) => entry.file === file).map(({ why }) => why);

test('broken JSON is told of at its file, and what can be read of it counts', () => {
  const report = checkBeside({ 'app.json': '{ "pages": ["pages/good/good",, "pages/x/x" ], "window": {' });
  assert.ok(whyOf(report, 'app.json').length > 0);
  for (const text of [
    '',
    '[',
    'null',
    '"pages"',
    '{"pages": {"a": 1}}',
    '{"pages": [null, 3, {}]}',
    '\u0000',
    '{{{{{{',
  ]) {
    for (const file of ['project.private.config.json', 'sitemap.json', 'pages/good/good.json', 'package.json']) {
      checkBeside({ [file]: text });
    }
  }
});

test('a project file of nothing but noise does not hide the other projects', () => {
  for (const text of [
    '{',
    '',
    '3',
    '[]',
    '{"miniprogramRoot": 3}',
    '{"miniprogramRoot": "../../.."}',
    '{"miniprogramRoot": "/"}',
  ]) {
    checkBeside({ 'other/project.config.json': text, 'other/app.json': '{"pages": ["a"]}', 'other/a.js': 'Page({})' });
  }
});

const PAGE = `import { request, BASE } from '../../api/http.js';
const app = getApp();
Page({
  data: { list: [], base: \`\${BASE}/img\`, re: /[/\\]]+/g },
  async onLoad({ id = '1', ...rest }) {
    const url = BASE + '/live/record?id=' + decodeURIComponent(id);
    try {
      const { data: { items } } = await request({ url, method: 'POST', header: { a: app?.globalData.b ?? 'c' } });
      for (const [key, one] of Object.entries(items)) if (one) this.setData({ [\`list[\${key}]\`]: one });
    } catch (error) { console.error(error); }
    wx.request({ url: BASE === 'x' ? 'https://a.qingguo-shop.cn' : \`\${BASE}/b\`, success: (res) => { switch (res.statusCode) { case 200: break; default: return; } } });
  },
});
`;

test('a page that is being typed is read at every length, and the rest is judged as before', () => {
  const http = `export const BASE = '${HOST}';\nexport const request = (options) => wx.request({ ...options });\n`;
  for (let length = 0; length <= PAGE.length; length++) {
    const report = checkBeside({ 'pages/p/p.js': PAGE.slice(0, length), 'api/http.js': http }, ['pages/p/p']);
    if (length === PAGE.length) {
      assert.ok(report.findings.some(({ file }) => file === 'api/http.js'));
      assert.deepEqual(report.unread, []);
    }
  }
});

test('a half-typed script that makes requests is told of with its line, and what stands before is judged', () => {
  const report = checkBeside({ 'pages/p/p.js': `${BAD_PAGE}Page({ onShow() { wx.request({ url: ` }, ['pages/p/p']);
  assert.ok(report.findings.some(({ file, line }) => file === 'pages/p/p.js' && line === 1));
  assert.match(whyOf(report, 'pages/p/p.js').join(), /Line 2/);
});

test('half-typed templates, styles and single-file components', () => {
  const wxml =
    '<view wx:for="{{list}}"><image src="{{base}}/a.png?x={{a<b}}"/><wxs module="m">var a = "</view>";</wxs></view>';
  const wxss = '@import "a.wxss";\n.a { background: url("http://localhost/a.png") } /* x */ .b::after { content: "}" }';
  const vue = `<template><image :src="base + '/a.png'"/></template>\n<script setup lang="ts">const base: string = '${HOST}';\nuni.request({ url: base })</script>\n<style>.a{background:url(a.png)}</style>`;
  for (const [file, text] of [
    ['pages/good/good.wxml', wxml],
    ['pages/good/good.wxss', wxss],
    ['pages/v/v.vue', vue],
  ] as const) {
    for (let length = 0; length <= text.length; length++) checkBeside({ [file]: text.slice(0, length) });
  }
});

test('bundles on one line of five megabytes are left out with a word', () => {
  const bundle = `var a=function(b){return wx.request({url:"http://localhost/"+b})};`.repeat(80_000);
  const report = checkBeside({ 'pages/p/p.js': bundle, 'vendor.js': bundle }, ['pages/p/p']);
  assert.match(whyOf(report, 'pages/p/p.js').join(), /too large/);
});

test('binary data named .js is no script', () => {
  const bytes = Uint8Array.from({ length: 4096 }, (_, at) => (at * 7) % 256);
  const report = checkBeside({ 'pages/p/p.js': bytes, 'pages/p/p.wxml': bytes, 'pages/p/p.json': bytes }, [
    'pages/p/p',
  ]);
  assert.match(whyOf(report, 'pages/p/p.js').join(), /binary/);
});

test('bytes that are no UTF-8 cost only the text they are in', () => {
  const bytes = Buffer.concat([
    Buffer.from('// '),
    Buffer.from([0xb2, 0xe2, 0xca, 0xd4]),
    Buffer.from(`\n${BAD_PAGE}`),
  ]);
  const report = checkBeside({ 'pages/p/p.js': new Uint8Array(bytes) }, ['pages/p/p']);
  assert.ok(report.findings.some(({ file, line }) => file === 'pages/p/p.js' && line === 2));
  assert.match(whyOf(report, 'pages/p/p.js').join(), /UTF-8/);
});

test('a byte order mark and every kind of line end leave places right', () => {
  const page = `const a = 1;\nPage({ onLoad() {\n  wx.request({ url: '${HOST}/a' });\n} });\n`;
  for (const lineEnd of ['\n', '\r\n', '\r']) {
    for (const mark of ['', '\ufeff']) {
      const report = checkBeside({ 'pages/p/p.js': mark + page.replaceAll('\n', lineEnd) }, ['pages/p/p']);
      const found = report.findings.find(({ file }) => file === 'pages/p/p.js');
      assert.deepEqual([found?.line, found?.column], [3, 21], JSON.stringify({ lineEnd, mark }));
    }
  }
  const config = checkBeside({ 'app.json': '\ufeff{ "pages": ["pages/good/good"] }' });
  assert.deepEqual(config.unread, []);
});

const nested = (open: string, inner: string, close: string, depth: number) =>
  open.repeat(depth) + inner + close.repeat(depth);
const DEEP: readonly (readonly [string, string, string])[] = [
  ['[', '1', ']'],
  ['(', '1', ')'],
  ['{ a: ', '1', ' }'],
  ['f(', '1', ')'],
  ['() => ', '1', ''],
  ['!', '1', ''],
  ['a + (', '1', ')'],
  ["'a' + ", "'b'", ''],
  ['', 'a', '.b'],
  ['', 'a', '()'],
  ['', 'a', '?.b'],
  ['a ? b : ', 'c', ''],
  ['`${', '1', '}`'],
  ['new ', 'A', '()'],
  ['function () { return ', '1', ' }'],
];

for (const depth of [1000, 20_000]) {
  test(`nesting ${depth} deep ends in an answer or a word`, () => {
    for (const [open, inner, close] of DEEP) {
      const text = `${BAD_PAGE}const deep = ${nested(open, inner, close, depth)};\nwx.request({ url: deep });\n`;
      checkBeside({ 'pages/p/p.js': text }, ['pages/p/p']);
    }
    for (const [open, inner, close] of [
      ['if (a) { ', '', ' }'],
      ['{', '', '}'],
      ['if (a) b(); else ', 'c();', ''],
      ['for (;;) ', ';', ''],
      ['try { ', '', ' } catch (e) {}'],
      ['<view>', '', '</view>'],
    ] as const) {
      const text = nested(open, inner, close, depth);
      const files: Files = open.startsWith('<')
        ? { 'pages/p/p.js': BAD_PAGE, 'pages/p/p.wxml': text }
        : { 'pages/p/p.js': `${BAD_PAGE}${text}\n` };
      checkBeside(files, ['pages/p/p']);
    }
    checkBeside({ 'pages/good/good.json': nested('{"a":', '1', '}', depth) });
    checkBeside({ 'pages/good/good.json': nested('[', '', ']', depth) });
    checkBeside({ 'pages/good/good.wxss': nested('.a{', '', '}', depth) });
    checkBeside({ 'pages/good/good.wxml': `<image src="{{${nested('(', 'a', ')', depth)}}}"/>` });
  });
}

test('long flat code: thousands of statements, elements, concatenations and branches', () => {
  const many = 5000;
  for (const text of [
    `let url = '';\n${`url += 'a';\n`.repeat(many)}wx.request({ url });\n`,
    `const url = ${Array.from({ length: many }, () => "'a'").join(' + ')};\nwx.request({ url });\n`,
    `const list = [${Array.from({ length: many }, (_, at) => `'${HOST}/${at}'`).join(',')}];\nwx.request({ url: list[3] });\n`,
    `let url;\n${Array.from({ length: many }, (_, at) => `if (a === ${at}) url = 'https://a${at}.qingguo-shop.cn';\n`).join('')}wx.request({ url });\n`,
    Array.from({ length: many }, (_, at) => `function f${at}(a) { return f${(at + 1) % many}(a) }\n`).join('') +
      'wx.request({ url: f0(1) });\n',
    `const c0 = 'https://a.cn';\n${Array.from({ length: many }, (_, at) => `const c${at + 1} = c${at} + '/a';\n`).join('')}wx.request({ url: c${many} });\n`,
    `let a = '${HOST}/aaaaaaaa';\n${'a = a + a;\n'.repeat(64)}wx.request({ url: a });\n`,
    `let a = '${HOST}';\n${'a = `${a}${a}`;\n'.repeat(64)}wx.request({ url: a });\n`,
    `let a = [1];\n${'a = [...a, ...a];\n'.repeat(64)}wx.request({ url: a[0] });\n`,
    `let a = [];\n${'a = [...a, ...a];\n'.repeat(64)}a.forEach((url) => wx.request({ url }));\n`,
    `let a = { x: 1 };\n${'a = { ...a, ...a };\n'.repeat(64)}wx.request({ url: a.y });\nObject.keys(a).map((url) => wx.request({ url }));\n`,
    `let a = { x: 1 };\n${'a = Object.assign({}, a, a);\n'.repeat(64)}Object.values(a).map((url) => wx.request({ url }));\n`,
    `let a = 'a';\n${"a = a.split('a').join('aaaaaaaaaa');\n".repeat(40)}wx.request({ url: a });\n`,
    `const s = 'x'.repeat(1e9).padEnd(2e9);\nwx.request({ url: s });\n`,
  ]) {
    checkBeside({ 'pages/p/p.js': text }, ['pages/p/p']);
  }
});

test('giant tables of data: lists, objects, assignments and functions by the ten thousand', () => {
  const lines = (count: number, line: (at: number) => string) =>
    `${Array.from({ length: count }, (_, at) => line(at)).join('\n')}\n`;
  const page = `const BASE = '${HOST}/b';\nPage({ onLoad() { wx.request({ url: BASE }); } });\n`;
  for (const text of [
    `${page}const list = [\n${lines(60_000, (at) => `  { id: ${at}, name: 'n${at}' },`)}];\n`,
    `${page}const map = {\n${lines(60_000, (at) => `  k${at}: 'v${at}',`)}};\nmap.more = 1;\n`,
    `${page}const map = {};\n${lines(30_000, (at) => `map.k${at} = ${at};`)}`,
    `${page}${lines(10_000, (at) => `function f${at}(a) { return f${at + 1}(a); }`)}f0(BASE);\n`,
  ]) {
    const report = checkBeside({ 'pages/p/p.js': text }, ['pages/p/p']);
    assert.ok(report.findings.some(({ file, line }) => file === 'pages/p/p.js' && line === 1));
  }
  const handler = `Page({ onLoad(query) {\nconst map = {};\n${lines(20_000, (at) => `map.k${at} = query.a${at};`)}decodeURIComponent(map.k5);\n} });\n`;
  const report = checkBeside({ 'pages/p/p.js': handler }, ['pages/p/p']);
  assert.match(whyOf(report, 'pages/p/p.js').join(), /too large to be followed to its end/);
});

test('patterns made to hang a backtracking engine are only ever read, never run', () => {
  const text = `const bomb = /^(a+)+$/;
const id = '${'a'.repeat(40)}!';
const url = id.replace(/^(a+)+$/, 'http://localhost').replace(/(x+x+)+y/g, '').split(/(a*)*b/)[0];
if (bomb.test(id) || new RegExp('(.*a){25}').test(id)) wx.request({ url });
Page({ onLoad(query) { if (/^(([a-z])+.)+[A-Z]([a-z])+$/.test(query.q)) decodeURIComponent(query.q); } });
`;
  checkBeside({ 'pages/p/p.js': text }, ['pages/p/p']);
});

test('comments, blanks, quotes and braces without end take linear time', () => {
  const long = 200_000;
  for (const text of [
    '/*'.repeat(long),
    '<!--'.repeat(long),
    ' '.repeat(long),
    '"'.repeat(long),
    '`${'.repeat(2000),
    '//'.repeat(long),
    '\\'.repeat(long),
    '{{'.repeat(long),
    '<view '.repeat(20_000),
    '<'.repeat(long),
    'url('.repeat(50_000),
    '@import '.repeat(20_000),
    '// #ifdef A\n'.repeat(20_000),
    '// preflight-ignore '.repeat(9000),
  ]) {
    for (const file of [
      'pages/good/good.wxml',
      'pages/good/good.wxss',
      'pages/good/good.json',
      'utils/a.js',
      'a.vue',
      '.env',
      'a.php',
    ]) {
      checkBeside({ [file]: text, 'pages/p/p.js': `require('../../utils/a');\n${BAD_PAGE}` }, ['pages/p/p']);
    }
  }
});

test('names of the language are names like others, as keys of anything', () => {
  for (const name of NAMES) {
    const page = `import ${'m'} from '../../lib/${name}';
import { ${name} as got } from '../../lib/${name}';
const table = { ${name}: '${HOST}/t', ['${name}']: '${HOST}/t', a: { ${name}() { return '${HOST}/f'; } } };
class ${name === 'constructor' ? 'C' : 'K'} { static ${name === 'prototype' || name === 'constructor' ? 'p' : name} = 1; }
const { ${name}: picked } = table;
table.${name}.b = 1; table['${name}'] = table; m.${name}(); got(picked);
getApp().globalData.${name} = table; wx.${name}({ url: table.${name} }); wx[table.${name}]({ url: '' });
const api = { ${name}: (url) => wx.request({ url }) };
api.${name}('${HOST}/a');
Page({ data: { ${name}: '${HOST}/i' }, ${name}(query) { decodeURIComponent(query.${name}); this.setData({ ${name}: query }); } });
`;
    checkBeside(
      {
        'pages/p/p.js': page,
        'pages/p/p.wxml': `<image src="{{${name}}}/a.png" ${name}="{{${name}.${name}}}"/><${name}/><template name="${name}"/><template is="${name}"/>`,
        'pages/p/p.json': `{ "${name}": { "${name}": 1 }, "usingComponents": { "${name}": "./${name}" } }`,
        'pages/p/p.wxss': `.${name} { ${name}: url(${name}) }`,
        [`lib/${name}.js`]: `export default { ${name}: 1 };\nexport const ${name}x = 1;\nexports.${name} = 2;\nmodule.exports.${name}.${name} = exports;\n`,
        [`${name}.js`]: BAD_PAGE,
        '.env': `${name}=1\nA=\${${name}}\n`,
        'project.config.json': `{ "appid": "wx0123456789abcdef", "${name}": { "${name}": [] }, "setting": { "${name}": true } }`,
        'app.json': `{ "pages": ["pages/good/good", "pages/p/p", "${name}"], "${name}": "${name}", "resolveAlias": { "${name}/*": "${name}/*" } }`,
        'preflight.config.json': `{ "rules": { "${name}": "off" }, "${name}": 1 }`,
        'package.json': `{ "dependencies": { "${name}": "1" }, "${name}": {} }`,
        'api/a.php': `<?php class ${name} { function ${name}($r) { return json_decode($r->get('${name}')); } } $a['${name}']->${name}(); ${name}();`,
      },
      [],
    );
  }
});

test('an app.json of many thousand pages', () => {
  const pages = Array.from({ length: 20_000 }, (_, at) => `pages/p${at}/p${at}`);
  const report = checkBeside({
    'app.json': JSON.stringify({
      pages: ['pages/good/good', ...pages],
      tabBar: { list: pages.map((pagePath) => ({ pagePath })) },
    }),
  });
  assert.match(whyOf(report, 'app.json').join(), /no such file/);
});
