/** The files of a project that really run: from what its configuration registers, along imports and components. */

import { folderOf, isWithin, joinPath } from '../base/paths.ts';
import { type PageJson, readPageJson } from '../frontends/app-json.ts';
import { importsOf } from '../modules/graph.ts';
import { moduleAt, resolveModule } from '../modules/resolve.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { projectAt, projectOf } from './discover.ts';
import type { FileSource } from './files.ts';
import { appJsonOf, SCRIPT } from './native.ts';
import { leftOutBy } from './packing.ts';
import { isNative, type Project } from './project.ts';
import { classOf, listing, textOf } from './queries.ts';
import { registeredEntries } from './registered.ts';
import { uniAppEntries } from './uni-app.ts';

interface Members {
  readonly scripts: readonly string[];
  readonly templates: readonly string[];
  /** Registered pages and components of which there is no file. */
  readonly missing: readonly string[];
}

/** The scripts of a project that can run, written here and not copied or built, and uploaded, in the order of their paths. */
export function projectScripts(store: Store<FileSource>, root: string): readonly string[] {
  return members(store, root).scripts;
}

/** The WXML files of a native project that are shown. */
export function projectTemplates(store: Store<FileSource>, root: string): readonly string[] {
  return members(store, root).templates;
}

/** Pages that are registered but of which there is no file, as paths without extension. */
export function missingPages(store: Store<FileSource>, root: string): readonly string[] {
  return members(store, root).missing;
}

/** Everything that can run, copied and built files included. */
export const reached = defineQuery<FileSource, readonly string[]>(
  'reached',
  (store, root) => {
    const project = projectAt(store, root);
    return project ? reach(store, project, entryPoints(store, project)) : [];
  },
  { equals: sameJson },
);

const members = defineQuery<FileSource, Members>(
  'members',
  (store, root) => {
    const project = projectAt(store, root);
    if (!project) return { scripts: [], templates: [], missing: [] };
    const uploaded = (file: string) => leftOutBy(store, project, file) === undefined;
    const scripts = reached(store, root).filter(
      (file) => RUNS.test(file) && classOf(store, file)?.of === 'own' && uploaded(file),
    );
    const { templates, missing } = isNative(project) ? entryPoints(store, project) : { templates: [], missing: [] };
    return { scripts: [...scripts].sort(), templates: withImported(store, templates).filter(uploaded), missing };
  },
  { equals: sameJson },
);

const INCLUDED = /<(?:import|include)\b[^>]{0,200}?\bsrc\s*=\s*["']([^"'\n]{1,200})["']/g;

const RUNS = /\.(?:[cm]?[jt]sx?|wxs|vue|nvue|uvue|mpx|wpy|cml|interface)$/;

/** Folders of installed packages: what is used of them is registered by whoever uses it. */
const LIBRARY = /(?:^|\/)(?:miniprogram_npm|node_modules)\//;

interface EntryPoints {
  readonly scripts: readonly string[];
  readonly templates: readonly string[];
  readonly missing: readonly string[];
}

function entryPoints(store: Store<FileSource>, project: Project): EntryPoints {
  if (isNative(project)) return nativeEntries(store, project.root);
  const scripts = ownScripts(store, project);
  const entries =
    project.kind === 'uni-app' ? uniAppEntries(store, project, scripts) : registeredEntries(store, project, scripts);
  return { scripts: entries ?? scripts, templates: [], missing: [] };
}

/** Every script among the sources: for kinds whose entries are not told by their configuration here. */
function ownScripts(store: Store<FileSource>, project: Project): string[] {
  return [...listing(store, '').keys()].filter(
    (path) =>
      RUNS.test(path) &&
      project.sourceRoots.some((root) => isWithin(path, root)) &&
      projectOf(store, path)?.root === project.root,
  );
}

const pageJson = defineQuery<FileSource, PageJson | undefined>('page json', (store, path) => {
  const text = textOf(store, path);
  if (text === undefined) return undefined;
  return /"component"|"usingComponents"\s*:\s*\{\s*[^\s}]/.test(text) ? readPageJson(text) : USES_NOTHING;
});

const USES_NOTHING: PageJson = { usingComponents: new Map(), component: false, problems: [] };

const componentsOf = defineQuery<FileSource, readonly string[]>(
  'components',
  (store, path) => [...(pageJson(store, path)?.usingComponents.values() ?? [])].map((one) => one.value),
  { equals: sameJson },
);

/** What `app.json` and its like register, and the components those use. */
const nativeEntries = defineQuery<FileSource, EntryPoints>(
  'native entries',
  (store, root) => {
    const project = projectAt(store, root)!;
    const paths = listing(store, '');
    const scripts = new Set<string>();
    const templates = new Set<string>();
    const missing: string[] = [];
    const pending: string[] = [];
    const seen = new Set<string>();
    const register = (base: string | undefined, always = true) => {
      if (base === undefined || seen.has(base)) return;
      seen.add(base);
      const script = SCRIPT.map((extension) => `${base}${extension}`).find((path) => paths.has(path));
      if (script) scripts.add(script);
      if (paths.has(`${base}.wxml`)) templates.add(`${base}.wxml`);
      if (paths.has(`${base}.json`)) pending.push(`${base}.json`);
      if (!script && !paths.has(`${base}.wxml`) && always) missing.push(base);
    };
    const component = (from: string, path: string) => {
      if (/^[a-z-]+:\/\//.test(path)) return;
      const beside = joinPath(path.startsWith('/') ? project.packageRoot : folderOf(from), path);
      const direct = [beside, beside && `${beside}/index`].find(
        (base) =>
          base !== undefined && (paths.has(`${base}.json`) || paths.has(`${base}.wxml`) || paths.has(`${base}.js`)),
      );
      if (direct !== undefined) return register(direct, false);
      const resolved = resolveModule(store, from, path);
      if (resolved && 'file' in resolved) register(resolved.file.replace(/\.[a-z]+$/, ''), false);
    };
    let known = false;
    for (const entry of [project.appJson, project.pluginJson]) {
      const app = entry === undefined ? undefined : appJsonOf(store, entry);
      if (!app || entry === undefined) continue;
      const folder = folderOf(entry);
      if (app.pages.length > 0 || project.kind === 'minigame' || entry === project.pluginJson) known = true;
      const game = entry.endsWith('game.json');
      register(entry.slice(0, -'.json'.length), false);
      for (const page of app.pages) register(joinPath(folder, page.value));
      for (const one of app.subPackages) {
        const sub = joinPath(folder, one.root.value);
        if (sub === undefined) continue;
        for (const page of one.pages) register(joinPath(sub, page.value));
        if (one.entry) register(joinPath(sub, one.entry.value.replace(/\.[jt]s$/, '')), false);
        else if (game) register(sub.endsWith('.js') ? sub.slice(0, -3) : joinPath(sub, 'game'), false);
      }
      register(joinPath(folder, 'custom-tab-bar/index'), false);
      register(joinPath(folder, 'app-bar/index'), false);
      if (entry === project.pluginJson) register(joinPath(folder, mainOf(textOf(store, entry)) ?? 'index'), false);
      for (const path of extraRoots(store, entry, app.workers?.value)) {
        const at = joinPath(folder, path);
        for (const file of paths.keys())
          if (at !== undefined && isWithin(file, at) && RUNS.test(file)) scripts.add(file);
      }
      for (const { value } of app.usingComponents.values()) component(entry, value);
      if (entry === project.pluginJson)
        for (const path of publicComponents(textOf(store, entry))) component(entry, path);
    }
    // Where nothing could be learned of the pages, everything that lies there may be one.
    if (!known) {
      for (const file of ownScripts(store, project)) scripts.add(file);
      for (const file of paths.keys()) {
        if (file.endsWith('.wxml') && projectOf(store, file)?.root === root) templates.add(file);
      }
    }
    // A component that no page names now is uploaded all the same, and generics, placeholders and plugins may name it.
    for (const path of paths.keys()) {
      if (!path.endsWith('.json') || !isWithin(path, project.packageRoot) || LIBRARY.test(path)) continue;
      if (projectOf(store, path)?.root === root && pageJson(store, path)?.component) register(path.slice(0, -5), false);
    }
    while (pending.length > 0) {
      const json = pending.pop()!;
      if (json === project.appJson || json === project.pluginJson) continue;
      for (const path of componentsOf(store, json)) component(json, path);
    }
    return { scripts: [...scripts], templates: [...templates], missing };
  },
  { equals: sameJson },
);

/** The scripts and everything they import, whatever it is. */
function reach(store: Store<FileSource>, project: Project, entries: EntryPoints): string[] {
  const paths = listing(store, '');
  const found = new Set(entries.scripts);
  const pending = [...entries.scripts];
  if (project.appScript !== undefined && !found.has(project.appScript)) pending.push(project.appScript);
  for (const template of entries.templates) {
    for (const [, path] of (textOf(store, template) ?? '').matchAll(
      /<wxs\b[^>]{0,200}?\bsrc\s*=\s*["']([^"'\n]{1,200})["']/g,
    )) {
      const base = joinPath(path!.startsWith('/') ? project.packageRoot : folderOf(template), path!);
      const script = base === undefined ? undefined : moduleAt(store, paths, base);
      if (script !== undefined) pending.push(script);
    }
  }
  while (pending.length > 0) {
    const file = pending.pop()!;
    found.add(file);
    for (const imported of importsOf(store, file)) if (!found.has(imported)) pending.push(imported);
  }
  return [...found];
}

/** The templates with those that they import or include. */
function withImported(store: Store<FileSource>, templates: readonly string[]): string[] {
  const paths = listing(store, '');
  const found = new Set(templates);
  const pending = [...templates];
  while (pending.length > 0) {
    const from = pending.pop()!;
    const text = textOf(store, from) ?? '';
    for (const [, path] of text.matchAll(INCLUDED)) {
      const project = projectOf(store, from);
      const base = joinPath(path!.startsWith('/') ? (project?.packageRoot ?? '') : folderOf(from), path!);
      const file = [base, `${base}.wxml`].find((one) => one !== undefined && paths.has(one));
      if (file !== undefined && !found.has(file)) {
        found.add(file);
        pending.push(file);
      }
    }
  }
  return [...found].sort();
}

/** Folders whose every script may run: workers, and the open data context of a mini-game. */
function extraRoots(store: Store<FileSource>, entry: string, workers: string | undefined): string[] {
  const context = /"openDataContext"\s*:\s*"([^"\n]{1,200})"/.exec(textOf(store, entry) ?? '')?.[1];
  return [workers, context].filter((path) => path !== undefined && path !== '') as string[];
}

function mainOf(text: string | undefined): string | undefined {
  return /"main"\s*:\s*"([^"\n]{1,200})"/.exec(text ?? '')?.[1]?.replace(/\.[jt]s$/, '');
}

function publicComponents(text: string | undefined): string[] {
  const block = /"publicComponents"\s*:\s*\{([^{}]*)\}/.exec(text ?? '')?.[1] ?? '';
  return [...block.matchAll(/:\s*"([^"\n]{1,200})"/g)].map((match) => match[1]!);
}

function sameJson(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
