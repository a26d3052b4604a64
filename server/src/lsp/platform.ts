/** What a host (Node, a browser's worker, a test) supplies to the language server. Nothing else of the world is used. */

import type { LogSummary } from '../core/log/summary.ts';
import type { FileSource } from '../core/project/files.ts';

export interface FolderFiles extends FileSource {
  /** Forgets the listing; the next `list` looks again. */
  forget(): void;
}

export interface RulePage {
  readonly markdown: string;
  readonly uri: string;
}

export interface LogSelection {
  readonly files: readonly string[];
  readonly follow?: boolean;
  readonly format?: string;
  readonly formats?: Readonly<Record<string, string>>;
  readonly trustedProxies?: readonly string[];
}

/** Reads access logs beside everything else, so that nobody waits for it. */
export interface LogReader {
  /** Reads these from now on, instead of what was read before. */
  open(options: LogSelection): void;
  close(): void;
  dispose(): Promise<void>;
}

export interface LogListener {
  summary(summary: LogSummary): void;
  /** One English sentence. */
  failed(problem: string): void;
}

export interface Platform {
  /** Undefined where no log can be read. */
  logs?(listener: LogListener): LogReader;
  /** The files below a folder; undefined where the host cannot reach it. */
  files(folderUri: string): FolderFiles | undefined;
  /** The nearest configuration file above a folder, if there is one. */
  configurationAbove(folderUri: string): { readonly uri: string; readonly text: string } | undefined;
  /** The translations of a locale as an editor names it (`zh-cn`); empty for English. */
  bundle(locale: string): Readonly<Record<string, string>>;
  rulePage(rule: string, locale: string): RulePage | undefined;
  /** Resolves once waiting messages have been handled. */
  pause(): Promise<void>;
  /** Calls `work` after a time in milliseconds; the answer cancels it. */
  later(milliseconds: number, work: () => void): () => void;
  /** Milliseconds of a clock that does not jump. */
  now(): number;
  /** Names the content of a text: equal texts, and no others, get equal digests. */
  digest(text: string): string;
  readonly version: string;
}
