/** Symbolic execution of statements: branches fork the state and join it by their test. */

import type { Loop, Statement, Switch, Try } from '../../ir/nodes.ts';
import type { Condition, Term } from '../terms.ts';
import { UNDEFINED } from '../terms.ts';
import { noteSetter } from './effects.ts';
import { assign, evaluateClass, evaluateExpression, named } from './expressions.ts';
import { createFunction } from './functions.ts';
import { type FunctionRun, keyFor } from './run.ts';
import { declareBlock, declarePattern, Scope } from './scope.ts';

/** How a block ends: by falling through, by leaving the function, or by leaving a loop or switch. */
export type Completion = 'normal' | 'exit' | 'jump';

/** Executes statements in order and says how they end. Functions are hoisted. */
export function executeBlock(run: FunctionRun, body: readonly Statement[]): Completion {
  for (const statement of body) {
    if (statement.kind === 'declare-function') {
      const variable = run.scope.declare(statement.name);
      run.state.set(variable.name, createFunction(run, statement.function, statement.name, undefined, false));
    }
  }
  const before = run.when;
  for (const statement of body) {
    const completion = executeStatement(run, statement);
    if (completion !== 'normal') {
      run.when = before;
      return completion;
    }
  }
  run.when = before;
  return 'normal';
}

/** A block with a scope of its own. */
function executeScoped(run: FunctionRun, body: readonly Statement[]): Completion {
  const before = run.scope;
  run.scope = new Scope(run.key, before);
  declareBlock(run.scope, body, false);
  const completion = executeBlock(run, body);
  run.scope = before;
  return completion;
}

function executeStatement(run: FunctionRun, statement: Statement): Completion {
  switch (statement.kind) {
    case 'expression':
      evaluateExpression(run, statement.expression);
      return 'normal';
    case 'declare': {
      // `var x;` keeps what x already holds.
      if (!statement.init) return 'normal';
      const name = statement.target.kind === 'name' ? statement.target.name : '';
      assign(run, statement.target, named(run, statement.init, name));
      noteSetter(run, statement.target, statement.init);
      return 'normal';
    }
    case 'declare-function':
      return 'normal';
    case 'declare-class': {
      const variable = run.scope.declare(statement.name);
      run.state.set(variable.name, evaluateClass(run, statement.class, statement.name));
      return 'normal';
    }
    case 'return': {
      const value = statement.value ? evaluateExpression(run, statement.value) : UNDEFINED;
      run.returns.push({ when: run.when, value, fallback: run.fallback });
      return 'exit';
    }
    case 'throw':
      evaluateExpression(run, statement.value);
      return 'exit';
    case 'jump':
      return 'jump';
    case 'if':
      return executeIf(run, statement.test, statement.then, statement.else);
    case 'loop':
      executeLoop(run, statement);
      return 'normal';
    case 'switch':
      return executeSwitch(run, statement);
    case 'try':
      return executeTry(run, statement);
    case 'block':
      return executeScoped(run, statement.body);
    case 'import-declaration':
      for (const binding of statement.bindings) {
        const variable = run.scope.declare(binding.local);
        run.state.set(variable.name, {
          k: 'import',
          from: run.file.file,
          specifier: statement.specifier,
          name: binding.imported,
        });
      }
      return 'normal';
    case 'export-declaration':
      executeExport(run, statement);
      return 'normal';
  }
}

type ConditionalBody = () => Completion;

/** Runs two bodies under a test and joins what they leave; conditions after an early exit stay in force. */
function branch(run: FunctionRun, test: Term, then: ConditionalBody, otherwise: ConditionalBody): Completion {
  const start = run.state;
  const when = run.when;
  const one = (condition: Condition, body: ConditionalBody) => {
    run.state = start.fork();
    run.when = [...when, condition];
    const completion = body();
    return { state: run.state, completion };
  };
  const a = one({ test, not: false }, then);
  const b = one({ test, not: true }, otherwise);
  run.state = start;
  run.when = when;
  if (a.completion !== 'normal' && b.completion !== 'normal') {
    start.join(test, a.state, b.state);
    return a.completion === 'exit' && b.completion === 'exit' ? 'exit' : 'jump';
  }
  if (a.completion !== 'normal') {
    if (a.completion === 'jump') start.join(test, a.state, b.state);
    else start.adopt(b.state);
    run.when = [...when, { test, not: true }];
  } else if (b.completion !== 'normal') {
    if (b.completion === 'jump') start.join(test, a.state, b.state);
    else start.adopt(a.state);
    run.when = [...when, { test, not: false }];
  } else start.join(test, a.state, b.state);
  return 'normal';
}

function executeIf(
  run: FunctionRun,
  testNode: Extract<Statement, { kind: 'if' }>['test'],
  then: readonly Statement[],
  otherwise: readonly Statement[],
): Completion {
  const test = evaluateExpression(run, testNode);
  return branch(
    run,
    test,
    () => executeScoped(run, then),
    () => executeScoped(run, otherwise),
  );
}

function executeLoop(run: FunctionRun, loop: Loop): void {
  const outer = run.scope;
  const when = run.when;
  run.scope = new Scope(run.key, outer);
  declareBlock(run.scope, loop.init, false);
  executeBlock(run, loop.init);
  const iterable = loop.iterable ? evaluateExpression(run, loop.iterable) : undefined;
  const start = run.state;
  const body = start.fork();
  run.state = body;
  if (loop.test && loop.style !== 'do') evaluateExpression(run, loop.test);
  if (iterable) {
    const id = keyFor(run.file, 'loop', loop.start, loop.end);
    const bind = (what: 'element' | 'key', target: typeof loop.target) => {
      if (!target) return;
      if (target.kind !== 'name' || !run.scope.find(target.name)) declarePattern(run.scope, target);
      assign(run, target, { k: 'each', what, of: iterable, id });
    };
    bind(loop.over === 'keys' ? 'key' : 'element', loop.target);
    bind('key', loop.keyTarget);
  }
  executeScoped(run, loop.body);
  if (loop.update) evaluateExpression(run, loop.update);
  if (loop.test && loop.style === 'do') evaluateExpression(run, loop.test);
  run.state = start;
  run.scope = outer;
  run.when = when;
  if (loop.style === 'do' || iterable) start.adopt(body);
  else start.join(undefined, body, start.fork());
}

/** Cases become tests in order; empty cases share the next body; a body that falls through runs on into the next. */
function executeSwitch(run: FunctionRun, statement: Switch): Completion {
  const subject = evaluateExpression(run, statement.subject);
  const outer = run.scope;
  run.scope = new Scope(run.key, outer);
  for (const item of statement.cases) declareBlock(run.scope, item.body, false);
  const groups: { test: Term | undefined; from: number }[] = [];
  let test: Term | undefined;
  let isDefault = false;
  statement.cases.forEach((item, index) => {
    if (item.test) {
      const one: Term = { k: 'op', op: '===', args: [subject, evaluateExpression(run, item.test)] };
      test = test ? { k: 'logic', op: '||', left: test, right: one } : one;
    } else isDefault = true;
    if (item.body.length === 0 && index < statement.cases.length - 1) return;
    groups.push({ test: isDefault ? undefined : test, from: index });
    test = undefined;
    isDefault = false;
  });
  // The default stands last, wherever it is written.
  groups.sort((a, b) => (a.test ? 0 : 1) - (b.test ? 0 : 1));
  const runFrom = (from: number): Completion => {
    for (let index = from; index < statement.cases.length; index++) {
      const completion = executeBlock(run, statement.cases[index]!.body);
      if (completion !== 'normal') return completion === 'exit' ? 'exit' : 'normal';
    }
    return 'normal';
  };
  const runGroup = (index: number): Completion => {
    const group = groups[index];
    if (!group) return 'normal';
    if (!group.test) return runFrom(group.from);
    return branch(
      run,
      group.test,
      () => runFrom(group.from),
      () => runGroup(index + 1),
    );
  };
  const completion = runGroup(0);
  run.scope = outer;
  return completion;
}

/**
 * The handler is what happens when an API is missing or fails: its calls are recorded, its values count only where the
 * block itself leaves none. (A `catch` that falls back to a test host is not what a release does.)
 */
function executeTry(run: FunctionRun, statement: Try): Completion {
  const start = run.state;
  const body = start.fork();
  run.state = body;
  const completion = executeScoped(run, statement.block);
  const ends: { state: typeof start; completion: Completion }[] = [];
  for (const handler of statement.handlers) {
    run.state = start.fork();
    const fallback = run.fallback;
    run.fallback = true;
    const outer = run.scope;
    run.scope = new Scope(run.key, outer);
    if (handler.param) {
      declarePattern(run.scope, handler.param);
      assign(run, handler.param, { k: 'unknown' });
    }
    ends.push({ completion: executeScoped(run, handler.body), state: run.state });
    run.scope = outer;
    run.fallback = fallback;
  }
  run.state = start;
  const caught = ends.find((end) => end.completion === 'normal');
  let result = completion;
  if (completion === 'normal') start.adopt(body);
  else if (caught) {
    start.adopt(caught.state);
    result = 'normal';
  } else start.adopt(body);
  const last = executeScoped(run, statement.finalizer);
  return last === 'normal' ? result : last;
}

function executeExport(run: FunctionRun, statement: Extract<Statement, { kind: 'export-declaration' }>): void {
  const { exports } = run.file;
  if (statement.default) exports.set('default', named(run, statement.default, 'default'));
  for (const binding of statement.bindings) {
    if (statement.from === undefined) {
      const variable = run.scope.find(binding.local);
      // As it is when the module has run: a binding is live.
      if (variable) exports.set(binding.exported, { k: 'var', file: run.file.file, fn: '', name: variable.name });
    } else if (binding.exported === '*') run.file.reexports.push(statement.from);
    else {
      exports.set(binding.exported, {
        k: 'import',
        from: run.file.file,
        specifier: statement.from,
        name: binding.local,
      });
    }
  }
}
