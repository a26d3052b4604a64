/** What goes wrong with logs becomes a state that says so, and passes when its cause does. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LogSession } from '../../server/src/node/log-session.ts';
import { combined, folderFor, read } from './support.ts';

const line = (n: number) => `${combined({ second: n % 60, request: `GET /n${n}?id=1 HTTP/1.1` })}\n`;

async function until(done: () => boolean, within = 10_000): Promise<void> {
  const end = Date.now() + within;
  while (!done()) {
    if (Date.now() > end) assert.fail('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('a line of 3 GB, and what comes behind it', async (t) => {
  const file = path.join(folderFor(t), 'access.log');
  const [begin, size] = [line(0), 3_000_000_000];
  writeFileSync(file, `${begin}x`);
  // A hole costs no disk; it reads as zeros without an end of line.
  truncateSync(file, size);
  appendFileSync(file, `\n${line(1)}`);
  const before = process.memoryUsage().rss;
  const { summary, hits } = await read([file]);
  assert.deepEqual(
    hits.map(({ hit }) => hit.offset),
    [0, size + 1],
  );
  assert.equal(summary.files[0]!.lines, 3);
  assert.match(summary.files[0]!.notes.join(' '), /more than 64 KiB/);
  assert.ok(process.memoryUsage().rss - before < 100 << 20, 'the line was not kept');
});

test('a file that cannot be read while it is followed is read on once it can', async (t) => {
  const file = path.join(folderFor(t), 'access.log');
  writeFileSync(file, line(0));
  const session = new LogSession({ files: [file], follow: true, zone: 0 });
  let hits = 0;
  session.onHit = () => void hits++;
  await session.readAll();
  const running = session.followAll(() => {});
  const state = () => session.summary().files[0]!;
  renameSync(file, `${file}.1`);
  symlinkSync(file, file); // leads to itself: whoever looks gets an error
  await until(() => state().state === 'failed');
  assert.ok(state().problem);
  rmSync(file);
  appendFileSync(`${file}.1`, line(1));
  writeFileSync(file, line(2));
  await until(() => hits === 3);
  await until(() => state().state === 'following');
  assert.equal(state().problem, undefined);
  session.stop();
  await running;
});

test('a clock that goes backwards loses nothing', async (t) => {
  const file = path.join(folderFor(t), 'access.log');
  writeFileSync(file, [50, 40, 10, 59, 0].map(line).join(''));
  const { summary } = await read([file]);
  assert.equal(summary.totals.hits, 5);
  assert.deepEqual([summary.first, summary.last], ['2024-11-07T13:00:00.000Z', '2024-11-07T13:00:59.000Z']);
  assert.deepEqual(
    summary.sessions.map(({ hits, first }) => [hits, first]),
    [[5, '2024-11-07T13:00:00.000Z']],
  );
  const { timeline } = summary.sessions[0]!;
  assert.equal(
    timeline.hits.reduce((sum, count) => sum + count, 0),
    5,
  );
});

test('a log that grows while it is read is read to where it has grown, and others get their turns', async (t) => {
  const file = path.join(folderFor(t), 'access.log');
  const block = line(0) + `${combined({ ip: '36.1.2.3', agent: 'x' })}\n`.repeat(10_000);
  writeFileSync(file, block);
  const session = new LogSession({ files: [file], follow: true, zone: 0 });
  let [hits, written, changes] = [0, 1, 0];
  session.onHit = () => void hits++;
  await session.readAll();
  const running = session.followAll(() => void changes++);
  while (written < 30) {
    appendFileSync(file, block);
    written++;
    if (written % 4 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => hits === written);
  assert.ok(changes > 0);
  session.stop();
  await running;
});

test('a full disk under an export is told, and is a failure', { skip: !existsSync('/dev/full') }, (t) => {
  const file = path.join(folderFor(t), 'access.log');
  writeFileSync(file, line(0));
  for (const format of ['json', 'ndjson', 'csv', 'markdown']) {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'server/src/cli/main.ts', 'log', file, '--format', format],
      { stdio: ['ignore', full, 'pipe'], encoding: 'utf8', cwd: path.resolve(import.meta.dirname, '../..') },
    );
    closeSync(full);
    assert.equal(status, 2, format);
    assert.match(stderr, /could not be written/, format);
  }
});
