/**
 * A set of logs read into one summary: files in the order of their times, then, when following, everything that comes.
 * Runs on the event loop in short turns; whoever cannot wait puts it into a worker (log-worker.ts).
 */

import fs from 'node:fs';
import path from 'node:path';
import { ExceptionBuffer, matchExceptions } from '../core/log/exceptions.ts';
import { summarizeFile } from '../core/log/file-summary.ts';
import { compileFormat } from '../core/log/format-string.ts';
import { rawHit } from '../core/log/hit.ts';
import { createIdentifier, type Verdict } from '../core/log/identity.ts';
import { literalsFor } from '../core/log/literals.ts';
import type { LogFormat, RequestRecord } from '../core/log/record.ts';
import { REFERER_LEAD } from '../core/log/referers.ts';
import { createScan, type LineSpan, type Scan, type ScanSettings, type ScanSnapshot } from '../core/log/scan.ts';
import { createSearch } from '../core/log/search/search.ts';
import type { LogSummary } from '../core/log/summary.ts';
import { type ClassifiedHit, Tally } from '../core/log/tally.ts';
import { wechatReview } from '../core/models/scanners/wechat-review.ts';
import { type FilePosition, LogFile } from './log-file.ts';
import { LogState } from './log-state.ts';

export interface LogOptions {
  /** Paths, or `-` for standard input. */
  readonly files: readonly string[];
  readonly follow?: boolean;
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** nginx `log_format` or Apache `LogFormat`. */
  readonly format?: string | undefined;
  /** The same for single paths, before `format`. */
  readonly formats?: Readonly<Record<string, string>> | undefined;
  readonly trustedProxies?: readonly string[];
  readonly scannerAddresses?: readonly string[];
  /** Minutes east of UTC for logs without a zone; the machine's by default. */
  readonly zone?: number | undefined;
  /** Where to keep what was counted and how far, so that a later session with the same options goes on from there. */
  readonly stateFile?: string | undefined;
}

/** Files up to this size are looked at line by line, so that `unparsed` counts all lines. */
const EXAMINE_WHOLE = 8 << 20;
const EXAMINE_BEGIN = 64 << 10;
/** How much is read before others get a turn. */
const TURN = 16;
const POLL_MS = 250;
/** While following, what was counted is kept at most this often. */
const SAVE_MS = 5000;

interface Event {
  readonly time: number;
  readonly verdict: Verdict;
  readonly record: RequestRecord;
  readonly line: LineSpan;
}

interface Reading {
  readonly file: LogFile;
  /** What the file gave and the tally has not yet: more than one file is merged by time. */
  queue: Event[];
  ended: boolean;
  lastAdvance: number;
  lastBytes: number;
  rate: number;
}

/** Reads logs. Construction throws an Error with one sentence when an option cannot be understood. */
export class LogSession {
  /** Called for every hit in the order in which it was counted. */
  onHit: ((classified: ClassifiedHit) => void) | undefined;
  private readonly options: LogOptions;
  private readonly tally = new Tally(wechatReview);
  private readonly readings: Reading[];
  private readonly exceptions = new ExceptionBuffer();
  private readonly settings: Omit<ScanSettings, 'examine' | 'format'>;
  private readonly formats: ReadonlyMap<string, LogFormat>;
  private readonly windowBytes: number;
  private state: LogState | undefined;
  private stopped = false;
  private wake: (() => void) | undefined;
  private readonly watchers: fs.FSWatcher[] = [];

  constructor(options: LogOptions) {
    this.options = options;
    const extraAddresses = options.scannerAddresses ?? [];
    this.settings = {
      literals: literalsFor(wechatReview, extraAddresses),
      identify: createIdentifier({
        scanner: wechatReview,
        extraAddresses,
        trustedProxies: options.trustedProxies ?? [],
      }),
      zone: options.zone ?? -new Date().getTimezoneOffset(),
      since: options.since,
      until: options.until,
    };
    this.formats = formatsOf(options);
    // Many files at once share out the memory that one would have.
    this.windowBytes = options.files.length <= 16 ? 1 << 20 : 128 << 10;
    this.state = options.stateFile === undefined ? undefined : new LogState(options.stateFile, options);
    const kept = this.state?.load();
    if (kept !== undefined) {
      this.tally.resume(kept.tally);
      this.exceptions.resume(kept.exceptions);
    }
    this.readings = options.files.map((name) => this.open(name, kept?.files[name]));
  }

  private open(name: string, position: FilePosition | undefined): Reading {
    const from = this.state === undefined ? undefined : (position ?? 'start');
    const file = new LogFile(
      name,
      this.options.follow === true && name !== '-',
      (scan) => this.scan(name, reading, scan),
      from,
    );
    const reading: Reading = { file, queue: [], ended: false, lastAdvance: Date.now(), lastBytes: 0, rate: 0 };
    return reading;
  }

  private scan(name: string, reading: Reading, from: ScanSnapshot | undefined): Scan {
    const size = reading.file.size;
    return createScan(
      {
        ...this.settings,
        format: this.formats.get(name),
        examine: size !== undefined && size > EXAMINE_WHOLE ? EXAMINE_BEGIN : EXAMINE_WHOLE,
      },
      {
        request: (record, verdict, line) => {
          // A line without a time keeps its place in its file.
          const time = record.time ?? reading.queue.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
          reading.queue.push({ time, verdict, record, line });
        },
        application: (record, line) => this.exceptions.add(name, record, line),
      },
      createSearch(this.settings.literals.bytes, this.windowBytes, {
        literal: this.settings.literals.referer,
        lead: REFERER_LEAD,
      }),
      from,
    );
  }

  /** Reads everything there is; resolves when all files have been read to their ends. */
  async readAll(onProgress?: () => void): Promise<void> {
    let turn = 0;
    while (!this.stopped) {
      const next = this.furthestBehind();
      if (next === undefined) break;
      const result = await next.file.advance(Date.now());
      if (result !== 'more') next.ended = true;
      this.pour();
      if (++turn % TURN === 0) {
        onProgress?.();
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    }
    this.pourAll();
    this.save();
    if (this.state === undefined || this.options.follow === true) return;
    for (const { file } of this.readings) file.finish();
    this.pourAll();
  }

  /** Keeps what was counted and how far, where that was asked for. Whatever was found is handed on before. */
  private save(): void {
    if (this.state === undefined || this.readings.some(({ queue }) => queue.length > 0)) return;
    const files = Object.fromEntries(this.readings.map(({ file }) => [file.path, file.position()]));
    this.state.save({ files, tally: this.tally.snapshot(), exceptions: this.exceptions.snapshot() });
  }

  /** Some log that was read before was replaced, and what was written to it in between could not be found. */
  get lost(): boolean {
    return this.readings.some(({ file }) => file.lost);
  }

  /** Keeps no state from now on, and throws away what was kept. */
  forget(): void {
    this.state?.remove();
    this.state = undefined;
  }

  /** The file that was read least far into its own time: reading it next keeps all in step. */
  private furthestBehind(): Reading | undefined {
    let best: Reading | undefined;
    for (const reading of this.readings) {
      if (!reading.ended && (best === undefined || reading.file.reached < best.file.reached)) best = reading;
    }
    return best;
  }

  /** Hands on what no file still being read can have something earlier than. */
  private pour(): void {
    if (this.readings.length === 1) {
      this.pourAll();
      return;
    }
    const limit = Math.min(...this.readings.filter(({ ended }) => !ended).map(({ file }) => file.reached));
    for (;;) {
      let first: Reading | undefined;
      for (const reading of this.readings) {
        const head = reading.queue[0];
        if (head !== undefined && head.time <= limit && (first === undefined || head.time < first.queue[0]!.time))
          first = reading;
      }
      if (first === undefined) return;
      this.take(first.file.path, first.queue.shift()!);
    }
  }

  private pourAll(): void {
    if (this.readings.length === 1) {
      const [only] = this.readings;
      const events = only!.queue;
      only!.queue = [];
      for (const event of events) this.take(only!.file.path, event);
      return;
    }
    const all = this.readings.flatMap((reading) => reading.queue.map((event) => ({ event, path: reading.file.path })));
    for (const reading of this.readings) reading.queue = [];
    all.sort((a, b) => a.event.time - b.event.time);
    for (const { event, path: name } of all) this.take(name, event);
  }

  private take(name: string, { verdict, record, line }: Event): void {
    if (verdict.kind !== 'hit') {
      this.tally.addOther(verdict, record);
      return;
    }
    const classified = this.tally.add(rawHit(name, record, verdict, line));
    this.exceptions.hit(classified.hit);
    this.onHit?.(classified);
  }

  /**
   * Goes on reading whatever comes until `stop` is called. `onChange` is called after every turn that brought something,
   * and when a file's state changed.
   */
  async followAll(onChange: () => void): Promise<void> {
    for (const folder of new Set(this.options.files.filter((file) => file !== '-').map((file) => path.dirname(file)))) {
      try {
        // The folder, because a watched file is followed to wherever it is renamed. Only to wake up early: the looking decides.
        const watcher = fs.watch(folder, { persistent: false }, () => this.wake?.());
        watcher.on('error', () => watcher.close());
        this.watchers.push(watcher);
      } catch {
        // Not everywhere is watching possible; looking four times a second is enough.
      }
    }
    let states = '';
    let unsaved = false;
    let saved = Date.now();
    while (!this.stopped) {
      let busy = false;
      for (const reading of this.readings) {
        if (reading.file.path === '-' && reading.ended) continue;
        for (let turn = 0; turn < TURN && !this.stopped; turn++) {
          const result = await reading.file.advance(Date.now());
          if (result !== 'more') break;
          busy = true;
        }
      }
      this.pourAll();
      const now = this.readings.map(({ file }) => `${file.state}${file.problem}${file.rotations}`).join();
      if (busy || now !== states) {
        onChange();
        unsaved = true;
      }
      states = now;
      if (unsaved && Date.now() - saved >= SAVE_MS) {
        this.save();
        saved = Date.now();
        unsaved = false;
      }
      if (this.stopped) break;
      await new Promise<void>((resolve) => {
        if (busy) setImmediate(resolve);
        else {
          const timer = setTimeout(resolve, POLL_MS);
          this.wake = () => {
            // Writers write in bursts; a short wait reads a burst at once.
            this.wake = undefined;
            clearTimeout(timer);
            setTimeout(resolve, 20);
          };
        }
      });
    }
    this.pourAll();
    this.save();
    this.close();
    this.pourAll();
  }

  /** Closes all files. Nothing can be read after it. */
  close(): void {
    for (const { file } of this.readings) file.close();
  }

  stop(): void {
    this.stopped = true;
    for (const watcher of this.watchers) watcher.close();
    this.wake?.();
  }

  /** The summary so far. */
  summary(): LogSummary {
    const referers = new Map<string, Map<string, number>>();
    const now = Date.now();
    let refererOverflow = false;
    const files = this.readings.map((reading) => {
      const { file } = reading;
      for (const { referers: counter } of file.scans) {
        refererOverflow ||= counter.overflow;
        for (const [app, versions] of counter.byApp) {
          const sum = referers.get(app) ?? new Map<string, number>();
          referers.set(app, sum);
          for (const [version, count] of versions) sum.set(version, (sum.get(version) ?? 0) + count);
        }
      }
      const summary = summarizeFile(file.path, file.scans, {
        state: file.state,
        problem: file.problem,
        size: file.size,
        rotations: file.rotations,
        truncations: file.truncations,
        lost: file.lost,
      });
      if (now - reading.lastAdvance >= 500) {
        reading.rate = Math.round(((summary.bytes - reading.lastBytes) / (now - reading.lastAdvance)) * 1000);
        reading.lastAdvance = now;
        reading.lastBytes = summary.bytes;
      }
      if (reading.rate > 0) summary.rate = reading.rate;
      return summary;
    });
    const summary = this.tally.summary(files, referers);
    if (refererOverflow) summary.approximate.push('referers');
    if (this.state?.problem !== undefined) summary.notes.push(this.state.problem);
    return matchExceptions(summary, this.exceptions);
  }
}

/** @throws with one sentence for a template that names no request */
function formatsOf({ files, format, formats = {} }: LogOptions): ReadonlyMap<string, LogFormat> {
  const templates = files.flatMap((name) => {
    const template = Object.hasOwn(formats, name) ? formats[name] : format;
    return template === undefined ? [] : [[name, compileFormat(template)] as const];
  });
  return new Map(templates);
}
