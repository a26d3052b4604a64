/** Receipts: what a pipeline may rely on without checking again, and what it is told when it may not. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { runCommandLine } from '../../server/src/cli/command-line.ts';
import type { ChangedSinceResult, ReceiptResult } from '../../server/src/lsp/protocol.ts';
import { startClient } from '../support/language-client.ts';

const PAGE = 'pages/index/index.js';
const asking = (url: string) => `Page({ onLoad() { wx.request({ url: '${url}' }); } });\n`;
const GOOD = asking('https://api.qingguo-shop.cn/a');
const BAD = asking('http://localhost:8080/a');
const PROJECT = {
  'project.config.json': '{ "appid": "wx0123456789abcdef" }',
  'app.json': '{ "pages": ["pages/index/index"] }',
};
const RECEIPT = 'preflight-receipt.json';

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

function project(t: TestContext, page: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'preflight-receipt-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, { ...PROJECT, [PAGE]: page });
  return folder;
}

async function run(folder: string, ...args: string[]) {
  let said = '';
  const tell = (text: string) => {
    said += text;
  };
  const terminal = { folder, environment: { LANG: 'C' }, interactive: false, out: tell, err: tell };
  const status = await runCommandLine(['check', ...args], terminal);
  return { status, said };
}
const required = (folder: string, ...args: string[]) => run(folder, '--require-receipt', RECEIPT, ...args);

test('a receipt of a clean check holds, also where line ends differ, and is none of what it covers', async (t) => {
  const folder = project(t, GOOD);
  assert.equal((await run(folder, '--write-receipt', RECEIPT)).status, 0);
  assert.equal((await required(folder)).status, 0);
  write(folder, { [PAGE]: GOOD.replaceAll('\n', '\r\n') });
  const { status, said } = await required(folder);
  assert.equal(status, 0, said);
  const { files, verdict } = JSON.parse(readFileSync(path.join(folder, RECEIPT), 'utf8'));
  assert.equal(verdict, 'passed');
  assert.deepEqual(Object.keys(files), ['app.json', PAGE, 'project.config.json']);
});

test('missing, stale and failed are told apart, each with status 1 and the word for it', async (t) => {
  const folder = project(t, GOOD);
  const refused = async (word: RegExp, ...args: string[]) => {
    const { status, said } = await required(folder, ...args);
    assert.equal(status, 1);
    assert.match(said, word);
    assert.equal(said.trim().split('\n').length, 1);
  };
  await refused(/There is no receipt/);
  await run(folder, '--write-receipt', RECEIPT);
  write(folder, { [PAGE]: `${GOOD}\n` });
  await refused(/pages\/index\/index\.js has changed/);
  write(folder, { [PAGE]: GOOD, 'pages/index/more.js': GOOD });
  await refused(/pages\/index\/more\.js is new/);
  rmSync(path.join(folder, 'pages/index/more.js'));
  rmSync(path.join(folder, PAGE));
  await refused(/pages\/index\/index\.js is gone/);
  write(folder, { [PAGE]: GOOD });
  write(folder, { 'preflight.config.json': '{ "rules": { "test-host": "off" } }' });
  await refused(/preflight\.config\.json is new|settings have changed/);
  rmSync(path.join(folder, 'preflight.config.json'));
  assert.equal((await required(folder)).status, 0, 'back where it was');
  write(folder, { [PAGE]: BAD });
  assert.equal((await run(folder, '--write-receipt', RECEIPT)).status, 1, 'a check that fails fails, receipt or not');
  await refused(/failed: errors 1/);
  assert.equal((await required(folder, '--fail-on', 'never')).status, 0);
});

test('another version does not count, and what is no receipt is status 2', async (t) => {
  const folder = project(t, GOOD);
  await run(folder, '--write-receipt', RECEIPT);
  const receipt = JSON.parse(readFileSync(path.join(folder, RECEIPT), 'utf8'));
  write(folder, { [RECEIPT]: JSON.stringify({ ...receipt, version: '0.0.1' }) });
  const { status, said } = await required(folder);
  assert.equal(status, 1);
  assert.match(said, /version 0\.0\.1/);
  for (const text of ['', '[]', 'null', '{}', '{ "preflightReceipt": 1 }', '{ "preflightReceipt": 1, "files": [] }']) {
    write(folder, { [RECEIPT]: text });
    assert.equal((await required(folder)).status, 2, text);
  }
  assert.equal((await required(folder, '--format', 'json')).status, 2);
});

test('what a baseline left out is counted, and two folders share one receipt', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'preflight-receipt-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['one', 'two']) {
    mkdirSync(path.join(folder, name));
    write(path.join(folder, name), { ...PROJECT, [PAGE]: BAD });
  }
  await run(folder, 'one', 'two', '--write-baseline', 'known.json');
  assert.equal((await run(folder, 'one', 'two', '--baseline', 'known.json', '--write-receipt', RECEIPT)).status, 0);
  const receipt = JSON.parse(readFileSync(path.join(folder, RECEIPT), 'utf8'));
  assert.equal(receipt.leftOut, 2);
  assert.ok(Object.keys(receipt.files).includes(`two/${PAGE}`));
  assert.equal((await required(folder, 'one', 'two')).status, 0);
  write(folder, { [`two/${PAGE}`]: `${BAD}\n` });
  assert.match((await required(folder, 'one', 'two')).said, /two\/pages\/index\/index\.js has changed/);
});

test("the editor's receipt is the command line's, and tells an edit from an edit that was undone", async (t) => {
  const folder = project(t, GOOD);
  const client = await startClient({ ...PROJECT, [PAGE]: GOOD });
  t.after(() => client.stop());
  const { connection } = client;
  await connection.sendRequest('preflight/check', {});
  const receipts: ReceiptResult = await connection.sendRequest('preflight/receipt', {});
  write(folder, { [RECEIPT]: receipts.folders[0]!.receipt });
  const { status, said } = await required(folder);
  assert.equal(status, 0, said);

  const changed = async () =>
    ((await connection.sendRequest('preflight/changedSince', receipts)) as ChangedSinceResult).why;
  assert.equal(await changed(), null);
  client.open(PAGE, GOOD);
  assert.equal(await changed(), null);
  client.type(PAGE, 2, `${GOOD} `);
  assert.match((await changed()) ?? '', /index\.js has changed/);
  client.type(PAGE, 3, GOOD);
  assert.equal(await changed(), null);
  await assert.rejects(connection.sendRequest('preflight/changedSince', { folders: [{}] }));
});
