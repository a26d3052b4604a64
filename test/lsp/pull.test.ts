/** Clients that pull, as VS Code does. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  DocumentDiagnosticReport,
  FullDocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import { startClient, uriOf } from '../support/language-client.ts';

const CONFIG = 'preflight.config.json';
const WRONG = '{ "exclud": [] }';
const RIGHT = '{ "exclude": [] }';
const PULLS = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

test('a document is pulled, and unchanged answers are short', async (t) => {
  const client = await startClient({ [CONFIG]: RIGHT }, { capabilities: PULLS });
  t.after(() => client.stop());
  assert.equal(client.initialized.capabilities.diagnosticProvider?.workspaceDiagnostics, true);
  client.open(CONFIG, WRONG);
  const pull = (previousResultId?: string): Promise<DocumentDiagnosticReport> =>
    client.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri: uriOf(CONFIG) },
      previousResultId,
    });
  const first = (await pull()) as FullDocumentDiagnosticReport;
  assert.equal(first.items.length, 1);
  const second = await pull(first.resultId);
  assert.equal(second.kind, 'unchanged');
  client.type(CONFIG, 2, RIGHT);
  const third = await pull(first.resultId);
  assert.equal(third.kind, 'full');
  assert.deepEqual((third as FullDocumentDiagnosticReport).items, []);
  assert.equal(client.published(CONFIG), undefined, 'who pulls is never pushed to');
});

test('the workspace is answered at once when there is news, and held while there is none', async (t) => {
  const client = await startClient({ [CONFIG]: WRONG }, { capabilities: PULLS });
  t.after(() => client.stop());
  const pull = (previousResultIds: { uri: string; value: string }[]): Promise<WorkspaceDiagnosticReport> =>
    client.connection.sendRequest('workspace/diagnostic', { previousResultIds });
  const first = await pull([]);
  assert.equal(first.items.length, 1);
  const item = first.items[0]!;
  assert.equal(item.uri, uriOf(CONFIG));
  let answered = false;
  const held = pull([{ uri: item.uri, value: item.resultId! }]).then((answer) => {
    answered = true;
    return answer;
  });
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.equal(answered, false, 'nothing has changed');
  client.files.set(CONFIG, RIGHT);
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(CONFIG), type: 2 }],
  });
  const second = await held;
  assert.deepEqual((second.items[0] as { items: unknown[] }).items, []);
});

test('an open file that another change touches is asked to be pulled again', async (t) => {
  const file = 'pages/index/index.js';
  const project = {
    'project.config.json': '{ "appid": "wx0123456789abcdef" }',
    'app.json': '{ "pages": ["pages/index/index"] }',
    [file]: "Page({ onLoad() { wx.request({ url: 'http://localhost/a' }); } });\n",
  };
  const client = await startClient(project, { capabilities: PULLS });
  t.after(() => client.stop());
  client.open(file, project[file]);
  const pull = (): Promise<FullDocumentDiagnosticReport> =>
    client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: uriOf(file) } });
  assert.equal((await pull()).items.length, 1);
  client.files.set(CONFIG, '{ "rules": { "test-host": "off" } }');
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: uriOf(CONFIG), type: 1 }],
  });
  const deadline = Date.now() + 5000;
  while (client.refreshes() === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(client.refreshes(), 1);
  assert.deepEqual((await pull()).items, []);
});
