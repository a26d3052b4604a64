/** The outline of a check: everything a submission rests on, worst first, each line with its place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastScan } from '../../client/src/panel/model/last-scan.ts';
import { type Line, outlineOf } from '../../client/src/review/outline.ts';
import type { CheckReport } from '../../client/src/server/requests.ts';
import { ENGLISH, NOW } from '../panel/support/messages.ts';
import { NO_PROJECT, projectOf, sampleSummary } from '../panel/support/summaries.ts';
import { findingWith, reportWith } from './report.ts';

const FOLDER = 'file:///projects/shop';
const outline = (report: Partial<CheckReport>, scan?: ReturnType<typeof lastScan>) =>
  outlineOf(
    { folder: FOLDER, report: reportWith({ projects: [{ root: '.', kind: 'weapp' }], ...report }), scan },
    ENGLISH.l10n,
  );
const named = (lines: readonly Line[], label: string) => lines.find((one) => one.label === label)!;
const all = (lines: readonly Line[]): Line[] => lines.flatMap((one) => [one, ...all(one.children)]);

const BUSY: Partial<CheckReport> = {
  projects: [
    { root: '.', kind: 'weapp' },
    { root: 'h5', kind: 'uni-app', mode: 'uat', modeFrom: 'the script build:mp says so' },
    { root: 'server', kind: 'backend' },
  ],
  findings: [
    findingWith({
      severity: 'warning',
      targets: ['review'],
      file: '配置/env.js',
      line: 4,
      message: 'a test host',
      data: { host: 'test.a.cn' },
    }),
    findingWith({
      targets: ['review', 'release'],
      file: 'api/a.js',
      line: 7,
      column: 3,
      endLine: 7,
      endColumn: 9,
      message: 'a wrong host',
      data: { host: 'dev.a.cn' },
    }),
    findingWith({
      rule: 'unguarded-decode',
      severity: 'warning',
      file: 'server/a.php',
      line: 3,
      message: 'id reaches json',
      data: { kind: 'query', param: 'id', sink: 'json' },
    }),
    findingWith({
      rule: 'review-setting',
      severity: 'info',
      targets: ['release'],
      file: 'project.config.json',
      message: 'urlCheck is off',
    }),
  ],
  hosts: [
    {
      host: 'api.a.cn',
      verdict: 'ok',
      targets: ['release'],
      sites: [{ file: 'u.js', line: 9, column: 5, api: 'wx.request', traffic: 'request' }],
    },
    {
      host: 'dev.a.cn',
      verdict: 'test',
      targets: ['review', 'release'],
      sites: [{ file: 'u.js', line: 9, column: 5, api: 'wx.request', traffic: 'request' }],
    },
  ],
  routes: [
    {
      method: 'GET',
      path: '/list',
      file: 'server/a.php',
      line: 12,
      framework: 'webman',
      inputs: [],
      verdict: 'guarded',
    },
    {
      method: 'GET',
      path: '/record',
      file: 'server/a.php',
      line: 32,
      framework: 'webman',
      inputs: [],
      verdict: 'unguarded',
    },
  ],
  undecided: [{ file: 'u.js', line: 20, column: 1, api: 'wx.request', why: 'ext.json decides the host' }],
  unread: [{ file: 'big.js', why: 'too large' }],
};

test('it names the verdicts, hosts, handlers, settings, the last scan and what was not checked, in this order', () => {
  const lines = outline(BUSY);
  assert.deepEqual(
    lines.map(({ label, sign, description }) => [label, sign, description]),
    [
      ['Review build', 'error', 'errors: 1, warnings: 1'],
      ['Release build', 'error', 'errors: 1'],
      ['Backend', 'warning', 'warnings: 1'],
      ['Hosts', 'host', '2, wrong: 1'],
      ['Handlers', 'handler', '2, unguarded: 1'],
      ['Settings', 'info', 'to look at: 1'],
      ['Last scan', 'scan', 'no access log linked'],
      ['Not checked', 'question', '2'],
    ],
  );
  assert.equal(named(lines, 'Last scan').action, 'linkLog');
});

test('a finding is named by what it is about, the worst first, and leads to its place', () => {
  const [first, second] = named(outline(BUSY), 'Review build').children;
  assert.equal(first!.label, 'dev.a.cn');
  assert.deepEqual(first!.target, { uri: `${FOLDER}/api/a.js`, line: 7, column: 3, endLine: 7, endColumn: 9 });
  assert.match(first!.sentence, /a wrong host \(test-host\)/);
  assert.equal(second!.target!.uri, `${FOLDER}/%E9%85%8D%E7%BD%AE/env.js`);
  assert.equal(named(outline(BUSY), 'Backend').children[0]!.label, 'query.id → json');
});

test('every line below the first level leads somewhere or says all it knows', () => {
  for (const line of outline(BUSY).flatMap(({ children }) => all(children))) {
    const isHost = line.id.split('/').length === 2 && line.id.startsWith('hosts/');
    const isProject = line.sign === 'settings';
    assert.ok(line.target || isHost || isProject, line.id);
  }
  const project = named(outline(BUSY), 'Settings').children.find(({ label }) => label === 'h5: uni-app')!;
  assert.match(project.sentence, /built as uat, the script build:mp says so/);
});

test('ids are unique, and the same for the same report', () => {
  const ids = all(outline(BUSY)).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(
    ids,
    all(outline(BUSY)).map(({ id }) => id),
  );
});

test('the last scan is told with what it broke, and leads to who answers it', async () => {
  const summary = await sampleSummary();
  const handler = {
    method: 'GET',
    path: '/open/v3/live/record',
    uri: 'file:///a.php',
    line: 32,
    label: 'a.php:32',
    framework: 'webman',
  };
  const line = named(outline({}, lastScan(summary, projectOf([handler]), ENGLISH, NOW)), 'Last scan');
  assert.equal(line.sign, 'error');
  assert.equal(line.description, '2 days ago · broke 1');
  assert.match(line.sentence, /visited once; the last scan broke 1 endpoint/);
  assert.deepEqual(line.children[0]!.target, { uri: 'file:///a.php', line: 32 });
  const unknown = named(outline({}, lastScan(summary, NO_PROJECT, ENGLISH, NOW)), 'Last scan').children[0]!;
  assert.equal(unknown.action, 'showScanner');
});

test('a folder with nothing in it says what was looked for', () => {
  const [line] = outline({ projects: [] });
  assert.match(line!.label, /No mini-program and no backend was found/);
});
