/** Scans: hits with one scan id, or hits without a long pause between them. */

import { bump } from './counts.ts';
import { acceptedWrite, blocked, type RawHit } from './hit.ts';
import { taskTimeOf } from './identity.ts';
import type { Counts, SessionSummary } from './summary.ts';
import { isoTime } from './time.ts';

/** A pause longer than this ends a scan that carries no id (scans since 2025 carry one). Its own pauses are seconds. */
export const PAUSE = 3 * 60_000;
/** Of more scans only the latest are kept apart. */
const MOST = 1000;
const MOST_PATHS = 5000;
const STRETCHES = 120;

export interface Session {
  readonly order: number;
  scanId: string | undefined;
  /** Some hit carried the scanner's User-Agent, with no scan id. */
  plainAgent: boolean;
  first: number | undefined;
  last: number | undefined;
  hits: number;
  serverErrors: number;
  blocked: number;
  acceptedWrites: number;
  readonly addresses: Set<string>;
  readonly paths: Set<string>;
  readonly families: Counts;
  readonly statuses: Counts;
  /** Routes whose control request this scan has sent. */
  readonly controlled: Set<string>;
  /** Hits and server errors by second since `first`, stretches doubled in width as the scan goes on. */
  width: number;
  timeline: number[];
  errors: number[];
  peak: { second: number; count: number; most: number };
}

export class Sessions {
  readonly list: Session[] = [];
  dropped = false;
  private made = 0;

  /** The scan a hit belongs to. Hits must come in the order of their times, small disorder allowed. */
  of(hit: RawHit): Session {
    const found = this.find(hit);
    const session = found ?? this.start();
    if (hit.scanId !== undefined) session.scanId = hit.scanId;
    else if (hit.identity.startsWith('ua')) session.plainAgent = true;
    return session;
  }

  private find(hit: RawHit): Session | undefined {
    const hasAgent = hit.identity.startsWith('ua');
    const near = (session: Session): number => {
      if (hit.time === undefined || session.first === undefined || session.last === undefined) return 0;
      if (hit.time < session.first) return session.first - hit.time;
      return hit.time > session.last ? hit.time - session.last : 0;
    };
    let best: Session | undefined;
    let bestScore = Number.POSITIVE_INFINITY;
    for (let at = this.list.length - 1; at >= 0 && at >= this.list.length - 64; at--) {
      const session = this.list[at]!;
      const distance = near(session);
      if (hit.scanId !== undefined && session.scanId === hit.scanId) return session;
      if (distance > PAUSE) continue;
      // A User-Agent with another id, or with none where the scan has one, is another scan.
      if (hit.scanId !== undefined && (session.scanId !== undefined || session.plainAgent)) continue;
      if (hasAgent && hit.scanId === undefined && session.scanId !== undefined) continue;
      // Of several, the one this address was last seen in; else the one seen last.
      const score = distance + (session.addresses.has(hit.ip) ? 0 : PAUSE);
      if (score < bestScore) {
        best = session;
        bestScore = score;
      }
    }
    return best;
  }

  private start(): Session {
    const session: Session = {
      order: this.made++,
      scanId: undefined,
      plainAgent: false,
      first: undefined,
      last: undefined,
      hits: 0,
      serverErrors: 0,
      blocked: 0,
      acceptedWrites: 0,
      addresses: new Set(),
      paths: new Set(),
      families: {},
      statuses: {},
      controlled: new Set(),
      width: 1,
      timeline: [],
      errors: [],
      peak: { second: 0, count: 0, most: 0 },
    };
    this.list.push(session);
    if (this.list.length > MOST) {
      this.list.shift();
      this.dropped = true;
    }
    return session;
  }
}

/** Adds a hit to its scan. */
export function countInSession(session: Session, hit: RawHit, family: string, path: string): void {
  session.hits++;
  const failed = hit.status >= 500;
  if (failed) session.serverErrors++;
  if (blocked(hit.status)) session.blocked++;
  if (acceptedWrite(hit)) session.acceptedWrites++;
  if (session.addresses.size < 64) session.addresses.add(hit.ip);
  if (session.paths.size < MOST_PATHS) session.paths.add(path);
  bump(session.families, family);
  bump(session.statuses, String(hit.status));
  if (hit.time === undefined) return;
  if (session.first === undefined || hit.time < session.first) session.first = hit.time;
  if (session.last === undefined || hit.time > session.last) session.last = hit.time;

  const second = Math.floor(hit.time / 1000);
  const { peak } = session;
  peak.count = second === peak.second ? peak.count + 1 : 1;
  peak.second = second;
  peak.most = Math.max(peak.most, peak.count);

  // The clock may go backwards; what is before the first hit falls into the first stretch.
  const seconds = Math.max(0, second - Math.floor(session.first / 1000));
  while (seconds >= session.width * STRETCHES) {
    session.timeline = halved(session.timeline);
    session.errors = halved(session.errors);
    session.width *= 2;
  }
  const stretch = Math.floor(seconds / session.width);
  session.timeline[stretch] = (session.timeline[stretch] ?? 0) + 1;
  if (failed) session.errors[stretch] = (session.errors[stretch] ?? 0) + 1;
}

function halved(counts: readonly number[]): number[] {
  return Array.from(
    { length: Math.ceil(counts.length / 2) },
    (_, at) => (counts[2 * at] ?? 0) + (counts[2 * at + 1] ?? 0),
  );
}

/** The scan in the summary's shape. `crawls` are the times of the exploring phase, sorted. */
export function sessionSummary(session: Session, crawls: readonly number[]): SessionSummary {
  const { scanId, first, last } = session;
  const span = first === undefined || last === undefined ? 0 : (last - first) / 1000;
  const stretches = session.timeline.length;
  const taskTime = scanId === undefined ? undefined : isoTime(taskTimeOf(scanId));
  const crawl = first === undefined ? undefined : crawls.find((time) => time < first && first - time <= 20 * 60_000);
  return {
    id: scanId ?? isoTime(first) ?? `scan-${session.order + 1}`,
    first: isoTime(first) ?? '',
    last: isoTime(last) ?? '',
    hits: session.hits,
    paths: session.paths.size,
    serverErrors: session.serverErrors,
    ...(scanId === undefined ? {} : { scanId }),
    ...(taskTime === undefined ? {} : { taskTime }),
    addresses: [...session.addresses],
    families: { ...session.families },
    statuses: { ...session.statuses },
    blocked: session.blocked,
    acceptedWrites: session.acceptedWrites,
    rate: span > 0 ? Math.round((session.hits / span) * 1000) / 1000 : session.hits,
    peakRate: session.peak.most,
    timeline: {
      seconds: session.width,
      hits: Array.from({ length: stretches }, (_, at) => session.timeline[at] ?? 0),
      serverErrors: Array.from({ length: stretches }, (_, at) => session.errors[at] ?? 0),
    },
    ...(crawl === undefined ? {} : { crawlFirst: isoTime(crawl)! }),
  };
}
