/** Folders as they really are, through the built command line: links in rings, no permission, files that go away. */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';

const COMMAND = path.resolve(import.meta.dirname, '../../dist/preflight.cjs');
const BAD = "Page({ onLoad() { wx.request({ url: 'http://localhost:8080/a' }); } });\n";
/** `nobody`: the tests may run as root, to whom every folder is readable. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

function project(t: TestContext, files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'preflight-disk-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const all = {
    'project.config.json': '{ "appid": "wx0123456789abcdef" }',
    'app.json': '{ "pages": ["pages/index/index"] }',
    'pages/index/index.js': BAD,
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

function check(folder: string, options: object = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [COMMAND, 'check', '.', '--format', 'json', '--no-config'],
    {
      cwd: folder,
      encoding: 'utf8',
      timeout: 30_000,
      maxBuffer: 1 << 28,
      ...options,
    },
  );
  assert.equal(stderr, '');
  const report = JSON.parse(stdout);
  return {
    status,
    report,
    unread: new Map(report.unread.map((entry: { file: string; why: string }) => [entry.file, entry.why])),
  };
}

const found = (report: { findings: { file: string }[] }) => report.findings.map(({ file }) => file);

test('links that lead in rings, to themselves and nowhere', (t) => {
  const folder = project(t, {});
  symlinkSync('..', path.join(folder, 'pages/up'));
  symlinkSync('.', path.join(folder, 'self'));
  symlinkSync('b', path.join(folder, 'a'));
  symlinkSync('a', path.join(folder, 'b'));
  symlinkSync('nowhere.js', path.join(folder, 'pages/dangling.js'));
  symlinkSync('/', path.join(folder, 'root'));
  const { status, report, unread } = check(folder);
  assert.equal(status, 1);
  assert.deepEqual(found(report), ['pages/index/index.js']);
  assert.match(String(unread.get('pages/up')), /leads back/);
  assert.match(String(unread.get('root')), /leads out/);
  assert.match(String(unread.get('a')), /leads to itself/);
});

test('folders and files that may not be read are told of, and the rest is judged', {
  skip: process.platform === 'win32',
}, (t) => {
  const folder = project(t, {
    'secret/a.js': BAD,
    'pages/closed/closed.js': BAD,
    'app.json': '{ "pages": ["pages/index/index", "pages/closed/closed"] }',
  });
  chmodSync(path.join(folder, 'secret'), 0);
  chmodSync(path.join(folder, 'pages/closed/closed.js'), 0);
  const { report, unread } = check(folder, NOBODY);
  // So that it can be taken away again.
  chmodSync(path.join(folder, 'secret'), 0o755);
  assert.deepEqual(found(report), ['pages/index/index.js']);
  assert.equal(unread.get('secret'), 'Permission denied.');
  assert.equal(unread.get('pages/closed/closed.js'), 'Permission denied.');
});

test('names as no editor makes them: control characters, quotes, a pipe called a.js', (t) => {
  const names = [
    'pages/a\nb.js',
    'pages/"q".js',
    "pages/'.js",
    'pages/\u001b[31m.js',
    'pages/%2e%2e.js',
    'pages/中文 空格.js',
  ];
  const folder = project(t, Object.fromEntries(names.map((name) => [name, BAD])));
  const pipe = path.join(folder, 'pages/pipe.js');
  const made = spawnSync('mkfifo', [pipe]).status === 0;
  if (made) writeFileSync(path.join(folder, 'app.js'), "require('./pages/pipe.js');\n");
  assert.deepEqual(found(check(folder).report), ['pages/index/index.js']);
});

test('a project that is deleted while it is read ends in a report', async (t) => {
  const files = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`pages/p${at}/p.js`, BAD.repeat(20)]));
  const pages = ['pages/index/index', ...Object.keys(files).map((name) => name.replace('.js', ''))];
  for (const delay of [60, 120, 200, 300]) {
    const folder = project(t, { ...files, 'app.json': JSON.stringify({ pages }) });
    const child = spawn(process.execPath, [COMMAND, 'check', folder, '--format', 'json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    await new Promise((resolve) => setTimeout(resolve, delay));
    rmSync(folder, { recursive: true, force: true });
    const status = await new Promise((resolve) => child.once('close', resolve));
    assert.ok(status === 0 || status === 1 || status === 2, `${status}: ${err}`);
    assert.doesNotMatch(err, /\n\s+at /, 'a stack is no clear word');
    if (status === 2) assert.match(err, /There is no such file or folder/);
    else assert.equal(JSON.parse(out).version, 1);
  }
});
