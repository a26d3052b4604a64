/**
 * One log under its path, through everything that happens to it: growth, rotation by renaming, copying and truncating,
 * vanishing and coming back. Every byte is read once, none twice.
 */

import fs from 'node:fs';
import path from 'node:path';
import type { Scan } from '../core/log/scan.ts';
import type { FileState } from '../core/log/summary.ts';
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

/** This much of a file's beginning, and of what was read last, tells whether it is still the same content. */
const SNIPPET = 256;
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
  private readonly follow: boolean;
  private readonly makeScan: () => Scan;
  private current: Generation | undefined;
  private draining: Generation[] = [];
  private readonly seen = new Set<string>();
  private started = false;

  constructor(file: string, follow: boolean, makeScan: () => Scan) {
    this.path = file;
    this.follow = follow;
    this.makeScan = makeScan;
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
      generation.scan.flush();
      this.close();
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

  /** Whether a descriptor holds what was read from a generation: its beginning and what was read last. */
  private same(fd: number, generation: Generation): boolean {
    const head = readAt(fd, 0, generation.head.length);
    if (!head.equals(generation.head)) return false;
    const offset = generation.source.offset ?? 0;
    return readAt(fd, offset - generation.tail.length, generation.tail.length).equals(generation.tail);
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
    if (!this.started && this.follow) this.rememberSiblings();
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

  private begin(part: Pick<Generation, 'source' | 'fd' | 'identity'>): Generation {
    const scan = this.makeScan();
    this.scans.push(scan);
    this.current = { ...part, scan, head: Buffer.alloc(0), tail: Buffer.alloc(0), retired: undefined };
    return this.current;
  }

  /**
   * The content was cut away under us. A copy may hold what was written between our last read and the cut: it begins
   * like what we read, so it is read from where we stopped.
   */
  private afterTruncation(generation: Generation): Advance {
    this.truncations++;
    const copy = this.siblings().find((sibling) => {
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
    const current = identityOf(fs.statSync(this.path, { bigint: true }));
    const since = fs.fstatSync(generation.fd!, { bigint: true }).mtimeNs;
    const missed = this.siblings().filter(
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
    this.current = undefined;
    return 'more';
  }

  /** Files beside the log whose names say that they were rotated out of it. */
  private siblings(): { path: string; identity: string; size: bigint; modified: bigint }[] {
    const folder = path.dirname(this.path);
    const base = path.basename(this.path);
    const stem = base.replace(/\.[^.]+$/, '');
    const found = [];
    for (const name of fs.readdirSync(folder)) {
      if (
        name === base ||
        !(
          name.startsWith(base) ||
          (stem.length >= 3 && name.startsWith(`${stem}-`)) ||
          name.startsWith(`${stem}_`) ||
          name.startsWith(`${stem}.`)
        )
      )
        continue;
      try {
        const file = path.join(folder, name);
        const stat = fs.statSync(file, { bigint: true });
        if (stat.isFile())
          found.push({ path: file, identity: identityOf(stat), size: stat.size, modified: stat.mtimeNs });
      } catch {
        // Gone between the listing and the look.
      }
    }
    return found;
  }

  private rememberSiblings(): void {
    try {
      for (const { identity } of this.siblings()) this.seen.add(identity);
    } catch {
      // The folder cannot be listed; then rotated files cannot be found either, and nothing is lost by it.
    }
  }

  private end(generation: Generation): void {
    generation.scan.flush();
    this.draining = this.draining.filter((other) => other !== generation);
    if (generation.fd === undefined || generation.fd !== this.current?.fd) generation.source.close();
  }

  close(): void {
    for (const generation of [...this.draining]) this.end(generation);
    this.current?.source.close();
    this.current = undefined;
  }
}

function readAt(fd: number, offset: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  const count = length > 0 && offset >= 0 ? fs.readSync(fd, buffer, 0, length, offset) : 0;
  return buffer.subarray(0, count);
}
