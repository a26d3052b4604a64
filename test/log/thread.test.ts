/** The thread that reads for the panel: it goes on after a restart, and begins anew when it should. */

import assert from 'node:assert/strict';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { LogSummary } from '../../server/src/core/log/summary.ts';
import { startLogThread } from '../../server/src/node/log-threads.ts';
import { combined, folderFor } from './support.ts';

const line = (n: number) => `${combined({ second: n, request: `GET /n${n}?id=1 HTTP/1.1` })}\n`;

/** A thread that follows a log, and the way to wait for so many hits in its latest summary. */
function follow(t: TestContext, file: string, stateFile: string) {
  let latest: LogSummary | undefined;
  const thread = startLogThread({
    summary: (summary) => {
      latest = summary;
    },
    failed: (problem) => assert.fail(problem),
  });
  t.after(() => thread.dispose());
  thread.open({ files: [file], follow: true, zone: 0, stateFile });
  return {
    thread,
    async until(hits: number) {
      const end = Date.now() + 30_000;
      while (latest?.totals.hits !== hits || latest.files[0]!.state !== 'following') {
        if (Date.now() > end) assert.fail(`hits: ${latest?.totals.hits}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return latest;
    },
  };
}

test('after a restart the thread goes on; another log under the same name is counted by itself', async (t) => {
  const folder = folderFor(t);
  const [file, state] = [path.join(folder, 'access.log'), path.join(folder, 'state')];
  writeFileSync(file, line(0) + line(1));
  const first = follow(t, file, state);
  await first.until(2);
  await first.thread.dispose();

  appendFileSync(file, line(2));
  const second = follow(t, file, state);
  const { files } = await second.until(3);
  assert.equal(files[0]!.lines, 3);
  await second.thread.dispose();

  rmSync(file);
  writeFileSync(file, line(7));
  const third = follow(t, file, state);
  const summary = await third.until(1);
  assert.deepEqual(Object.keys(summary.byPath), ['/n7']);
  await third.thread.dispose();
});
