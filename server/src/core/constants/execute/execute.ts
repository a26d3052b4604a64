/** Symbolic execution of a file: its module's code first, then every function once. */

import type { Expression, Module } from '../../ir/nodes.ts';
import { mapTerm } from '../map-term.ts';
import { type Entry, type FileTerms, type Term, UNDEFINED } from '../terms.ts';
import { evaluateExpression } from './expressions.ts';
import { finishVariables } from './functions.ts';
import type { FileRun, FunctionRun } from './run.ts';
import { declareBlock, Scope } from './scope.ts';
import { State } from './state.ts';
import { executeBlock } from './statements.ts';

/** The terms of one file, from its text alone. Linear in the size of the module. */
export function executeModules(file: string, modules: readonly Module[]): FileTerms {
  const first = executeOnce(file, modules, new Set());
  // Only a run tells which objects inner functions change; a second one then reads them as changed.
  return first.mutated.size > 0 ? executeOnce(file, modules, first.mutated).terms : first.terms;
}

function executeOnce(
  file: string,
  modules: readonly Module[],
  mutated: ReadonlySet<string>,
): { readonly terms: FileTerms; readonly mutated: ReadonlySet<string> } {
  const run = moduleRun(file, new Map(), new Map(), mutated);
  const fileRun = run.file;
  const empty: Term = { k: 'object', entries: [] };
  run.state.set('exports', empty);
  run.state.set('module', { k: 'object', entries: [{ key: 'exports', value: empty }] });
  for (const module of modules) {
    declareBlock(run.scope, module.body, true);
    executeBlock(run, module.body);
  }
  finishVariables(run);
  for (let next = fileRun.pending.shift(); next; next = fileRun.pending.shift()) next();
  const changed = new Set<string>();
  const states = new Set(fileRun.setters.values());
  for (const [key, writes] of fileRun.outerWrites) {
    if (states.has(key) || writes.some((write) => write.k === 'with')) changed.add(key);
    joinOuterWrites(fileRun, key, writes);
  }
  exportCommonJs(
    fileRun,
    run.writes.some((write) => write.key === 'exports' && write.base.k !== 'global'),
  );
  fileRun.functions.set('', {
    key: '',
    returns: { k: 'const', v: undefined },
    calls: run.calls,
    writes: run.writes,
    when: [],
    arity: 0,
  });
  const { functions, classes, variables, exports, reexports, places } = fileRun;
  return { terms: { file, functions, classes, variables, exports, reexports, places }, mutated: changed };
}

function moduleRun(
  file: string,
  places: Map<string, readonly [number, number]>,
  counts: Map<string, number>,
  mutated: ReadonlySet<string>,
): FunctionRun {
  return {
    file: {
      file,
      functions: new Map(),
      classes: new Map(),
      variables: new Map(),
      exports: new Map(),
      reexports: [],
      places,
      counts,
      pending: [],
      outerWrites: new Map(),
      setters: new Map(),
      mutated,
    },
    key: '',
    thisKey: '',
    scope: new Scope('', undefined),
    state: new State(),
    when: [],
    calls: [],
    writes: [],
    returns: [],
    fallback: false,
  };
}

/** One expression of a template as a term; its literals are named in `places` with those of the rest of the file. */
export function executeExpression(
  file: string,
  node: Expression,
  places: Map<string, readonly [number, number]>,
  counts: Map<string, number>,
): Term {
  const run = moduleRun(file, places, counts, new Set());
  return evaluateExpression(run, node);
}

/**
 * A variable that inner functions assign may hold what they assign; an object whose properties they assign is that object
 * with properties that may be so. What they compute from the variable itself, they compute from what it was before.
 */
function joinOuterWrites(run: FileRun, key: string, writes: readonly Term[]): void {
  const at = key.indexOf('|');
  const isSelf = (term: Term) => term.k === 'var' && term.fn === key.slice(0, at) && term.name === key.slice(at + 1);
  const before = run.variables.get(key) ?? UNDEFINED;
  const entries: Entry[] = [];
  const whole: Term[] = [];
  for (const write of writes) {
    if (write.k !== 'with' || !isSelf(write.base)) {
      whole.push(mapTerm(write, (term) => (isSelf(term) ? before : undefined)));
      continue;
    }
    const own = mapTerm({ ...write, base: UNDEFINED }, (term) => (isSelf(term) ? before : undefined));
    if (own.k === 'with') entries.push(...own.entries);
  }
  const object: Term = entries.length > 0 ? { k: 'with', base: before, entries } : before;
  run.variables.set(key, whole.length > 0 ? { k: 'choice', of: [object, ...whole] } : object);
}

/** What `require` gives: what `module.exports` was set to, or what was put on `exports` and `module.exports`. */
function exportCommonJs(run: FileRun, replaced: boolean): void {
  const module = run.variables.get('|module')!;
  const exports = run.variables.get('|exports')!;
  const whole: Term = { k: 'member', of: module, key: 'exports' };
  run.exports.set(
    'module.exports',
    replaced ? whole : { k: 'object', entries: [{ spread: exports }, { spread: whole }] },
  );
}
