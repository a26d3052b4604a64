/** How the core sees files: a host lists and reads them, synchronously, and the core never touches a disk. */

import type { Message } from '../base/finding.ts';

/** One file below the checked folder. */
export interface FileEntry {
  /** Relative to the checked folder, forward slashes, no leading `./`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** Why a file has no text. */
export interface Unreadable {
  readonly why: Message;
}

/**
 * Supplied by the host: Node's file system overlaid with open documents, a map in tests, fetched files in a browser.
 * Both functions are synchronous and must not throw.
 */
export interface FileSource {
  /** Every file that could matter, sorted by path. Folders that are never looked into (node_modules, .git) may be left out; what could not be listed comes as `unlisted`. */
  list(): readonly FileEntry[];
  /** Folders or files that could not be listed, and why. */
  unlisted(): readonly { readonly path: string; readonly why: Message }[];
  /** The raw bytes, or the text of an open document, or why there is none. `undefined`: no such file. */
  read(path: string): Uint8Array | string | Unreadable | undefined;
}

/** Folders that hold no source of the project, whatever it is: dependencies, histories, editors' and tools' own. No host lists them. */
export const NEVER_LISTED: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.idea',
  '.vscode-test',
  '.pnpm-store',
  '.yarn',
  '.cache',
  '.nyc_output',
  'coverage',
]);
