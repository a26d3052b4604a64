/** One folder of the workspace: its checker, over the files on disk with the open documents laid on top. */

import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Checker } from '../core/check.ts';
import type { FileEntry, FileSource } from '../core/project/files.ts';
import { CONFIGURATION_FILE } from '../core/settings/configuration.ts';
import type { Settings } from '../core/settings/table.ts';
import type { FolderFiles, Platform } from './platform.ts';
import type { Pace } from './slices.ts';

export interface Folder {
  readonly uri: string;
  readonly checker: Checker;
  readonly pace: Pace;
  /** The open documents by path. */
  readonly open: ReadonlyMap<string, TextDocument>;
  opened(path: string, document: TextDocument): void;
  edited(path: string): void;
  closed(path: string): void;
  /** Something happened to these paths on disk. Harmless when told twice, or for nothing. */
  touched(paths: readonly string[], listingToo: boolean): void;
  configure(editorSettings: Partial<Settings>): void;
}

export function createFolder(uri: string, disk: FolderFiles, platform: Platform, pace: Pace): Folder {
  const open = new Map<string, TextDocument>();
  const checker = new Checker(withOpenDocuments(disk, open));
  let editorSettings: Partial<Settings> = {};
  const reconfigure = () => {
    const above = platform.configurationAbove(uri);
    const own = open.has(CONFIGURATION_FILE) || disk.read(CONFIGURATION_FILE) !== undefined;
    checker.configure({ editorSettings, configuration: own || !above ? 'own' : { text: above.text } });
  };
  reconfigure();
  return {
    uri,
    checker,
    pace,
    open,
    opened(path, document) {
      const isNew = !open.has(path) && disk.read(path) === undefined;
      open.set(path, document);
      checker.changed(path);
      if (isNew) checker.filesChanged();
      if (path === CONFIGURATION_FILE) reconfigure();
    },
    edited: (path) => checker.changed(path),
    closed(path) {
      open.delete(path);
      checker.changed(path);
      // A new file closed without saving is gone.
      if (disk.read(path) === undefined) checker.filesChanged();
      if (path === CONFIGURATION_FILE) reconfigure();
    },
    touched(paths, listingToo) {
      if (listingToo) disk.forget();
      if (listingToo) checker.filesChanged(paths);
      else for (const path of paths) checker.changed(path);
      if (paths.includes(CONFIGURATION_FILE)) reconfigure();
    },
    configure(settings) {
      editorSettings = settings;
      reconfigure();
    },
  };
}

/** What is on the screen counts, not what is on the disk. */
function withOpenDocuments(disk: FolderFiles, open: ReadonlyMap<string, TextDocument>): FileSource {
  return {
    list() {
      const onDisk = disk.list();
      const known = new Set(onDisk.map((entry) => entry.path));
      const added = [...open].filter(([path]) => !known.has(path));
      if (added.length === 0) return onDisk;
      const entries: FileEntry[] = added.map(([path, document]) => ({ path, size: document.getText().length }));
      return [...onDisk, ...entries].sort((left, right) => (left.path < right.path ? -1 : 1));
    },
    unlisted: () => disk.unlisted(),
    read: (path) => open.get(path)?.getText() ?? disk.read(path),
  };
}
