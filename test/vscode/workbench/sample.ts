/** Copies to work on: tests type into files, and the sample must stay as it is. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../../..');

/** An empty folder that goes away with `remove`. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'preflight-test-'));
  return {
    path: folder,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

/** Copies samples/live-record into `folder`. @returns the copy's path */
export function copySample(folder: string): string {
  const copy = path.join(folder, 'live-record');
  cpSync(path.join(ROOT, 'samples/live-record'), copy, { recursive: true });
  return copy;
}
