/** Neither side believes the other: only messages of an exact shape pass. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { messageToExtension, messageToPage } from '../../client/src/panel/messages.ts';
import { attribute, pageHtml } from '../../client/src/panel/page.ts';
import { detailsMessage, stringsMessage, summaryMessages } from './support/messages.ts';
import { sampleSummary } from './support/summaries.ts';

test('what the page may ask passes, and nothing beside it', () => {
  const good = [
    { type: 'ready' },
    { type: 'details', id: 'GET /a' },
    { type: 'copyCurl', id: 'GET /a', sample: 3 },
    { type: 'openFinding', id: 'GET /a', finding: 0 },
    { type: 'unlink', path: '/var/log/nginx/access.log' },
    { type: 'linkSuggested', index: 1 },
    { type: 'drop', uris: ['file:///a'] },
  ];
  for (const message of good) assert.deepEqual(messageToExtension(message), message);
  const bad: unknown[] = [
    null,
    'ready',
    [],
    { type: 'reload' },
    { type: 'constructor' },
    { type: 'ready', more: 1 },
    { type: 'details' },
    { type: 'details', id: 7 },
    { type: 'details', id: 'x'.repeat(9000) },
    { type: 'copyCurl', id: 'a', sample: -1 },
    { type: 'copyCurl', id: 'a', sample: 1.5 },
    { type: 'copyCurl', id: 'a', sample: 1, command: 'vscode.open' },
    { type: 'drop', uris: 'file:///a' },
    { type: 'drop', uris: Array.from({ length: 51 }, () => 'file:///a') },
  ];
  for (const message of bad)
    assert.equal(messageToExtension(message), undefined, JSON.stringify(message)?.slice(0, 80));
  fc.assert(fc.property(fc.anything(), (value) => messageToExtension(value) === undefined));
});

test('what the extension sends passes, and nothing beside it', async () => {
  const summary = await sampleSummary();
  const [state, rows] = summaryMessages(summary);
  const details = detailsMessage(summary, `${summary.routes[0]!.method} ${summary.routes[0]!.path}`);
  const good = [stringsMessage(), state, rows, details, { type: 'reveal', id: 'GET /a' }];
  for (const message of good) assert.equal(messageToPage(message), message);
  for (const message of [
    undefined,
    {},
    { type: 'state', state: {} },
    { type: 'rows', rows: [{}], gone: [], all: true },
  ]) {
    assert.equal(messageToPage(message), undefined);
  }
  fc.assert(fc.property(fc.anything(), (value) => messageToPage(value) === undefined));
});

test('the frame of the page allows its own script and nothing else', () => {
  const html = pageHtml('abc123', {
    source: 'https://own.example',
    script: 'https://own.example/w.js"><script>alert(1)</script>',
    style: 'https://own.example/p.css',
    language: 'zh-cn',
    title: '<b>',
  });
  assert.match(
    html,
    /default-src &#39;none&#39;; script-src &#39;nonce-abc123&#39;; style-src https:\/\/own\.example;/,
  );
  assert.doesNotMatch(html, /unsafe|<b>|<script>/);
  assert.equal((html.match(/<script/g) ?? []).length, 1);
  assert.equal(attribute(`<a b='c' d="e">&`), '&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;');
});
