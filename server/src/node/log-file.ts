/**
 * One log under its path, through everything that happens to it: growth, rotation by renaming, copying and truncating,
 * vanishing and coming back. Every byte is read once, none twice.
 */

import fs from 'node:fs';
import type { Scan, ScanSnapshot } from '../core/log/scan.ts';
import type { FileState } from '../core/log/summary.ts';
import { holds, openHolding, readAt, SNIPPET, siblingsOf, unpackHolding } from './log-siblings.ts';
import {
  type ByteSource,
  descriptorSource,
  explainFailure,
  identityOf,
  isPacked,
  packedSource,
  streamSource,
  unreadableEncoding,
} from './log-source.ts';

/** Writers go on with a renamed file until they have reopened it. */
const DRAIN_MS = 5000;

/** One physical file behind the path. */
interface Generation {
  readonly source: ByteSource & { offset?: number };
  readonly scan: Scan;
  readonly fd: number | undefined;
  readonly identity: string;
  head: Buffer;
  tail: Buffer;
  /** When the path went to another file. */
  retired: number | undefined;
}

/** Where one of the files behind a path was left, as JSON-safe data. */
interface GenerationPosition {
  readonly identity: string;
  readonly head: string;
  readonly tail: string;
  readonly scan: ScanSnapshot;
}

/** Where the reading of a path was left, to go on from after a restart. */
export interface FilePosition {
  /** Files still being read: the last one is behind the path, those before it were rotated out. */
  readonly open: readonly GenerationPosition[];
  /** What the files read to their ends had counted. */
  readonly ended: readonly ScanSnapshot[];
  readonly seen: readonly string[];
  readonly rotations: number;
  readonly truncations: number;
  /** When the file behind the path had last changed, in nanoseconds. */
  readonly modified: string;
}

export type Advance = 'more' | 'idle' | 'ended';

export class LogFile {
  readonly path: string;
  readonly scans: Scan[] = [];
  state: FileState = 'waiting';
  problem: string | undefined;
  rotations = 0;
  truncations = 0;
  /** Bytes on disk of what is behind the path now. */
  size: number | undefined;
  /** The file that was being read before a restart could not be found again. */
  lost = false;
  private readonly follow: boolean;
  private readonly makeScan: (from?: ScanSnapshot) => Scan;
  private resumed: FilePosition | undefined;
  /** Ends of files are kept back until `finish`, so that a position can be taken before. */
  private readonly holdsBack: boolean;
  private current: Generation | undefined;
  private draining: Generation[] = [];
  private readonly seen = new Set<string>();
  private started = false;

  constructor(file: string, follow: boolean, makeScan: (from?: ScanSnapshot) => Scan, from?: FilePosition | 'start') {
    this.path = file;
    this.follow = follow;
    this.makeScan = makeScan;
    this.holdsBack = from !== undefined;
    this.resumed = from === 'start' ? undefined : from;
  }

  /** Latest time that any line read so far has: how far into its own time the log was read. */
  get reached(): number {
    return this.scans.reduce(
      (latest, scan) => Math.max(latest, scan.state.last ?? Number.NEGATIVE_INFINITY),
      Number.NEGATIVE_INFINITY,
    );
  }

  /**
   * Reads one window's worth. `more`: call again at once; `idle`: nothing new now; `ended`: nothing will come.
   * Never throws: what goes wrong becomes `state` and `problem`.
   */
  async advance(now: number): Promise<Advance> {
    try {
      return await this.step(now);
    } catch (error) {
      this.problem = explainFailure(error);
      if (!this.follow) {
        this.current?.scan.flush();
        this.close();
        this.state = 'failed';
        return 'ended';
      }
      // Looked for again: the file may come back, the permission too.
      this.state = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'waiting' : 'failed';
      return 'idle';
    }
  }

  private async step(now: number): Promise<Advance> {
    if (this.state === 'done') return 'ended';
    if (this.resumed !== undefined) {
      const from = this.resumed;
      this.resumed = undefined;
      if (this.wasPacked(from)) {
        this.state = 'done';
        return 'ended';
      }
      await this.resume(from, now);
    }
    for (const old of this.draining) {
      if ((await this.readInto(old)) > 0) return 'more';
      if (now - (old.retired ?? now) > DRAIN_MS) this.end(old);
    }
    if (this.current === undefined) {
      this.open();
      this.state = 'reading';
      this.problem = undefined;
    }
    const generation = this.current!;
    // What is there is read before the path is asked for: a renamed file is read to its end first.
    const changed = this.follow && generation.fd !== undefined ? this.look(generation) : undefined;
    if (changed !== 'truncated' && (await this.readInto(generation)) > 0) {
      this.state = 'reading';
      return 'more';
    }
    if (!this.follow || generation.fd === undefined) {
      if (!this.holdsBack) this.finish();
      this.state = 'done';
      return 'ended';
    }
    if (changed === 'truncated') return this.afterTruncation(generation);
    if (changed === 'replaced') return this.afterRename(generation, now);
    if (changed === 'gone') {
      this.problem = 'The file was renamed or removed; waiting for a new one.';
      this.state = 'waiting';
      return 'idle';
    }
    this.state = 'following';
    this.problem = undefined;
    return 'idle';
  }

  /** What has become of the file behind the path. */
  private look(generation: Generation): 'truncated' | 'replaced' | 'gone' | undefined {
    let stat: fs.BigIntStats;
    try {
      stat = fs.statSync(this.path, { bigint: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'gone';
      throw error;
    }
    if (identityOf(stat) !== generation.identity) return 'replaced';
    this.size = Number(stat.size);
    const offset = generation.source.offset ?? 0;
    if (this.size < offset) return 'truncated';
    if (this.size === offset && this.state === 'following') return undefined;
    // Truncated and grown past where we were: the bytes we know are no longer there.
    return this.same(generation.fd!, generation) ? undefined : 'truncated';
  }

  private same(fd: number, generation: Generation): boolean {
    return holds(fd, { ...generation, offset: generation.source.offset ?? 0 });
  }

  private async readInto(generation: Generation): Promise<number> {
    const room = generation.scan.room();
    const count = await generation.source.read(room);
    if (count === 0) return 0;
    if (generation.head.length < SNIPPET && generation.fd !== undefined) {
      generation.head = Buffer.concat([
        generation.head,
        room.subarray(0, Math.min(count, SNIPPET - generation.head.length)),
      ]);
    }
    const end = room.subarray(Math.max(0, count - SNIPPET), count);
    generation.tail =
      end.length >= SNIPPET ? Buffer.from(end) : Buffer.concat([generation.tail, end]).subarray(-SNIPPET);
    generation.scan.filled(count);
    return count;
  }

  private open(): void {
    if (this.path === '-') {
      this.begin({ source: streamSource(process.stdin), fd: undefined, identity: '-' });
      return;
    }
    const stat = fs.statSync(this.path, { bigint: true });
    if (stat.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (!stat.isFile())
      throw new Error('This is neither a file nor standard input (a device, a pipe or a socket), and is not read.');
    const fd = fs.openSync(this.path, 'r');
    const head = readAt(fd, 0, 4);
    this.size = Number(stat.size);
    const wrong = unreadableEncoding(head);
    if (wrong !== undefined) {
      fs.closeSync(fd);
      throw new Error(wrong);
    }
    if (!this.started && (this.follow || this.holdsBack)) this.rememberSiblings();
    this.started = true;
    const identity = identityOf(fs.fstatSync(fd, { bigint: true }));
    this.seen.add(identity);
    if (isPacked(head)) {
      fs.closeSync(fd);
      this.begin({ source: packedSource(this.path), fd: undefined, identity });
      return;
    }
    this.begin({ source: descriptorSource(fd, 0), fd, identity });
  }

  private begin(part: Pick<Generation, 'source' | 'fd' | 'identity'>, from?: GenerationPosition): Generation {
    const scan = this.makeScan(from?.scan);
    this.scans.push(scan);
    const [head, tail] = [Buffer.from(from?.head ?? '', 'hex'), Buffer.from(from?.tail ?? '', 'hex')];
    this.current = { ...part, scan, head, tail, retired: undefined };
    return this.current;
  }

  /** Where reading stands, to be given to the constructor after a restart. Only between two advances. */
  position(): FilePosition {
    const open = [...this.draining, ...(this.current === undefined ? [] : [this.current])].filter(
      ({ fd }) => fd !== undefined,
    );
    const scans = new Set(open.map(({ scan }) => scan));
    return {
      open: open.map((generation) => {
        const scan = generation.scan.snapshot();
        // What stands before the place to go on from, which is not what was read last: a line may not have ended.
        const length = Math.min(SNIPPET, scan.offset);
        const tail = readAt(generation.fd!, scan.offset - length, length).toString('hex');
        return {
          identity: generation.identity,
          head: generation.head.subarray(0, scan.offset).toString('hex'),
          tail,
          scan,
        };
      }),
      ended: this.scans.filter((scan) => !scans.has(scan)).map((scan) => scan.snapshot()),
      seen: [...this.seen],
      rotations: this.rotations,
      truncations: this.truncations,
      modified: String(this.current?.fd === undefined ? 0 : fs.fstatSync(this.current.fd, { bigint: true }).mtimeNs),
    };
  }

  /** Whether the path still leads to a packed file that was read: it does not grow. */
  private wasPacked(from: FilePosition): boolean {
    if (from.open.length > 0 || from.ended.length === 0 || !fs.existsSync(this.path)) return false;
    if (!from.seen.includes(identityOf(fs.statSync(this.path, { bigint: true })))) return false;
    for (const scan of from.ended) this.scans.push(this.makeScan(scan));
    return true;
  }

  /** Finds the files that were being read, wherever they are by now, and those that came and went in between. */
  private async resume(from: FilePosition, now: number): Promise<void> {
    this.rotations = from.rotations;
    this.truncations = from.truncations;
    for (const scan of from.ended) this.scans.push(this.makeScan(scan));
    for (const identity of from.seen) this.seen.add(identity);
    if (from.open.length === 0) return;
    const siblings = siblingsOf(this.path);
    let missing = false;
    for (const [index, left] of from.open.entries()) {
      const read = {
        identity: left.identity,
        offset: left.scan.offset,
        head: Buffer.from(left.head, 'hex'),
        tail: Buffer.from(left.tail, 'hex'),
      };
      const last = index === from.open.length - 1;
      const found = openHolding([...(last ? [this.path] : []), ...siblings.map(({ path }) => path)], read);
      if (found !== undefined) {
        const identity = identityOf(fs.fstatSync(found.fd, { bigint: true }));
        this.seen.add(identity);
        const part = { source: descriptorSource(found.fd, read.offset), fd: found.fd, identity };
        const generation = this.begin(part, left);
        if (found.file === this.path) {
          this.started = true;
          this.size = fs.fstatSync(found.fd).size;
          continue;
        }
        this.draining.push({ ...generation, retired: now });
      } else {
        const packed = await unpackHolding(siblings, read);
        if (packed === undefined) this.scans.push(this.makeScan(left.scan));
        else {
          this.seen.add(packed.sibling.identity);
          const part = { source: packed.source, fd: undefined, identity: packed.sibling.identity };
          this.draining.push({ ...this.begin(part, left), retired: now });
        }
        missing ||= last && packed === undefined;
      }
      this.current = undefined;
      if (last) this.rotations++;
    }
    if (this.current !== undefined) return;
    this.lost = missing;
    if (from.modified !== '0') this.drainMissed(BigInt(from.modified), now);
    this.current = undefined;
    this.started = true;
  }

  /**
   * The content was cut away under us. A copy may hold what was written between our last read and the cut: it begins
   * like what we read, so it is read from where we stopped.
   */
  private afterTruncation(generation: Generation): Advance {
    this.truncations++;
    const copy = siblingsOf(this.path).find((sibling) => {
      if (sibling.size <= BigInt(generation.source.offset ?? 0)) return false;
      const fd = fs.openSync(sibling.path, 'r');
      const same = this.same(fd, generation);
      if (!same) fs.closeSync(fd);
      else {
        this.seen.add(sibling.identity);
        const rest = descriptorSource(fd, generation.source.offset ?? 0);
        this.draining.push({ ...generation, source: rest, fd, identity: sibling.identity, retired: Date.now() });
      }
      return same;
    });
    if (copy === undefined) generation.scan.flush();
    this.current = undefined;
    const source = descriptorSource(generation.fd!, 0);
    this.begin({ source, fd: generation.fd, identity: generation.identity });
    return 'more';
  }

  /** The path leads to another file. Files that came and went in between are read first, in order. */
  private afterRename(generation: Generation, now: number): Advance {
    this.rotations++;
    generation.retired = now;
    this.draining.push(generation);
    this.current = undefined;
    this.drainMissed(fs.fstatSync(generation.fd!, { bigint: true }).mtimeNs, now);
    this.current = undefined;
    return 'more';
  }

  /** Reads files that came and went since a moment, before the one that is behind the path now. */
  private drainMissed(since: bigint, now: number): void {
    const current = fs.existsSync(this.path) ? identityOf(fs.statSync(this.path, { bigint: true })) : undefined;
    const missed = siblingsOf(this.path).filter(
      (sibling) => !this.seen.has(sibling.identity) && sibling.identity !== current && sibling.modified >= since,
    );
    for (const sibling of missed.sort((a, b) => (a.modified < b.modified ? -1 : 1))) {
      const fd = fs.openSync(sibling.path, 'r');
      this.seen.add(sibling.identity);
      const packed = isPacked(readAt(fd, 0, 4));
      if (packed) fs.closeSync(fd);
      const part = packed
        ? { source: packedSource(sibling.path), fd: undefined, identity: sibling.identity }
        : { source: descriptorSource(fd, 0), fd, identity: sibling.identity };
      this.draining.push({ ...this.begin(part), retired: now });
    }
  }

  private rememberSiblings(): void {
    try {
      for (const { identity } of siblingsOf(this.path)) this.seen.add(identity);
    } catch {
      // The folder cannot be listed; then rotated files cannot be found either, and nothing is lost by it.
    }
  }

  private end(generation: Generation): void {
    generation.scan.flush();
    this.draining = this.draining.filter((other) => other !== generation);
    if (generation.fd === undefined || generation.fd !== this.current?.fd) generation.source.close();
  }

  /** Takes the last line, though it may not have ended, and closes. */
  finish(): void {
    this.current?.scan.flush();
    this.close();
  }

  close(): void {
    for (const generation of [...this.draining]) this.end(generation);
    this.current?.source.close();
    this.current = undefined;
  }
}
