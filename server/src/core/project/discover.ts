/** What a folder holds: every mini-program, plugin, mini-game and server in it, and which file belongs to which. */

import { baseName, folderOf, foldersUp, isWithin, joinPath } from '../base/paths.ts';
import { defineQuery, type Store } from '../store/store.ts';
import type { FileSource } from './files.ts';
import { gameProjects } from './game-engine.ts';
import { bareProject, configuredProject, isEntryJson, projectConfigOf } from './native.ts';
import { frameworkOf, isServerPackage, packageJsonOf } from './package-json.ts';
import type { Project, ProjectKind } from './project.ts';
import { listing, textOf } from './queries.ts';

const FOREIGN = /(?:^|\/)(?:node_modules|miniprogram_npm|uni_modules|unpackage|\.serverless)\//;

/** Every project of the checked folder, by root. The key is always `''`. */
export const projects = defineQuery<FileSource, readonly Project[]>(
  'projects',
  (store) => {
    const paths = listing(store, '');
    const named = candidates(paths);
    const found = new Map<string, Project>();
    const add = (project: Project | undefined) => {
      if (project && !found.has(project.root)) found.set(project.root, project);
    };
    for (const framework of frameworkProjects(store, paths, named)) add(framework);
    for (const game of gameProjects(store, paths)) add(game);
    const frameworks = [...found.values()];
    for (const config of named.configs) {
      const folder = folderOf(config);
      // The configuration of a framework's project says where its build goes, not what its sources are.
      if (frameworks.some((project) => isWithin(folder, project.root))) continue;
      add(configuredProject(store, config, paths));
    }
    for (const entry of named.entries) {
      const folder = folderOf(entry);
      if (frameworks.some((project) => isWithin(folder, project.root))) continue;
      const claimed = [...found.values()].some(
        (project) => project.appJson === entry || project.pluginJson === entry || project.sourceRoots.includes(folder),
      );
      if (!claimed) add(bareProject(store, entry, paths));
    }
    for (const server of serverProjects(store, paths, named)) add(server);
    return [...found.values()].sort((left, right) => (left.root < right.root ? -1 : 1));
  },
  { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
);

/** The roots of all projects, those on servers included, in order. */
export function projectRoots(store: Store<FileSource>): readonly string[] {
  return projects(store, '').map((project) => project.root);
}

/** The project with that root. */
export function projectAt(store: Store<FileSource>, root: string): Project | undefined {
  return projects(store, '').find((project) => project.root === root);
}

const around = defineQuery<FileSource, Project | undefined>('project around', (store, path) => {
  let best: Project | undefined;
  let depth = -1;
  for (const project of projects(store, '')) {
    for (const root of project.sourceRoots) {
      if (isWithin(path, root) && root.length > depth) {
        best = project;
        depth = root.length;
      }
    }
    // Below another project's root but outside its sources (its tooling, its build): nobody's.
    if (isWithin(path, project.root) && project.root.length > depth) {
      best = undefined;
      depth = project.root.length;
    }
  }
  return best;
});

const owner = defineQuery<FileSource, Project | undefined>('project of', (store, path) => {
  const best = around(store, path);
  return best && !isTooling(path, best) ? best : undefined;
});

/** The project among whose files one lies that runs on the developer's machine alone; undefined for every other file. */
export function toolingOf(store: Store<FileSource>, path: string): Project | undefined {
  const project = around(store, path);
  return project && isTooling(path, project) ? project : undefined;
}

/** The project among whose sources a file is; undefined for tooling, documents and what lies beside the projects. */
export function projectOf(store: Store<FileSource>, path: string): Project | undefined {
  return owner(store, path);
}

/** Scripts that run on the developer's machine, though they lie among the sources. */
const TOOLING_FILE =
  /^(?:gulpfile|gruntfile|rollup|webpack|vite|vitest|vue|babel|postcss|tailwind|jest|commitlint|karma|prettier|eslint|stylelint|project|unocss|uno)(?:\..*)?\.(?:[cm]?[jt]s)$|\.config\.[cm]?[jt]s$|^\.|\.(?:test|spec)\.[jt]sx?$|\.d\.[cm]?ts$/i;
const TOOLING_FOLDER =
  /^(?:node_modules|build|scripts?|tools?|tests?|__tests__|e2e|docs?|examples?|mock-server|\.[^/]+)$/;

function isTooling(path: string, project: Project): boolean {
  if (project.kind === 'backend' || project.kind === 'cloud-functions') return false;
  if (TOOLING_FILE.test(baseName(path))) return true;
  // A folder is tooling only where the sources are the whole repository, beside its configuration.
  if (!project.sourceRoots.includes(project.root)) return false;
  const inside = project.root === '' ? path : path.slice(project.root.length + 1);
  const slash = inside.indexOf('/');
  return slash > 0 && TOOLING_FOLDER.test(inside.slice(0, slash));
}

interface Candidates {
  readonly configs: readonly string[];
  readonly entries: readonly string[];
  readonly packages: readonly string[];
  readonly composers: readonly string[];
  /** `manifest.json` with a `pages.json` beside it, `app.mpx`, `app.wpy`. */
  readonly frameworks: readonly (readonly [string, ProjectKind])[];
}

function candidates(paths: ReadonlyMap<string, number>): Candidates {
  const configs: string[] = [];
  const entries: string[] = [];
  const packages: string[] = [];
  const composers: string[] = [];
  const frameworks: [string, ProjectKind][] = [];
  for (const path of paths.keys()) {
    if (FOREIGN.test(path)) continue;
    const name = baseName(path);
    if (name === 'project.config.json') configs.push(path);
    else if (isEntryJson(path)) entries.push(path);
    else if (name === 'package.json') packages.push(path);
    else if (name === 'composer.json') composers.push(path);
    else if (name === 'manifest.json' && paths.has(`${path.slice(0, -'manifest.json'.length)}pages.json`))
      frameworks.push([path, 'uni-app']);
    else if (name === 'app.mpx') frameworks.push([path, 'mpx']);
    else if (name === 'app.wpy') frameworks.push([path, 'wepy']);
  }
  return { configs, entries, packages, composers, frameworks };
}

/** Projects that a framework builds: told by the files only it has, or by what the package depends on. */
function* frameworkProjects(
  store: Store<FileSource>,
  paths: ReadonlyMap<string, number>,
  named: Candidates,
): Generator<Project> {
  for (const [path, kind] of named.frameworks) {
    const sources = folderOf(path);
    // An `app.mpx` among the sources of another one lists the pages of one of its sub-packages.
    if (named.frameworks.some(([other, same]) => same === kind && kind === 'mpx' && isBelow(sources, folderOf(other))))
      continue;
    const above = baseName(sources) === 'src' ? folderOf(sources) : undefined;
    const root =
      above !== undefined && paths.has(above === '' ? 'package.json' : `${above}/package.json`) ? above : sources;
    yield frameworkProject(paths, root, sources, kind);
  }
  for (const path of named.packages) {
    const root = folderOf(path);
    const kind = frameworkOf(packageJsonOf(store, path).dependencies);
    if (!kind) continue;
    const src = root === '' ? 'src' : `${root}/src`;
    const hasSource = [...paths.keys()].some((file) => isWithin(file, src));
    // Without sources it is a helper package of a larger repository; uni-app's pages are in their own branch above.
    if (hasSource && (kind !== 'rax' || buildsForWeChat(store, root))) yield frameworkProject(paths, root, src, kind);
  }
}

/** A Rax application is a web page first; its configuration says what else it is built for. */
function buildsForWeChat(store: Store<FileSource>, root: string): boolean {
  return /"wechat-miniprogram"/.test(textOf(store, joinPath(root, 'build.json')!) ?? '');
}

function isBelow(folder: string, other: string): boolean {
  return folder !== other && isWithin(folder, other);
}

function frameworkProject(
  paths: ReadonlyMap<string, number>,
  root: string,
  sources: string,
  kind: ProjectKind,
): Project {
  const config = [root, sources]
    .map((folder) => joinPath(folder, 'project.config.json')!)
    .find((path) => paths.has(path));
  const privateConfig = config?.replace('project.config.json', 'project.private.config.json');
  const script = ['main.ts', 'main.js', 'app.tsx', 'app.ts', 'app.jsx', 'app.js', 'app.mpx', 'app.wpy', 'app/app.cml']
    .map((name) => joinPath(sources, name)!)
    .find((path) => paths.has(path));
  return {
    root,
    kind,
    platform: 'mp-weixin',
    sourceRoots: [sources],
    packageRoot: sources,
    ...(config === undefined ? undefined : { config }),
    ...(privateConfig !== undefined && paths.has(privateConfig) ? { privateConfig } : undefined),
    ...(script === undefined ? undefined : { appScript: script }),
    problems: [],
  };
}

/** Cloud functions and other servers that lie in the same repository. */
function* serverProjects(
  store: Store<FileSource>,
  paths: ReadonlyMap<string, number>,
  named: Candidates,
): Generator<Project> {
  const clouds: string[] = [];
  for (const config of named.configs) {
    const root = projectConfigOf(store, config)?.cloudfunctionRoot?.value;
    const folder = root === undefined ? undefined : joinPath(folderOf(config), root);
    if (folder === undefined || folder === folderOf(config) || clouds.includes(folder)) continue;
    if (![...paths.keys()].some((path) => isWithin(path, folder))) continue;
    clouds.push(folder);
    yield server(folder, 'cloud-functions');
  }
  for (const path of named.packages) {
    const folder = folderOf(path);
    if (clouds.some((cloud) => isWithin(folder, cloud))) continue;
    const { dependencies } = packageJsonOf(store, path);
    // A package that also holds a mini-program or a web page is not taken from it by one server library.
    if (!isServerPackage(dependencies) || frameworkOf(dependencies) !== undefined) continue;
    yield server(folder, dependencies.has('wx-server-sdk') ? 'cloud-functions' : 'backend');
  }
  for (const path of named.composers) {
    if (!/"(?:type"\s*:\s*"(?:library|composer-plugin))"/.test(textOf(store, path) ?? ''))
      yield server(folderOf(path), 'backend');
  }
}

function server(root: string, kind: 'backend' | 'cloud-functions'): Project {
  return { root, kind, sourceRoots: [root], packageRoot: root, problems: [] };
}

/** The folder of the nearest file of that name, from `folder` upwards; undefined where there is none. */
export function nearest(store: Store<FileSource>, folder: string, name: string): string | undefined {
  const paths = listing(store, '');
  return foldersUp(folder).find((at) => paths.has(at === '' ? name : `${at}/${name}`));
}
