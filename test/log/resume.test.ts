/** Reading on where a session before stopped gives what reading everything at once gives. */

import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { frozen, graft, thawed } from '../../server/src/core/log/snapshot.ts';
import type { LogSummary } from '../../server/src/core/log/summary.ts';
import { LogSession } from '../../server/src/node/log-session.ts';
import { ADDRESS, AGENT, CRAWL_AGENT, combined, folderFor, read, SEED } from './support.ts';

const line = (n: number) => `${combined({ second: n, request: `GET /n${n}?id=1 HTTP/1.1` })}\n`;

const MIXED = [
  combined({ request: 'GET /a?id=1&q=x HTTP/1.1' }),
  combined({ second: 1, request: 'GET /a?id=&q=x HTTP/1.1' }),
  combined({ second: 2, request: "GET /a?id=1'&q=x HTTP/1.1", status: 500 }),
  combined({ second: 3, ip: '8.8.8.8' }),
  combined({ second: 4, ip: '101.34.86.201', agent: CRAWL_AGENT }),
  combined({
    second: 5,
    ip: '36.1.2.3',
    agent: 'x',
    referer: 'https://servicewechat.com/wx0123456789abcdef/87/page-frame.html',
  }),
  combined({ second: 6, request: 'POST /__proto__?constructor=1 HTTP/1.1', status: 201 }),
  combined({ second: 7, agent: `${AGENT} (${'68b5cab8'.padEnd(28, '0')}) 72aa`, status: 403 }),
  'no line of a log',
  combined({ second: 8, agent: '-', status: 400, request: `GET /b?x=${'y'.repeat(70_000)} z HTTP/1.1` }),
  combined({ second: 9, agent: 'curl', ip: ADDRESS }),
  combined({ second: 10, request: 'GET /a?id=%bf%27&q=x HTTP/1.1' }),
];

/** A summary without what depends on the clock and on how often somebody looked. */
function comparable(summary: LogSummary): unknown {
  return { ...summary, files: summary.files.map(({ rate: _rate, examined: _examined, ...file }) => file) };
}

async function readOn(file: string, stateFile: string) {
  return read([file], { stateFile });
}

test('cut anywhere, even within a line, and read on: the same summary', async (t) => {
  const folder = folderFor(t);
  const whole = path.join(folder, 'access.log');
  const text = `${MIXED.join('\n')}\n`;
  writeFileSync(whole, text, 'latin1');
  const expected = comparable((await read([whole])).summary);
  let at = 0;
  const cuts = MIXED.flatMap((one) => {
    const begin = at;
    at += one.length + 1;
    return [begin, begin + (one.length >> 1), at - 1];
  });
  for (const cut of cuts) {
    const state = path.join(folder, `state-${cut}`);
    writeFileSync(whole, text.slice(0, cut), 'latin1');
    await readOn(whole, state);
    appendFileSync(whole, text.slice(cut), 'latin1');
    const { summary } = await readOn(whole, state);
    assert.deepEqual(comparable(summary), expected, `cut at ${cut}`);
  }
});

test('read again with nothing new, nothing is counted again', async (t) => {
  const folder = folderFor(t);
  const [file, state] = [path.join(folder, 'access.log'), path.join(folder, 'state')];
  const packed = path.join(folder, 'older.log.gz');
  writeFileSync(file, `${line(1)}${SEED}`);
  writeFileSync(packed, gzipSync(line(0)));
  const first = await read([file, packed], { stateFile: state });
  const second = await read([file, packed], { stateFile: state });
  assert.equal(first.summary.totals.hits, 3);
  assert.deepEqual(second.summary.totals, first.summary.totals);
  // The last line has no end, so it is read again, and only counted once.
  assert.deepEqual(
    second.hits.map(({ hit }) => hit.path),
    ['/open/v3/live/record'],
  );
});

const ROTATIONS: Record<string, (file: string) => void> = {
  'renamed, and written to before the writer reopened': (file) => {
    renameSync(file, `${file}.1`);
    appendFileSync(`${file}.1`, line(2));
    writeFileSync(file, line(3));
  },
  'renamed twice': (file) => {
    appendFileSync(file, line(2));
    renameSync(file, `${file}.2`);
    writeFileSync(file, line(3));
    renameSync(file, `${file}.1`);
    writeFileSync(file, '');
  },
  'renamed and packed': (file) => {
    appendFileSync(file, line(2));
    writeFileSync(`${file}.1.gz`, gzipSync(readFileSync(file)));
    rmSync(file);
    writeFileSync(file, line(3));
  },
  'copied and truncated': (file) => {
    appendFileSync(file, line(2));
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
    appendFileSync(file, line(3));
  },
};
for (const [how, rotate] of Object.entries(ROTATIONS)) {
  test(`between two sessions the log is ${how}`, async (t) => {
    const folder = folderFor(t);
    const [file, state] = [path.join(folder, 'access.log'), path.join(folder, 'state')];
    writeFileSync(file, line(0) + line(1));
    await readOn(file, state);
    rotate(file);
    const { summary, hits } = await readOn(file, state);
    assert.deepEqual(hits.map(({ hit }) => hit.path).sort(), ['/n2', '/n3']);
    assert.equal(summary.totals.hits, 4);
    assert.equal(summary.files[0]!.lines, 4);
    assert.deepEqual((await readOn(file, state)).hits, []);
  });
}

test('a log that was replaced by another is read anew, and that is said', async (t) => {
  const folder = folderFor(t);
  const [file, state] = [path.join(folder, 'access.log'), path.join(folder, 'state')];
  writeFileSync(file, line(0) + line(1));
  await readOn(file, state);
  rmSync(file);
  writeFileSync(file, line(2) + line(3) + line(4));
  const { summary } = await readOn(file, state);
  assert.equal(summary.totals.hits, 5);
  assert.match(summary.files[0]!.notes.join(), /could not be found/);
});

test('a damaged state, or one of other options, is not used', async (t) => {
  const folder = folderFor(t);
  const [file, state] = [path.join(folder, 'access.log'), path.join(folder, 'state')];
  writeFileSync(file, line(0));
  await readOn(file, state);
  const kept = readFileSync(state, 'utf8');
  writeFileSync(state, kept.replace('"hits":1', '"hits":7'));
  const damaged = await readOn(file, state);
  assert.equal(damaged.summary.totals.hits, 1);
  assert.match(damaged.summary.notes.join(), /begins anew/);
  writeFileSync(state, kept);
  assert.equal((await read([file], { stateFile: state, scannerAddresses: ['1.2.3.4'] })).summary.totals.hits, 1);
  writeFileSync(state, 'x');
  assert.equal((await readOn(file, state)).summary.totals.hits, 1);
});

test('stopped and started again while it is written to and rotated, nothing is lost and nothing counted twice', async (t) => {
  const folder = folderFor(t);
  const [file, state] = [path.join(folder, 'access.log'), path.join(folder, 'state')];
  const seen: string[] = [];
  let written = 0;
  const write = (target: string) => appendFileSync(target, line(written++));
  write(file);
  for (let round = 0; round < 8; round++) {
    const session = new LogSession({ files: [file], follow: true, zone: 0, stateFile: state });
    session.onHit = ({ hit }) => void seen.push(hit.path ?? '-');
    await session.readAll();
    const running = session.followAll(() => {});
    for (let n = 0; n < 3; n++) {
      write(file);
      if (n === 1 && round % 2 === 0) {
        renameSync(file, `${file}.${round}`);
        write(`${file}.${round}`);
        write(file);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    session.stop();
    await running;
    if (round % 3 === 0) {
      renameSync(file, `${file}.${round}-between`);
      write(`${file}.${round}-between`);
      write(file);
    }
  }
  await read([file], { stateFile: state }).then(({ hits }) => seen.push(...hits.map(({ hit }) => hit.path ?? '-')));
  const expected = Array.from({ length: written }, (_, n) => `/n${n}`);
  assert.deepEqual([...seen].sort(), expected.sort());
});

test('maps, sets, infinities and names of every kind survive', () => {
  const value = {
    map: new Map([['__proto__', new Set([1])]]),
    most: Number.NEGATIVE_INFINITY,
    counts: JSON.parse('{"__proto__":3}'),
  };
  const text = JSON.stringify(frozen(value));
  const back = thawed(JSON.parse(text)) as typeof value;
  assert.deepEqual([...back.map.get('__proto__')!], [1]);
  assert.equal(back.most, Number.NEGATIVE_INFINITY);
  assert.equal(Object.getOwnPropertyDescriptor(back.counts, '__proto__')!.value, 3);
  class Kept {
    private n = 1;
    twice = () => this.n * 2;
  }
  const kept = { own: new Kept() };
  graft(kept, { own: { n: 21 } });
  assert.equal(kept.own.twice(), 42);
});
