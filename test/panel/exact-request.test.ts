/** What is copied, generated and replayed sends the bytes of the log, and nothing of them acts on the way. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { encodedTarget } from '../../client/src/panel/model/bytes.ts';
import {
  curlCommand,
  httpRequest,
  isLoopback,
  loopbackBase,
  requestBytes,
} from '../../client/src/panel/model/exact-request.ts';
import { regressionTest, runnerOf } from '../../client/src/panel/model/regression-test.ts';

const TARGETS = [
  '/open/v3/live/record?action=eval&live_id=10037',
  "/a?x=undefined' union select 1,2--  ",
  '/a?x=%bf%27%20OR%20%zz',
  '/a?x=\xbf\xdf\x80\xff',
  '/a?x=$(touch canary)`touch canary`;touch canary|touch canary&touch canary',
  "/a?x=';touch canary;'",
  '/a?x="; touch canary; "\\" \\n \\101 %s %n %%',
  '/../../etc/passwd?x=../..&y=[1-3]{a,b}#fragment',
  '/a?x=!history !!&y=~root&z=*?',
  '/a?\x01\x1b[31m\x7f\ttab',
  '-X?--data=@/etc/passwd',
];
const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** A server that keeps the request lines it was sent, byte for byte, and answers `status`. */
async function recorder(status: number) {
  const lines: string[] = [];
  const server = net.createServer((socket) => {
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      lines.push(text.slice(0, text.indexOf('\r\n')));
      socket.end(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  return { lines, base, close: () => server.close() };
}

test('a copied curl command runs in a shell, sends the same bytes, and nothing else happens', {
  skip: !hasCurl,
}, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'curl-'));
  const { lines, base, close } = await recorder(200);
  try {
    for (const shell of ['sh', 'bash']) {
      for (const bytes of TARGETS) {
        const command = curlCommand('GET', { bytes, exact: true }, base);
        assert.match(command, /^[ -~]*$/, 'printable ASCII on one line');
        await promisify(execFile)(shell, ['-c', command], { cwd: folder });
        assert.equal(lines.pop(), `GET ${bytes} HTTP/1.1`);
      }
    }
    assert.equal(existsSync(path.join(folder, 'canary')), false);
  } finally {
    close();
    rmSync(folder, { recursive: true });
  }
});

test('a method that is none does not get into a command', () => {
  const command = curlCommand("GET'; touch canary; '", { bytes: '/a', exact: true }, 'http://127.0.0.1:1');
  assert.equal(command, "curl -sS -i -g --path-as-is 'http://127.0.0.1:1/a'");
});

test('a .http request is one request whatever the target holds', () => {
  const text = httpRequest(
    'GET',
    { bytes: '/a?x=1\r\nHost: evil\r\n\r\n###\n', exact: true },
    'http://127.0.0.1:1',
    'seen\n### x',
  );
  assert.equal(text.split('\n').filter((line) => line.startsWith('###')).length, 1);
  assert.match(text, /^GET http:\/\/127\.0\.0\.1:1\/a\?x=1%0D%0AHost:%20evil%0D%0A%0D%0A%23%23%23%0A$/m);
});

test('only this machine is replayed to', () => {
  assert.equal(loopbackBase('8787'), 'http://127.0.0.1:8787');
  assert.equal(loopbackBase('localhost:3000'), 'http://localhost:3000');
  assert.equal(loopbackBase('http://[::1]:80/'), 'http://[::1]');
  for (const text of [
    'http://example.com',
    'https://127.0.0.1',
    'http://127.0.0.1.evil.com',
    'http://user@127.0.0.1',
    'http://127.0.0.1@evil.com',
    '10.0.0.1:80',
    'file:///etc/passwd',
    '',
  ]) {
    assert.equal(loopbackBase(text), undefined, text);
  }
  assert.equal(isLoopback('0.0.0.0'), false);
  assert.equal(requestBytes('GET', { bytes: '/a\r\nX: y', exact: true }, 'h'), undefined);
  assert.match(requestBytes('GET', { bytes: '/a\xbf', exact: true }, 'h')!, /^GET \/a\xbf HTTP\/1\.1\r\nHost: h\r\n/);
});

test('the runner is the one the project uses', () => {
  const composer = (name: string) => JSON.stringify({ 'require-dev': { [name]: '*' } });
  assert.equal(runnerOf('/x/A.php', { composer: composer('phpunit/phpunit') }), 'phpunit');
  assert.equal(runnerOf('/x/A.php', { composer: composer('pestphp/pest') }), 'pest');
  assert.equal(runnerOf('/x/A.php', { composer: '{"require":{"laravel/framework":"^11"}}' }), 'laravel');
  assert.equal(runnerOf('/x/a.js', { package: '{"devDependencies":{"vitest":"1"}}' }), 'vitest');
  assert.equal(runnerOf('/x/a.ts', { package: '{"devDependencies":{"jest":"1"}}' }), 'jest');
  assert.equal(runnerOf('/x/a.ts', { package: '{"devDependencies":{"mocha":"1"}}' }), 'mocha');
  assert.equal(runnerOf('/x/a.ts', { package: '{"dependencies":{"egg":"3"}}' }), 'egg');
  assert.equal(runnerOf('/x/a.ts', { package: 'not json' }), 'node');
  assert.equal(runnerOf(undefined, { package: 'null', composer: '[]' }), 'node');
});

const cases = TARGETS.filter((bytes) => bytes.startsWith('/')).map((bytes) => ({
  method: 'GET',
  target: { bytes, exact: true },
  status: 500,
}));

test('a generated test for Node fails against a server that breaks and passes against one that answers', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'generated-'));
  try {
    for (const [status, outcome] of [
      [500, 1],
      [400, 0],
    ] as const) {
      const { lines, base, close } = await recorder(status);
      const { text } = regressionTest('node', '/open/v3/live/record', cases, base);
      const file = path.join(folder, `s${status}.test.mjs`);
      writeFileSync(file, text);
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const ended = await promisify(execFile)(process.execPath, ['--test', file], { env, cwd: folder }).then(
        () => 0,
        () => 1,
      );
      assert.equal(ended, outcome);
      assert.deepEqual(
        lines,
        cases.map(({ target }) => `GET ${encodedTarget(target.bytes)} HTTP/1.1`),
      );
      assert.equal(existsSync(path.join(folder, 'canary')), false);
      close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Runs a generated test against a server that answers `status`. @returns its exit status, and the requests it sent */
async function ran(
  runner: 'mocha' | 'egg' | 'jest' | 'phpunit',
  status: number,
  start: (file: string) => readonly [string, readonly string[]],
): Promise<{ ended: number; lines: string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'generated-'));
  const { lines, base, close } = await recorder(status);
  try {
    const { text, path: place } = regressionTest(runner, '/open/v3/live/record', cases, base);
    const file = path.join(folder, path.basename(place));
    writeFileSync(file, text);
    const [command, args] = start(file);
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const ended = await promisify(execFile)(command, [...args], { env, cwd: folder }).then(
      () => 0,
      () => 1,
    );
    assert.equal(existsSync(path.join(folder, 'canary')), false);
    return { ended, lines };
  } finally {
    close();
    rmSync(folder, { recursive: true });
  }
}

const EXPECTED = cases.map(({ target }) => `GET ${encodedTarget(target.bytes)} HTTP/1.1`);
const MOCHA = path.resolve(import.meta.dirname, '../../node_modules/mocha/bin/mocha.js');
/** Jest is no dependency of ours; what a file of its needs of it is the word `test`. */
const JEST = "globalThis.test = require('node:test').test;";

for (const [runner, start] of [
  ['mocha', (file: string) => [process.execPath, [MOCHA, file]] as const],
  ['egg', (file: string) => [process.execPath, [MOCHA, file]] as const],
  ['jest', (file: string) => [process.execPath, ['-e', `${JEST} require(${JSON.stringify(file)});`]] as const],
] as const) {
  test(`a generated test for ${runner} runs: it fails on a crash and passes on a clean answer`, async () => {
    for (const [status, outcome] of [
      [500, 1],
      [400, 0],
    ] as const) {
      const { ended, lines } = await ran(runner, status, start);
      assert.equal(ended, outcome, `${status}`);
      assert.deepEqual(lines, EXPECTED);
    }
  });
}

/** As much of PHPUnit as a generated test uses: the class it extends, its two assertions, and the provider. */
const PHPUNIT = `<?php
namespace PHPUnit\\Framework;
class TestCase {
    public static function assertGreaterThanOrEqual($least, $value) { if (!($value >= $least)) exit(1); }
    public static function assertLessThan($limit, $value) { if (!($value < $limit)) exit(1); }
}
require $argv[1];
$class = array_values(array_filter(get_declared_classes(), fn ($name) => is_subclass_of($name, TestCase::class)))[0];
foreach ($class::requests() as $row) (new $class())->testAnswersCleanly(...$row);
`;

test('a generated test for PHPUnit runs in PHP', { skip: spawnSync('php', ['-v']).status !== 0 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'phpunit-'));
  try {
    const harness = path.join(folder, 'harness.php');
    writeFileSync(harness, PHPUNIT);
    const start = (file: string) => ['php', [harness, file]] as const;
    const good = await ran('phpunit', 400, start);
    assert.equal(good.ended, 0);
    assert.deepEqual(good.lines, EXPECTED);
    assert.equal((await ran('phpunit', 500, start)).ended, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('generated tests of every runner are printable, and JavaScript and PHP read them', async () => {
  const { parse } = await import('@babel/parser');
  const { default: PhpParser } = await import('php-parser');
  const php = new PhpParser.Engine({ parser: { extractDoc: false, suppressErrors: false }, lexer: {} });
  for (const runner of ['phpunit', 'pest', 'laravel', 'node', 'jest', 'vitest', 'mocha', 'egg'] as const) {
    const { text, language, path: place } = regressionTest(runner, '/a/../b/<x>', cases, 'http://127.0.0.1:8787');
    assert.match(text, /^[\n -~]*$/, runner);
    assert.match(place, /^tests?\/[\w/.-]+$/);
    if (language === 'php') php.parseCode(text, 'test.php');
    else parse(text, { sourceType: place.endsWith('.mjs') ? 'module' : 'script' });
  }
});
