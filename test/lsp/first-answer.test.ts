/** A server that has just been started: what the open file itself tells comes first, the rest follows. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { createChecker } from '../../server/src/core/check.ts';
import { startClient, uriOf } from '../support/language-client.ts';
import { memoryFiles } from '../support/project.ts';

const OWN = "const URL = 'https://test-api.qingguo-shop.cn/own';\nPage({ onLoad() { wx.request({ url: URL }); } });\n";
const WRAPPED =
  "const { ask } = require('../../ask');\n// preflight-ignore test-host: on purpose\nask('https://test-api.qingguo-shop.cn/wrapped');\nPage({ onLoad(query) { this.q = decodeURIComponent(query.q); } });\n";
const HUB = "module.exports = { BASE: 'https://test-api.qingguo-shop.cn' };\n";

const PROJECT = {
  'project.config.json': '{ "appid": "wx0123456789abcdef" }',
  'app.json': '{ "pages": ["pages/own/own", "pages/wrapped/wrapped", "pages/late/late"] }',
  'ask.js': 'module.exports.ask = (url) => wx.request({ url });\n',
  'hub.js': HUB,
  'pages/own/own.js': OWN,
  'pages/wrapped/wrapped.js': WRAPPED.replace(/.*preflight-ignore.*\n/, ''),
  'pages/late/late.js':
    "const { BASE } = require('../../hub');\nPage({ onLoad() { wx.request({ url: BASE + '/late' }); } });\n",
};

/** Files of which everything but these is read only on the way to what the whole project says. */
function previewed(path: string, files: Record<string, string> = PROJECT) {
  const checker = createChecker(memoryFiles(files));
  const ran: string[] = [];
  checker.store.onRun = (name, key) => ran.push(`${name} ${key}`);
  const preview = checker.previewFile(path);
  const whole = createChecker(memoryFiles(files)).checkFile(path);
  assert.deepEqual(checker.checkFile(path), whole, 'a preview changes nothing of what follows');
  return { preview: preview.map(({ rule }) => rule), whole: whole.map(({ rule }) => rule), ran };
}

test('a preview says what the file and its imports tell, and executes no other file', () => {
  assert.deepEqual(previewed('pages/own/own.js').preview, ['test-host']);
  assert.deepEqual(previewed('pages/wrapped/wrapped.js').preview, ['test-host', 'unguarded-decode']);
  const checker = createChecker(memoryFiles(PROJECT));
  const lowered: string[] = [];
  checker.store.onRun = (name, key) => {
    if (name === 'lowered') lowered.push(key);
  };
  checker.previewFile('pages/wrapped/wrapped.js');
  assert.deepEqual(lowered.sort(), ['ask.js', 'pages/wrapped/wrapped.js']);
});

test('a preview says nothing that the whole check would not say', () => {
  for (const path of Object.keys(PROJECT)) {
    const { preview, whole } = previewed(path);
    for (const rule of preview) assert.ok(whole.includes(rule), `${path}: ${rule}`);
  }
  // The finding stands in the hub, for a request elsewhere asks it; from the hub alone nothing can be told.
  assert.deepEqual(previewed('hub.js'), { ...previewed('hub.js'), preview: [], whole: ['test-host'] });
});

test('a preview minds suppressions and severities, and calls no suppression unused', () => {
  assert.deepEqual(previewed('pages/wrapped/wrapped.js', { ...PROJECT, 'pages/wrapped/wrapped.js': WRAPPED }).preview, [
    'unguarded-decode',
  ]);
  const off = { ...PROJECT, 'preflight.config.json': '{ "rules": { "test-host": "off" } }' };
  assert.deepEqual(previewed('pages/own/own.js', off).preview, []);
  const hub = { ...PROJECT, 'hub.js': `// preflight-ignore test-host: the review server\n${HUB}` };
  assert.deepEqual(previewed('hub.js', hub).preview, []);
});

const PULLS = {
  textDocument: { diagnostic: {} },
  workspace: { diagnostics: { refreshSupport: true } },
};

test('a client that pulls gets the first answer at once and is asked to pull again for the rest', async (t) => {
  const client = await startClient(PROJECT, { capabilities: PULLS });
  t.after(() => client.stop());
  client.open('hub.js', HUB);
  const pull = (): Promise<DocumentDiagnosticReport> =>
    client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: uriOf('hub.js') } });
  const codes = (report: DocumentDiagnosticReport) =>
    report.kind === 'full' ? report.items.map(({ code }) => code) : report.kind;
  const first = await pull();
  const before = client.refreshes();
  if (codes(first).length === 0) {
    const end = Date.now() + 20_000;
    while (client.refreshes() === before && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.notEqual(client.refreshes(), before, 'the client is asked to pull again');
  }
  assert.deepEqual(codes(await pull()), ['test-host']);
});

test('a client that cannot be asked to pull again waits for the whole answer', async (t) => {
  const client = await startClient(PROJECT, { capabilities: { textDocument: { diagnostic: {} } } });
  t.after(() => client.stop());
  client.open('hub.js', HUB);
  const report: DocumentDiagnosticReport = await client.connection.sendRequest('textDocument/diagnostic', {
    textDocument: { uri: uriOf('hub.js') },
  });
  assert.deepEqual(report.kind === 'full' && report.items.map(({ code }) => code), ['test-host']);
});

test('pushed diagnostics follow up as well', async (t) => {
  const client = await startClient(PROJECT);
  t.after(() => client.stop());
  client.open('hub.js', HUB);
  await client.until('hub.js', (diagnostics) => diagnostics.length === 1);
});

test('a bundle of megabytes is not searched at every key', () => {
  const bundle = `!function(){${'var a=function(b){return b+1};a({k:"v"});'.repeat(100_000)}}();`;
  const files = memoryFiles({ ...PROJECT, 'pages/own/bundle.js': bundle });
  const checker = createChecker(files);
  checker.previewFile('pages/own/bundle.js');
  const begin = process.cpuUsage();
  files.set('pages/own/bundle.js', `x${bundle}`);
  checker.changed('pages/own/bundle.js');
  assert.deepEqual(checker.previewFile('pages/own/bundle.js'), []);
  assert.ok(process.cpuUsage(begin).user / 1000 < 1000, 'milliseconds of processor time');
});
