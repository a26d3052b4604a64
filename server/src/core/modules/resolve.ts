/** From an import to the file it means, by the listing alone. */

import { baseName, folderOf, foldersUp, joinPath } from '../base/paths.ts';
import { projectOf } from '../project/discover.ts';
import type { FileSource } from '../project/files.ts';
import { appJsonOf } from '../project/native.ts';
import { packageJsonOf } from '../project/package-json.ts';
import type { Project } from '../project/project.ts';
import { listing } from '../project/queries.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { aliasesOf, applyAlias } from './aliases.ts';

/** A file of the checked folder, or a package outside it, by its name. */
export type Resolved = { readonly file: string } | { readonly external: string } | undefined;

/** Where `specifier`, written in `from`, leads; undefined where nothing is there. */
export function resolveModule(store: Store<FileSource>, from: string, specifier: string): Resolved {
  return resolution(store, `${from}\n${specifier}`);
}

/**
 * In the order of WeChat's compiler and of bundlers: a file beside it wins over one found by an index, the platform's own
 * variant over the general one, the source over what is compiled from it.
 */
const VARIANTS = ['.weapp', '.wx', '.mp-weixin', ''];
const EXTENSIONS = [
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '.vue',
  '.mpx',
  '.wpy',
  '.cml',
  '.interface',
  '.json',
  '.wxs',
];

const resolution = defineQuery<FileSource, Resolved>(
  'resolve',
  (store, key) => {
    const at = key.indexOf('\n');
    return resolve(store, key.slice(0, at), key.slice(at + 1));
  },
  { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
);

function resolve(store: Store<FileSource>, from: string, written: string): Resolved {
  // What loaders and bundlers hang on to a path: `!raw!x`, `x?worker`.
  const specifier = written.slice(written.lastIndexOf('!') + 1).replace(/\?.*$/, '');
  if (specifier === '') return undefined;
  if (/^[a-z][\w+.-]*:/i.test(specifier)) return { external: specifier };
  const paths = listing(store, '');
  const folder = folderOf(from);
  const fileAt = (base: string | undefined) => (base === undefined ? undefined : moduleAt(store, paths, base));
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return asFile(fileAt(joinPath(folder, specifier)));
  const project = projectOf(store, from);
  if (specifier.startsWith('/')) {
    const roots = new Set([...(project ? [project.packageRoot, ...project.sourceRoots, project.root] : []), '']);
    return asFile(firstOf([...roots], (root) => fileAt(joinPath(root, specifier))));
  }
  const aliased =
    firstOf(appAliases(store, project), (alias) => firstOf(applyAlias(alias, specifier) ?? [], fileAt)) ??
    firstOf(aliasesOf(store, folder), (alias) => firstOf(applyAlias(alias, specifier) ?? [], fileAt)) ??
    firstOf(conventions(project, folder, specifier), fileAt) ??
    packageFile(store, paths, folder, specifier) ??
    // The developer tools read `require('utils/x')` from the file's own folder; older ones from the root.
    firstOf([folder, project?.packageRoot], (root) =>
      root === undefined ? undefined : fileAt(joinPath(root, specifier)),
    );
  if (aliased !== undefined) return { file: aliased };
  return /^[@~]{1,2}\//.test(specifier) ? undefined : { external: packageName(specifier) };
}

/** The file of a module whose path is written without extension, or names a folder. */
export function moduleAt(
  store: Store<FileSource>,
  paths: ReadonlyMap<string, number>,
  base: string,
): string | undefined {
  const file = fileAt(store, paths, base);
  if (file !== undefined) return file;
  const manifest = base === '' ? 'package.json' : `${base}/package.json`;
  if (paths.has(manifest)) {
    const { miniprogram, main } = packageJsonOf(store, manifest);
    for (const entry of [main, miniprogram && `${miniprogram}/index`]) {
      const target = entry === undefined || entry === '' ? undefined : joinPath(base, entry);
      const found =
        target === undefined ? undefined : (fileAt(store, paths, target) ?? fileAt(store, paths, `${target}/index`));
      if (found !== undefined) return found;
    }
  }
  return fileAt(store, paths, base === '' ? 'index' : `${base}/index`);
}

/**
 * The module files by their paths without variant and extension, where several share one the first in the order above. The
 * key is `''`.
 */
const modulesByStem = defineQuery<FileSource, ReadonlyMap<string, string>>('modules by stem', (store) => {
  const best = new Map<string, { readonly path: string; readonly rank: number }>();
  const offer = (stem: string, path: string, rank: number) => {
    const known = best.get(stem);
    if (!known || rank < known.rank) best.set(stem, { path, rank });
  };
  for (const path of listing(store, '').keys()) {
    const dot = path.lastIndexOf('.');
    const extension = dot < 0 ? -1 : EXTENSIONS.indexOf(path.slice(dot));
    if (extension < 0) continue;
    const stem = path.slice(0, dot);
    for (const [at, variant] of VARIANTS.entries()) {
      if (stem.endsWith(variant)) offer(stem.slice(0, stem.length - variant.length), path, at * 100 + extension);
    }
  }
  return new Map([...best].map(([stem, { path }]) => [stem, path]));
});

function fileAt(store: Store<FileSource>, paths: ReadonlyMap<string, number>, base: string): string | undefined {
  const extension = /\.[a-z]+$/i.exec(baseName(base))?.[0];
  // TypeScript writes `./x.js` for what is `./x.ts` before it is compiled.
  const bare =
    extension !== undefined && /^\.[cm]?jsx?$/.test(extension) ? base.slice(0, -extension.length) : undefined;
  if (paths.has(base)) {
    const source = bare === undefined ? undefined : `${bare}.ts`;
    return source !== undefined && paths.has(source) ? source : base;
  }
  const stems = modulesByStem(store, '');
  return stems.get(base) ?? (bare === undefined ? undefined : stems.get(bare));
}

/** `resolveAlias` of app.json: `~/*` to paths from the root of the package. */
function appAliases(store: Store<FileSource>, project: Project | undefined) {
  const app = project?.appJson === undefined ? undefined : appJsonOf(store, project.appJson);
  if (!app || !project) return [];
  return [...app.resolveAlias].map(([from, to]) => ({ from, to: [joinPath(project.packageRoot, to.value) ?? ''] }));
}

/** What `@/x` and `~/x` mean where nothing says so: the sources, then `src`, then the root. */
function conventions(project: Project | undefined, folder: string, specifier: string): string[] {
  const rest = /^(?:@|~|~@|@@|src)\/(.+)$/.exec(specifier)?.[1];
  if (rest === undefined) return [];
  const roots = project ? [project.packageRoot, ...project.sourceRoots] : [];
  const all = [...roots, ...foldersUp(folder).flatMap((up) => [joinPath(up, 'src')!, up])];
  return [...new Set(all)].map((root) => joinPath(root, rest)!);
}

/** A package that lies in the checked folder: built by the developer tools, or installed. */
function packageFile(
  store: Store<FileSource>,
  paths: ReadonlyMap<string, number>,
  folder: string,
  specifier: string,
): string | undefined {
  for (const up of foldersUp(folder)) {
    for (const installed of ['miniprogram_npm', 'node_modules']) {
      const found = moduleAt(store, paths, joinPath(up, `${installed}/${specifier}`)!);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function packageName(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}

function asFile(file: string | undefined): Resolved {
  return file === undefined ? undefined : { file };
}

function firstOf<T, V>(items: readonly T[], find: (item: T) => V | undefined): V | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
