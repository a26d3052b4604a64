/** One request of the scanner, classified: what the summary is made of. */

import { decodeUtf8, printable, visible } from './bytes.ts';
import type { Classification } from './payload/classify.ts';
import type { RequestRecord } from './record.ts';
import { splitTarget } from './request-line.ts';
import type { LineSpan } from './scan.ts';
import type { HitSample, Identity } from './summary.ts';
import { isoTime } from './time.ts';

/** A hit before it is classified; strings are byte strings. */
export interface RawHit {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  readonly raw: string;
  readonly time: number | undefined;
  readonly ip: string;
  readonly identity: Identity;
  readonly scanId?: string | undefined;
  readonly module?: string | undefined;
  readonly method: string;
  /** `undefined`: the server did not log it. */
  readonly path: string | undefined;
  readonly query: string;
  readonly cut: boolean;
  /** 0 when the log has none. */
  readonly status: number;
  readonly seconds: number | undefined;
}

/** What of the raw line is kept with a sample. */
const RAW_KEPT = 2000;

/** Puts together what the scan found about one line of the scanner's. */
export function rawHit(
  file: string,
  record: RequestRecord,
  verdict: { ip: string; identity: Identity; scanId?: string; module?: string },
  line: LineSpan,
): RawHit {
  const { path, query } = record.target === undefined ? { path: undefined, query: '' } : splitTarget(record.target);
  return {
    file,
    offset: line.offset,
    length: line.length,
    raw: line.text.slice(0, RAW_KEPT),
    time: record.time,
    ip: verdict.ip,
    identity: verdict.identity,
    scanId: verdict.scanId,
    module: verdict.module,
    method: record.method ?? '-',
    path,
    query,
    cut: record.cut ?? false,
    status: record.status ?? 0,
    seconds: record.seconds,
  };
}

/** The path as tables name it: as sent, bytes that are no text made visible; `-` when the server did not log it. */
export function shownPath(path: string | undefined): string {
  return path === undefined ? '-' : visible(decodeUtf8(path.slice(0, 500)));
}

/** Whether a hit's injection slept as long as it asked for and was answered. */
export function slept(hit: RawHit, found: Classification): boolean {
  return (
    found.sleepSeconds !== undefined &&
    found.sleepSeconds >= 1 &&
    hit.seconds !== undefined &&
    hit.seconds >= found.sleepSeconds &&
    hit.status >= 200 &&
    hit.status < 300
  );
}

/** A request that may have written rows. */
export function acceptedWrite(hit: RawHit): boolean {
  return /^(?:POST|PUT|PATCH|DELETE)$/i.test(hit.method) && hit.status >= 200 && hit.status < 300;
}

/** Answers that mean the scan was kept out: forbidden, throttled, dropped. 401 is not one: it is the normal answer without a login. */
export function blocked(status: number): boolean {
  return status === 403 || status === 429 || status === 444;
}

export function sampleOf(hit: RawHit, found: Classification): HitSample {
  const time = isoTime(hit.time);
  return {
    file: hit.file,
    offset: hit.offset,
    length: hit.length,
    ...(time === undefined ? {} : { time }),
    ip: hit.ip,
    identity: hit.identity,
    method: hit.method,
    path: shownPath(hit.path),
    query: printable(hit.query.slice(0, RAW_KEPT)),
    ...(found.param === undefined ? {} : { param: visible(decodeUtf8(found.param)) }),
    family: found.family,
    ...(found.sub === undefined ? {} : { sub: found.sub }),
    status: hit.status,
    raw: printable(hit.raw),
    decoded: visible(found.text.slice(0, RAW_KEPT)),
    rounds: found.rounds,
    invalidUtf8: found.invalidUtf8,
    badPercent: found.badPercent,
    ...(found.sleepSeconds === undefined ? {} : { sleepSeconds: found.sleepSeconds }),
    ...(hit.seconds === undefined ? {} : { seconds: hit.seconds }),
  };
}
