/** What of a uni-app project is compiled: the pages of `pages.json`, and the components that easycom finds by their names. */

import { folderOf, isWithin, joinPath } from '../base/paths.ts';
import { child, entries, type JsonNode, parseJson } from '../frontends/json.ts';
import { compiledText } from '../frontends/lowered.ts';
import { defineQuery, type Store } from '../store/store.ts';
import type { FileSource } from './files.ts';
import type { Project } from './project.ts';
import { listing, textOf } from './queries.ts';

const PAGE = ['.vue', '.nvue', '.uvue', '.ts', '.js'];
const ENTRY = ['main.ts', 'main.js', 'main.uts', 'App.vue', 'app.vue', 'App.nvue', 'App.uvue'];

/** Folders whose components need no import: easycom's, and those of layouts. */
const COMPONENTS = /(?:^|\/)(?:components|wxcomponents|mycomponents|layouts)\//;

interface PagesJson {
  /** Without extension, relative to the sources; sub-packages included. */
  readonly pages: readonly string[];
  /** Where the rules of easycom lead, up to the first `$1`: `@/widgets/`. */
  readonly easycom: readonly string[];
}

const pagesJson = defineQuery<FileSource, PagesJson | undefined>(
  'pages.json',
  (store, path) => {
    const text = compiledText(store, path);
    if (text === undefined) return undefined;
    const { root } = parseJson(text);
    const paths = (list: JsonNode | undefined) =>
      (list?.children ?? []).flatMap((page) => {
        const value = page.type === 'string' ? page.value : child(page, 'path')?.value;
        return typeof value === 'string' ? [value.replace(/^\//, '').replace(/\?.*$/, '')] : [];
      });
    const pages = paths(child(root, 'pages'));
    for (const key of ['subPackages', 'subpackages']) {
      for (const one of child(root, key)?.children ?? []) {
        const folder = child(one, 'root')?.value;
        if (typeof folder !== 'string') continue;
        for (const page of paths(child(one, 'pages'))) pages.push(joinPath(folder.replace(/^\//, ''), page) ?? page);
      }
    }
    const easycom = child(root, 'easycom');
    const rules = [...entries(child(easycom, 'custom')), ...entries(easycom)];
    return {
      pages,
      easycom: rules.flatMap(({ value }) =>
        typeof value.value === 'string' ? [value.value.replace(/\$.*$/, '')] : [],
      ),
    };
  },
  { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
);

/**
 * The files with which the compilation begins, of `scripts`, which are all of the project's; undefined where `pages.json`
 * is not there or names none of them, so that every one of them may be a page.
 */
export function uniAppEntries(
  store: Store<FileSource>,
  project: Project,
  scripts: readonly string[],
): readonly string[] | undefined {
  const paths = listing(store, '');
  const root = project.packageRoot;
  const registered = pagesJson(store, joinPath(root, 'pages.json')!);
  if (!registered) return undefined;
  const found = new Set<string>();
  for (const page of registered.pages) {
    const file = PAGE.map((extension) => joinPath(root, page + extension)).find((path) => path && paths.has(path));
    if (file !== undefined) found.add(file);
  }
  if (found.size === 0) return undefined;
  for (const name of ENTRY) {
    const path = joinPath(root, name)!;
    if (paths.has(path)) found.add(path);
  }
  const folders = registered.easycom.flatMap((target) => {
    const folder = /^(?:@|~@|\.|)\//.test(target) ? folderOf(target.replace(/^[^/]*\//, '')) : undefined;
    return folder === undefined || folder === '' ? [] : [joinPath(root, folder)!];
  });
  const autoImport = importsByItself(store, project);
  for (const script of scripts) {
    if (COMPONENTS.test(script) || folders.some((folder) => isWithin(script, folder))) found.add(script);
    else if (autoImport && !/\.[nu]?vue$/.test(script)) found.add(script);
  }
  for (const folder of scripts.flatMap((script) => wholeFolders(store, script, root))) {
    for (const script of scripts) if (isWithin(script, folder)) found.add(script);
  }
  return [...found];
}

/** Does the build import by name alone (`unplugin-auto-import` with folders)? Nobody then says what is used. */
function importsByItself(store: Store<FileSource>, project: Project): boolean {
  return ['vite.config.ts', 'vite.config.js', 'vite.config.mts'].some((name) =>
    /AutoImport\s*\([\s\S]{0,2000}\bdirs\b/.test(textOf(store, joinPath(project.root, name)!) ?? ''),
  );
}

const WHOLE_FOLDER =
  /(?:require\.context|import\.meta\.glob(?:Eager)?)\s{0,8}(?:<[^>\n]{0,80}>)?\(\s{0,40}\[?\s{0,40}['"]([^'"*\n]{1,200})/g;

/** Folders that a script imports as a whole. */
function wholeFolders(store: Store<FileSource>, script: string, root: string): string[] {
  const text = textOf(store, script) ?? '';
  if (!text.includes('require.context') && !text.includes('import.meta.glob')) return [];
  return [...text.matchAll(WHOLE_FOLDER)].flatMap(([, written]) => {
    const path = written!.replace(/^[@~]?\//, '/').replace(/\/[^/]*\.[^/]*$/, '');
    const folder = joinPath(path.startsWith('/') ? root : folderOf(script), path.replace(/^\//, '') || '.');
    return folder === undefined ? [] : [folder.replace(/\/$/, '')];
  });
}
