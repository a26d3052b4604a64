/** The project as a run sees it: its files' top levels, where imports lead, and which frameworks are there. */

import { joinPath } from '../base/paths.ts';
import { lowered } from '../frontends/lowered.ts';
import { loweredPhp } from '../frontends/lowered-php.ts';
import type { Module, Statement } from '../ir/nodes.ts';
import decoders from '../models/decoders/index.generated.ts';
import frameworks from '../models/frameworks/index.generated.ts';
import guards from '../models/guards/index.generated.ts';
import type { FrameworkModel, ModelLanguage } from '../models/schema/flow.ts';
import { importedFirst } from '../modules/graph.ts';
import { resolveModule } from '../modules/resolve.ts';
import { nearest } from '../project/discover.ts';
import type { FileSource } from '../project/files.ts';
import { listing, textOf } from '../project/queries.ts';
import { detectPhpFramework, phpModelsFor, phpRoots, rootOf } from '../routes/php/detect.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { classValue } from './instances.ts';
import { Machine, type ModuleRun, type World } from './machine.ts';
import { compileModels, type Models } from './models.ts';
import { sameConstants } from './plain-modules.ts';
import { runBody } from './statements.ts';
import { type ClassValue, literal, UNKNOWN, type Value } from './value.ts';

const compiled = new Map<string, Models>();

function modelsFor(language: ModelLanguage, active: readonly FrameworkModel[]): Models {
  const key = `${language} ${active.map((model) => model.name).join()}`;
  let models = compiled.get(key);
  if (!models) {
    const names = language === 'php' ? new Set(active.map((model) => model.name)) : undefined;
    models = compileModels({ frameworks, decoders, guards }, language, names);
    compiled.set(key, models);
  }
  return models;
}

interface Dependencies {
  readonly versions: ReadonlyMap<string, string>;
  readonly php: readonly string[];
}

/** What the nearest package.json and composer.json say, as `name version` lines. The key is a folder. */
const dependencies = defineQuery<FileSource, Dependencies>('dependencies', (store, folder) => {
  const versions = new Map<string, string>();
  const read = (name: string, ...keys: string[]) => {
    const at = nearest(store, folder, name);
    const text = at === undefined ? undefined : textOf(store, joinPath(at, name)!);
    if (text === undefined) return;
    try {
      const json = JSON.parse(text) as Record<string, Record<string, unknown> | undefined>;
      for (const key of keys)
        for (const [dependency, version] of Object.entries(json[key] ?? {}))
          if (typeof version === 'string') versions.set(dependency, version);
    } catch {
      // A broken file names no dependencies; it is listed as such where projects are read.
    }
  };
  read('package.json', 'dependencies', 'devDependencies');
  read('composer.json', 'require', 'require-dev');
  return { versions, php: [] };
});

/** The folders with a composer.json of their own, deepest first, and the checked folder; joined by line ends. */
const phpProjectRoots = defineQuery<FileSource, string>('php roots', (store) => {
  const all = listing(store, '');
  return phpRoots(
    [...all.keys()].filter((path) => path.endsWith('.php')),
    (path) => all.has(path),
  ).join('\n');
});

/** The folder of the PHP project that a file belongs to. */
export function phpRootOf(store: Store<FileSource>, file: string): string {
  return rootOf(phpProjectRoots(store, '').split('\n'), file);
}

/** Versions of a PHP project's packages: as locked, else as asked for. The key is the project's folder. */
const composerVersions = defineQuery<FileSource, ReadonlyMap<string, string>>('composer versions', (store, root) => {
  const versions = new Map<string, string>();
  const json = (name: string): Record<string, unknown> => {
    try {
      return (JSON.parse(textOf(store, root ? `${root}/${name}` : name) ?? '{}') ?? {}) as Record<string, unknown>;
    } catch {
      return {};
    }
  };
  for (const [name, version] of Object.entries((json('composer.json')['require'] ?? {}) as Record<string, unknown>)) {
    if (typeof version === 'string') versions.set(name, version);
  }
  const locked = json('composer.lock')['packages'];
  for (const one of Array.isArray(locked) ? (locked as { name?: unknown; version?: unknown }[]) : []) {
    if (typeof one?.name === 'string' && typeof one.version === 'string') versions.set(one.name, one.version);
  }
  return versions;
});

/** The framework a PHP project is built with; the key is its folder. */
export const phpFrameworkAt = defineQuery<FileSource, FrameworkModel | undefined>('php framework', (store, root) => {
  const composer = textOf(store, root ? `${root}/composer.json` : 'composer.json');
  const files = [...listing(store, '').keys()].filter(
    (path) => path.endsWith('.php') && !/(?:^|\/)vendor\//.test(path) && phpRootOf(store, path) === root,
  );
  return detectPhpFramework(
    composer,
    files.map((path) => textOf(store, path) ?? ''),
  );
});

/** PHP classes and functions of the checked folder by qualified name in lower case: where each is declared. */
const phpNames = defineQuery<FileSource, ReadonlyMap<string, string>>(
  'php names',
  (store) => {
    const names = new Map<string, string>();
    for (const path of listing(store, '').keys()) {
      if (path.endsWith('.php'))
        for (const name of declaredIn(store, path).split('\n')) if (name && !names.has(name)) names.set(name, path);
    }
    return names;
  },
  { equals: (a, b) => a.size === b.size && [...b].every(([name, path]) => a.get(name) === path) },
);

const declaredIn = defineQuery<FileSource, string>('php declarations', (store, path) => {
  const text = textOf(store, path) ?? '';
  const namespace = /^\s*namespace\s+([\w\\]+)\s*[;{]/m.exec(text)?.[1];
  const found: string[] = [];
  for (const match of text.matchAll(
    /^[ \t]*(?:(?:abstract|final|readonly)\s+)*(?:class|interface|trait|function)\s+&?(\w+)/gm,
  )) {
    found.push((namespace ? `${namespace}\\${match[1]}` : match[1]!).toLowerCase());
  }
  return found.join('\n');
});

/** ThinkPHP's `app/provider.php`: classes by the names they are bound to. The key is the project's folder. */
const bindings = defineQuery<FileSource, ReadonlyMap<string, string>>('php bindings', (store, root) => {
  const bound = new Map<string, string>();
  for (const statement of loweredPhp(store, root ? `${root}/app/provider.php` : 'app/provider.php')?.module.body ??
    []) {
    if (statement.kind !== 'return' || statement.value?.kind !== 'object') continue;
    for (const entry of statement.value.entries) {
      if (entry.kind !== 'property' || typeof entry.key !== 'string' || entry.value.kind !== 'literal') continue;
      if (typeof entry.value.value === 'string') bound.set(entry.key, entry.value.value.replace(/^\\/, ''));
    }
  }
  return bound;
});

/** Words of request input, in the framework's own methods and in the helpers that projects put around them. */
const READS_REQUEST = /request|input|params?\b|cookie|headers?\b|\$_[A-Z]|\bI\(|\bbody\b|\bquery\b/i;

/** Words of a middleware that catches, checks, stores, decodes or answers. What only passes the request on has none of them. */
const GUARDS =
  /\bextends\b|\btry\b|\bthrow\b|\babort\b|valid|check|preg_|ctype_|mb_|is_\w+\s*\(|json|decode|encode|filter|scrub|->(?:get|post|input|param|query|header|cookie|all|only|route|with\w+)\s*\(|\$_[A-Z]/i;

/** The world of a file. */
export function worldOf(store: Store<FileSource>, file: string): World {
  const php = /\.(php|phtml|inc)$/i.test(file);
  const language: ModelLanguage = php ? 'php' : 'javascript';
  const active = php
    ? phpModelsFor(phpFrameworkAt(store, phpRootOf(store, file)))
    : frameworks.filter((model) => model.language === 'javascript');
  const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
  const world: World = {
    models: modelsFor(language, active),
    frameworks: active,
    run: (path) => nestedRun(store, path),
    resolve: (from, specifier) => {
      const found = resolveModule(store, from, specifier);
      // A file may bear the name of the package it wraps.
      if (found && 'file' in found && found.file === from) return { module: specifier };
      return found && 'file' in found ? found : { module: specifier };
    },
    classNamed: (name) => named(store, name, true),
    functionNamed: (name) => named(store, name, false),
    ...(php
      ? {
          readsRequest: (path: string, start: number, end: number) =>
            READS_REQUEST.test(textOf(store, path)?.slice(start, end) ?? ''),
          bound: (name: string) => bindings(store, phpRootOf(store, file)).get(name),
          mayGuard: (path: string) => GUARDS.test(textOf(store, path) ?? ''),
        }
      : {}),
    strictTypes: (path) => /declare\s*\(\s*strict_types\s*=\s*1/.test(textOf(store, path)?.slice(0, 2000) ?? ''),
    version: (name) => composerVersions(store, phpRootOf(store, file)).get(name),
    major: (name) => {
      const version = /\d+/.exec(dependencies(store, folder).versions.get(name) ?? '')?.[0];
      return version === undefined ? undefined : Number(version);
    },
  };
  return world;
}

function named(store: Store<FileSource>, name: string, wantClass: boolean): Value | undefined {
  const names = phpNames(store, '');
  const short = name.slice(name.lastIndexOf('\\') + 1);
  const path = names.get(name.toLowerCase()) ?? (wantClass ? undefined : names.get(short.toLowerCase()));
  const run = path === undefined ? undefined : moduleRun(store, path);
  if (!run) return undefined;
  const cls = run.classes.find((one) => one.node.name?.toLowerCase() === name.toLowerCase());
  if (cls) return { ...UNKNOWN, classes: [cls] };
  for (const [key, value] of run.state.vars) {
    const variable = key.slice(key.indexOf(' ') + 1).toLowerCase();
    if (
      (variable === name.toLowerCase() ||
        variable.endsWith(`\\${short.toLowerCase()}`) ||
        variable === short.toLowerCase()) &&
      value.fns.length > 0
    )
      return value;
  }
  return undefined;
}

/** The modules of a file in whatever language. */
export function modulesOf(store: Store<FileSource>, path: string): readonly Module[] | undefined {
  const php = loweredPhp(store, path);
  return php ? [php.module] : lowered(store, path);
}

/**
 * Modules run one inside the other, as they import one another. Deeper than this, all that a module imports is run before it,
 * which nests no more, and a ring of imports is cut.
 */
const DEEPEST_RUN = 40;
let nesting = 0;

function nestedRun(store: Store<FileSource>, path: string): ModuleRun | undefined {
  if (nesting > 2 * DEEPEST_RUN) return undefined;
  nesting++;
  try {
    if (nesting === DEEPEST_RUN) for (const imported of importedFirst(store, [path])) moduleRun(store, imported);
    return moduleRun(store, path);
  } finally {
    nesting--;
  }
}

/** The top level of a file after it has run. The key is a path. On an import cycle a file is not yet there. */
export const moduleRun = defineQuery<FileSource, ModuleRun | undefined>(
  'module run',
  (store, path) => {
    const modules = modulesOf(store, path);
    if (!modules) return undefined;
    const m = new Machine(worldOf(store, path), path, '');
    const exported = `exports|${path}`;
    m.state!.heap.set(exported, new Map());
    const holder = `module|${path}`;
    m.state!.heap.set(holder, new Map([['exports', { ...UNKNOWN, objects: [exported] }]]));
    const scope = m.scope;
    if (!m.php) {
      m.declare('module', { ...UNKNOWN, objects: [holder] });
      m.declare('exports', { ...UNKNOWN, objects: [exported] });
      m.declare('__filename', literal(path));
    }
    for (const module of modules) {
      runBody(m, module.body);
      m.state ??= m.frame.returns.at(-1)?.state;
    }
    const state = m.state ?? m.frame.returns.at(-1)?.state ?? new Machine(m.world, path, '').state!;
    const out = state.heap.get(holder)?.get('exports') ?? { ...UNKNOWN, objects: [exported] };
    const classes: ClassValue[] = [];
    m.state = state;
    m.scope = scope;
    for (const module of modules) collectClasses(m, module.body, classes);
    for (const value of [...state.vars.values(), ...(state.heap.get(exported)?.values() ?? []), out])
      for (const cls of value.classes) if (cls.file === path && !classes.includes(cls)) classes.push(cls);
    const { registrations, escaped: hits, exhausted } = m;
    return { file: path, exports: out, state, scope, registrations, hits, classes, exhausted };
  },
  { equals: sameConstants, onCycle: () => undefined },
);

function collectClasses(m: Machine, body: readonly Statement[], into: ClassValue[]): void {
  for (const statement of body) {
    if (statement.kind === 'declare-class') {
      const known = m.lookup(statement.name)?.classes[0];
      into.push(known ?? classValue(m, statement.class).classes[0]!);
    } else if (statement.kind === 'block') collectClasses(m, statement.body, into);
  }
}
