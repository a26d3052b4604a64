import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LogSession } from '../../server/src/node/log-session.ts';
import { combined, folderFor, read, SEED } from './support.ts';

const line = (n: number) => `${combined({ second: n, request: `GET /n${n}?id=1 HTTP/1.1` })}\n`;

/** A followed log: write to it, then wait until so many hits are there. */
async function followed(t: TestContext, file: string) {
  const session = new LogSession({ files: [file], follow: true, zone: 0 });
  const paths: string[] = [];
  session.onHit = ({ hit }) => void paths.push(hit.path ?? '-');
  await session.readAll();
  const running = session.followAll(() => {});
  t.after(() => session.stop());
  return {
    session,
    paths,
    async until(count: number, within = 5000) {
      const end = Date.now() + within;
      while (paths.length < count && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(paths.length, count, `hits: ${paths.join(' ')}`);
    },
    async stop() {
      session.stop();
      await running;
    },
  };
}

test('a new hit is seen within a second', async (t) => {
  const file = path.join(folderFor(t), 'access.log');
  writeFileSync(file, line(0));
  const log = await followed(t, file);
  appendFileSync(file, line(1));
  await log.until(2, 1000);
  await log.stop();
});

test('renaming and creating anew loses nothing and reads nothing twice', async (t) => {
  const file = path.join(folderFor(t), 'access.log');
  writeFileSync(file, line(0));
  const log = await followed(t, file);
  for (let round = 1; round <= 5; round++) {
    appendFileSync(file, line(round * 3));
    renameSync(file, `${file}.${round}`);
    appendFileSync(`${file}.${round}`, line(round * 3 + 1)); // the writer has not reopened yet
    writeFileSync(file, line(round * 3 + 2));
    await log.until(1 + round * 3);
  }
  await log.stop();
  assert.equal(new Set(log.paths).size, 16);
});

test('two rotations between two looks lose nothing', async (t) => {
  const file = path.join(folderFor(t), 'access.log');
  writeFileSync(file, line(0));
  const log = await followed(t, file);
  renameSync(file, `${file}.2`);
  writeFileSync(file, line(1));
  renameSync(file, `${file}.1`);
  writeFileSync(file, line(2));
  await log.until(3);
  await log.stop();
  assert.deepEqual([...log.paths].sort(), ['/n0', '/n1', '/n2']);
});

test('copying and truncating loses nothing and reads nothing twice', async (t) => {
  const file = path.join(folderFor(t), 'access.log');
  writeFileSync(file, line(0) + line(1));
  const log = await followed(t, file);
  appendFileSync(file, line(2));
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
  appendFileSync(file, line(3));
  await log.until(4);
  // Truncated, and grown past where we were before the next look.
  truncateSync(file);
  appendFileSync(file, line(4) + line(5) + line(6));
  await log.until(7);
  await log.stop();
  assert.equal(new Set(log.paths).size, 7);
});

test('a log that is created late, vanishes and comes back', async (t) => {
  const file = path.join(folderFor(t), 'access.log');
  const log = await followed(t, file);
  assert.equal(log.session.summary().files[0]!.state, 'waiting');
  writeFileSync(file, line(0));
  await log.until(1);
  rmSync(file);
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.equal(log.session.summary().files[0]!.state, 'waiting');
  writeFileSync(file, line(1));
  await log.until(2);
  await log.stop();
});

test('a line written in two parts is one line', async (t) => {
  const file = path.join(folderFor(t), 'access.log');
  writeFileSync(file, line(0) + line(1).slice(0, 40));
  const log = await followed(t, file);
  await log.until(1);
  await new Promise((resolve) => setTimeout(resolve, 400));
  appendFileSync(file, line(1).slice(40));
  await log.until(2);
  await log.stop();
});

test('packed files with several members, the last line without its end, CRLF', async (t) => {
  const folder = folderFor(t);
  const packed = path.join(folder, 'access.log.1.gz');
  writeFileSync(packed, Buffer.concat([gzipSync(line(0)), gzipSync(line(1) + line(2).trimEnd())]));
  const plain = path.join(folder, 'access.log');
  writeFileSync(plain, `${line(3).trimEnd()}\r\n${line(4).trimEnd()}`);
  const { summary, hits } = await read([plain, packed]);
  assert.deepEqual(
    hits.map(({ hit }) => hit.path),
    ['/n0', '/n1', '/n2', '/n3', '/n4'],
  );
  assert.deepEqual(
    summary.files.map(({ state, unparsed }) => [state, unparsed]),
    [
      ['done', 0],
      ['done', 0],
    ],
  );
});

test('several logs are merged by time', async (t) => {
  const folder = folderFor(t);
  const [a, b] = [path.join(folder, 'a.log'), path.join(folder, 'b.log')];
  writeFileSync(a, line(0) + line(2) + line(4));
  writeFileSync(b, line(1) + line(3));
  const { hits } = await read([a, b]);
  assert.deepEqual(
    hits.map(({ hit }) => hit.path),
    ['/n0', '/n1', '/n2', '/n3', '/n4'],
  );
});

test('long lines, NUL bytes, binary files and folders do not stop the reading', async (t) => {
  const folder = folderFor(t);
  const file = path.join(folder, 'access.log');
  const long = combined({ request: `GET /long?${'a'.repeat(3 << 20)} HTTP/1.1`, second: 1 });
  writeFileSync(
    file,
    `${line(0)}${long}\n${'\0'.repeat(5000)}${line(2)}${Buffer.from([0xff, 0xfe, 0, 1, 2]).toString('latin1')}\n${SEED}`,
    'latin1',
  );
  const binary = path.join(folder, 'binary');
  writeFileSync(binary, Buffer.from(Array.from({ length: 70_000 }, (_, n) => (n * 7919) & 255)));
  const { summary, hits } = await read([file, binary, folder, path.join(folder, 'none')]);
  assert.ok(hits.some(({ hit }) => hit.path === '/n2') && hits.some(({ hit }) => hit.path === '/open/v3/live/record'));
  assert.equal(summary.files[0]!.lines, 4);
  assert.equal(summary.files[0]!.unparsed, 2); // the cut long line, and the bytes
  assert.deepEqual(
    summary.files.map(({ state }) => state),
    ['done', 'done', 'failed', 'failed'],
  );
  mkdirSync(path.join(folder, 'none'));
});

test('each file can have a format of its own, given by hand', async (t) => {
  const folder = folderFor(t);
  const [own, other] = [path.join(folder, 'own.log'), path.join(folder, 'other.log')];
  const agent = 'Tencent Security Team, more information';
  writeFileSync(own, `500|GET /own?id=1 HTTP/1.1|106.55.202.118|${agent}\n`);
  writeFileSync(other, line(1));
  const formats = { [own]: '$status|$request|$remote_addr|$http_user_agent' };
  const session = new LogSession({ files: [own, other], formats, zone: 0 });
  await session.readAll();
  const { routes, totals } = session.summary();
  assert.deepEqual(routes.map((route) => route.path).sort(), ['/n1', '/own']);
  assert.equal(totals.serverErrors, 1);
  assert.throws(() => new LogSession({ files: [own], formats: { [own]: '$status' } }), /names no request/);
});
