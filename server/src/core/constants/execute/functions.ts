/** Functions: keys, parameters, and the execution of their bodies. */

import type { FunctionExpression } from '../../ir/nodes.ts';
import type { Condition, Owner, Term } from '../terms.ts';
import { UNDEFINED, UNKNOWN } from '../terms.ts';
import { assign } from './expressions.ts';
import type { FunctionRun, FunctionSource } from './run.ts';
import { declareBlock, declareParameters, Scope } from './scope.ts';
import { State } from './state.ts';
import { executeBlock } from './statements.ts';

/** The term of a function expression; its body is executed later, from the queue, so that nesting costs no stack. */
export function createFunction(
  run: FunctionRun,
  node: FunctionExpression,
  name: string,
  owner: Owner | undefined,
  constructs: boolean,
): Term {
  const file = run.file;
  const text = `${run.key}/${name}`;
  const count = file.counts.get(`function ${text}`) ?? 0;
  file.counts.set(`function ${text}`, count + 1);
  const key = count === 0 ? text : `${text}#${count}`;
  const source: FunctionSource = {
    key,
    node,
    scope: run.scope,
    thisKey: node.arrow ? run.thisKey : key,
    when: run.when,
    owner,
    constructs,
  };
  file.places.set(`fn ${key}`, [node.start, node.end]);
  file.pending.push(() => executeFunction(run, source));
  return { k: 'function', file: file.file, fn: key };
}

function executeFunction(outer: FunctionRun, source: FunctionSource): void {
  const { node, key } = source;
  const file = outer.file;
  const run: FunctionRun = {
    file,
    key,
    thisKey: source.thisKey,
    scope: new Scope(key, source.scope),
    state: new State(),
    when: [],
    calls: [],
    writes: [],
    returns: [],
    fallback: false,
  };
  declareParameters(run.scope, node);
  declareBlock(run.scope, node.body, true);
  node.params.forEach((param, index) => {
    const value: Term = { k: 'param', file: file.file, fn: key, index, ...(param.rest ? { rest: true } : {}) };
    const target = param.default
      ? ({
          kind: 'default-pattern',
          target: param.target,
          default: param.default,
          start: param.start,
          end: param.end,
        } as const)
      : param.target;
    assign(run, target, value);
    if (param.property && param.target.kind === 'name') {
      const self = run.state.get('this') ?? { k: 'this', file: file.file, fn: run.thisKey };
      run.state.set('this', { k: 'with', base: self, entries: [{ key: param.target.name, value }] });
    }
  });
  executeBlock(run, node.body);
  finishVariables(run);
  file.functions.set(key, {
    key,
    returns: node.generator ? UNKNOWN : returnTerm(run),
    calls: run.calls,
    writes: run.writes,
    when: source.when,
    arity: node.params.length,
    ...(source.owner ? { owner: source.owner } : {}),
    ...(source.constructs || run.state.get('this') ? { self: run.state.get('this') ?? UNDEFINED } : {}),
  });
}

export function finishVariables(run: FunctionRun): void {
  for (const [name, term] of run.state.entries()) run.file.variables.set(`${run.key}|${name}`, term);
}

/** One term for all returns: the first whose conditions hold. Returns in a `catch` count only where there is no other. */
function returnTerm(run: FunctionRun): Term {
  const sure = run.returns.filter((item) => !item.fallback);
  const returns = sure.length > 0 ? sure : run.returns;
  let term: Term | undefined;
  for (let i = returns.length - 1; i >= 0; i--) {
    const item = returns[i]!;
    const test = conjunction(item.when);
    term = term === undefined ? item.value : test ? { k: 'cond', test, then: item.value, else: term } : item.value;
  }
  return term ?? UNDEFINED;
}

/** All of these as one test; undefined where there is nothing to test. */
export function conjunction(conditions: readonly Condition[]): Term | undefined {
  let test: Term | undefined;
  for (const condition of conditions) {
    const one: Term = condition.not ? { k: 'op', op: '!', args: [condition.test] } : condition.test;
    test = test ? { k: 'logic', op: '&&', left: test, right: one } : one;
  }
  return test;
}
