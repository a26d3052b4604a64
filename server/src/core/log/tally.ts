/**
 * Turns hits and what goes with them into a summary, one after another, in bounded memory. A whole file and a live tail
 * are the same to it.
 */

import type { ScannerModel } from '../models/scanners/schema.ts';
import { decodeUtf8, printable, visible } from './bytes.ts';
import { BoundedCounts } from './counts.ts';
import { acceptedWrite, blocked, type RawHit, sampleOf, shownPath, slept } from './hit.ts';
import type { Verdict } from './identity.ts';
import { type Classification, classify } from './payload/classify.ts';
import type { RequestRecord } from './record.ts';
import { refererSummary } from './referers.ts';
import { countInRoute, Routes, rememberBaseline, routeSummary } from './routes.ts';
import { countInSession, Sessions, sessionSummary } from './sessions.ts';
import { frozen, graft } from './snapshot.ts';
import type { Claimant, FileSummary, HitSample, LogSummary } from './summary.ts';
import { isoTime } from './time.ts';
import { Timeline } from './timeline.ts';

const MOST_NAMES = 5000;
const MOST_LISTED = 200;
const MOST_CLAIMANTS = 500;
const MOST_CRAWL_TIMES = 10_000;

/** A classified hit, as it is handed to whoever wants every one of them. */
export interface ClassifiedHit {
  readonly hit: RawHit;
  readonly found: Classification;
}

export class Tally {
  private readonly scanner: ScannerModel;
  private readonly totals = {
    hits: 0,
    spoofed: 0,
    addressOnly: 0,
    crawl: 0,
    serverErrors: 0,
    blocked: 0,
    acceptedWrites: 0,
    unauthorized: 0,
    unverified: 0,
    lookalikes: 0,
    slept: 0,
    invalidUtf8: 0,
    badPercent: 0,
    doubleEncoded: 0,
  };
  private readonly tables = {
    byIdentity: new BoundedCounts(16),
    byIp: new BoundedCounts(MOST_NAMES),
    byPath: new BoundedCounts(MOST_NAMES),
    byParam: new BoundedCounts(MOST_NAMES),
    byFamily: new BoundedCounts(64),
    byStatus: new BoundedCounts(1000),
    bySub: new BoundedCounts(256),
  };
  private readonly crawlIp = new BoundedCounts(MOST_NAMES);
  private readonly crawlPath = new BoundedCounts(MOST_NAMES);
  private readonly crawlTimes: number[] = [];
  private readonly sessions = new Sessions();
  private readonly routes = new Routes();
  private readonly timeline = new Timeline();
  private readonly claimants = {
    spoofed: new Map<string, Claimant>(),
    addressOnly: new Map<string, Claimant>(),
    lookalike: new Map<string, Claimant>(),
    unverified: new Map<string, Claimant>(),
  };
  private readonly lists: { acceptedWrites: HitSample[]; blockedHits: HitSample[]; failures: HitSample[] } = {
    acceptedWrites: [],
    blockedHits: [],
    failures: [],
  };
  private readonly full = new Set<string>();
  private first: number | undefined;
  private last: number | undefined;

  constructor(scanner: ScannerModel) {
    this.scanner = scanner;
  }

  /** All that was counted, to be put into a new tally by `resume`. */
  snapshot(): unknown {
    const { scanner: _, ...counted } = this;
    return frozen(counted);
  }

  /** Goes on from a snapshot, as if everything before had been counted here. */
  resume(snapshot: unknown): void {
    graft(this, snapshot);
  }

  /** Counts one hit of the scanner. */
  add(hit: RawHit): ClassifiedHit {
    const route = this.routes.of(hit);
    const session = this.sessions.of(hit);
    const key = `${route.method} ${route.path}`;
    const { control, injection } = this.scanner.modules;
    const intent =
      hit.module === undefined
        ? undefined
        : control.includes(hit.module)
          ? 'control'
          : injection.includes(hit.module)
            ? 'injection'
            : undefined;
    const plain = classify(
      { method: hit.method, path: hit.path, query: hit.query, cut: hit.cut, intent },
      route.baseline,
    );
    const found = this.repeatedControl(plain, session.controlled.has(key), intent);
    if (found.family === 'baseline') {
      if (session.controlled.size < MOST_NAMES) session.controlled.add(key);
      rememberBaseline(route, found);
    }
    const path = shownPath(hit.path);
    const param = found.param === undefined ? undefined : visible(decodeUtf8(found.param.slice(0, 200)));
    this.count(hit, found, path, param);
    countInRoute(route, hit, found, param);
    countInSession(session, hit, found.family, path);
    return { hit, found };
  }

  /**
   * The control request is sent once a scan. The same again, with one parameter that is empty and nothing else to
   * try, tries that parameter: what the application normally gets there is not empty.
   */
  private repeatedControl(found: Classification, controlled: boolean, intent: string | undefined): Classification {
    if (found.family !== 'baseline' || intent !== undefined || !controlled) return found;
    const empty = found.parameters.filter((parameter) => parameter.assigned && parameter.value === '');
    if (empty.length !== 1) return found;
    return { ...found, family: 'type-confusion', param: empty[0]!.base };
  }

  private count(hit: RawHit, found: Classification, path: string, param: string | undefined): void {
    const { totals, tables, lists } = this;
    totals.hits++;
    tables.byIdentity.add(hit.identity);
    tables.byIp.add(hit.ip);
    tables.byPath.add(path);
    if (param !== undefined) tables.byParam.add(`${path} ${param}`);
    tables.byFamily.add(found.family);
    if (found.sub !== undefined) tables.bySub.add(`${found.family}/${found.sub}`);
    tables.byStatus.add(String(hit.status));
    if (found.invalidUtf8) totals.invalidUtf8++;
    if (found.badPercent) totals.badPercent++;
    if (found.rounds > 1) totals.doubleEncoded++;
    if (hit.status === 401) totals.unauthorized++;
    const failed = hit.status >= 500;
    const sleeping = slept(hit, found);
    if (failed) totals.serverErrors++;
    if (sleeping) totals.slept++;
    if (failed || sleeping) this.list(lists.failures, 'failures', hit, found);
    if (blocked(hit.status)) {
      totals.blocked++;
      this.list(lists.blockedHits, 'blockedHits', hit, found);
    }
    if (acceptedWrite(hit)) {
      totals.acceptedWrites++;
      this.list(lists.acceptedWrites, 'acceptedWrites', hit, found);
    }
    if (hit.time !== undefined) {
      if (this.first === undefined || hit.time < this.first) this.first = hit.time;
      if (this.last === undefined || hit.time > this.last) this.last = hit.time;
      this.timeline.add(hit.time, hit.status);
    }
  }

  private list(list: HitSample[], name: string, hit: RawHit, found: Classification): void {
    if (list.length < MOST_LISTED) list.push(sampleOf(hit, found));
    else this.full.add(name);
  }

  /** Counts a line that is not the scanner's attack but concerns it. */
  addOther(verdict: Exclude<Verdict, { kind: 'hit' }>, record: RequestRecord): void {
    const { totals } = this;
    if (verdict.kind === 'crawl') {
      totals.crawl++;
      this.crawlIp.add(verdict.ip);
      this.crawlPath.add(shownPath(record.target?.split('?')[0]));
      if (record.time !== undefined && this.crawlTimes.length < MOST_CRAWL_TIMES) this.crawlTimes.push(record.time);
      return;
    }
    if (verdict.kind === 'spoofed') totals.spoofed++;
    else if (verdict.kind === 'addressOnly') totals.addressOnly++;
    else if (verdict.kind === 'lookalike') totals.lookalikes++;
    else totals.unverified++;

    const claimants = this.claimants[verdict.kind];
    const known = claimants.get(verdict.ip);
    const time = isoTime(record.time);
    if (known === undefined) {
      if (claimants.size >= MOST_CLAIMANTS) {
        this.full.add(verdict.kind);
        return;
      }
      claimants.set(verdict.ip, {
        ip: verdict.ip,
        userAgent: printable(verdict.agent.slice(0, 300)),
        hits: 1,
        ...(time === undefined ? {} : { first: time, last: time }),
      });
      return;
    }
    known.hits++;
    if (time !== undefined) {
      if (known.first === undefined || time < known.first) known.first = time;
      if (known.last === undefined || time > known.last) known.last = time;
    }
  }

  /** The summary so far. `referers` are the counts of all files, added up. */
  summary(files: FileSummary[], referers: ReadonlyMap<string, ReadonlyMap<string, number>>): LogSummary {
    const { tables, claimants, lists } = this;
    const crawls = [...this.crawlTimes].sort((a, b) => a - b);
    const approximate = [
      ...Object.entries(tables)
        .filter(([, table]) => table.overflowed)
        .map(([name]) => name),
      ...(this.routes.overflowed ? ['routes'] : []),
      ...(this.sessions.dropped ? ['sessions'] : []),
      ...(this.crawlIp.overflowed || this.crawlPath.overflowed ? ['crawl'] : []),
      ...this.full,
    ];
    const first = isoTime(this.first);
    const last = isoTime(this.last);
    const crawlFirst = isoTime(crawls[0]);
    const crawlLast = isoTime(crawls.at(-1));
    return {
      version: 1,
      files,
      totals: { ...this.totals },
      byIdentity: tables.byIdentity.toCounts(),
      byIp: tables.byIp.toCounts(),
      byPath: tables.byPath.toCounts(),
      byParam: tables.byParam.toCounts(),
      byFamily: tables.byFamily.toCounts(),
      byStatus: tables.byStatus.toCounts(),
      bySub: tables.bySub.toCounts(),
      sessions: this.sessions.list.map((session) => sessionSummary(session, crawls)),
      routes: [...this.routes.map.values()]
        .map(routeSummary)
        .sort(
          (a, b) =>
            b.serverErrors - a.serverErrors || b.slept - a.slept || b.hits - a.hits || (a.path < b.path ? -1 : 1),
        ),
      referers: refererSummary(referers),
      ...(first === undefined ? {} : { first, last: last! }),
      acceptedWrites: [...lists.acceptedWrites],
      blockedHits: [...lists.blockedHits],
      failures: [...lists.failures],
      spoofers: claimed(claimants.spoofed),
      addressOnly: claimed(claimants.addressOnly),
      lookalikes: claimed(claimants.lookalike),
      unverified: claimed(claimants.unverified),
      crawl: {
        byIp: this.crawlIp.toCounts(),
        byPath: this.crawlPath.toCounts(),
        ...(crawlFirst === undefined ? {} : { first: crawlFirst, last: crawlLast! }),
      },
      exceptions: [],
      timeline: this.timeline.summary(),
      approximate,
      notes: this.notes(),
    };
  }

  private notes(): string[] {
    const { totals, tables } = this;
    const notes: string[] = [];
    if ((tables.byIdentity.map.get('ua-only') ?? 0) > 0) {
      notes.push(
        'Some hits came through a proxy whose chain is not in the log, so their address could not be checked: log $http_x_forwarded_for, or set real_ip_header.',
      );
    }
    if (totals.unverified > 0) {
      notes.push(
        'Some requests name a scanner address only in a header that their sender may have written: if the sender is a proxy of yours, name it with --trusted-proxy.',
      );
    }
    if (totals.blocked > 0) {
      notes.push(
        'Some hits were blocked (403, 429 or 444). Keeping the scanner out on purpose fails the review; limiting its rate is allowed.',
      );
    }
    if (totals.hits > 0 && totals.unauthorized === totals.hits) {
      notes.push('Every hit was answered 401: the scan saw nothing behind the login.');
    }
    if (totals.acceptedWrites > 0) {
      notes.push('Some writing requests of the scan were answered 2xx: look for rows it may have left.');
    }
    return notes;
  }
}

function claimed(claimants: ReadonlyMap<string, Claimant>): Claimant[] {
  return [...claimants.values()].map((claimant) => ({ ...claimant })).sort((a, b) => b.hits - a.hits);
}
