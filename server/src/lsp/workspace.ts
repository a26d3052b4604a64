/** The folders of the workspace, and which of them a document belongs to. */

import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Settings } from '../core/settings/table.ts';
import { createFolder, type Folder } from './folder.ts';
import type { Platform } from './platform.ts';
import { createPace } from './slices.ts';
import { normalised, pathBelow } from './uris.ts';

/** Where a document is: which folder, and its path in it. */
export interface Located {
  readonly folder: Folder;
  readonly path: string;
}

export interface Workspace {
  folders(): readonly Folder[];
  setFolders(uris: readonly string[]): void;
  locate(uri: string): Located | undefined;
  opened(document: TextDocument): void;
  edited(document: TextDocument): void;
  closed(document: TextDocument): void;
  documents(): readonly TextDocument[];
  configure(settings: (folderUri: string) => Partial<Settings>): void;
}

export function createWorkspace(platform: Platform): Workspace {
  const pace = createPace(platform);
  let folders: readonly Folder[] = [];
  const documents = new Map<string, TextDocument>();
  // Asked at every keystroke and for every step of every finding.
  const located = new Map<string, Located | undefined>();
  const locate = (uri: string): Located | undefined => {
    if (located.has(uri)) return located.get(uri);
    let found: Located | undefined;
    for (const folder of folders) {
      const path = pathBelow(folder.uri, uri);
      if (path !== undefined) found = { folder, path };
    }
    if (located.size > 10_000) located.clear();
    located.set(uri, found);
    return found;
  };
  return {
    folders: () => folders,
    setFolders(uris) {
      const kept: Folder[] = [];
      for (const uri of withoutInner(uris)) {
        const known = folders.find((folder) => folder.uri === uri);
        const disk = known ? undefined : platform.files(uri);
        if (known) kept.push(known);
        else if (disk) kept.push(createFolder(uri, disk, platform, pace));
      }
      folders = kept;
      located.clear();
      for (const document of documents.values()) {
        const place = locate(document.uri);
        if (place && !place.folder.open.has(place.path)) place.folder.opened(place.path, document);
      }
    },
    locate,
    opened(document) {
      documents.set(document.uri, document);
      const place = locate(document.uri);
      place?.folder.opened(place.path, document);
    },
    edited(document) {
      pace.typed();
      const place = locate(document.uri);
      place?.folder.edited(place.path);
    },
    closed(document) {
      documents.delete(document.uri);
      const place = locate(document.uri);
      place?.folder.closed(place.path);
    },
    documents: () => [...documents.values()],
    configure(settings) {
      for (const folder of folders) folder.configure(settings(folder.uri));
    },
  };
}

/** A folder inside another is already checked with that one; taking both would say everything twice. */
function withoutInner(uris: readonly string[]): readonly string[] {
  const plain = uris.map((uri) => `${normalised(uri)}/`);
  return uris.filter((_, index) => {
    const own = plain[index]!;
    return !plain.some((other, at) => at !== index && own.startsWith(other) && (own !== other || at < index));
  });
}
