/**
 * What an edit costs, told by the queries that ran: typing inside a function re-runs nothing in another file unless
 * something it gives to others has changed.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChecker } from '../server/src/core/check.ts';
import { memoryFiles } from './support/project.ts';

const ENV = "const BASE = 'https://test-api.qingguo-shop.cn';\nconst LIMIT = 10;\nmodule.exports = { BASE, LIMIT };\n";
const PAGE = `const { BASE } = require('../../config/env');
function label(item) {
  return item.title + '!';
}
Page({
  onLoad(query) {
    const id = decodeURIComponent(query.id);
    wx.request({ url: BASE + '/record?id=' + id });
    label(id);
  },
});
`;
const OTHER = PAGE.replaceAll('record', 'other');
const APART = "Page({ onLoad() { wx.request({ url: 'https://api.qingguo-shop.cn/apart' }); } });\n";

const FILES = {
  'project.config.json': '{ "appid": "wx0123456789abcdef" }',
  'app.json': '{ "pages": ["pages/a/a", "pages/b/b", "pages/c/c"] }',
  'config/env.js': ENV,
  'pages/a/a.js': PAGE,
  'pages/b/b.js': OTHER,
  'pages/c/c.js': APART,
};

/** A checked project, and a way to see which queries an edit makes run. */
function checked() {
  const files = memoryFiles(FILES);
  const checker = createChecker(files);
  let ran: { name: string; key: string }[] = [];
  checker.store.onRun = (name, key) => ran.push({ name, key });
  const again = () => {
    ran = [];
    const report = checker.checkAll();
    return { report, ran };
  };
  const first = again();
  assert.deepEqual(
    first.report.findings.map(({ rule, place }) => `${rule} ${place.file}`),
    ['test-host config/env.js', 'unguarded-decode pages/a/a.js', 'unguarded-decode pages/b/b.js'],
  );
  return {
    files,
    checker,
    first,
    again,
    edit(path: string, text: string) {
      files.set(path, text);
      checker.changed(path);
      return again();
    },
  };
}

type Ran = readonly { readonly name: string; readonly key: string }[];

/** Queries that ran for any file but this one: their keys name it. */
const elsewhere = (ran: Ran, file: string) =>
  Object.keys(FILES)
    .filter((other) => other !== file)
    .flatMap((other) => ran.filter(({ key }) => key.includes(other)).map(({ name }) => `${name} ${other}`));
const about = (ran: Ran, file: string) => ran.filter(({ key }) => key.includes(file)).map(({ name }) => name);
/** Files that were lowered again. */
const lowered = (ran: Ran) => ran.filter(({ name }) => name === 'lowered').map(({ key }) => key);

test('a second check runs nothing', () => {
  const { again, first } = checked();
  const second = again();
  assert.deepEqual(second.ran, []);
  assert.deepEqual(second.report.findings, first.report.findings);
});

test('telling of a change where nothing changed runs one query', () => {
  const { edit } = checked();
  assert.deepEqual(edit('pages/a/a.js', PAGE).ran, [{ name: 'content', key: 'pages/a/a.js' }]);
});

test('an edit inside a function re-runs nothing in other files', () => {
  for (const [path, text] of [
    ['pages/a/a.js', PAGE.replace("'!'", "'?'")],
    ['config/env.js', `${ENV}function unused(a) { return a + 1; }\n`],
  ] as const) {
    const { edit, first } = checked();
    const { ran, report } = edit(path, text);
    assert.deepEqual(lowered(ran), [path]);
    assert.deepEqual(elsewhere(ran, path), [], path);
    assert.deepEqual(report.findings, first.report.findings);
  }
});

test('a line above an exported literal moves the finding, and is read nowhere else', () => {
  const { edit, first } = checked();
  const line = '// The address of the server.\n';
  const { ran, report } = edit('config/env.js', line + ENV);
  assert.deepEqual(lowered(ran), ['config/env.js']);
  assert.deepEqual(elsewhere(ran, 'config/env.js'), []);
  assert.equal(report.findings[0]!.place.start, first.report.findings[0]!.place.start + line.length);
});

test('an exported constant that changes is read again by its readers, and by them alone', () => {
  const { edit } = checked();
  const { ran, report } = edit('config/env.js', ENV.replace('test-api.qingguo', 'api.qingguo'));
  assert.deepEqual(lowered(ran), ['config/env.js']);
  assert.ok(about(ran, 'pages/a/a.js').length > 0);
  assert.ok(about(ran, 'pages/b/b.js').length > 0);
  assert.deepEqual(about(ran, 'pages/c/c.js'), []);
  assert.deepEqual(
    report.findings.map(({ rule }) => rule),
    ['unguarded-decode', 'unguarded-decode'],
  );
});

test('a guard that is typed takes the finding away, in its own file only', () => {
  const { edit } = checked();
  const guarded = PAGE.replace(
    'const id = decodeURIComponent(query.id);',
    "let id = '';\n    try { id = decodeURIComponent(query.id); } catch (error) { id = ''; }",
  );
  const { ran, report } = edit('pages/a/a.js', guarded);
  assert.deepEqual(lowered(ran), ['pages/a/a.js']);
  assert.deepEqual(about(ran, 'pages/b/b.js'), []);
  assert.deepEqual(
    report.findings.map(({ rule, place }) => `${rule} ${place.file}`),
    ['test-host config/env.js', 'unguarded-decode pages/b/b.js'],
  );
});

test('stopped at any query, the check goes on from there to the same answer', () => {
  const { first } = checked();
  for (let most = 0; most < 200; most += 7) {
    const checker = createChecker(memoryFiles(FILES));
    let asked = 0;
    const stopped = checker.within(
      () => ++asked > most,
      () => checker.checkAll(),
    );
    assert.equal(stopped, undefined);
    assert.deepEqual(checker.checkAll(), first.report, `stopped after ${most} queries`);
  }
});

test('files that come and go are noticed', () => {
  const { files, checker, again, first } = checked();
  files.set('pages/b/b.js', undefined);
  checker.filesChanged(['pages/b/b.js']);
  const without = again().report;
  assert.ok(!without.findings.some(({ place }) => place.file === 'pages/b/b.js'));
  assert.ok(without.unread.some(({ file }) => file === 'app.json'));
  files.set('config/env.js', undefined);
  checker.filesChanged(['config/env.js']);
  assert.ok(!again().report.findings.some(({ rule }) => rule === 'test-host'));
  files.set('pages/b/b.js', OTHER);
  files.set('config/env.js', ENV);
  checker.filesChanged(['pages/b/b.js', 'config/env.js']);
  assert.deepEqual(again().report, first.report);
});

/** Versions of files that change what others see of them, and some that do not. */
const VERSIONS: Record<string, readonly (string | undefined)[]> = {
  'config/env.js': [
    ENV,
    `// moved\n${ENV}`,
    ENV.replace('test-api', 'api'),
    ENV.replace('LIMIT };', 'LIMIT, read: (text) => decodeURIComponent(text) };'),
    ENV.replace(
      'LIMIT };',
      "LIMIT, read(text) { try { return decodeURIComponent(text); } catch (error) { return ''; } } };",
    ),
    "module.exports = { BASE: wx.getStorageSync('base') };\n",
    "export const BASE = 'https://10.0.0.7';\n",
    'module.exports = { BASE: ',
    undefined,
  ],
  'pages/a/a.js': [
    PAGE,
    PAGE.replace('decodeURIComponent(query.id)', "require('../../config/env').read(query.id)"),
    `\n${PAGE}`,
    PAGE.replace("'/record?id='", "'https://example.com/'"),
    'Page({',
  ],
  'pages/b/b.js': [OTHER, OTHER.replace("'/other", "'/else"), undefined],
  'app.json': [FILES['app.json'], '{ "pages": ["pages/a/a"] }', '{'],
  'app.js': [undefined, "App({ globalData: { base: 'http://localhost:3000' } });\n", 'App({});\n'],
  'pages/c/c.js': [APART, APART.replace("'https://api.qingguo-shop.cn/apart'", "getApp().globalData.base + '/c'")],
};

test('after any edits, in any order, everything is as if it had been checked anew', () => {
  const files = memoryFiles(FILES);
  const checker = createChecker(files);
  let state = 20;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let step = 0; step < 120; step++) {
    const paths = Object.keys(VERSIONS);
    const path = paths[random(paths.length)]!;
    const versions = VERSIONS[path]!;
    const text = versions[random(versions.length)];
    const comesOrGoes = (files.read(path) === undefined) !== (text === undefined);
    files.set(path, text);
    if (comesOrGoes) checker.filesChanged([path]);
    else checker.changed(path);
    // Several edits before anybody asks, or a look at one file only, or one that is stopped half-way.
    const ask = random(4);
    if (ask === 0) continue;
    if (ask === 1) checker.checkFile(paths[random(paths.length)]!);
    if (ask === 2) {
      let left = random(60);
      checker.within(
        () => left-- <= 0,
        () => checker.checkAll(),
      );
    }
    const anew = createChecker(files);
    assert.deepEqual(checker.checkAll(), anew.checkAll(), `step ${step}: ${path} became ${JSON.stringify(text)}`);
  }
});
