/** Editor and command line say the same of the same tree, and the editor explains and mends it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { CodeAction, Hover } from 'vscode-languageserver';
import { runCommandLine } from '../../server/src/cli/command-line.ts';
import type { CheckResult } from '../../server/src/lsp/protocol.ts';
import { diskFiles } from '../../server/src/node/files.ts';
import { startClient, uriOf } from '../support/language-client.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../samples/live-record');

test('the sample: findings, hosts and unread are equal to the letter', async (t) => {
  const client = await startClient({}, { platform: { files: () => diskFiles(SAMPLE) } });
  t.after(() => client.stop());
  const fromEditor: CheckResult = await client.connection.sendRequest('preflight/check', {});
  let out = '';
  await runCommandLine(['check', SAMPLE, '--format', 'json', '--lang', 'en'], {
    folder: SAMPLE,
    environment: {},
    interactive: false,
    out: (text) => {
      out += text;
    },
    err: () => {},
  });
  const fromTerminal = JSON.parse(out);
  assert.ok(fromTerminal.findings.length > 0, 'the sample has something to say');
  for (const part of ['projects', 'findings', 'hosts', 'routes', 'unread'] as const) {
    assert.deepEqual(JSON.parse(JSON.stringify(fromEditor[part])), fromTerminal[part], part);
  }
  assert.equal(fromEditor.folders.length, 1);
});

const PAGE = 'pages/index/index.js';
const TEXT = "Page({\n  onLoad() {\n    wx.request({ url: 'http://localhost:8080/a' });\n  },\n});\n";
const PROJECT = {
  'project.config.json': '{ "appid": "wx0123456789abcdef" }',
  'app.json': '{ "pages": ["pages/index/index"] }',
  [PAGE]: TEXT,
};
const AT = { line: 2, character: 30 };

test('a hover explains the finding and how to silence it', async (t) => {
  const capabilities = { textDocument: { hover: { contentFormat: ['markdown' as const] } } };
  const client = await startClient(PROJECT, { capabilities });
  t.after(() => client.stop());
  client.open(PAGE, TEXT);
  const hover: Hover | null = await client.connection.sendRequest('textDocument/hover', {
    textDocument: { uri: uriOf(PAGE) },
    position: AT,
  });
  const { value } = hover!.contents as { value: string };
  assert.match(value, /`test-host`/);
  assert.match(value, /preflight-ignore test-host/);
  assert.match(value, /docs\/rules\/test-host\.md/);
});

test('a hover on the head of a PHP handler lists what it reads and what becomes of it', async (t) => {
  const file = 'app/controller/LiveController.php';
  const text = [
    '<?php',
    'namespace app\\controller;',
    'class LiveController',
    '{',
    '    public function record(\\support\\Request $request)',
    '    {',
    "        return json(['id' => $request->get('live_id')]);",
    '    }',
    "    public function page(\\support\\Request $request) { return json(['n' => (int) $request->get('page')]); }",
    '    public function ping(\\support\\Request $request) { return json([]); }',
    '}',
    '',
  ].join('\n');
  const backend = { 'composer.json': '{ "require": { "workerman/webman-framework": "^2.1.4" } }', [file]: text };
  const client = await startClient(backend, { capabilities: {} });
  t.after(() => client.stop());
  client.open(file, text);
  const at = async (line: number): Promise<string> => {
    const position = { line, character: 24 };
    const hover: Hover | null = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: uriOf(file) },
      position,
    });
    return hover ? (hover.contents as { value: string }).value : '';
  };
  assert.match(await at(4), /record: this handler reads query\.live_id\. Some of that reaches a decoder unguarded\./);
  assert.match(await at(8), /page: this handler reads query\.page\. None of that reaches a decoder unguarded\./);
  assert.match(await at(9), /ping: this handler reads no request parameter\./);
  assert.equal(await at(5), '', 'the body of a handler is not about the handler');
});

test('a quick fix silences the finding with a reason, and another calls the host production', async (t) => {
  const capabilities = {
    workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } },
  };
  const client = await startClient(PROJECT, { capabilities });
  t.after(() => client.stop());
  client.open(PAGE, TEXT);
  const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: uriOf(PAGE) },
    range: { start: AT, end: AT },
    context: { diagnostics: [] },
  });
  const edits = actions.map((action) => JSON.stringify(action.edit));
  const silence = edits.find((edit) => edit.includes('preflight-ignore test-host: '));
  assert.ok(silence?.includes('    // preflight-ignore'), 'indented as its line is');
  assert.ok(edits.some((edit) => edit.includes('preflight.config.json') && edit.includes('productionHosts')));
  const only = {
    textDocument: { uri: uriOf(PAGE) },
    range: { start: AT, end: AT },
    context: { diagnostics: [], only: ['refactor'] },
  };
  assert.deepEqual(await client.connection.sendRequest('textDocument/codeAction', only), []);
});

test('the page of a rule is there without a network, and unknown rules have none', async (t) => {
  const client = await startClient({});
  t.after(() => client.stop());
  const page: { markdown: string } = await client.connection.sendRequest('preflight/explain', { rule: 'test-host' });
  assert.equal(page.markdown, readFileSync(path.resolve(import.meta.dirname, '../../docs/rules/test-host.md'), 'utf8'));
  assert.equal(await client.connection.sendRequest('preflight/explain', { rule: '../secret' }), null);
});
