/** What a project shares without importing it: the app, its `globalData`, and what is put on platform objects and on `globalThis`. */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { joinPath } from '../base/paths.ts';
import { PLATFORM_GLOBALS } from '../models/platforms.ts';
import { projectOf } from '../project/discover.ts';
import { projectScripts } from '../project/members.ts';
import { isReadable, listing, textOf } from '../project/queries.ts';
import { defineQuery } from '../store/store.ts';
import { equalTerms, type FileTerms, type FunctionTerms, type Term } from './terms.ts';
import { fileTermsOf } from './world.ts';

interface GlobalWrite {
  readonly path: string;
  readonly value: Term;
}

/** Text without which a file puts nothing on anything global. */
const HINT = new RegExp(
  `\\b(?:globalData|getApp|globalThis|global|globalProperties)\\b|\\.prototype\\.|\\b(?:${PLATFORM_GLOBALS.join('|')}|Vue)\\.[$\\w.]+\\s*=[^=]`,
);
/** Names deeper than this are no shared state that anybody reads back. */
const DEEPEST_PATH = 6;

const writesIn = defineQuery<CheckHost, readonly GlobalWrite[]>(
  'global writes in file',
  (store, file) => {
    const text = isReadable(store, file) ? textOf(store, file) : undefined;
    if (text === undefined || !HINT.test(text)) return [];
    const terms = fileTermsOf(store, file);
    if (!terms) return [];
    const writes: GlobalWrite[] = [];
    for (const fn of terms.functions.values()) {
      for (const write of fn.writes) {
        if (typeof write.key !== 'string') continue;
        const base = pathOf(write.base, terms, fn, 0);
        if (base === undefined || base.split('.').length > DEEPEST_PATH) continue;
        writes.push({ path: base === 'globalThis' ? write.key : `${base}.${write.key}`, value: write.value });
      }
    }
    return writes;
  },
  { equals: equalTerms, firewall: true },
);

interface GlobalWrites {
  readonly byPath: ReadonlyMap<string, readonly Term[]>;
  /** Paths of which a member is written. */
  readonly deeper: ReadonlySet<string>;
}

const writesOf = defineQuery<CheckHost, GlobalWrites>(
  'global writes',
  (store, root) => {
    const byPath = new Map<string, Term[]>();
    const deeper = new Set<string>();
    for (const file of projectScripts(store, root)) {
      for (const { path, value } of writesIn(store, file)) {
        const known = byPath.get(path);
        if (known) known.push(value);
        else byPath.set(path, [value]);
        for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1)) deeper.add(path.slice(0, at));
      }
    }
    return { byPath, deeper };
  },
  { equals: equalTerms },
);

const NONE = { terms: [], deeper: false } as const;

/** What the project of `from` puts on `path`. */
export function globalWrites(
  store: CheckStore,
  path: string,
  from: string,
): { readonly terms: readonly Term[]; readonly deeper: boolean } {
  const project = projectOf(store, from);
  if (!project) return NONE;
  const writes = writesOf(store, project.root);
  const deeper = writes.deeper.has(path);
  const terms = writes.byPath.get(path);
  return terms || deeper ? { terms: terms ?? [], deeper } : NONE;
}

/** Where the app of a project is written, by what its framework calls that file. */
const APP_FILES = ['App.vue', 'App.nvue', 'app.wpy', 'app.mpx'];

const appIn = defineQuery<CheckHost, Term | undefined>(
  'app',
  (store, file) => {
    const terms = fileTermsOf(store, file);
    const exported: Term = { k: 'import', from: file, specifier: `\0${file}`, name: 'default' };
    if (/\.n?vue$/.test(file)) return exported;
    if (file.endsWith('.wpy')) {
      // WePY 2 is given options, WePY 1 a class.
      const options = terms && wepyArgument(terms);
      if (options)
        return { k: 'with', base: options, entries: [{ spread: { k: 'member', of: options, key: 'options' } }] };
      return { k: 'call', callee: exported, args: [], isNew: true };
    }
    return terms ? appArgument(terms) : undefined;
  },
  { equals: equalTerms },
);

/** The app of the project of `from`. */
export function appTerm(store: CheckStore, from: string): Term | undefined {
  const project = projectOf(store, from);
  if (!project) return undefined;
  const files = listing(store, '');
  const named = APP_FILES.map((name) => joinPath(project.packageRoot, name)!).find((path) => files.has(path));
  const script = named ?? project.appScript;
  return script === undefined ? undefined : appIn(store, script);
}

function wepyArgument(terms: FileTerms): Term | undefined {
  const calls = terms.functions.get('')?.calls ?? [];
  return calls.find(({ call }) => call.callee.k === 'member' && call.callee.key === 'app')?.call.args[0]?.value;
}

function appArgument(terms: FileTerms): Term | undefined {
  for (const { call } of terms.functions.get('')?.calls ?? []) {
    const { callee } = call;
    if (callee.k === 'global' && callee.name === 'App') return call.args[0]?.value;
    if (callee.k === 'import' && callee.name === 'createApp') return call.args[0]?.value;
  }
  return undefined;
}

/** The path a term stands for, where it stands for something shared: `wx`, `getApp().globalData`, `Vue.prototype`. */
function pathOf(term: Term, file: FileTerms, fn: FunctionTerms, depth: number): string | undefined {
  if (depth > 12) return undefined;
  switch (term.k) {
    case 'global':
      return term.name === 'global' || term.name === 'window' || term.name === 'self' ? 'globalThis' : term.name;
    case 'member': {
      // `createSSRApp(App).config.globalProperties` is what `Vue.prototype` was before.
      if (term.key === 'globalProperties') return 'Vue.prototype';
      const of = typeof term.key === 'string' ? pathOf(term.of, file, fn, depth + 1) : undefined;
      if (of === undefined) return undefined;
      return of === 'globalThis' ? (term.key as string) : `${of}.${term.key}`;
    }
    case 'call':
      return term.callee.k === 'global' && term.callee.name === 'getApp' ? 'getApp()' : undefined;
    case 'var': {
      const value = file.variables.get(`${term.fn}|${term.name}`);
      return value ? pathOf(value, file, fn, depth + 4) : undefined;
    }
    case 'with':
      return pathOf(term.base, file, fn, depth + 1);
    case 'choice':
      for (const one of term.of) {
        const path = pathOf(one, file, fn, depth + 4);
        if (path !== undefined) return path;
      }
      return undefined;
    case 'import':
      return term.specifier === 'vue' && term.name === 'default' ? 'Vue' : undefined;
    case 'this': {
      const owner = file.functions.get(term.fn)?.owner;
      if (!owner || !('objects' in owner)) return undefined;
      const app = appArgument(file);
      return app && owner.objects.includes(app) ? 'getApp()' : undefined;
    }
    default:
      return undefined;
  }
}

/** The last names of everything shared that could be called or read: a file that mentions none of them reads nothing shared. */
export const sharedNames = defineQuery<CheckHost, readonly string[]>(
  'shared names',
  (store, root) => [
    ...new Set([...writesOf(store, root).byPath.keys()].map((path) => path.slice(path.lastIndexOf('.') + 1))),
  ],
  { equals: equalTerms },
);
