/** Symbolic execution of a file: its module's code first, then every function once. */

import type { Expression, Module } from '../../ir/nodes.ts';
import type { FileTerms, Term } from '../terms.ts';
import { evaluateExpression } from './expressions.ts';
import { finishVariables } from './functions.ts';
import type { FileRun, FunctionRun } from './run.ts';
import { declareBlock, Scope } from './scope.ts';
import { State } from './state.ts';
import { executeBlock } from './statements.ts';

/** The terms of one file, from its text alone. Linear in the size of the module. */
export function executeModules(file: string, modules: readonly Module[]): FileTerms {
  const run = moduleRun(file, new Map(), new Map());
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
  for (const [key, writes] of fileRun.outerWrites) {
    const before = fileRun.variables.get(key);
    fileRun.variables.set(key, { k: 'choice', of: before ? [before, ...writes] : writes });
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
  return {
    file,
    functions: fileRun.functions,
    classes: fileRun.classes,
    variables: fileRun.variables,
    exports: fileRun.exports,
    reexports: fileRun.reexports,
    places: fileRun.places,
  };
}

function moduleRun(
  file: string,
  places: Map<string, readonly [number, number]>,
  counts: Map<string, number>,
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
  const run = moduleRun(file, places, counts);
  return evaluateExpression(run, node);
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
