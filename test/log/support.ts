/** What the tests of the log share: lines as servers write them, and a log in memory run through the scan. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LogSummary } from '../../server/src/core/log/summary.ts';
import type { ClassifiedHit } from '../../server/src/core/log/tally.ts';
import { type LogOptions, LogSession } from '../../server/src/node/log-session.ts';

export const AGENT =
  'Tencent Security Team, more information: https://developers.weixin.qq.com/community/minihome/doc/0008ea401c89c02cff2d1345051001';
export const CRAWL_AGENT =
  'Mozilla/5.0 (Windows NT 6.1; WOW64) Chrome/98.0.4758.102 MicroMessenger/7.0.20.1781(0x6700143B) MiniProgramEnv/Windows WindowsWechat/WMPF XWEB/1000/Tencent Security Team';
export const ADDRESS = '106.55.202.118';

/** The line of the article about the incident, word for word. */
export const SEED = `${ADDRESS} - - [07/Nov/2024:21:55:33 +0800] "GET /open/v3/live/record?action=eval&live_id=undefined%27%29%29 AND (SELECT*FROM(SELECT(SLEEP(4)))coce) limit 1# HTTP/1.1" 401 468 "https://live.tinywan.com/" "${AGENT}"`;

export interface LineParts {
  ip?: string;
  second?: number;
  request?: string;
  status?: number;
  referer?: string;
  agent?: string;
  xff?: string;
}

/** A line in nginx's combined format, or its `main` with a forwarded chain. */
export function combined(parts: LineParts = {}): string {
  const {
    ip = ADDRESS,
    second = 0,
    request = 'GET /a?id=1 HTTP/1.1',
    status = 200,
    referer = '-',
    agent = AGENT,
    xff,
  } = parts;
  const time = new Date(Date.UTC(2024, 10, 7, 13, 0, second));
  const clock = time.toISOString().slice(11, 19);
  return `${ip} - - [07/Nov/2024:${clock} +0000] "${request}" ${status} 12 "${referer}" "${agent}"${xff === undefined ? '' : ` "${xff}"`}`;
}

/** A folder that is removed when the test ends. */
export function folderFor(test: { after(fn: () => void): void }): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'preflight-log-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Reads logs to their ends. */
export async function read(
  files: readonly string[],
  options: Partial<LogOptions> = {},
): Promise<{ summary: LogSummary; hits: ClassifiedHit[] }> {
  const session = new LogSession({ zone: 0, ...options, files });
  const hits: ClassifiedHit[] = [];
  session.onHit = (hit) => void hits.push(hit);
  await session.readAll();
  return { summary: session.summary(), hits };
}

/** Writes lines (byte strings) to a file and reads it. */
export async function readLines(
  test: { after(fn: () => void): void },
  lines: readonly string[],
  options: Partial<LogOptions> = {},
): Promise<{ summary: LogSummary; hits: ClassifiedHit[] }> {
  const file = path.join(folderFor(test), 'access.log');
  writeFileSync(file, Buffer.from(`${lines.join('\n')}\n`, 'latin1'));
  return read([file], options);
}
