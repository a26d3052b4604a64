/**
 * One file's bytes, read as a stream: splits lines, finds candidates, has them parsed and judged, and hands on what
 * concerns the scanner. Knows nothing of disks; whoever reads fills its window. Memory is the window and one long line.
 */

import { byteString, printable } from './bytes.ts';
import type { Verdict } from './identity.ts';
import { createLineReader, whyUnparsed } from './line-reader.ts';
import type { Literals } from './literals.ts';
import type { ApplicationRecord, LogFormat, RequestRecord } from './record.ts';
import { createRefererCounter, REFERER_LEAD, type RefererCounter } from './referers.ts';
import { createSearch, type Search } from './search/search.ts';
import { frozen, thawed } from './snapshot.ts';
import type { Counts } from './summary.ts';

/** Of a line beyond this only the beginning is parsed; the rest is still searched and counted. */
export const LONGEST_LINE = 65_536;
const UNPARSED_KEPT = 20;
/** Of so many windows that are not examined line by line, one gives samples. */
const SAMPLED = 4;

export interface ScanSettings {
  readonly literals: Literals;
  readonly identify: (record: RequestRecord) => Verdict | undefined;
  /** Minutes east of UTC where a log writes no zone. */
  readonly zone: number;
  readonly format?: LogFormat | undefined;
  /** Lines within the first so many bytes are looked at one by one; of the rest, candidates and a few of every window. */
  readonly examine: number;
  /** Only lines of this time count. Milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** What the scan hands on, in the order of the file. */
export interface ScanEvents {
  request(record: RequestRecord, verdict: Verdict, line: LineSpan): void;
  application(record: ApplicationRecord, line: LineSpan): void;
}

export interface LineSpan {
  /** Byte offset in the file. */
  readonly offset: number;
  /** Bytes without the line end. */
  readonly length: number;
  /** The line as a byte string, at most LONGEST_LINE of it. */
  readonly text: string;
}

export interface ScanState {
  bytes: number;
  lines: number;
  examined: number;
  unparsed: number;
  formats: Counts;
  unparsedSamples: { offset: number; reason: string; text: string }[];
  first: number | undefined;
  last: number | undefined;
  zoneAssumed: boolean;
  longLines: number;
  nulBytes: boolean;
  lacks: string[];
  /** Lines of an application's log that name the scanner; they are no requests and count as none. */
  applicationMentions: number;
}

/** Where a scan stands between two lines, and what it counted: JSON-safe. */
export interface ScanSnapshot {
  /** Bytes of the file that are done with: the beginning of the first line that is not. */
  readonly offset: number;
  readonly data: unknown;
}

export interface Scan {
  readonly state: ScanState;
  readonly referers: RefererCounter;
  /** Where the next bytes go. */
  room(): Uint8Array;
  /** Takes the first `count` bytes of `room()` as read. */
  filled(count: number): void;
  /** Takes what is left as a last line without its end. The scan can go on afterwards. */
  flush(): void;
  /** Bytes held back because their line has not ended. */
  pending(): number;
  /** What is done with; bytes held back count as not yet read. */
  snapshot(): ScanSnapshot;
}

/** What a snapshot's data is made of. */
interface Kept {
  state: ScanState;
  overflow: boolean;
  byApp: Map<string, Map<string, number>>;
  everyLine: boolean;
  windows: number;
  entry: { record: ApplicationRecord; span: LineSpan } | undefined;
  fields: readonly string[] | undefined;
}

/** Windows of this size: what fits a processor's second-level cache and is worth a system call. */
const WINDOW = 1 << 20;

/**
 * Starts a scan, or goes on with one: the bytes from `from.offset` on are to be given then. `search` may be shared between scans that run one after another; it is built from the same literals.
 */
export function createScan(settings: ScanSettings, events: ScanEvents, search?: Search, from?: ScanSnapshot): Scan {
  const { literals } = settings;
  const engine = search ?? createSearch(literals.bytes, WINDOW, { literal: literals.referer, lead: REFERER_LEAD });
  const { bytes: window, capacity } = engine;
  const overlap = Math.max(...literals.bytes.map((literal) => literal.length));
  const reader = createLineReader(settings.zone, settings.format);
  const timed = settings.since !== undefined || settings.until !== undefined;
  // With a time window every line's time matters, so nothing may be counted unseen.
  const referers = createRefererCounter(timed ? undefined : (surroundings) => engine.learn(surroundings));
  const state: ScanState = {
    bytes: 0,
    lines: 0,
    examined: 0,
    unparsed: 0,
    formats: {},
    unparsedSamples: [],
    first: undefined,
    last: undefined,
    zoneAssumed: false,
    longLines: 0,
    nulBytes: false,
    lacks: [],
    applicationMentions: 0,
  };
  let held = 0;
  let base = 0;
  let long: { start: number; head: string; candidate: boolean; length: number } | undefined;
  let everyLine = false;
  let windows = 0;
  let lastLine: Uint8Array | undefined;
  let entry: { record: ApplicationRecord; span: LineSpan } | undefined;

  if (from !== undefined) {
    base = from.offset;
    const kept = thawed(from.data) as Kept;
    Object.assign(state, kept.state);
    for (const [app, versions] of kept.byApp) referers.byApp.set(app, versions);
    ({ everyLine, windows, entry } = kept);
    referers.overflow = kept.overflow;
    if (kept.fields !== undefined) reader.context.fields = kept.fields;
  }

  const inTime = (time: number | undefined): boolean =>
    (settings.since === undefined || (time !== undefined && time >= settings.since)) &&
    (settings.until === undefined || (time !== undefined && time <= settings.until));

  function closeEntry(): void {
    if (entry !== undefined && isTrouble(entry.record) && inTime(entry.record.time))
      events.application(entry.record, entry.span);
    entry = undefined;
  }

  function line(offset: number, length: number, text: string, candidate: boolean): void {
    if (text.charCodeAt(0) === 0) {
      const filled = text.search(/[^\0]/);
      state.nulBytes = true;
      if (filled < 0) return;
      text = text.slice(filled);
    }
    state.examined++;
    const read = reader.read(text);
    if (read === undefined) {
      state.unparsed++;
      if (state.unparsedSamples.length < UNPARSED_KEPT) {
        state.unparsedSamples.push({ offset, reason: whyUnparsed(text), text: printable(text.slice(0, 300)) });
      }
      return;
    }
    const { record, label, format } = read;
    if (record.kind === 'note') {
      if (record.continues && entry !== undefined) entry.record = continued(entry.record, text);
      return;
    }
    bump(state.formats, label);
    if (format.lacks && !state.lacks.includes(format.lacks.text)) state.lacks.push(format.lacks.text);
    note(record.time);
    if (record.zoneAssumed) state.zoneAssumed = true;
    closeEntry();
    const span: LineSpan = { offset, length, text };
    if (record.kind === 'application') {
      entry = { record, span };
      if (candidate) state.applicationMentions++;
      return;
    }
    if (!candidate || !inTime(record.time)) return;
    const verdict = settings.identify(record);
    if (verdict !== undefined) events.request(record, verdict, span);
  }

  function note(time: number | undefined): void {
    if (time === undefined) return;
    if (state.first === undefined || time < state.first) state.first = time;
    if (state.last === undefined || time > state.last) state.last = time;
  }

  /** Whole lines: the first `length` bytes of the window, which end with a line end or with the file. */
  function lines(length: number): void {
    const candidates: number[] = [];
    let lastCandidate = -1;
    const wanted: number[] = [];
    const found = (literal: number, at: number): void => {
      if (literal === literals.referer) {
        wanted.push(at);
        return;
      }
      if (at <= lastCandidate) return;
      let start = at;
      while (start > 0 && window[start - 1] !== 10) start--;
      const end = lineEnd(at, length);
      lastCandidate = end;
      candidates.push(start);
    };
    const width = literals.bytes[literals.referer]!.length;
    state.lines += engine.run(
      length,
      timed
        ? found
        : (literal, at) => {
            if (literal === literals.referer) referers.count(window, at, at + width, length);
            else found(literal, at);
          },
    );
    engine.drain(referers.counted);
    if (timed) refererInTime(wanted, width, length);

    const examineTo = everyLine ? length : Math.min(length, settings.examine - base);
    let at = 0;
    let next = 0;
    while (at < examineTo) {
      const end = lineEnd(at, length);
      const candidate = candidates[next] === at;
      if (candidate) next++;
      give(at, end, candidate);
      at = end + 1;
    }
    if (at === 0 && windows++ % SAMPLED === 0) {
      // Not examined one by one: two lines of some windows, so that the evidence for the format covers the whole file.
      for (let sample = 0; sample < 2 && at < length; sample++) {
        if (candidates.includes(at)) break;
        const end = lineEnd(at, length);
        give(at, end, false);
        at = end + 1;
      }
    }
    for (; next < candidates.length; next++) {
      const start = candidates[next]!;
      give(start, lineEnd(start, length), true);
    }
    if (!everyLine && base === 0) everyLine = isApplicationLog(state.formats);
    let start = length - 1;
    while (start > 0 && window[start - 1] !== 10) start--;
    lastLine = window.slice(start, Math.min(length, start + 4096));
  }

  function give(start: number, end: number, candidate: boolean): void {
    line(base + start, end - start, byteString(window, start, Math.min(end, start + LONGEST_LINE)), candidate);
    if (end - start > LONGEST_LINE) state.longLines++;
  }

  function lineEnd(from: number, length: number): number {
    const end = window.indexOf(10, from);
    return end < 0 || end >= length ? length - (window[length - 1] === 10 ? 1 : 0) : end;
  }

  /** With a time window, referers of lines outside of it do not count; lines share a second, so their times are remembered. */
  function refererInTime(wanted: readonly number[], width: number, length: number): void {
    const times = new Map<string, boolean>();
    for (const at of wanted) {
      let start = at;
      while (start > 0 && window[start - 1] !== 10) start--;
      const text = byteString(window, start, lineEnd(at, length));
      const stamp = /\d{1,4}[-/]\w{2,3}[-/]\d{2,4}[T: ]\d\d:\d\d:\d\d|\d{10}/.exec(text)?.[0];
      let inside = stamp === undefined ? undefined : times.get(stamp);
      if (inside === undefined) {
        const read = reader.read(text);
        inside = read !== undefined && read.record.kind === 'request' && inTime(read.record.time);
        if (stamp !== undefined) times.set(stamp, inside);
      }
      if (inside) referers.count(window, at, at + width, length);
    }
  }

  /** The window is full and no line ends in it: keep its beginning once, search the rest, let it go. */
  function longPart(): void {
    if (long === undefined)
      long = { start: base, head: byteString(window, 0, LONGEST_LINE), candidate: false, length: 0 };
    state.lines += engine.run(held, (literal) => {
      if (literal !== literals.referer) long!.candidate = true;
    });
    engine.drain(() => {});
    const keep = Math.min(overlap, held);
    long.length += held - keep;
    window.copyWithin(0, held - keep, held);
    base += held - keep;
    held = keep;
  }

  function endLong(end: number, hasEnd: boolean): void {
    engine.run(end, (literal) => {
      if (literal !== literals.referer) long!.candidate = true;
    });
    engine.drain(() => {});
    const { start, head, candidate, length } = long!;
    long = undefined;
    state.longLines++;
    if (hasEnd) state.lines++;
    line(start, length + end, head, candidate);
    drop(hasEnd ? end + 1 : end);
  }

  function drop(count: number): void {
    window.copyWithin(0, count, held);
    held -= count;
    base += count;
  }

  return {
    state,
    referers,
    room: () => window.subarray(held),
    filled(count) {
      state.bytes += count;
      const before = held;
      held += count;
      if (long !== undefined) {
        const end = window.indexOf(10, before);
        if (end >= 0 && end < held) endLong(end, true);
      }
      if (long === undefined) {
        const last = window.lastIndexOf(10, held - 1);
        if (held > 0 && last >= 0) {
          lines(last + 1);
          drop(last + 1);
        }
      }
      if (held === capacity) longPart();
    },
    flush() {
      if (long !== undefined) endLong(held, false);
      else if (held > 0) {
        lines(held);
        drop(held);
      }
      closeEntry();
      if (lastLine !== undefined) {
        const read = reader.read(byteString(lastLine).replace(/\r?\n$/, ''));
        if (read !== undefined && read.record.kind !== 'note') note(read.record.time);
        lastLine = undefined;
      }
    },
    pending: () => held + (long?.length ?? 0),
    snapshot() {
      const offset = long?.start ?? base;
      const bytes = state.bytes - held - (base - offset);
      const { overflow, byApp } = referers;
      return {
        offset,
        data: frozen({
          state: { ...state, bytes },
          overflow,
          byApp,
          everyLine,
          windows,
          entry,
          fields: reader.context.fields,
        }),
      };
    },
  };
}

function bump(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

const TROUBLE = new Set(['ERROR', 'CRITICAL', 'ALERT', 'EMERGENCY', 'FATAL', 'WARNING', 'WARN']);

/** Whether an entry tells of something going wrong. A warning does only when it names an exception. */
function isTrouble(record: ApplicationRecord): boolean {
  if (!TROUBLE.has(record.level))
    return (
      record.exception !== undefined &&
      /^[A-Z]/.test(record.exception) &&
      record.level !== 'INFO' &&
      record.level !== 'DEBUG'
    );
  return !record.level.startsWith('WARN') || record.exception !== undefined;
}

/** What the lines of a stack add to an entry: the first place in code that is named. */
function continued(record: ApplicationRecord, text: string): ApplicationRecord {
  if (record.at !== undefined) return record;
  const place = /(\/[^\s():"]+\.[a-z]{1,4})(?::(\d+)|\((\d+)\))/i.exec(text);
  return place === null ? record : { ...record, at: `${place[1]}:${place[2] ?? place[3]}` };
}

const APPLICATION = new Set(['monolog', 'egg', 'thinkphp', 'uncaught']);

function isApplicationLog(formats: Counts): boolean {
  let application = 0;
  let all = 0;
  for (const [name, count] of Object.entries(formats)) {
    all += count;
    if (APPLICATION.has(name.split(':').at(-1)!) || name.endsWith('app-json')) application += count;
  }
  return application * 2 > all;
}
