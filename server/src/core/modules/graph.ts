/** Who imports whom, by a look at the texts: what an analysis must read, and who is touched by a change. */

import { folderOf, isWithin, joinPath } from '../base/paths.ts';
import { projectOf } from '../project/discover.ts';
import type { FileSource } from '../project/files.ts';
import { classOf, listing, textOf } from '../project/queries.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { resolveModule } from './resolve.ts';
import { specifiersIn } from './specifiers.ts';

const SCRIPT = /\.(?:[cm]?[jt]sx?|wxs|vue|mpx|wpy|cml|interface)$/;

/** Whether a file is a script or holds one. */
export function isScriptFile(path: string): boolean {
  return SCRIPT.test(path);
}

const specifiers = defineQuery<FileSource, readonly string[]>(
  'specifiers',
  (store, file) => {
    if (!isScriptFile(file)) return [];
    const read = classOf(store, file)?.of;
    return read === 'own' || read === 'vendor' ? specifiersIn(textOf(store, file) ?? '') : [];
  },
  { equals: sameList, firewall: true },
);

const imports = defineQuery<FileSource, readonly string[]>(
  'imports',
  (store, file) => {
    const found = new Set<string>();
    for (const specifier of specifiers(store, file)) {
      if (specifier.endsWith('*')) {
        for (const path of below(store, file, specifier.slice(0, -1))) found.add(path);
        continue;
      }
      const resolved = resolveModule(store, file, specifier);
      if (resolved && 'file' in resolved) found.add(resolved.file);
    }
    return [...found];
  },
  { equals: sameList },
);

/** The scripts in a folder from which a file imports by a computed name. */
function below(store: Store<FileSource>, file: string, written: string): string[] {
  const start = written.startsWith('/') ? projectOf(store, file)?.packageRoot : folderOf(file);
  const folder = start === undefined || !/^[./]/.test(written) ? undefined : joinPath(start, written);
  if (folder === undefined || folder === '') return [];
  return [...listing(store, '').keys()].filter((path) => isScriptFile(path) && isWithin(path, folder));
}

/** The files of the checked folder that a file imports, in the order it names them. */
export function importsOf(store: Store<FileSource>, file: string): readonly string[] {
  return imports(store, file);
}

const ASSET =
  /\.(?:png|jpe?g|gif|svg|webp|css|wxss|less|s[ac]ss|styl(?:us)?|json5?|mp[34]|ttf|woff2?|wxml|wasm)(?:\?.*)?$/i;

/** The modules that a file names and of which there is no file here: packages, and what only the build could find. */
export function missingImports(store: Store<FileSource>, file: string): readonly string[] {
  const names: string[] = [];
  for (const specifier of specifiers(store, file)) {
    if (specifier.endsWith('*') || ASSET.test(specifier)) continue;
    const resolved = resolveModule(store, file, specifier);
    if (!resolved) names.push(specifier);
    else if ('external' in resolved) names.push(resolved.external);
  }
  return names;
}

const reversed = defineQuery<FileSource, ReadonlyMap<string, readonly string[]>>('reversed imports', (store) => {
  const importers = new Map<string, string[]>();
  for (const file of listing(store, '').keys()) {
    if (!isScriptFile(file)) continue;
    for (const imported of imports(store, file)) {
      const known = importers.get(imported);
      if (known) known.push(file);
      else importers.set(imported, [file]);
    }
  }
  return importers;
});

const importers = defineQuery<FileSource, readonly string[]>(
  'importers',
  (store, file) => reversed(store, '').get(file) ?? [],
  { equals: sameList },
);

/** The files that import a file, in the order of their paths. */
export function importersOf(store: Store<FileSource>, file: string): readonly string[] {
  return importers(store, file);
}

/** `starts` and all that they import, each file after what it imports but where imports turn in a circle. */
export function importedFirst(store: Store<FileSource>, starts: readonly string[]): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    const path = [{ file: start, imports: importsOf(store, start), next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const imported = top.imports[top.next++];
      if (imported === undefined) {
        order.push(top.file);
        path.pop();
      } else if (!seen.has(imported)) {
        seen.add(imported);
        path.push({ file: imported, imports: importsOf(store, imported), next: 0 });
      }
    }
  }
  return order;
}

function sameList(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((one, at) => one === after[at]);
}
