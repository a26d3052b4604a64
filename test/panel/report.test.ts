/** What leaves the editor: pages, tables and words for the chat, none of which acts on who opens it. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { endpointRows } from '../../client/src/panel/model/endpoints.ts';
import { alertRouting, throttling } from '../../client/src/panel/model/operations.ts';
import { panelState } from '../../client/src/panel/model/overview.ts';
import type { LogSummary } from '../../client/src/panel/model/summary.ts';
import { chatSummary } from '../../client/src/report/chat-summary.ts';
import { type HtmlInput, htmlReport } from '../../client/src/report/html.ts';
import { csvReport, markdownReport } from '../../client/src/report/table-text.ts';
import { outlineOf } from '../../client/src/review/outline.ts';
import { findBrowser } from '../../scripts/setup/browser.mjs';
import { startBrowser } from '../../scripts/workbench/browser.mjs';
import { findingWith, reportWith } from '../client/report.ts';
import { attackLines } from './support/attacks.ts';
import { chinese, ENGLISH, SURROUNDINGS } from './support/messages.ts';
import { readLines } from './support/read-logs.ts';
import { NO_PROJECT, sampleSummary, scannerLine } from './support/summaries.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SCREENS = path.join(ROOT, 'test-results/screens');

const scanOf = (summary: LogSummary, locale = ENGLISH) => ({
  state: panelState(summary, SURROUNDINGS, locale),
  rows: endpointRows(summary, NO_PROJECT, locale).sort((a, b) => b.rank - a.rank),
});

const checked = reportWith({
  projects: [{ root: '', kind: 'weapp' }],
  findings: [
    findingWith({ message: 'The release build asks <img src=x onerror=alert(1)>', targets: ['release'] }),
    findingWith({ rule: 'unguarded-decode', severity: 'warning', message: '\u202eunguarded', file: 'a"b.php' }),
  ],
  hosts: [{ host: 'test.example.cn', verdict: 'test', targets: ['release'], sites: [] }],
  routes: [
    { method: 'GET', path: '/a', file: 'a.php', line: 3, framework: 'webman', inputs: [], verdict: 'unguarded' },
  ],
  unread: [{ file: 'big.js', why: 'too large' }],
});

const folder = {
  name: 'shop',
  report: checked,
  lines: outlineOf({ folder: 'file:///projects/shop', report: checked, scan: undefined }, ENGLISH.l10n),
};

const input = (more: Partial<HtmlInput>): HtmlInput => ({
  stale: '',
  subjects: { review: 'Review build', release: 'Release build', backend: 'Backend' },
  extent: '3 files, 1 hosts',
  language: 'en',
  ...more,
});

test('a spreadsheet takes no cell for a formula', async () => {
  const summary = await readLines(
    ['=cmd|calc', '+1', '-1', '@sum(a)', '%09=1', 'a,b"c'].map((name, at) => scannerLine(`/x${at}?${name}=1`)),
  );
  const { rows } = scanOf(summary);
  const formula = { ...rows[0]!, path: '=HYPERLINK("http://evil")', params: ['-2+3', '@x'] };
  const text = csvReport([...rows, formula], ENGLISH.l10n);
  assert.ok(text.startsWith('\ufeffMethod,Endpoint,'));
  assert.ok(text.includes(`"'=HYPERLINK(""http://evil"")"`));
  const cells = text.split(/[,\r\n]+/).map((cell) => cell.replace(/^"/, ''));
  assert.deepEqual(
    cells.filter((cell) => /^\s*[=+@|-]/.test(cell)),
    [],
  );
  assert.equal(text.trimEnd().split('\r\n').length, rows.length + 2);
});

test('Markdown of a hostile log has no link, picture or tag of its', async () => {
  const hostile = await readLines(attackLines());
  const { state, rows } = scanOf(hostile);
  const text = markdownReport(state, rows, ENGLISH.l10n);
  assert.doesNotMatch(text, /(?<!\\)<|(?<!\\)!\\?\[(?<!\\)|(?<![\\])\]\((?!\\)/);
  const width = new Set(
    text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split(/(?<!\\)\|/).length),
  );
  assert.equal(width.size, 1, 'every row of the table has the same cells');
});

test('the words for the chat say in Chinese what happened', async () => {
  const summary = await sampleSummary();
  const locale = chinese();
  const { state, rows } = scanOf(summary, locale);
  const text = chatSummary(state, rows, locale.l10n);
  assert.match(text, /^【提审预检】微信安全扫描来过 1 次；最近一次扫描打崩了 1 个接口：\/open\/v3\/live\/record\n/);
  assert.match(text, /· GET \/open\/v3\/live\/record 500×4 401×15 \| live_id/);
});

test('the HTML report says what was checked and what was scanned, and what was not', async () => {
  const scan = scanOf(await sampleSummary());
  const check = [folder];
  const text = htmlReport(
    input({ check, scan, stale: 'a.js has changed since the check: check again.' }),
    ENGLISH.l10n,
  );
  for (const part of [
    'Review build',
    'Release build',
    'a.js has changed since the check',
    'Handlers',
    'href="vscode://file/projects/shop/app.js:1:1"',
    '/open/v3/live/record',
    'role="img"',
  ]) {
    assert.ok(text.includes(part), part);
  }
  const nothing = htmlReport(input({}), ENGLISH.l10n);
  assert.match(nothing, /has not been run/);
  assert.match(nothing, /No access log is linked/);
});

test('the HTML report of a hostile log runs and loads nothing, and axe finds nothing in it', {
  skip: findBrowser() ? false : 'needs a Chromium',
}, async () => {
  mkdirSync(SCREENS, { recursive: true });
  const axe = readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
  const browser = await startBrowser();
  try {
    for (const [name, summary] of [
      ['sample', await sampleSummary()],
      ['hostile', await readLines(attackLines())],
    ] as const) {
      const file = path.join(SCREENS, `report-${name}.html`);
      writeFileSync(file, htmlReport(input({ check: [folder], scan: scanOf(summary) }), ENGLISH.l10n));
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ colorScheme, viewport: { width: 1000, height: 900 } });
        const page = await context.newPage();
        const requests: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        await page.goto(`file://${file}`);
        assert.deepEqual(requests, [`file://${file}`]);
        assert.equal(await page.evaluate('window.pwned ?? null'), null);
        assert.equal(
          await page
            .locator('script, img, iframe, a:not([href^="vscode://file/projects/shop/"]), link, form, object, base')
            .count(),
          0,
        );
        await page.screenshot({ path: path.join(SCREENS, `report-${name}-${colorScheme}.png`) });
        await page.evaluate(axe);
        const found = await page.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 200)))",
        );
        assert.deepEqual(found, [], `${name} ${colorScheme}`);
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
});

test('operators are told to limit and to route, never to block', () => {
  const texts = [...throttling(30).map(({ text }) => text), alertRouting()];
  for (const text of texts) {
    assert.match(text, /Tencent Security Team/);
    assert.doesNotMatch(text, /\b(deny|Deny|Require not|return 4\d\d|abort|respond 403|drop)\b(?! them)/);
  }
  assert.match(throttling(30)[0]!.text, /rate=15r\/s/);
  assert.match(throttling(0)[0]!.text, /rate=5r\/s/);
  for (const { text } of throttling(0)) {
    assert.equal((text.match(/\{/g) ?? []).length, (text.match(/\}/g) ?? []).length);
  }
});
