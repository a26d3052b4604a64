/** Exceptions of the application's own log, brought together with the hits that caused them: by time, path and address. */

import { decodeUtf8, printable, visible } from './bytes.ts';
import type { RawHit } from './hit.ts';
import { shownPath } from './hit.ts';
import type { ApplicationRecord } from './record.ts';
import { splitTarget } from './request-line.ts';
import type { LineSpan } from './scan.ts';
import { frozen, graft } from './snapshot.ts';
import type { ApplicationException, LogSummary } from './summary.ts';
import { isoTime } from './time.ts';

/** A web server stamps a request when it ends, the application when it fails; a sleeping payload lies between. */
const NEAR = 6000;
const MOST = 20_000;
const MOST_LISTED = 200;

interface Entry {
  readonly time: number | undefined;
  readonly exception: ApplicationException;
}

/** Keeps what the two kinds of logs gave until they can be compared: the latest 20,000 of each. */
export class ExceptionBuffer {
  readonly entries: Entry[] = [];
  readonly hits: { time: number | undefined; ip: string; method: string; path: string; failed: boolean }[] = [];
  dropped = false;

  /** All that is kept, to be put into a new buffer by `resume`. */
  snapshot(): unknown {
    return frozen(this);
  }

  resume(snapshot: unknown): void {
    graft(this, snapshot);
  }

  add(file: string, record: ApplicationRecord, line: LineSpan): void {
    const time = isoTime(record.time);
    const path = record.target === undefined ? undefined : shownPath(splitTarget(record.target).path);
    this.push(this.entries, {
      time: record.time,
      exception: {
        file,
        offset: line.offset,
        ...(time === undefined ? {} : { time }),
        level: record.level,
        message: visible(decodeUtf8(record.message.slice(0, 1000))),
        ...(record.exception === undefined ? {} : { exception: printable(record.exception.slice(0, 200)) }),
        ...(record.at === undefined ? {} : { at: visible(decodeUtf8(record.at.slice(0, 400))) }),
        ...(record.ip === undefined || record.ip === '-' ? {} : { ip: printable(record.ip.slice(0, 64)) }),
        ...(path === undefined ? {} : { path }),
      },
    });
  }

  hit(hit: RawHit): void {
    this.push(this.hits, {
      time: hit.time,
      ip: hit.ip,
      method: hit.method,
      path: shownPath(hit.path),
      failed: hit.status >= 500,
    });
  }

  private push<T>(list: T[], item: T): void {
    list.push(item);
    if (list.length > MOST * 2) {
      list.splice(0, MOST);
      this.dropped = true;
    }
  }
}

/**
 * Puts into a summary the exceptions that belong to hits. An entry that names path or address must agree in what it
 * names; one that names neither belongs to a hit that failed within the same seconds, when there is one.
 */
export function matchExceptions(summary: LogSummary, buffer: ExceptionBuffer): LogSummary {
  if (buffer.entries.length === 0 || buffer.hits.length === 0) return summary;
  const hits = buffer.hits.filter((hit) => hit.time !== undefined).sort((a, b) => a.time! - b.time!);
  const routes = new Map(summary.routes.map((route) => [`${route.method} ${route.path}`, route]));
  const exceptions: ApplicationException[] = [];
  for (const { time, exception } of buffer.entries) {
    if (time === undefined) continue;
    let best: (typeof hits)[number] | undefined;
    let bestScore = 0;
    for (let at = lowerBound(hits, time - NEAR); at < hits.length && hits[at]!.time! <= time + NEAR; at++) {
      const hit = hits[at]!;
      const path = exception.path === undefined ? 0 : exception.path === hit.path ? 8 : -100;
      const address = exception.ip === undefined || internal(exception.ip) ? 0 : exception.ip === hit.ip ? 4 : -100;
      const near = 1 - Math.abs(hit.time! - time) / (NEAR + 1);
      const score = path + address + (hit.failed ? 2 : 0) + near;
      // Time alone is no evidence unless the request failed as well.
      if (path + address <= 0 && !hit.failed) continue;
      if (score > bestScore) {
        best = hit;
        bestScore = score;
      }
    }
    if (best === undefined) continue;
    if (exceptions.length < MOST_LISTED) exceptions.push(exception);
    const route = routes.get(`${best.method} ${best.path}`);
    if (route !== undefined && route.exceptions.length < 20) route.exceptions.push(exception);
  }
  return {
    ...summary,
    exceptions,
    approximate: buffer.dropped ? [...summary.approximate, 'exceptions'] : summary.approximate,
  };
}

function internal(address: string): boolean {
  return /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$)/.test(address);
}

function lowerBound(hits: readonly { time: number | undefined }[], time: number): number {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hits[middle]!.time! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
