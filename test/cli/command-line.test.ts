/** The command line as scripts see it: exit statuses, what goes to which stream, every format. */

import assert from 'node:assert/strict';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { projectOnDisk, run } from '../support/command-line.ts';

const BAD = "Page({ onLoad() { wx.request({ url: 'http://localhost:8080/a' }); } });\n";
const GOOD = "Page({ onLoad() { wx.request({ url: 'https://api.qingguo-shop.cn/a' }); } });\n";

test('status 0 for nothing, 1 for an error, and --fail-on moves the line', async (t) => {
  const good = projectOnDisk(t, { 'pages/index/index.js': GOOD });
  const bad = projectOnDisk(t, { 'pages/index/index.js': BAD });
  assert.equal((await run(good, 'check')).status, 0);
  assert.equal((await run(bad, 'check')).status, 1);
  assert.equal((await run(bad, 'check', '--fail-on', 'never')).status, 0);
});

test('JSON is alone on standard output, and has the agreed shape', async (t) => {
  const folder = projectOnDisk(t, { 'pages/index/index.js': BAD });
  const { out, err } = await run(folder, 'check', '.', '--format', 'json', '--no-config');
  assert.equal(err, '');
  const report = JSON.parse(out);
  assert.equal(report.version, 1);
  assert.deepEqual(
    report.projects.map((project: { kind: string }) => project.kind),
    ['weapp'],
  );
  const [finding] = report.findings;
  assert.equal(finding.rule, 'test-host');
  assert.equal(finding.file, 'pages/index/index.js');
  assert.deepEqual([finding.line, finding.column, finding.endLine], [1, BAD.indexOf("'http") + 1, 1]);
  assert.deepEqual(finding.targets, ['review', 'release']);
  assert.equal(finding.data.host, 'localhost:8080');
  assert.equal(report.summary.errors, 1);
  assert.equal(report.hosts[0].host, 'localhost:8080');
});

test('what cannot be run as asked is status 2 and one line', async (t) => {
  const folder = projectOnDisk(t, { 'pages/index/index.js': GOOD, 'broken.json': '{ "rules": ' });
  const wrong: [string[], RegExp][] = [
    [['check', '--formt', 'json'], /did you mean --format/],
    [['check', '--format', 'xml'], /must be one of text, json/],
    [['check', '--format'], /needs a value/],
    [['check', 'nowhere'], /nowhere: There is no such file or folder/],
    [['check', 'app.json'], /app\.json is not a folder/],
    [['check', '--config', 'nowhere.json'], /nowhere\.json/],
    [['check', '--config', 'broken.json'], /broken\.json:1:\d+: This is not valid JSON/],
    [['check', '--config', 'broken.json', '--no-config'], /contradict/],
    [['check', '--baseline', 'broken.json'], /no baseline/],
    [['chekc'], /did you mean "check"/],
  ];
  for (const [args, sentence] of wrong) {
    const { status, err } = await run(folder, ...args);
    assert.equal(status, 2, args.join(' '));
    assert.match(err, sentence);
    assert.equal(err.trim().split('\n').length, 1, err);
  }
});

test('several folders are told apart by their names', async (t) => {
  const folder = projectOnDisk(t, { 'pages/index/index.js': BAD });
  const { out } = await run(
    path.dirname(folder),
    'check',
    path.basename(folder),
    path.basename(folder),
    '--format',
    'json',
  );
  const files = JSON.parse(out).findings.map((finding: { file: string }) => finding.file);
  assert.deepEqual(files, Array(2).fill(`${path.basename(folder)}/pages/index/index.js`));
});

test('a baseline takes known findings away, wherever their lines move, and leaves new ones', async (t) => {
  const page = 'pages/index/index.js';
  const folder = projectOnDisk(t, { [page]: BAD });
  assert.equal((await run(folder, 'check', '--write-baseline', 'known.json')).status, 0);
  assert.equal((await run(folder, 'check', '--baseline', 'known.json')).status, 0);
  writeFileSync(path.join(folder, page), `// moved\n\n${BAD}`);
  assert.equal((await run(folder, 'check', '--baseline', 'known.json')).status, 0);
  writeFileSync(path.join(folder, page), `${BAD}wx.request({ url: 'http://127.0.0.1/b' });\n`);
  const { status, out } = await run(folder, 'check', '--baseline', 'known.json', '--format', 'json');
  assert.equal(status, 1);
  assert.equal(JSON.parse(out).findings.length, 1);
});

test('--target shows one build', async (t) => {
  const page =
    "const { envVersion } = wx.getAccountInfoSync().miniProgram;\nconst HOST = envVersion === 'release' ? 'https://api.qingguo-shop.cn' : 'http://localhost';\nPage({ onLoad() { wx.request({ url: HOST }); } });\n";
  const folder = projectOnDisk(t, { 'pages/index/index.js': page });
  const rules = async (target: string) => {
    const { out } = await run(folder, 'check', '--format', 'json', '--target', target);
    return JSON.parse(out).findings.map((finding: { rule: string }) => finding.rule);
  };
  assert.deepEqual(await rules('review'), ['test-host-in-review']);
  assert.deepEqual(await rules('release'), []);
});

test('the configuration above the folder holds, and --no-config leaves it out', async (t) => {
  const folder = projectOnDisk(t, {
    'preflight.config.json': '{ "rules": { "test-host": "off" }, "wrong": 1 }',
    'app/project.config.json': '{ "appid": "wx0123456789abcdef" }',
    'app/app.json': '{ "pages": ["pages/index/index"] }',
    'app/pages/index/index.js': BAD,
  });
  const { status, err } = await run(folder, 'check', 'app');
  assert.equal(status, 0);
  assert.match(err, /preflight\.config\.json:1:\d+: There is no setting "wrong"/);
  assert.equal((await run(folder, 'check', 'app', '--no-config')).status, 1);
});

test('--lang and the environment choose the language', async (t) => {
  const folder = projectOnDisk(t, { 'pages/index/index.js': BAD });
  assert.match((await run(folder, 'check', '--lang', 'zh-cn')).out, /1 个错误/);
  assert.match((await run(folder, 'check', '--lang', 'en')).out, /1 error/);
  assert.match((await run(folder, 'chekc', '--lang=zh-CN')).err, /是不是想写/);
});

test('text marks the place; a source cannot colour or reorder the report', async (t) => {
  const folder = projectOnDisk(t, {
    'pages/index/index.js': "/*\u001b[31m\u202e*/ wx.request({ url: 'http://localhost:8080/中文' }); Page({});\n",
  });
  const { out } = await run(folder, 'check');
  assert.doesNotMatch(out, /[\u001b\u202e]/);
  const lines = out.split('\n');
  const source = lines.findIndex((line) => line.includes('localhost:8080/中文'));
  assert.ok(source > 0, out);
  assert.match(lines[source + 1]!, /\^{10,}/);
});

test('GitHub annotations and Markdown cannot be broken out of', async (t) => {
  const folder = projectOnDisk(t, {
    'pages/index/index.js': "wx.request({ url: 'http://localhost/%0A::error::x|<img>' }); Page({});\n",
  });
  const github = (await run(folder, 'check', '--format', 'github')).out;
  assert.equal(github.trim().split('\n').length, 1);
  assert.match(github, /^::error file=pages\/index\/index\.js,line=1,/);
  const markdown = (await run(folder, 'check', '--format', 'markdown')).out;
  assert.doesNotMatch(markdown, /<img/);
});

test('what could not be read is said', async (t) => {
  const folder = projectOnDisk(t, { 'pages/index/index.js': GOOD, 'locked/a.js': 'x' });
  symlinkSync(folder, path.join(folder, 'pages/loop'));
  chmodSync(path.join(folder, 'locked'), 0o000);
  const { status, out } = await run(folder, 'check', '--format', 'json');
  chmodSync(path.join(folder, 'locked'), 0o755);
  assert.equal(status, 0);
  const unread = JSON.parse(out).unread as { file: string; why: string }[];
  assert.ok(
    unread.some(({ file, why }) => file === 'pages/loop' && /leads back/.test(why)),
    JSON.stringify(unread),
  );
  // The administrator may read everything.
  if (process.getuid?.() !== 0) assert.ok(unread.some(({ file, why }) => file === 'locked' && /Permission/.test(why)));
});

test('hosts and routes answer in text and JSON', async (t) => {
  const folder = projectOnDisk(t, { 'pages/index/index.js': GOOD });
  assert.match((await run(folder, 'hosts')).out, /api\.qingguo-shop\.cn/);
  assert.equal(JSON.parse((await run(folder, 'hosts', '--format', 'json')).out).hosts[0].host, 'api.qingguo-shop.cn');
  assert.deepEqual(JSON.parse((await run(folder, 'routes', '--format', 'json')).out).routes, []);
});

test('help is about everything, or about one command', async (t) => {
  const folder = projectOnDisk(t, {});
  const whole = (await run(folder, '--help')).out;
  for (const name of ['check', 'hosts', 'routes', 'why', 'log', '--fail-on', '--follow'])
    assert.ok(whole.includes(name));
  for (const args of [
    ['check', '--help'],
    ['help', 'check'],
    ['check', '-h'],
  ]) {
    const { out, status } = await run(folder, ...args);
    assert.equal(status, 0);
    assert.match(out, /^Usage: mp-preflight check \[DIR…\]\n/);
    assert.match(out, /--fail-on/);
    assert.doesNotMatch(out, /--follow/);
  }
  const { status, err } = await run(folder);
  assert.equal(status, 2);
  assert.match(err, /^Usage:/);
});
