/**
 * Results of whole checks, kept between runs of the command line.
 *
 * A result is kept with all it rests on: the names of the files below the folder and the content of each file that was
 * read, or that there was none. It is given again only where every one of them is the same, by content and not by date,
 * so a wrong clock, a fresh checkout or an edit that keeps the size cannot bring back an old answer.
 *
 * The cache lies in the user's own cache folder: nobody's repository is written to. Losing it costs time, nothing else.
 */

import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Message, message } from '../core/base/finding.ts';
import type { FileSource } from '../core/project/files.ts';
import type { Report } from '../core/report/report.ts';
import { replaceFile, TEMPORARY } from './cache-folder.ts';
import { whyNot } from './files.ts';

/** What a check rests on. */
interface Basis {
  /** Of the names of all files, and of what could not be listed. */
  readonly listing: string;
  /** By path: of the content, of why it could not be read, or `absent`. */
  readonly read: Readonly<Record<string, string>>;
}

interface Entry extends Basis {
  readonly report: Report;
}

/** Files as they are, and a record of what was read of them. */
export interface WatchedFiles extends FileSource {
  /** Undefined where a file changed while the check ran: its result then rests on nothing that could be named. */
  basis(): Basis | undefined;
}

export function watched(files: FileSource): WatchedFiles {
  let listing: string | undefined;
  let isSteady = true;
  const read: Record<string, string> = Object.create(null);
  return {
    list() {
      listing ??= listingDigest(files);
      return files.list();
    },
    unlisted: () => files.unlisted(),
    read(path) {
      const content = files.read(path);
      const digest = contentDigest(content);
      read[path] ??= digest;
      if (read[path] !== digest) isSteady = false;
      return content;
    },
    basis: () => (isSteady ? { listing: listing ?? listingDigest(files), read } : undefined),
  };
}

export interface CheckCache {
  /** The result that was kept under `key`, if all it rests on is the same in `files`; else why there is none. */
  find(key: string, files: FileSource): { readonly report: Report } | { readonly why: Message };
  /** Keeps a result. What goes wrong is told, never thrown: the check itself went well. */
  keep(key: string, basis: Basis, report: Report): Message | undefined;
}

/** Results are some kilobytes to a few megabytes; this many of this size at most, the longest unused go first. */
const MOST_ENTRIES = 64;
const MOST_BYTES = 64 * 1024 * 1024;
const LARGEST_ENTRY = 16 * 1024 * 1024;
/** What is left of a write that was killed goes after a day. */
const ABANDONED_AFTER = 24 * 60 * 60 * 1000;

const SUFFIX = '.check';
/** Bytes of the checksum before an entry. */
const CHECKSUM = 32;

/** @param folder where results are kept; made when the first one is */
export function checkCache(folder: string): CheckCache {
  const fileOf = (key: string) => join(folder, sha256().update(key).digest('hex') + SUFFIX);
  return {
    find(key, files) {
      const file = fileOf(key);
      const entry = load(file);
      if ('why' in entry) return entry;
      if (listingDigest(files) !== entry.listing) return { why: message('Files have come or gone since.') };
      for (const [path, digest] of Object.entries(entry.read)) {
        if (contentDigest(files.read(path)) !== digest) return { why: message('{0} has changed since.', path) };
      }
      touch(file);
      return { report: entry.report };
    },
    keep(key, basis, report) {
      const packed = packedEntry({ ...basis, report });
      if (packed.length > LARGEST_ENTRY) return message('The result is too large to be kept.');
      try {
        replaceFile(fileOf(key), packed);
        prune(folder);
        return undefined;
      } catch (error) {
        return whyNot(error);
      }
    },
  };
}

function load(file: string): Entry | { readonly why: Message } {
  let packed: Buffer;
  try {
    if (statSync(file).size > LARGEST_ENTRY) return { why: message('The kept result is damaged.') };
    packed = readFileSync(file);
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { why: isAbsent ? message('No result is kept yet.') : whyNot(error) };
  }
  const body = packed.subarray(CHECKSUM);
  if (!sha256().update(body).digest().equals(packed.subarray(0, CHECKSUM)))
    return { why: message('The kept result is damaged.') };
  try {
    // What is whole was written by this very version: the key says so.
    return JSON.parse(gunzipSync(body).toString('utf8')) as Entry;
  } catch {
    return { why: message('The kept result is damaged.') };
  }
}

function packedEntry(entry: Entry): Buffer {
  const body = gzipSync(JSON.stringify(entry), { level: 1 });
  return Buffer.concat([sha256().update(body).digest(), body]);
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It goes another time, or never was.
  }
}

/** Marks as used just now. */
function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Another run has taken it away, or the disk is read-only: it was read all the same.
  }
}

function prune(folder: string): void {
  const kept: { readonly file: string; readonly size: number; readonly used: number }[] = [];
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    try {
      const { size, mtimeMs } = statSync(file);
      if (name.endsWith(SUFFIX)) kept.push({ file, size, used: mtimeMs });
      else if (name.endsWith(TEMPORARY) && Date.now() - mtimeMs > ABANDONED_AFTER) remove(file);
    } catch {
      // Another run has taken it away.
    }
  }
  kept.sort((left, right) => right.used - left.used);
  let bytes = 0;
  for (const [index, { file, size }] of kept.entries()) {
    bytes += size;
    if (index >= MOST_ENTRIES || bytes > MOST_BYTES) remove(file);
  }
}

function listingDigest(files: FileSource): string {
  const hash = sha256();
  for (const { path } of files.list()) hash.update(`${path}\0`);
  for (const { path, why } of files.unlisted()) hash.update(`\0${path}\0${JSON.stringify(why)}`);
  return hash.digest('base64url');
}

function contentDigest(content: ReturnType<FileSource['read']>): string {
  if (content === undefined) return 'absent';
  if (typeof content === 'string' || content instanceof Uint8Array) return sha256().update(content).digest('base64url');
  return `unread ${JSON.stringify(content.why)}`;
}

function sha256(): Hash {
  return createHash('sha256');
}
