/** Bytes of a log, wherever they lie: a plain file, a packed one, standard input. */

import fs from 'node:fs';
import { createGunzip, type Gunzip } from 'node:zlib';

/** Where bytes come from. One read at a time. */
export interface ByteSource {
  /** Fills the beginning of `into`; 0 at the end, which for a growing file may not be the last word. Rejects when it cannot be read. */
  read(into: Uint8Array): number | Promise<number>;
  close(): void;
}

/** Who a file is, however it is called: device and inode. */
export function identityOf(stat: fs.BigIntStats): string {
  return `${stat.dev}:${stat.ino}`;
}

/** Reads a descriptor from `offset` on. Closes it when closed. */
export function descriptorSource(fd: number, offset: number): ByteSource & { offset: number } {
  return {
    offset,
    read(into) {
      const count = fs.readSync(fd, into, 0, into.length, this.offset);
      this.offset += count;
      return count;
    },
    close: () => fs.closeSync(fd),
  };
}

/** Whether a file begins like gzip. Its name does not decide: `access.log.1` may be packed, `x.gz` may not. */
export function isPacked(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Why a file's beginning shows that it cannot be read as a log, in one English sentence. */
export function unreadableEncoding(head: Uint8Array): string | undefined {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    return 'The file is UTF-16, as PowerShell redirection writes it. Convert it to UTF-8 first.';
  }
  return undefined;
}

/** Unpacks a gzip file, with as many members as it has. */
export function packedSource(path: string): ByteSource {
  const input = fs.createReadStream(path, { highWaterMark: 256 * 1024 });
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  const stream = streamSource(gunzip);
  return {
    read: stream.read,
    close() {
      input.destroy();
      gunzip.destroy();
    },
  };
}

/** Reads a stream, chunk by chunk, without running ahead of whoever asks. */
export function streamSource(stream: Gunzip | NodeJS.ReadableStream): ByteSource {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async read(into) {
      while (rest.length === 0) {
        const next = await chunks.next();
        if (next.done) return 0;
        rest = next.value;
      }
      const count = Math.min(rest.length, into.length);
      into.set(rest.subarray(0, count));
      rest = rest.subarray(count);
      return count;
    },
    close() {
      void chunks.return?.();
    },
  };
}

/** What went wrong with a file, in one English sentence that says what it means. */
export function explainFailure(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
      return 'The file does not exist.';
    case 'EACCES':
    case 'EPERM':
      return 'The file may not be read: permission denied.';
    case 'EISDIR':
      return 'This is a folder, not a file.';
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many files are open.';
    case 'ESTALE':
    case 'EIO':
      return 'The disk or the network share failed while reading.';
    case 'Z_DATA_ERROR':
    case 'Z_BUF_ERROR':
      return 'The packed file is damaged or not complete; what could be unpacked was read.';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
