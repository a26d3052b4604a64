/** What the panel says, apart from how it is drawn. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bytesOf, encodedTarget, targetOf } from '../../client/src/panel/model/bytes.ts';
import { endpointDetails } from '../../client/src/panel/model/details.ts';
import { type EndpointRow, endpointRows, rowId } from '../../client/src/panel/model/endpoints.ts';
import { type DecodeFinding, type Route, routeTable } from '../../client/src/panel/model/handlers.ts';
import { headlineOf } from '../../client/src/panel/model/headline.ts';
import { panelState } from '../../client/src/panel/model/overview.ts';
import { shortened, visible } from '../../client/src/panel/model/visible.ts';
import { ago, duration } from '../../client/src/panel/model/words.ts';
import { memoryFrom } from '../../client/src/webview/memory.ts';
import { matching, ordered, type Selection } from '../../client/src/webview/selection.ts';
import { printable } from '../../server/src/core/log/bytes.ts';
import { chinese, ENGLISH, NOW, SURROUNDINGS } from './support/messages.ts';
import { readLines } from './support/read-logs.ts';
import { NO_PROJECT, projectOf, sampleSummary, scannerLine } from './support/summaries.ts';

const handler = (method: string, path: string, line: number): Route => ({
  method,
  path,
  uri: 'file:///projects/LiveController.php',
  line,
  label: `LiveController.php:${line}`,
  framework: 'webman',
});

test('the first sentence names the endpoint that broke, in both languages', async () => {
  const summary = await sampleSummary();
  const { text, level, detail } = headlineOf(summary, ENGLISH, NOW);
  assert.equal(text, "WeChat's scanner visited once; the last scan broke 1 endpoint, /open/v3/live/record");
  assert.equal(level, 'error');
  assert.match(detail, /2 days ago/);
  assert.match(headlineOf(summary, chinese(), NOW).text, /打崩了 1 个接口：\/open\/v3\/live\/record/);
});

test('the first sentence says what else can have happened', async () => {
  const say = async (lines: string[]) => headlineOf(await readLines(lines), ENGLISH, NOW);
  const cases: [string[], RegExp, string][] = [
    [[scannerLine('/a?x=1%27', { status: 200 })], /visited once; nothing broke$/, 'ok'],
    [[scannerLine('/a?x=1%27', { status: 401 })], /every request was answered 401/, 'ok'],
    [[scannerLine('/a?x=1%27', { status: 403 })], /1 of its requests were blocked/, 'warning'],
    [[scannerLine('/a', { status: 200, method: 'POST' })], /1 of its writes were accepted/, 'warning'],
    [[scannerLine('/a?x=1%27', { ip: '8.8.8.8' })], /was not here; others used its name/, 'info'],
    [['8.8.8.8 - - [08/Nov/2024:02:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "curl"'], /was not here$/, 'ok'],
    [
      [scannerLine('/a?x=%27', { status: 500 }), scannerLine('/b?x=%27', { status: 502, second: 1 })],
      /broke 2 endpoints, /,
      'error',
    ],
  ];
  for (const [lines, text, level] of cases) {
    const said = await say(lines);
    assert.match(said.text, text);
    assert.equal(said.level, level, said.text);
  }
});

test('endpoints that failed come first, and join with the code that answers them', async () => {
  const summary = await sampleSummary();
  const record = handler('GET', '/open/v3/live/record', 12);
  const finding: DecodeFinding = { ...record, line: 20, message: 'unguarded', params: ['live_id'], steps: [] };
  const elsewhere: DecodeFinding = { ...finding, line: 90 };
  const project = projectOf([record, handler('POST', '/other', 80)], [finding, elsewhere]);
  const rows = ordered(endpointRows(summary, project, ENGLISH), 'severity');
  assert.equal(rows[0]!.path, '/open/v3/live/record');
  assert.equal(rows[0]!.level, 'error');
  assert.equal(rows[0]!.handler, 'LiveController.php:12');
  assert.deepEqual(rows[0]!.unguarded, ['live_id']);
  assert.equal(rows[0]!.undeclared, false);
  assert.ok(rows.slice(1).every((row) => row.undeclared));
  // Without a backend nobody can say that a route is not there.
  assert.ok(endpointRows(summary, NO_PROJECT, ENGLISH).every((row) => !row.undeclared));
  const route = summary.routes.find((one) => rowId(one) === rows[0]!.id)!;
  const details = endpointDetails(rows[0]!.id, route, project, ENGLISH);
  assert.deepEqual(
    details.findings.map(({ place }) => place),
    ['LiveController.php:12'],
  );
  assert.equal(details.samples[0]!.status, 500);
});

test('paths find their routes as routers would', () => {
  const table = routeTable([
    handler('GET', '/live/{id}', 1),
    handler('GET', '/live/list', 2),
    handler('ANY', '/files/{path:.+}', 3),
    handler('POST', '/user/:name', 4),
    handler('GET', '/opt/<id?>', 5),
  ]);
  const line = (method: string, path: string) => table.find(method, path)?.line;
  assert.equal(line('GET', '/live/7'), 1);
  assert.equal(line('GET', '/live/list'), 2);
  assert.equal(line('HEAD', '/live/list/'), 2);
  assert.equal(line('PUT', '/files/a/b/c'), 3);
  assert.equal(line('GET', '/user/x'), undefined);
  assert.equal(line('POST', '/user/x'), 4);
  assert.equal(line('GET', '/opt'), 5);
  assert.equal(line('GET', '/live/7/8'), undefined);
});

test('what would hide or turn text around is spelled out, once', () => {
  assert.equal(visible('a\u202eb\u0000\u001b[31m\u200b\u{e0041}\ufe0f'), 'a‹U+202E›b␀␛[31m‹U+200B›‹U+E0041›‹U+FE0F›');
  assert.equal(visible('中文 émoji 😀'), '中文 émoji 😀');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => visible(visible(text)) === visible(text)));
  assert.equal(shortened('😀😀', 3), '😀…');
});

test('a logged query gives back its bytes', () => {
  const anyBytes = fc.uint8Array({ maxLength: 60 }).map((bytes) => String.fromCharCode(...bytes));
  fc.assert(fc.property(anyBytes, (bytes) => bytesOf(printable(bytes)) === bytes));
  assert.equal(targetOf({ path: '-', query: '' }), undefined);
  assert.deepEqual(targetOf({ path: '/a', query: 'x=\\xbf%27' }), { bytes: '/a?x=\xbf%27', exact: true });
  assert.equal(targetOf({ path: '/\u4e2d', query: '' })?.exact, false);
  assert.equal(encodedTarget('/a b?x=\xbf"\\%zz'), '/a%20b?x=%BF%22%5C%zz');
});

test('a released build that asks a test server is named', async () => {
  const lines = [
    '1.2.3.4 - - [08/Nov/2024:02:00:00 +0000] "GET / HTTP/1.1" 200 1 "https://servicewechat.com/wx0123456789abcdef/12/page-frame.html" "x"',
    scannerLine('/a'),
  ];
  const summary = await readLines(lines);
  assert.equal(panelState(summary, SURROUNDINGS, ENGLISH).versions.warning, '');
  const { versions } = panelState(summary, { ...SURROUNDINGS, testHosts: ['test.example.cn'] }, ENGLISH);
  assert.match(versions.warning, /released build sent 1 requests here.*test\.example\.cn/);
  assert.deepEqual(versions.apps[0]?.versions, [{ name: 'released build 12', hits: 1 }]);
});

test('blocked requests come with the warning about evasion', async () => {
  const summary = await readLines([scannerLine('/a?x=%27', { status: 444 }), scannerLine('/a?x=%27', { status: 403 })]);
  const state = panelState(summary, SURROUNDINGS, ENGLISH);
  assert.match(state.blockedWarning, /403 ×1.*444 ×1|444 ×1.*403 ×1/);
  assert.match(state.blockedWarning, /fails the review/);
  assert.equal(state.blocked.length, 2);
});

test('times read as people say them', () => {
  assert.equal(ago(ENGLISH, new Date(NOW - 3 * 3600_000).toISOString(), NOW), '3 hours ago');
  assert.equal(ago(ENGLISH, new Date(NOW - 20_000).toISOString(), NOW), 'just now');
  assert.equal(ago(ENGLISH, 'never', NOW), '');
  assert.equal(duration(ENGLISH, 80), '1 min 20 s');
  assert.equal(duration(ENGLISH, 0), '1 s');
  assert.equal(duration(ENGLISH, 7200), '2 h');
});

test('rows are chosen by every word and sorted without shuffling', () => {
  const row = (path: string, more: Partial<EndpointRow>): EndpointRow => ({
    id: path,
    method: 'GET',
    path,
    level: 'ok',
    rank: 0,
    hits: 1,
    serverErrors: 0,
    slept: 0,
    blocked: 0,
    writes: 0,
    params: [],
    families: [],
    statuses: [],
    undeclared: false,
    unguarded: [],
    ...more,
  });
  const rows = [
    row('/c', { statuses: [{ code: '500', hits: 1 }], serverErrors: 1, rank: 5 }),
    row('/a', { params: ['live_id'], slowest: 3 }),
    row('/b', { families: [{ name: 'XSS', hits: 2 }], hits: 9 }),
  ];
  const paths = ({ sort = 'path', ...filter }: Partial<Selection>) =>
    matching(ordered(rows, sort), { tile: 'all', text: '', ...filter }).map(({ path }) => path);
  assert.deepEqual(paths({}), ['/a', '/b', '/c']);
  assert.deepEqual(paths({ sort: 'severity' }), ['/c', '/a', '/b']);
  assert.deepEqual(paths({ sort: 'hits' }), ['/b', '/a', '/c']);
  assert.deepEqual(paths({ sort: 'slowest' })[0], '/a');
  assert.deepEqual(paths({ text: 'get XSS' }), ['/b']);
  assert.deepEqual(paths({ text: '500' }), ['/c']);
  assert.deepEqual(paths({ tile: 'errors' }), ['/c']);
  assert.deepEqual(paths({ text: 'nowhere' }), []);
});

test('memory of any shape is read without complaint', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const memory = memoryFrom(value);
      assert.equal(typeof memory.text, 'string');
      assert.ok(Number.isFinite(memory.scroll));
    }),
  );
  assert.equal(memoryFrom({ sort: 'constructor' }).sort, 'severity');
});
