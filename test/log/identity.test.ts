import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADDRESS, AGENT, CRAWL_AGENT, combined, readLines, SEED } from './support.ts';

test('the line of the incident comes out right, to the byte', async (t) => {
  const { summary, hits } = await readLines(t, ['x'.repeat(10), SEED]);
  assert.equal(summary.totals.hits, 1);
  const { hit, found } = hits[0]!;
  assert.deepEqual([hit.offset, hit.length], [11, SEED.length]);
  assert.equal(new Date(hit.time!).toISOString(), '2024-11-07T13:55:33.000Z');
  assert.equal(hit.query, 'action=eval&live_id=undefined%27%29%29 AND (SELECT*FROM(SELECT(SLEEP(4)))coce) limit 1#');
  assert.deepEqual([found.family, found.sub, found.param, found.sleepSeconds], ['sqli', 'time', 'live_id', 4]);
  assert.deepEqual(summary.byIdentity, { 'ua+ip': 1 });
  assert.deepEqual(summary.byStatus, { 401: 1 });
});

test('who counts as what', async (t) => {
  const { summary } = await readLines(t, [
    combined(),
    combined({ ip: '10.0.0.2', xff: ADDRESS }),
    combined({ ip: '10.0.0.2', xff: `${ADDRESS}, 10.0.0.9` }),
    combined({ ip: '10.0.0.2', xff: '-' }),
    combined({ agent: '-', status: 400, request: 'GET /x?y=1 AND HTTP/1.1' }),
    combined({ ip: '10.0.0.2', xff: ADDRESS, agent: '-', status: 400 }),
    combined({ ip: '8.8.8.8' }),
    combined({ ip: '10.0.0.2', xff: '8.8.8.8' }),
    combined({ agent: 'curl/8' }),
    combined({ ip: '101.34.86.201', agent: CRAWL_AGENT }),
    combined({ ip: '8.8.8.8', agent: 'TST(Tencent_Security_Team)' }),
    combined({ ip: '8.8.4.4', xff: ADDRESS, agent: '-' }),
    combined({ ip: `::ffff:${ADDRESS}` }),
  ]);
  assert.deepEqual(summary.byIdentity, { 'ua+ip': 2, 'ua+xff': 2, 'ua-only': 1, 'ip-only': 1, 'xff-only': 1 });
  const { hits, spoofed, addressOnly, crawl, lookalikes, unverified } = summary.totals;
  assert.deepEqual(
    { hits, spoofed, addressOnly, crawl, lookalikes, unverified },
    { hits: 7, spoofed: 2, addressOnly: 1, crawl: 1, lookalikes: 1, unverified: 1 },
  );
});

test('a trusted proxy may name the client', async (t) => {
  const lines = [combined({ ip: '8.8.4.4', xff: ADDRESS })];
  assert.equal((await readLines(t, lines)).summary.totals.spoofed, 1);
  const { summary } = await readLines(t, lines, { trustedProxies: ['8.8.4.0/24'] });
  assert.deepEqual(summary.byIdentity, { 'ua+xff': 1 });
});

test('what merely occurs elsewhere in a line is nobody', async (t) => {
  const { summary } = await readLines(t, [
    combined({ ip: '36.1.2.3', agent: 'x', request: `GET /api/ip?ip=${ADDRESS} HTTP/1.1` }),
    combined({ ip: '36.1.2.3', agent: 'x', request: 'GET /s?q=Tencent+Security+Team HTTP/1.1' }),
    combined({ ip: '36.1.2.3', agent: 'x', referer: `https://e.cn/?q=${AGENT.slice(0, 21)}` }),
    combined({ ip: '143.139.209.119', agent: 'x' }),
    combined({
      ip: '36.1.2.3',
      agent: 'x',
      request: 'GET /?u=https://servicewechat.com/wx0123456789abcdef/9/page-frame.html HTTP/1.1',
    }),
  ]);
  const { hits, spoofed, addressOnly, crawl, unverified } = summary.totals;
  assert.deepEqual([hits, spoofed, addressOnly, crawl, unverified], [0, 0, 0, 0, 0]);
  assert.deepEqual(summary.referers.released, {});
});

test('addresses can be added to the scanner’s', async (t) => {
  const lines = [combined({ ip: '101.91.62.170' }), combined({ ip: '2001:db8::7' })];
  const { summary } = await readLines(t, lines, { scannerAddresses: ['101.91.62.0/24', '2001:db8::7'] });
  assert.deepEqual(summary.byIdentity, { 'ua+ip': 2 });
});

test('scans are told by their ids, refused requests join the scan of their address', async (t) => {
  const first = '68b5cab8'.padEnd(28, '0');
  const second = '6a1fb62e'.padEnd(28, '1');
  const { summary } = await readLines(t, [
    combined({ second: 0, agent: `${AGENT} (${first}) f6a6` }),
    combined({ second: 1, agent: `${AGENT} (${second}) 19ab`, ip: '43.139.209.119' }),
    combined({ second: 2, agent: '-', status: 400 }),
    combined({ second: 3, agent: `${AGENT} (${second}) 72aa`, ip: '43.139.209.119', status: 500 }),
  ]);
  assert.deepEqual(
    summary.sessions.map(({ id, hits, serverErrors }) => [id, hits, serverErrors]),
    [
      [first, 2, 0],
      [second, 2, 1],
    ],
  );
  assert.equal(summary.sessions[0]!.taskTime, '2025-09-01T16:32:56.000Z');
});

test('mini-program builds are counted over all traffic', async (t) => {
  const from = (version: string) =>
    combined({
      ip: '36.1.2.3',
      agent: 'x',
      referer: `https://servicewechat.com/wx0123456789abcdef/${version}/page-frame.html`,
    });
  const { summary } = await readLines(t, [from('0'), from('87'), from('87'), from('devtools'), from('87'), from('88')]);
  const { review, devtools, released } = summary.referers;
  assert.deepEqual({ review, devtools, released }, { review: 1, devtools: 1, released: { 87: 3, 88: 1 } });
});
