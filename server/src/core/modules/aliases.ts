/** Names that a configuration gives to folders: `paths` of tsconfig and jsconfig, and the aliases of bundlers. */

import { folderOf, joinPath } from '../base/paths.ts';
import { child, entries, type JsonNode, parseJson } from '../frontends/json.ts';
import type { FileSource } from '../project/files.ts';
import { listing, textOf } from '../project/queries.ts';
import { defineQuery, type Query, type Store } from '../store/store.ts';

/** `from` has at most one `*`; so has each of `to`, which are paths in the checked folder. */
export interface Alias {
  readonly from: string;
  readonly to: readonly string[];
}

/** How far `extends` and `references` are followed. */
const LONGEST_CHAIN = 6;

/** The aliases in force for the files of a folder, nearest configuration first. The key is a folder. */
export const aliasesOf: Query<FileSource, readonly Alias[]> = defineQuery<FileSource, readonly Alias[]>(
  'aliases',
  (store, folder) => {
    const paths = listing(store, '');
    const inFolder = (name: string) => (folder === '' ? name : `${folder}/${name}`);
    const found: Alias[] = [];
    const config = ['tsconfig.json', 'jsconfig.json'].map(inFolder).find((path) => paths.has(path));
    if (config !== undefined) found.push(...compilerAliases(store, config, 0));
    for (const name of BUNDLERS) {
      const path = inFolder(name);
      if (paths.has(path)) found.push(...bundlerAliases(folder, textOf(store, path) ?? ''));
    }
    const above = folder === '' ? [] : aliasesOf(store, folderOf(folder));
    return [...found, ...above];
  },
  { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
);

/** What a specifier may stand for by one alias; undefined where the alias does not fit. */
export function applyAlias({ from, to }: Alias, specifier: string): readonly string[] | undefined {
  const star = from.indexOf('*');
  if (star < 0) {
    if (specifier === from) return to;
    return specifier.startsWith(`${from}/`) && !from.endsWith('/')
      ? to.map((path) => `${path}${specifier.slice(from.length)}`)
      : undefined;
  }
  const before = from.slice(0, star);
  const after = from.slice(star + 1);
  if (specifier.length < before.length + after.length) return undefined;
  if (!specifier.startsWith(before) || !specifier.endsWith(after)) return undefined;
  const rest = specifier.slice(before.length, specifier.length - after.length);
  return to.map((path) => path.replace('*', () => rest));
}

function compilerAliases(store: Store<FileSource>, path: string, depth: number): Alias[] {
  const text = textOf(store, path);
  if (text === undefined || depth > LONGEST_CHAIN) return [];
  const { root } = parseJson(text);
  const folder = folderOf(path);
  const options = child(root, 'compilerOptions');
  const base = joinPath(folder, stringOf(child(options, 'baseUrl')) ?? '.');
  const found: Alias[] = [];
  for (const { key, value } of entries(child(options, 'paths'))) {
    const to = (value.children ?? []).flatMap((item) => {
      const target = stringOf(item);
      const joined = target === undefined || base === undefined ? undefined : joinPath(base, target);
      return joined === undefined ? [] : [joined];
    });
    // `*` alone names every package: it says where types are, not what a path means.
    if (to.length > 0 && key !== '*') found.push({ from: key, to });
  }
  const others = [
    ...strings(child(root, 'extends')),
    ...(child(root, 'references')?.children ?? []).flatMap((one) => strings(child(one, 'path'))),
  ];
  for (const other of others) {
    // A configuration from a package sets no paths of this project.
    const joined = /^\.{0,2}\//.test(other) || other === '.' ? joinPath(folder, other) : undefined;
    const target = [joined, `${joined}.json`, `${joined}/tsconfig.json`].find(
      (file) => file !== undefined && listing(store, '').has(file),
    );
    if (joined !== undefined && target !== undefined && target !== path) {
      found.push(...compilerAliases(store, target, depth + 1));
    }
  }
  return found;
}

const BUNDLERS = [
  'vite.config.ts',
  'vite.config.js',
  'vite.config.mts',
  'vite.config.mjs',
  'vue.config.js',
  'webpack.config.js',
  'webpack.config.ts',
  'rollup.config.js',
  'config/index.js',
  'config/index.ts',
  'build/webpack.base.conf.js',
  'build/webpack.base.js',
  'mpx.config.js',
  'wepy.config.js',
  'babel.config.js',
  'gulpfile.js',
]; // prettier-ignore

/** `'@': path.resolve(__dirname, '..', 'src')`, and the like with `join`, `resolve`, `new URL('./src', import.meta.url)`. */
const ENTRY =
  /['"]?([@~#\w][\w@~#/.-]{0,40})['"]?\s*:\s*(?:(?:path\.)?(?:resolve|join)\s*\(([^()\n]{0,120}(?:\(\)[^()\n]{0,80})?)\)|fileURLToPath\s*\(\s*new\s+URL\s*\(\s*['"]([^'"\n]{1,100})['"])/g;

/** Aliases that a bundler's configuration writes out; it is not run, so anything computed otherwise is not seen. */
function bundlerAliases(folder: string, text: string): Alias[] {
  const found: Alias[] = [];
  for (const [, name, call, url] of text.matchAll(ENTRY)) {
    const pieces =
      url === undefined ? [...(call ?? '').matchAll(/['"]([^'"]*)['"]/g)].map((match) => match[1]!) : [url];
    if (pieces.length === 0 || /^(?:path|dir|root|output|outDir|entry|filename|context)$/.test(name!)) continue;
    // config/index.js and build/*.js write paths from their own folder, with `..`.
    const direct = joinPath(folder, pieces.join('/').replace(/^(?:\.\.\/)+/, ''));
    if (direct !== undefined) found.push({ from: name!, to: [direct] });
  }
  return found;
}

function stringOf(node: JsonNode | undefined): string | undefined {
  return node?.type === 'string' ? (node.value as string) : undefined;
}

function strings(node: JsonNode | undefined): string[] {
  const nodes = node?.type === 'array' ? (node.children ?? []) : node ? [node] : [];
  return nodes.flatMap((one) => stringOf(one) ?? []);
}
