/** The recipes of docs/recipes.md, run as people would: in a shell, with the built command line on the path. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { projectOnDisk } from '../support/command-line.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PAGE = readFileSync(path.join(ROOT, 'docs/recipes.md'), 'utf8');
const GOOD = "Page({ onLoad() { wx.request({ url: 'https://api.qingguo-shop.cn/a' }); } });\n";
const BAD = "Page({ onLoad() { wx.request({ url: 'http://localhost:8080/a' }); } });\n";
const skip = process.platform === 'win32' ? 'the recipes are for a POSIX shell' : false;

/** The block below a heading or a name of a file. */
function block(after: string): string {
  const from = PAGE.indexOf(after);
  assert.ok(from >= 0, after);
  return /```\w+\n([\s\S]*?)```/.exec(PAGE.slice(from))![1]!;
}

/** A project whose shell finds `mp-preflight`, and a `miniprogram-ci` that only says that it ran. */
function place(t: TestContext, page: string, files: Record<string, string> = {}) {
  const folder = projectOnDisk(t, { 'pages/index/index.js': page, ...files });
  const bin = path.join(folder, '.bin');
  mkdirSync(bin);
  const command = (name: string, script: string) => {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(bin, name), 0o755);
  };
  const run = ['--import', 'tsx', path.join(ROOT, 'server/src/cli/main.ts')].map((one) => `"${one}"`).join(' ');
  const tsx = path.join(ROOT, 'node_modules/tsx/dist/esm/index.mjs');
  command('mp-preflight', `exec "${process.execPath}" ${run.replace('"tsx"', `"${tsx}"`)} "$@"`);
  command('miniprogram-ci', 'echo "$@" > uploaded');
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env['PATH']}`,
    LANG: 'C',
    NODE_TEST_CONTEXT: '',
  };
  const shell = (script: string) => spawnSync('sh', ['-c', script], { cwd: folder, env, encoding: 'utf8' });
  return { folder, shell };
}

test('miniprogram-ci uploads what passes, and nothing else', { skip }, (t) => {
  const scripts = { 'package.json': block('## Upload with miniprogram-ci') };
  const good = place(t, GOOD, scripts);
  const passed = good.shell('npm run --silent upload');
  assert.equal(passed.status, 0, passed.stderr);
  assert.match(readFileSync(path.join(good.folder, 'uploaded'), 'utf8'), /^upload --pp \./);
  const bad = place(t, BAD, scripts);
  assert.equal(bad.shell('npm run --silent upload').status, 1);
  assert.ok(!existsSync(path.join(bad.folder, 'uploaded')));
});

test('the developer tools’ command before an upload fails where it should', { skip }, (t) => {
  const config = block('## Upload from the developer tools');
  const { beforeUpload } = JSON.parse(config).scripts;
  const files = { 'project.config.json': config };
  assert.equal(place(t, GOOD, files).shell(beforeUpload).status, 0);
  assert.equal(place(t, BAD, files).shell(beforeUpload).status, 1);
});

test('the steps of GitHub Actions write a report and annotations, and fail for an error', { skip }, (t) => {
  const steps = [...block('## GitHub Actions').matchAll(/- run: (.+)/g)].map((match) => match[1]!);
  assert.equal(steps.length, 2);
  const bad = place(t, BAD);
  assert.equal(bad.shell(steps[0]!).status, 0);
  const sarif = JSON.parse(readFileSync(path.join(bad.folder, 'preflight.sarif'), 'utf8'));
  assert.equal(sarif.runs[0].results.length, 1);
  const annotated = bad.shell(steps[1]!);
  assert.equal(annotated.status, 1);
  assert.match(annotated.stdout, /^::error file=pages\/index\/index\.js,line=1,/);
});

test('a commit goes through or not', { skip }, (t) => {
  const git = (page: string) => {
    const { folder, shell } = place(t, page);
    assert.equal(shell('git init -q . && git config user.name a && git config user.email a@b.cn').status, 0);
    const hook = path.join(folder, '.git/hooks/pre-commit');
    mkdirSync(path.dirname(hook), { recursive: true });
    writeFileSync(hook, block('`.git/hooks/pre-commit`:'));
    chmodSync(hook, 0o755);
    return shell('git add app.json pages && git commit -qm "a page"').status;
  };
  assert.equal(git(GOOD), 0);
  assert.equal(git(BAD), 1);
});

test('pre-commit runs the same', { skip }, (t) => {
  const entry = /entry: (.+)/.exec(block('`.pre-commit-config.yaml`:'))![1]!;
  assert.equal(place(t, GOOD).shell(entry).status, 0);
  assert.equal(place(t, BAD).shell(entry).status, 1);
});

test('a baseline, then only what is new', { skip }, (t) => {
  const [write, check] = block('## Begin with what is there').trim().split('\n') as [string, string];
  const { folder, shell } = place(t, BAD);
  assert.equal(shell(write).status, 0);
  assert.equal(shell(check).status, 0);
  writeFileSync(path.join(folder, 'pages/index/index.js'), `\n${BAD}wx.request({ url: 'http://10.0.0.1/' });\n`);
  assert.equal(shell(check).status, 1);
});

test('the list for the platform', { skip }, (t) => {
  const { stdout, status } = place(t, GOOD).shell(block('## The list for the platform'));
  assert.equal(status, 0);
  assert.equal(stdout, 'request: https://api.qingguo-shop.cn\n');
});

test('both languages show the same commands', () => {
  const blocks = (file: string) => readFileSync(path.join(ROOT, file), 'utf8').match(/^```[\s\S]*?^```/gm) ?? [];
  assert.ok(blocks('docs/recipes.md').length > 5);
  assert.deepEqual(blocks('docs/recipes.zh-CN.md'), blocks('docs/recipes.md'));
});
