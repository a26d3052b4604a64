/**
 * What of a Taro, Remax, mpx, WePY, Rax or Chameleon project is bundled: the pages that the app's configuration names, and what those use.
 * The configuration is code; its strings are looked at rather than run, for a page is named in full, or by its folder and
 * the rest of its path.
 */

import { folderOf, isWithin, joinPath } from '../base/paths.ts';
import { blocksOf } from '../frontends/lowered.ts';
import { importsOf, missingImports } from '../modules/graph.ts';
import { resolveModule } from '../modules/resolve.ts';
import { stringsIn } from '../modules/specifiers.ts';
import { defineQuery, type Store } from '../store/store.ts';
import type { FileSource } from './files.ts';
import { packageJsonOf } from './package-json.ts';
import type { Project, ProjectKind } from './project.ts';
import { listing, textOf } from './queries.ts';

/** Where the pages are named, first come first served; `app` files are bundled besides. */
const CONFIGURATIONS: Partial<Record<ProjectKind, readonly string[]>> = {
  taro: ['app.config.ts', 'app.config.js', 'app.config.tsx', 'app.tsx', 'app.ts', 'app.jsx', 'app.js'],
  remax: ['app.config.ts', 'app.config.js', 'app.config.tsx'],
  mpx: ['app.mpx'],
  wepy: ['app.wpy'],
  rax: ['app.json'],
  chameleon: ['router.config.json'],
};
const APP = /^(?:app(?:\.config)?\.(?:[jt]sx?|mpx|wpy|vue)|app\/app\.cml)$/;
const EXTENSION = /(?:\.(?:weapp|wx|mp-weixin))?\.(?:[jt]sx?|vue|mpx|wpy|cml)$/;

/** Roots of sub-packages times paths: beyond this the configuration is no list of pages. */
const MOST_PAIRS = 200_000;

/**
 * The files with which the bundle begins, of `scripts`, which are all of the project's; undefined where the configuration
 * names none of them.
 */
export function registeredEntries(
  store: Store<FileSource>,
  project: Project,
  scripts: readonly string[],
): readonly string[] | undefined {
  const root = project.packageRoot;
  const paths = listing(store, '');
  const configuration = CONFIGURATIONS[project.kind]
    ?.map((name) => joinPath(root, name)!)
    .find((path) => paths.has(path));
  if (configuration === undefined) return undefined;
  const pages = new Set<string>();
  const seen = new Set<string>();
  const read = (file: string, folder: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const stems = new Map<string, string[]>();
    for (const script of scripts) {
      if (folder !== '' && !script.startsWith(`${folder}/`)) continue;
      const stem = script.slice(folder === '' ? 0 : folder.length + 1).replace(EXTENSION, '');
      // A page may be named by its folder.
      for (const name of new Set([stem, stem.replace(/\/index$/, '')])) {
        const files = stems.get(name);
        if (files) files.push(script);
        else stems.set(name, [script]);
      }
    }
    const named = configured(store, file);
    for (const page of namedPages(named, stems)) pages.add(page);
    for (const one of named) {
      // mpx: `packages: ['./packages/order/app.mpx?root=order']` registers what that file does.
      const inner = one.includes('.mpx') ? resolveModule(store, file, one) : undefined;
      if (inner && 'file' in inner) read(inner.file, folderOf(inner.file));
    }
    // Lists of pages that are kept in a file of their own.
    for (const one of named) {
      if (!/page|route|config|package/i.test(one) || !/^[.@~]/.test(one) || one.includes('.mpx')) continue;
      const inner = resolveModule(store, file, one);
      if (inner && 'file' in inner && !stems.has(one) && /\.(?:[jt]s|json)$/.test(inner.file)) read(inner.file, folder);
    }
  };
  read(configuration, root);
  if (pages.size === 0) return undefined;
  const entries = new Set(pages);
  for (const script of scripts) {
    if (APP.test(root === '' ? script : script.slice(root.length + 1))) entries.add(script);
    if (/(?:^|\/)custom-tab-bar\/index\.\w+$/.test(script)) entries.add(script);
  }
  const used = withUsed(store, [...entries]);
  return namesUnknown(store, project, used) ? undefined : used;
}

/** The strings of a file that are no comment; of a single-file component those of its scripts and its configuration. */
const configured = defineQuery<FileSource, readonly string[]>(
  'configured',
  (store, file) => {
    const text = textOf(store, file) ?? '';
    if (!/\.(?:mpx|wpy)$/.test(file)) return stringsIn(text);
    return blocksOf(store, file)
      .filter((block) => block.kind === 'script' || block.kind === 'json')
      .flatMap((block) => stringsIn(block.text));
  },
  { equals: (before, after) => before.join('\n') === after.join('\n') },
);

function* namedPages(named: readonly string[], stems: ReadonlyMap<string, readonly string[]>): Generator<string> {
  const relative = named.map((one) =>
    one
      .replace(/^\.?\//, '')
      .replace(/\/$/, '')
      .replace(EXTENSION, ''),
  );
  const folders = new Set<string>();
  for (const stem of stems.keys()) {
    for (let at = stem.indexOf('/'); at > 0; at = stem.indexOf('/', at + 1)) folders.add(stem.slice(0, at));
  }
  const roots = relative.filter((one) => folders.has(one));
  if (roots.length * relative.length > MOST_PAIRS) return;
  for (const one of relative) {
    yield* stems.get(one) ?? [];
    for (const root of roots) yield* stems.get(`${root}/${one}`) ?? [];
  }
}

/** Components that no import names: those of `usingComponents`, and scripts and configurations that lie beside their component. */
function withUsed(store: Store<FileSource>, entries: readonly string[]): string[] {
  const paths = listing(store, '');
  const found = new Set(entries);
  const pending = [...entries];
  const add = (file: string | undefined) => {
    if (file === undefined || found.has(file)) return;
    found.add(file);
    pending.push(file);
  };
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const from = file;
    const resolved = (specifier: string) => {
      const to = resolveModule(store, from, specifier);
      add(to && 'file' in to && !to.file.endsWith('.json') ? to.file : undefined);
    };
    for (const block of blocksOf(store, file)) {
      if (block.source) resolved(block.source.path.startsWith('.') ? block.source.path : `./${block.source.path}`);
      if (block.kind === 'json') for (const one of stringsIn(block.text)) if (one.includes('/')) resolved(one);
    }
    const stem = file.replace(EXTENSION, '');
    for (const beside of [`${stem}.config.ts`, `${stem}.config.js`]) {
      if (!paths.has(beside)) continue;
      add(beside);
      for (const one of stringsIn(textOf(store, beside) ?? '')) if (one.startsWith('.')) resolved(one);
    }
    for (const imported of importsOf(store, file)) add(imported);
  }
  return [...found];
}

/**
 * Does the bundle import by aliases of which nothing is known here? Then nobody can say what it reaches. A package that is
 * not written down, a list of types and a style sheet are none.
 */
function namesUnknown(store: Store<FileSource>, project: Project, files: readonly string[]): boolean {
  const { dependencies } = packageJsonOf(store, joinPath(project.root, 'package.json')!);
  const folders = new Set<string>();
  for (const path of listing(store, '').keys()) {
    if (isWithin(path, project.root)) for (const part of folderOf(path).split('/')) folders.add(part);
  }
  const isAlias = (name: string) => {
    if (name.startsWith('.') || dependencies.has(name) || HARMLESS.test(name)) return false;
    if (/^[@~]{1,2}\//.test(name)) return true;
    return folders.has(name.replace(/^[@~$#]/, '').replace(/\/.*$/, ''));
  };
  return files.some((file) => missingImports(store, file).some(isAlias));
}

const HARMLESS = /(?:^|[/.])(?:types?|typings|styles?|css|scss|less|themes?|mixins?|variables?)(?:$|[/.])/i;
