/** A large access log with a known truth, written in blocks: what a test needs to see reading that takes its time. */
import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs';

const AGENT = 'Tencent Security Team, more information: https://developers.weixin.qq.com/';
const BLOCK_LINES = 4000;

export interface BigLog {
  readonly bytes: number;
  readonly hits: number;
  readonly failures: number;
}

/** Ordinary traffic with one request of the scanner in each block of lines, every fourth of them answered 500. */
export function writeBigLog(file: string, mebibytes: number): BigLog {
  const ordinary = Array.from({ length: BLOCK_LINES }, (_, at) => {
    const second = String(at % 60).padStart(2, '0');
    return `${1 + (at % 220)}.${at % 250}.7.9 - - [07/Nov/2024:21:40:${second} +0800] "GET /open/v3/live/list?page=${at} HTTP/1.1" 200 5120 "https://servicewechat.com/wx0123456789abcdef/87/page-frame.html" "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) MicroMessenger/8.0.49"`;
  });
  const block = Buffer.from(`${ordinary.join('\n')}\n`);
  const target = mebibytes << 20;
  const descriptor = openSync(file, 'w');
  let bytes = 0;
  let hits = 0;
  let failures = 0;
  try {
    while (bytes < target) {
      const status = hits % 4 === 3 ? 500 : 401;
      if (status === 500) failures++;
      const second = String(hits % 60).padStart(2, '0');
      const line = `106.55.202.118 - - [07/Nov/2024:21:41:${second} +0800] "GET /open/v3/live/record?live_id=%bf%27${hits} HTTP/1.1" ${status} 12 "-" "${AGENT}"\n`;
      bytes += writeSync(descriptor, block) + writeSync(descriptor, line);
      hits++;
    }
  } finally {
    closeSync(descriptor);
  }
  return { bytes, hits, failures };
}

/** One more request of the scanner, answered 500, to an endpoint of this name. */
export function appendHit(file: string, endpoint: string): void {
  const time = '07/Nov/2024:21:59:59 +0800';
  appendFileSync(
    file,
    `106.55.202.118 - - [${time}] "GET ${endpoint}?live_id=%bf%27 HTTP/1.1" 500 12 "-" "${AGENT}"\n`,
  );
}
