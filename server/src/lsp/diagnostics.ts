/**
 * Diagnostics, pushed or pulled, behind one interface. Where the client pulls, nothing is ever pushed: two sources for
 * one file would show everything twice.
 */

import type { Diagnostic } from 'vscode-languageserver';
import type { Finding } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import { converter } from './convert.ts';
import type { Folder } from './folder.ts';
import type { Platform } from './platform.ts';
import { atOnce, inSlices } from './slices.ts';
import { uriOf } from './uris.ts';

export interface Diagnostics {
  /** This document was opened or edited; its own answer comes first. */
  edited(uri: string): void;
  /** Anything else changed: files, folders, settings. */
  changed(): void;
  closed(uri: string): void;
  dispose(): void;
}

/** What is said of one file, with a name that changes exactly when the answer does. */
export interface FileAnswer {
  readonly items: Diagnostic[];
  readonly resultId: string;
}

/** Gives answers, and remembers which was the last for each file. */
export interface Answers {
  /**
   * At once, for whoever types there. Until the folder has been looked at as a whole, what its file alone can tell: `of`
   * must follow. @throws {Cancelled}
   */
  first(folder: Folder, path: string, cancelled: () => boolean): Promise<FileAnswer>;
  /** Whether `first` gives whole answers by now. */
  lookedAt(folder: Folder): boolean;
  /** At once and whole, for those who cannot be told again. @throws {Cancelled} */
  whole(folder: Folder, path: string, cancelled: () => boolean): Promise<FileAnswer>;
  /** In the background. @throws {Cancelled} */
  of(folder: Folder, path: string, cancelled: () => boolean): Promise<FileAnswer>;
  /** Every file of the folder that has, or may have, something to say. @throws {Cancelled} */
  files(folder: Folder, cancelled: () => boolean): Promise<readonly string[]>;
  uri(folder: Folder, path: string): string;
}

export function createAnswers(platform: Platform, language: () => { translate: Translate; locale: string }): Answers {
  // Names of results must not be mistaken for those of a server that ran before this one.
  const session = Math.random().toString(36).slice(2, 8);
  const last = new Map<string, { readonly text: string; readonly resultId: string }>();
  /** Folders of which some file has been answered whole: every further answer costs little. */
  const lookedAt = new WeakSet<Folder>();
  let counter = 0;
  const uri = (folder: Folder, path: string) => folder.open.get(path)?.uri ?? uriOf(folder.uri, path);
  const answer = (folder: Folder, path: string, findings: readonly Finding[]): FileAnswer => {
    const { translate, locale } = language();
    const items = converter(folder, platform, translate, locale).diagnostics(findings);
    const text = JSON.stringify(items);
    const key = uri(folder, path);
    const known = last.get(key);
    if (known?.text === text) return { items, resultId: known.resultId };
    const resultId = items.length === 0 ? `${session}-empty` : `${session}-${++counter}`;
    last.set(key, { text, resultId });
    return { items, resultId };
  };
  const whole = (folder: Folder, path: string) => {
    const findings = folder.checker.checkFile(path);
    lookedAt.add(folder);
    return answer(folder, path, findings);
  };
  const own = (folder: Folder, path: string) => answer(folder, path, folder.checker.previewFile(path));
  return {
    uri,
    first: (folder, path, cancelled) =>
      atOnce(folder, platform, () => (lookedAt.has(folder) ? whole : own)(folder, path), cancelled),
    lookedAt: (folder) => lookedAt.has(folder),
    whole: (folder, path, cancelled) => atOnce(folder, platform, () => whole(folder, path), cancelled),
    of: (folder, path, cancelled) => inSlices(folder, platform, () => whole(folder, path), cancelled),
    files: (folder, cancelled) => inSlices(folder, platform, () => folder.checker.files(), cancelled),
  };
}
