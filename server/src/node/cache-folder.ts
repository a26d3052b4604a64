/** The user's own cache folder, and files in it that several processes may write at once. */

import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** How files end that are still being written. */
export const TEMPORARY = '.tmp';

/** Where this system keeps what may be lost; undefined where it names no such place. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = environment['XDG_CACHE_HOME'] || (process.platform === 'win32' ? environment['LOCALAPPDATA'] : '');
  const home = environment['HOME'] || environment['USERPROFILE'] || homedir();
  if (named) return join(named, 'mp-preflight');
  if (!home) return undefined;
  return join(home, process.platform === 'darwin' ? join('Library', 'Caches') : '.cache', 'mp-preflight');
}

/**
 * Writes a file whole or not at all, readable by its owner alone: whoever reads it meanwhile gets the old content or the
 * new one. Makes its folder. @throws {Error} of the file system, and leaves what was there
 */
export function replaceFile(file: string, content: string | Uint8Array): void {
  const folder = dirname(file);
  const temporary = join(folder, randomUUID() + TEMPORARY);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(temporary, content, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
