/** Reads logs as the server does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LogSummary } from '../../../client/src/panel/model/summary.ts';
import { LogSession } from '../../../server/src/node/log-session.ts';

export async function readLogs(files: readonly string[]): Promise<LogSummary> {
  const session = new LogSession({ files, zone: 480 });
  await session.readAll();
  return session.summary();
}

export async function readLines(lines: readonly string[]): Promise<LogSummary> {
  const folder = mkdtempSync(path.join(tmpdir(), 'panel-'));
  const file = path.join(folder, 'access.log');
  try {
    writeFileSync(file, `${lines.join('\n')}\n`, 'latin1');
    return await readLogs([file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
