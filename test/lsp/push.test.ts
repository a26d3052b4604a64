/** Clients that do not pull: diagnostics are published as they type. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startClient, uriOf } from '../support/language-client.ts';

const CONFIG = 'preflight.config.json';
const WRONG = '{ "exclud": [] }';
const RIGHT = '{ "exclude": [] }';

test('an open document is answered with its version, and again once it is corrected', async (t) => {
  const client = await startClient({ [CONFIG]: RIGHT });
  t.after(() => client.stop());
  client.open(CONFIG, WRONG);
  const first = await client.until(CONFIG, (diagnostics) => diagnostics.length === 1);
  assert.equal(first.version, 1);
  const diagnostic = first.diagnostics[0]!;
  assert.equal(diagnostic.code, 'configuration');
  assert.equal(diagnostic.source, 'preflight');
  assert.deepEqual(diagnostic.range, { start: { line: 0, character: 2 }, end: { line: 0, character: 10 } });
  assert.match(String(diagnostic.message), /did you mean "exclude"/);
  client.type(CONFIG, 2, RIGHT);
  const second = await client.until(CONFIG, (diagnostics) => diagnostics.length === 0);
  assert.equal(second.version, 2);
});

test('edits by range are applied in order', async (t) => {
  const client = await startClient({ [CONFIG]: RIGHT });
  t.after(() => client.stop());
  client.open(CONFIG, RIGHT);
  await client.until(CONFIG, () => true);
  const at = { line: 0, character: 9 };
  const contentChanges = [
    { range: { start: at, end: { line: 0, character: 10 } }, text: 's' },
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '\n\n' },
  ];
  await client.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: uriOf(CONFIG), version: 2 },
    contentChanges,
  });
  const answer = await client.until(CONFIG, (diagnostics) => diagnostics.length === 1);
  assert.equal(answer.diagnostics[0]!.range.start.line, 2);
});

test('a file that nobody opened is answered in the background, and cleared when it is gone', async (t) => {
  const client = await startClient({ [CONFIG]: WRONG });
  t.after(() => client.stop());
  await client.until(CONFIG, (diagnostics) => diagnostics.length === 1);
  client.files.set(CONFIG, undefined);
  const changes = [{ uri: uriOf(CONFIG), type: 3 }];
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  await client.until(CONFIG, (diagnostics) => diagnostics.length === 0);
});

test('closing a document goes back to what is on the disk', async (t) => {
  const client = await startClient({ [CONFIG]: RIGHT });
  t.after(() => client.stop());
  client.open(CONFIG, WRONG);
  await client.until(CONFIG, (diagnostics) => diagnostics.length === 1);
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(CONFIG) } });
  await client.until(CONFIG, (diagnostics) => diagnostics.length === 0);
});

test('messages are in the language of the editor', async (t) => {
  const client = await startClient({ [CONFIG]: WRONG }, { locale: 'zh-cn' });
  t.after(() => client.stop());
  const { diagnostics } = await client.until(CONFIG, (diagnostics) => diagnostics.length === 1);
  assert.match(String(diagnostics[0]!.message), /[\u4e00-\u9fff]/);
});

test('no answer is published for documents outside of the workspace', async (t) => {
  const client = await startClient({});
  t.after(() => client.stop());
  const textDocument = { uri: 'file:///elsewhere/preflight.config.json', languageId: 'json', version: 1, text: WRONG };
  await client.connection.sendNotification('textDocument/didOpen', { textDocument });
  client.open(CONFIG, WRONG);
  await client.until(CONFIG, (diagnostics) => diagnostics.length === 1);
});
