/** Files that were rotated out of a log, and which of them holds what was read before. */

import fs from 'node:fs';
import path from 'node:path';
import { identityOf, isPacked, packedSource } from './log-source.ts';

/** This much of a file's beginning, and of what was read last, tells whether it is still the same content. */
export const SNIPPET = 256;
/** Packed files must be unpacked to be recognised; of more than this only the latest are. */
const MOST_UNPACKED = 3;

export interface Sibling {
  readonly path: string;
  readonly identity: string;
  readonly size: bigint;
  readonly modified: bigint;
}

/** What was read of a file: which it was, how far, how it begins, and what was read last. */
export interface Read {
  readonly identity: string;
  readonly offset: number;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

/** Files beside a log whose names say that they were rotated out of it. Throws when the folder cannot be listed. */
export function siblingsOf(file: string): Sibling[] {
  const folder = path.dirname(file);
  const base = path.basename(file);
  const stem = base.replace(/\.[^.]+$/, '');
  const belongs = (name: string): boolean =>
    name !== base &&
    (name.startsWith(base) ||
      (stem.length >= 3 && name.startsWith(`${stem}-`)) ||
      name.startsWith(`${stem}_`) ||
      name.startsWith(`${stem}.`));
  return fs
    .readdirSync(folder)
    .filter(belongs)
    .flatMap((name) => {
      try {
        const sibling = path.join(folder, name);
        const stat = fs.statSync(sibling, { bigint: true });
        return stat.isFile()
          ? [{ path: sibling, identity: identityOf(stat), size: stat.size, modified: stat.mtimeNs }]
          : [];
      } catch {
        // Gone between the listing and the look.
        return [];
      }
    });
}

/** Up to `length` bytes of a descriptor from `offset` on. */
export function readAt(fd: number, offset: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  const count = length > 0 && offset >= 0 ? fs.readSync(fd, buffer, 0, length, offset) : 0;
  return buffer.subarray(0, count);
}

/** Whether a descriptor holds what was read: its beginning and what was read last. */
export function holds(fd: number, { offset, head, tail }: Read): boolean {
  return readAt(fd, 0, head.length).equals(head) && readAt(fd, offset - tail.length, tail.length).equals(tail);
}

/** An open descriptor of the first plain file that holds what was read; the caller closes it. */
export function openHolding(files: readonly string[], read: Read): { file: string; fd: number } | undefined {
  for (const file of files) {
    let fd: number;
    try {
      fd = fs.openSync(file, 'r');
    } catch {
      continue;
    }
    const stat = fs.fstatSync(fd, { bigint: true });
    // Where nothing was read yet, every file holds as much; then it must be the very file.
    const same =
      read.offset > 0 ? stat.size >= BigInt(read.offset) && holds(fd, read) : identityOf(stat) === read.identity;
    if (same) return { file, fd };
    fs.closeSync(fd);
  }
  return undefined;
}

/** The latest packed file that holds what was read, as a source of what comes behind it. */
export async function unpackHolding(siblings: readonly Sibling[], read: Read) {
  if (read.offset === 0) return undefined;
  const latest = [...siblings]
    .sort((a, b) => (a.modified < b.modified ? 1 : -1))
    .filter(({ path: file }) => startsPacked(file));
  for (const sibling of latest.slice(0, MOST_UNPACKED)) {
    const source = packedSource(sibling.path);
    if (await skip(source, read)) return { sibling, source };
    source.close();
  }
  return undefined;
}

function startsPacked(file: string): boolean {
  try {
    const fd = fs.openSync(file, 'r');
    const packed = isPacked(readAt(fd, 0, 2));
    fs.closeSync(fd);
    return packed;
  } catch {
    return false;
  }
}

/** Reads past what was read before; false when it is not what comes. */
async function skip(source: ReturnType<typeof packedSource>, { offset, head, tail }: Read): Promise<boolean> {
  const room = Buffer.alloc(1 << 18);
  let begin = Buffer.alloc(0);
  let end = Buffer.alloc(0);
  for (let at = 0; at < offset; ) {
    const count = await source.read(room.subarray(0, Math.min(room.length, offset - at)));
    if (count === 0) return false;
    if (begin.length < head.length) {
      begin = Buffer.concat([begin, room.subarray(0, count)]).subarray(0, head.length);
      if (begin.length === head.length && !begin.equals(head)) return false;
    }
    end = Buffer.concat([end, room.subarray(Math.max(0, count - SNIPPET), count)]).subarray(-tail.length);
    at += count;
  }
  return begin.equals(head) && end.equals(tail);
}
