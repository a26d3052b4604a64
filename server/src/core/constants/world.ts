/** The world as queries: terms of files, cut off where an edit changes none of what others read. */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { lowered } from '../frontends/lowered.ts';
import { resolveModule } from '../modules/resolve.ts';
import { textOf } from '../project/queries.ts';
import { defineQuery } from '../store/store.ts';
import { appidOf } from './appid.ts';
import { assignedIn } from './assigned.ts';
import { buildConstant } from './build.ts';
import { envTerms, isEnvFile } from './env-terms.ts';
import { packageOfFile } from './evaluate/clients.ts';
import type { Imported, World } from './evaluate/world.ts';
import { executeModules } from './execute/execute.ts';
import { appTerm, globalWrites } from './globals.ts';
import { jsonTerms } from './json.ts';
import { type Assigned, type ClassTerms, equalTerms, type FileTerms, type FunctionTerms, type Term } from './terms.ts';

export type ConstantsStore = CheckStore;

/** Everything a file says. Changes with every edit: read only what stands below it. */
export const fileTermsOf = defineQuery<CheckHost, FileTerms | undefined>('terms', (store, file) => {
  if (file.endsWith('.json')) {
    const text = textOf(store, file);
    return text === undefined ? undefined : jsonTerms(file, text);
  }
  if (isEnvFile(file)) {
    const text = textOf(store, file);
    return text === undefined ? undefined : envTerms(file, text);
  }
  const modules = lowered(store, file);
  return modules ? executeModules(file, modules) : undefined;
});

const KEY = '\n';

const functionTerms = defineQuery<CheckHost, FunctionTerms | undefined>(
  'function terms',
  (store, key) => {
    const at = key.indexOf(KEY);
    return fileTermsOf(store, key.slice(0, at))?.functions.get(key.slice(at + 1));
  },
  { equals: equalTerms, firewall: true },
);

const classTerms = defineQuery<CheckHost, ClassTerms | undefined>(
  'class terms',
  (store, key) => {
    const at = key.indexOf(KEY);
    return fileTermsOf(store, key.slice(0, at))?.classes.get(key.slice(at + 1));
  },
  { equals: equalTerms, firewall: true },
);

const variable = defineQuery<CheckHost, Term | undefined>(
  'variable',
  (store, key) => {
    const at = key.indexOf(KEY);
    return fileTermsOf(store, key.slice(0, at))?.variables.get(key.slice(at + 1));
  },
  { equals: equalTerms, firewall: true },
);

const assigned = defineQuery<CheckHost, readonly Assigned[]>(
  'assigned to this',
  (store, key) => {
    const at = key.indexOf(KEY);
    const terms = fileTermsOf(store, key.slice(0, at));
    return terms ? assignedIn(terms, key.slice(at + 1)).map(({ method, entries }) => ({ method, entries })) : [];
  },
  { equals: equalTerms },
);

const exported = defineQuery<CheckHost, Term | undefined>(
  'export',
  (store, key) => {
    const at = key.indexOf(KEY);
    return fileTermsOf(store, key.slice(0, at))?.exports.get(key.slice(at + 1));
  },
  { equals: equalTerms, firewall: true },
);

interface ExportNames {
  readonly names: readonly string[];
  readonly reexports: readonly string[];
}

const exportNames = defineQuery<CheckHost, ExportNames>(
  'export names',
  (store, file) => {
    const terms = fileTermsOf(store, file);
    const names = [...(terms?.exports.keys() ?? [])].filter((name) => name !== 'module.exports');
    return { names, reexports: terms?.reexports ?? [] };
  },
  { equals: equalTerms, firewall: true },
);

export function functionTermsOf(store: ConstantsStore, file: string, fn: string): FunctionTerms | undefined {
  return functionTerms(store, file + KEY + fn);
}

const worlds = new WeakMap<ConstantsStore, World>();

/** The world of a store; every answer is read through it. */
export function worldOf(store: ConstantsStore): World {
  const known = worlds.get(store);
  if (known) return known;
  const world: World = {
    resolve: (from, specifier) => resolve(store, from, specifier),
    exported: (file, name) => exported(store, file + KEY + name),
    reexports: (file) => exportNames(store, file).reexports,
    exportedNames: (file) => exportNames(store, file).names,
    functionTerms: (file, fn) => functionTermsOf(store, file, fn),
    classTerms: (file, cls) => classTerms(store, file + KEY + cls),
    variable: (file, fn, name) => variable(store, `${file}${KEY}${fn}|${name}`),
    assigned: (file, owner) => assigned(store, file + KEY + owner),
    global: (path, from) => globalWrites(store, path, from),
    app: (from) => appTerm(store, from),
    appid: (from) => appidOf(store, from),
    defined: (path, from) => buildConstant(store, path, from),
  };
  worlds.set(store, world);
  return world;
}

function resolve(store: ConstantsStore, from: string, specifier: string): Imported {
  // A namespace reads its own file's exports.
  if (specifier.startsWith('\0')) return { file: specifier.slice(1) };
  const to = resolveModule(store, from, specifier);
  if (to && 'file' in to) {
    // A library's own files see each other; everybody else sees what its model says.
    const external = packageOfFile(to.file);
    if (external !== undefined && packageOfFile(from) !== external) return { external };
  }
  return to;
}
