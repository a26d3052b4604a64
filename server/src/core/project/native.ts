/** Native projects: what the developer tools open, with or without their configuration file. */

import { message, type Unread } from '../base/finding.ts';
import { baseName, folderOf, isWithin, joinPath } from '../base/paths.ts';
import { type AppJson, readAppJson } from '../frontends/app-json.ts';
import type { JsonProblem } from '../frontends/json.ts';
import { type ProjectConfig, readProjectConfig } from '../frontends/project-config.ts';
import { defineQuery, type Store } from '../store/store.ts';
import type { FileSource } from './files.ts';
import type { Project, ProjectKind } from './project.ts';
import { textOf } from './queries.ts';

/** An `app.json`, `game.json` or `plugin.json`; undefined where there is no such file. The key is its path. */
export const appJsonOf = defineQuery<FileSource, AppJson | undefined>(
  'app.json',
  (store, path) => {
    const text = textOf(store, path);
    return text === undefined ? undefined : readAppJson(text);
  },
  { equals: sameFacts },
);

/** A `project.config.json` or its private overlay. The key is its path. */
export const projectConfigOf = defineQuery<FileSource, ProjectConfig | undefined>(
  'project.config.json',
  (store, path) => {
    const text = textOf(store, path);
    return text === undefined ? undefined : readProjectConfig(text);
  },
  { equals: sameFacts },
);

const ENTRY_JSON = ['app.json', 'game.json', 'plugin.json'] as const;
const BUILT = /(?:^|\/)(?:dist|build|unpackage|output|\.temp|miniprogram_npm|node_modules|miniprogram_dist)(?:\/|$)/;

/** The project that a `project.config.json` describes; undefined where its folder holds no native project. */
export function configuredProject(
  store: Store<FileSource>,
  config: string,
  paths: ReadonlyMap<string, number>,
): Project | undefined {
  const root = folderOf(config);
  const privatePath = inFolder(root, 'project.private.config.json');
  const privateConfig = paths.has(privatePath) ? privatePath : undefined;
  const shared = projectConfigOf(store, config);
  const own = privateConfig === undefined ? undefined : projectConfigOf(store, privateConfig);
  const problems = [...complaints(config, shared?.problems), ...complaints(privateConfig, own?.problems)];
  const setting = (key: 'miniprogramRoot' | 'srcMiniprogramRoot' | 'pluginRoot' | 'compileType') =>
    own?.[key]?.value ?? shared?.[key]?.value;
  const folder = (key: 'miniprogramRoot' | 'srcMiniprogramRoot' | 'pluginRoot') => {
    const value = setting(key);
    return value === undefined ? undefined : joinPath(root, value);
  };
  const compileType = setting('compileType');
  const declared = [folder('miniprogramRoot') ?? root, folder('srcMiniprogramRoot'), root].filter(
    (path) => path !== undefined,
  );
  const names = compileType === 'game' ? ['game.json', 'app.json'] : ['app.json', 'game.json'];
  let entry: string | undefined;
  for (const at of declared) {
    entry ??= names.map((name) => inFolder(at, name)).find((path) => paths.has(path));
  }
  const plugin = folder('pluginRoot');
  const pluginJson = plugin === undefined ? undefined : ifThere(paths, inFolder(plugin, 'plugin.json'));
  entry ??= pluginJson === undefined || compileType !== 'plugin' ? shallowest(paths, root, names, config) : undefined;
  if (entry === undefined && pluginJson === undefined) return undefined;
  const wanted = folder('miniprogramRoot');
  if (entry !== undefined && wanted !== undefined && !isWithin(entry, wanted)) {
    const sources = folderOf(entry);
    // A folder that is not there is made by a build; what it is made from is checked.
    problems.push({
      file: config,
      why: message('There is no app.json in “{0}”; “{1}” is checked instead.', wanted || '.', sources || '.'),
    });
  }
  const packageRoot = entry === undefined ? plugin! : folderOf(entry);
  const kind: ProjectKind =
    compileType === 'plugin' ? 'weapp-plugin' : entry && baseName(entry) === 'game.json' ? 'minigame' : 'weapp';
  return {
    root,
    kind,
    platform: 'mp-weixin',
    sourceRoots: [packageRoot, ...(pluginJson && !isWithin(plugin!, packageRoot) ? [plugin!] : [])],
    packageRoot,
    config,
    ...(privateConfig === undefined ? undefined : { privateConfig }),
    ...(entry === undefined ? undefined : { appJson: entry }),
    ...(pluginJson === undefined ? undefined : { pluginJson }),
    ...entryScript(paths, entry),
    problems: [...problems, ...entryComplaints(store, entry), ...entryComplaints(store, pluginJson)],
  };
}

/** The project of an `app.json`, `game.json` or `plugin.json` that no configuration claims; undefined where it is something else of that name. */
export function bareProject(
  store: Store<FileSource>,
  entry: string,
  paths: ReadonlyMap<string, number>,
): Project | undefined {
  const root = folderOf(entry);
  const name = baseName(entry);
  if (BUILT.test(entry)) return undefined;
  const app = appJsonOf(store, entry);
  if (!app) return undefined;
  const there = (path: string) => SCRIPT.some((extension) => paths.has(`${path}${extension}`));
  const pages = [
    ...app.pages.map((page) => page.value),
    ...app.subPackages.flatMap((one) => one.pages.map((page) => `${one.root.value}/${page.value}`)),
  ];
  const page = pages.some((path) => there(joinPath(root, path) ?? ''));
  const script = there(inFolder(root, name.replace('.json', '')));
  const main = name === 'plugin.json' ? there(inFolder(root, 'index')) && pages.length > 0 : script;
  // A page that exists says what it is; where the JSON is broken or lists none, the script beside it must do.
  if (!page && !(main && (app.problems.length > 0 || pages.length > 0 || name === 'game.json'))) return undefined;
  const plugin = name === 'plugin.json';
  return {
    root,
    kind: plugin ? 'weapp-plugin' : name === 'game.json' ? 'minigame' : 'weapp',
    platform: 'mp-weixin',
    sourceRoots: [root],
    packageRoot: root,
    ...(plugin ? { pluginJson: entry } : { appJson: entry }),
    ...(plugin ? undefined : entryScript(paths, entry)),
    problems: entryComplaints(store, entry),
  };
}

/** Whether a file may be the entry of a native project, by its name. */
export function isEntryJson(path: string): boolean {
  return (ENTRY_JSON as readonly string[]).includes(baseName(path));
}

/** The extensions of scripts that the developer tools compile; TypeScript first, for its compiled twin may lie beside it. */
export const SCRIPT = ['.ts', '.js'] as const;

function entryScript(paths: ReadonlyMap<string, number>, entry: string | undefined): { appScript: string } | undefined {
  if (entry === undefined) return undefined;
  const base = entry.slice(0, -'.json'.length);
  const script = SCRIPT.map((extension) => `${base}${extension}`).find((path) => paths.has(path));
  return script === undefined ? undefined : { appScript: script };
}

/** The least deep entry below `root`, sources before builds. */
function shallowest(
  paths: ReadonlyMap<string, number>,
  root: string,
  names: readonly string[],
  config: string,
): string | undefined {
  let best: string | undefined;
  const rank = (path: string) => (BUILT.test(path.slice(root.length)) ? 1000 : 0) + path.split('/').length;
  for (const path of paths.keys()) {
    if (!names.includes(baseName(path)) || !isWithin(path, root)) continue;
    // One with a configuration of its own is a project of its own.
    if (paths.has(inFolder(folderOf(path), 'project.config.json')) && folderOf(path) !== folderOf(config)) continue;
    const script = path.slice(0, -'.json'.length);
    if (!SCRIPT.some((extension) => paths.has(`${script}${extension}`))) continue;
    if (best === undefined || rank(path) < rank(best)) best = path;
  }
  return best;
}

function entryComplaints(store: Store<FileSource>, path: string | undefined): Unread[] {
  return path === undefined ? [] : complaints(path, appJsonOf(store, path)?.problems);
}

function complaints(file: string | undefined, problems: readonly JsonProblem[] | undefined): Unread[] {
  return file === undefined ? [] : (problems ?? []).slice(0, 3).map((problem) => ({ file, why: problem.message }));
}

function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function ifThere(paths: ReadonlyMap<string, number>, path: string): string | undefined {
  return paths.has(path) ? path : undefined;
}

/** Equal but for places: an edit that only moves things changes nothing for those who do not point at them. */
function sameFacts(before: unknown, after: unknown): boolean {
  return factsOf(before) === factsOf(after);
}

function factsOf(value: unknown): string {
  return JSON.stringify(value, (key, inner) => {
    if (key === 'start' || key === 'end') return undefined;
    return inner instanceof Map ? [...inner] : inner;
  });
}
