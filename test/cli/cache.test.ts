/** The second check: from the cache where nothing has changed, right wherever something has. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { cacheFolder } from '../../server/src/node/cache-folder.ts';
import { checkCache } from '../../server/src/node/check-cache.ts';
import { diskFiles } from '../../server/src/node/files.ts';
import { runIn, writeFiles } from '../support/command-line.ts';

const ENV = "module.exports = { BASE: 'https://test-api.qingguo-shop.cn' };\n";
const PAGE =
  "const { BASE } = require('../../config/env');\nPage({ onLoad(query) { wx.request({ url: BASE + '/a' }); this.q = decodeURIComponent(query.q); } });\n";

const TAKEN = /taken from the cache/;

function scratch(t: TestContext): { folder: string; cache: string } {
  const top = mkdtempSync(path.join(tmpdir(), 'preflight-cache-'));
  t.after(() => rmSync(top, { recursive: true, force: true }));
  const folder = path.join(top, 'project');
  writeFiles(folder, {
    'project.config.json': '{ "appid": "wx0123456789abcdef" }',
    'app.json': '{ "pages": ["pages/index/index"] }',
    'config/env.js': ENV,
    'pages/index/index.js': PAGE,
  });
  return { folder, cache: path.join(top, 'cache') };
}

async function run(folder: string, cache: string | undefined, ...args: string[]) {
  const ended = await runIn(folder, { cacheFolder: cache }, ...args);
  return { ...ended, out: ended.out.replace(/("elapsedMs": |checked in |用时 )\d+/g, '$1') };
}

/** A check with the cache, and whether it was answered from there; it must say what a check without one says. */
async function check(folder: string, cache: string, ...args: string[]) {
  const cached = await run(folder, cache, 'check', '--format', 'json', '--timing', ...args);
  const anew = await run(folder, cache, 'check', '--format', 'json', '--no-cache', ...args);
  assert.equal(cached.out, anew.out);
  assert.equal(cached.status, anew.status);
  return { taken: TAKEN.test(cached.err), out: cached.out, err: cached.err };
}

test('a second check of the same files is answered from the cache, in every format and language', async (t) => {
  const { folder, cache } = scratch(t);
  const first = await check(folder, cache);
  assert.equal(first.taken, false);
  assert.match(first.out, /test-host/);
  assert.match(first.out, /unguarded-decode/);
  assert.equal((await check(folder, cache)).taken, true);
  for (const format of ['text', 'sarif', 'github', 'markdown']) {
    for (const language of ['en', 'zh-cn']) {
      const args = ['check', '--format', format, '--lang', language];
      assert.deepEqual(await run(folder, cache, ...args), await run(folder, cache, ...args, '--no-cache'));
    }
  }
  for (const command of ['hosts', 'routes']) {
    assert.match((await run(folder, cache, command, '--timing')).err, TAKEN);
    assert.deepEqual(await run(folder, cache, command), await run(folder, cache, command, '--no-cache'));
  }
});

test('whatever the check rests on makes it anew, and only that', async (t) => {
  const { folder, cache } = scratch(t);
  await check(folder, cache);
  const edits: [string, boolean, () => void][] = [
    ['the same text again, with a new date', true, () => writeFiles(folder, { 'config/env.js': ENV })],
    ['an edit', false, () => writeFiles(folder, { 'config/env.js': ENV.replace('test-api', 'api') })],
    [
      'an edit that keeps size and date',
      false,
      () => {
        const file = path.join(folder, 'config/env.js');
        const { atime, mtime } = statSync(file);
        writeFiles(folder, { 'config/env.js': ENV.replace('test-api', 'dev').replace('.cn', '.com') });
        utimesSync(file, atime, mtime);
      },
    ],
    ['a new file', false, () => writeFiles(folder, { 'pages/index/new.js': PAGE })],
    ['a file that is gone', false, () => rmSync(path.join(folder, 'config/env.js'))],
    ['a file that is back', false, () => writeFiles(folder, { 'config/env.js': ENV })],
    [
      'configuration',
      false,
      () => writeFiles(folder, { 'preflight.config.json': '{ "rules": { "test-host": "warning" } }' }),
    ],
    ['broken configuration', false, () => writeFiles(folder, { 'preflight.config.json': '{ "rules": ' })],
  ];
  for (const [what, taken, edit] of edits) {
    edit();
    assert.equal((await check(folder, cache)).taken, taken, what);
    assert.equal((await check(folder, cache)).taken, true, `${what}, again`);
  }
});

test('results under other options, and of other folders, are kept apart', async (t) => {
  const { folder, cache } = scratch(t);
  writeFiles(folder, { '../other.json': '{ "rules": { "test-host": "off" } }', 'preflight.config.json': '{}' });
  await check(folder, cache);
  assert.equal((await check(folder, cache, '--no-config')).taken, false);
  assert.equal((await check(folder, cache, '--config', path.join(folder, '../other.json'))).taken, false);
  assert.equal((await check(folder, cache, 'pages')).taken, false);
  for (const args of [[], ['--no-config'], ['--config', path.join(folder, '../other.json')], ['pages']])
    assert.equal((await check(folder, cache, ...args)).taken, true);
});

test('a damaged cache is passed over, with a word under --timing', async (t) => {
  const { folder, cache } = scratch(t);
  await check(folder, cache);
  const [name = ''] = readdirSync(cache);
  const file = path.join(cache, name);
  const whole = readFileSync(file);
  const flipped = Buffer.from(whole);
  flipped[whole.length >> 1]! ^= 1;
  for (const damaged of [Buffer.alloc(0), whole.subarray(0, 40), whole.subarray(0, -1), flipped, Buffer.from('{}')]) {
    writeFileSync(file, damaged);
    const { taken, err } = await check(folder, cache);
    assert.equal(taken, false);
    assert.match(err, /damaged/);
    assert.equal((await check(folder, cache)).taken, true);
  }
});

test('--no-cache neither reads nor writes; nothing is ever written into the project', async (t) => {
  const { folder, cache } = scratch(t);
  const before = readdirSync(folder, { recursive: true }).sort();
  assert.equal((await run(folder, cache, 'check', '--no-cache')).err, '');
  assert.throws(() => readdirSync(cache));
  await check(folder, cache);
  assert.deepEqual(readdirSync(folder, { recursive: true }).sort(), before);
});

test('a cache that cannot be written costs nothing but time', async (t) => {
  const { folder, cache } = scratch(t);
  writeFileSync(cache, 'a file where the folder should be');
  const { taken, err } = await check(folder, cache);
  assert.equal(taken, false);
  assert.match(err, /could not be kept/);
  assert.equal((await run(folder, cache, 'check')).err, '');
  if (process.getuid?.() !== 0) {
    rmSync(cache);
    mkdirSync(cache);
    chmodSync(cache, 0o500);
    assert.equal((await check(folder, cache)).taken, false);
    chmodSync(cache, 0o700);
  }
});

test('a receipt names the files that were read, so they are read', async (t) => {
  const { folder, cache } = scratch(t);
  await check(folder, cache);
  const receipt = path.join(folder, '..', 'receipt.json');
  const { err } = await run(folder, cache, 'check', '--write-receipt', receipt, '--timing');
  assert.doesNotMatch(err, TAKEN);
  assert.match(readFileSync(receipt, 'utf8'), /config\/env\.js/);
});

test('the cache stays small, and forgets the longest unused first', (t) => {
  const { folder, cache } = scratch(t);
  const report = { projects: [], findings: [], hosts: [], undecided: [], routes: [], unread: [], files: 0 };
  const kept = checkCache(cache);
  const abandoned = path.join(cache, 'abandoned.tmp');
  for (let at = 0; at < 80; at++) {
    assert.equal(kept.keep(`key ${at}`, { listing: '', read: {} }, report), undefined);
    if (at === 0) {
      writeFileSync(abandoned, '');
      utimesSync(abandoned, 0, 0);
    }
    for (const name of readdirSync(cache).filter((one) => one.endsWith('.check'))) {
      const file = path.join(cache, name);
      const { mtimeMs } = statSync(file);
      utimesSync(file, mtimeMs / 1000 - 1, mtimeMs / 1000 - 1);
    }
  }
  assert.equal(readdirSync(cache).length, 64);
  const why = (key: string) => {
    const found = kept.find(key, diskFiles(folder));
    return 'why' in found ? found.why.text : 'found';
  };
  assert.match(why('key 0'), /No result is kept/);
  assert.match(why('key 79'), /come or gone/);
});

test('checks at the same time do not disturb each other', async (t) => {
  const { folder, cache } = scratch(t);
  const script = `
    import { runCommandLine } from ${JSON.stringify(new URL('../../server/src/cli/command-line.ts', import.meta.url).href)};
    let out = '';
    const terminal = { folder: ${JSON.stringify(folder)}, environment: { LANG: 'C' }, interactive: false,
      cacheFolder: ${JSON.stringify(cache)}, out: (text) => { out += text; }, err: (text) => process.stderr.write(text) };
    for (let at = 0; at < 5; at++) await runCommandLine(['check', '--format', 'github'], terminal);
    process.stdout.write(out);`;
  const expected = (await run(folder, undefined, 'check', '--format', 'github')).out.repeat(5);
  const one = () =>
    new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
      child.on('error', reject);
      child.on('exit', () => resolve(said));
    });
  assert.deepEqual(await Promise.all([one(), one(), one()]), [expected, expected, expected]);
  assert.deepEqual(
    readdirSync(cache).filter((name) => !name.endsWith('.check')),
    [],
  );
});

test('results lie where the system keeps what may be lost', () => {
  assert.equal(cacheFolder({ XDG_CACHE_HOME: path.join('/', 'cache') }), path.join('/', 'cache', 'mp-preflight'));
  const ofHome = cacheFolder({ HOME: path.join('/', 'home', 'li') });
  assert.ok(ofHome?.startsWith(path.join('/', 'home', 'li')));
});
