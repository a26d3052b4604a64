/** The two queries that read the outside world; hosts invalidate them by name and key, everything else follows. */

import type { Message } from '../base/finding.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { classify, type FileClass } from './classify.ts';
import type { FileSource } from './files.ts';
import { decodeText } from './text.ts';

/** Every file below the checked folder with its size in bytes, in order of the paths; the key is always `''`. Only presence counts as a change. */
export const listing = defineQuery<FileSource, ReadonlyMap<string, number>>(
  'listing',
  (store) => new Map(store.host.list().map((entry) => [entry.path, entry.size])),
  { equals: samePaths },
);

/** The text of a file as an editor shows it, why it has none, or undefined where there is no such file. The key is a path. */
export const contentOf = defineQuery<FileSource, string | { readonly why: Message } | undefined>(
  'content',
  (store, path) => {
    const read = store.host.read(path);
    return read instanceof Uint8Array ? decodeText(read) : read;
  },
);

/** The text of a file; undefined where there is none, whatever the reason. The key is a path. */
export const textOf = defineQuery<FileSource, string | undefined>(
  'text',
  (store, path) => {
    const read = contentOf(store, path);
    return typeof read === 'string' ? read : undefined;
  },
  { firewall: true },
);

/** Whose a script is; undefined where it has no text. The key is a path. */
export const classOf = defineQuery<FileSource, FileClass | undefined>(
  'class',
  (store, path) => {
    const text = textOf(store, path);
    return text === undefined ? undefined : classify(path, text);
  },
  {
    equals: (before, after) => before?.of === after?.of && JSON.stringify(before) === JSON.stringify(after),
    firewall: true,
  },
);

/** Whether a file's program is read: bundles are not, and to search megabytes of them at every key would make typing wait. */
export function isReadable(store: Store<FileSource>, path: string): boolean {
  const read = classOf(store, path)?.of;
  return read === 'own' || read === 'vendor';
}

function samePaths(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): boolean {
  if (before.size !== after.size) return false;
  for (const path of after.keys()) if (!before.has(path)) return false;
  return true;
}
