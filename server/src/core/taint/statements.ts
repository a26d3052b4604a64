/** Statements: how the paths part, end and meet. */

import type { Expression, Loop, Pattern, Statement, Switch, Try } from '../ir/nodes.ts';
import { bindPattern } from './binding.ts';
import { bit } from './classes.ts';
import { elementOf, evaluate, importValue, memberOf, useOfNull } from './expressions.ts';
import { comparison, factsOf } from './facts.ts';
import { classValue } from './instances.ts';
import type { Catcher, Machine } from './machine.ts';
import { keysOf } from './php-arrays.ts';
import { elementLeft, leaveWalk, walkOf } from './php-each.ts';
import { apply, fork, joinStates, type State } from './state.ts';
import { type Hit, type Label, literal, UNDEFINED, UNKNOWN, type Value } from './value.ts';

/** Runs the statements of a function or a module, after hoisting what they declare. */
export function runBody(m: Machine, body: readonly Statement[]): void {
  hoist(m, body);
  runAll(m, body);
}

function hoist(m: Machine, body: readonly Statement[]): void {
  for (const statement of body) {
    if (statement.kind === 'declare-function') {
      m.declare(statement.name, {
        ...UNKNOWN,
        fns: [
          {
            kind: 'closure',
            file: m.scope.file,
            node: statement.function,
            scope: m.scope,
            ...(m.frame.owner ? { owner: m.frame.owner } : {}),
          },
        ],
      });
    } else if (statement.kind === 'declare-class') {
      // The name first: methods may speak of their own class.
      m.scope.names.add(statement.name);
    }
  }
  for (const statement of body)
    if (statement.kind === 'declare-class') m.declare(statement.name, classValue(m, statement.class));
}

function runAll(m: Machine, body: readonly Statement[]): void {
  for (const statement of body) {
    if (!m.state) return;
    run(m, statement);
  }
}

/** A block with its own declarations. */
export function runBlock(m: Machine, body: readonly Statement[]): void {
  const outer = m.scope;
  if (
    !m.php &&
    body.some(
      (one) =>
        (one.kind === 'declare' && one.scope !== 'var') ||
        one.kind === 'declare-function' ||
        one.kind === 'declare-class',
    )
  ) {
    m.pushScope();
  }
  hoist(m, body);
  runAll(m, body);
  m.scope = outer;
}

function run(m: Machine, node: Statement): void {
  switch (node.kind) {
    case 'expression': {
      const value = evaluate(m, node.expression);
      // A promise that nobody waits for: its failure is nobody's.
      if (value.promise && node.expression.kind !== 'await' && node.expression.kind !== 'assign') {
        for (const hit of value.hits)
          if (!m.escaped.some((one) => one.id === hit.id)) m.escaped.push({ ...hit, crash: true });
      }
      return;
    }
    case 'declare':
      declare(m, node);
      return;
    case 'declare-function':
      return;
    case 'declare-class':
      // Its ancestors may be imported by statements that have run only now.
      if (node.class.superclass && !m.php) m.declare(node.name, classValue(m, node.class));
      return;
    case 'return': {
      const value = node.value ? evaluate(m, node.value) : UNDEFINED;
      if (m.state && m.calls.length === 1) m.atReturn?.(node, value);
      if (m.state) m.frame.returns.push({ value, state: m.state });
      m.state = undefined;
      return;
    }
    case 'throw':
      throwValue(m, evaluate(m, node.value));
      return;
    case 'jump': {
      const key = node.label ?? node.jump;
      if (m.state) m.frame.breaks.set(key, joinStates(m.frame.breaks.get(key), m.state));
      m.state = undefined;
      return;
    }
    case 'if': {
      const facts = factsOf(evaluate(m, node.test));
      split(
        m,
        facts.whenTrue,
        facts.whenFalse,
        () => runBlock(m, node.then),
        () => runBlock(m, node.else),
      );
      return;
    }
    case 'loop':
      loop(m, node);
      return;
    case 'switch':
      runSwitch(m, node);
      return;
    case 'try':
      runTry(m, node);
      return;
    case 'block':
      runBlock(m, node.body);
      return;
    case 'import-declaration': {
      const { file } = m.scope;
      for (const { imported, local } of node.bindings) {
        m.declareLater(local, (at) => {
          const value = importValue(at, node.specifier, false, file);
          if (imported === '*') return value;
          return imported === 'default'
            ? defaultOf(at, value)
            : memberOf(at, value, literal(imported), literalNode(node));
        });
      }
      return;
    }
    case 'export-declaration':
      runExport(m, node);
      return;
  }
}

function literalNode(node: { start: number; end: number }): Expression {
  return { kind: 'literal', value: undefined, start: node.start, end: node.end };
}

/** A default import: of a project's file its default export, or what a CommonJS module exports; of a package the package itself. */
function defaultOf(m: Machine, value: Value): Value {
  for (const id of value.objects) {
    const found = m.members(id)?.get('default');
    if (found) return found;
  }
  return value;
}

function declare(m: Machine, node: Extract<Statement, { kind: 'declare' }>): void {
  if (!node.init) {
    if (node.target.kind === 'name' && node.scope !== 'var') m.declare(node.target.name, UNDEFINED);
    else if (node.target.kind === 'name' && !m.scopeOf(node.target.name)) m.declare(node.target.name, UNDEFINED);
    return;
  }
  if (requireLater(m, node.target, node.init)) return;
  const value = evaluate(m, node.init);
  if (m.state) bindPattern(m, node.target, value, 'declare');
}

/** `const a = require('./a')` and `const { b, c } = require('./a')`: the module is run when one of the names is used. */
function requireLater(m: Machine, target: Pattern, init: Expression): boolean {
  if (m.php || init.kind !== 'import' || init.style !== 'require' || init.specifier.kind !== 'literal') return false;
  const { file } = m.scope;
  const { value: specifier } = init.specifier;
  if (typeof specifier !== 'string') return false;
  const imported = (at: Machine) => importValue(at, specifier, false, file);
  if (target.kind === 'name') {
    m.declareLater(target.name, imported);
    return true;
  }
  if (target.kind !== 'object-pattern' || target.rest) return false;
  const names: [string, string][] = [];
  for (const { key, value } of target.properties) {
    if (typeof key !== 'string' || value.kind !== 'name') return false;
    names.push([value.name, key]);
  }
  for (const [name, key] of names) {
    m.declareLater(name, (at) => memberOf(at, imported(at), literal(key), init));
  }
  return true;
}

function runExport(m: Machine, node: Extract<Statement, { kind: 'export-declaration' }>): void {
  const out = `exports|${m.scope.file}`;
  const members = new Map(m.state?.heap.get(out) ?? []);
  if (node.default) members.set('default', evaluate(m, node.default));
  else if (node.from !== undefined) {
    const value = importValue(m, node.from, false);
    for (const { exported, local } of node.bindings) {
      if (local === '*' && exported === '*')
        for (const id of value.objects) for (const [key, one] of m.members(id) ?? []) members.set(key, one);
      else
        members.set(
          exported,
          local === '*'
            ? value
            : local === 'default'
              ? defaultOf(m, value)
              : memberOf(m, value, literal(local), literalNode(node)),
        );
    }
  } else for (const { exported, local } of node.bindings) members.set(exported, m.lookup(local) ?? UNKNOWN);
  m.state?.heap.set(out, members);
}

// ---------------------------------------------------------------- failures

/** `throw value`. What is thrown while a failure is handled stands for that failure. */
export function throwValue(m: Machine, value: Value): void {
  if (!m.state) return;
  const alive = (hit: Hit) => m.state!.narrow.get(`error ${hit.id}`) !== 0;
  if (!honest(m, value)) {
    if (value.hits.length > 0) for (const hit of value.hits.filter(alive)) m.raise(hit);
    else {
      const name = value.error?.class ?? 'Error';
      for (const hit of (m.handling.at(-1) ?? []).filter(alive)) m.raise({ ...hit, error: name });
    }
  }
  const catcher = m.catchers.at(-1);
  if (catcher) catcher.state = joinStates(catcher.state, fork(m.state));
  m.state = undefined;
}

/** Whether an error asks to be answered below 500. Classes of the project that say nothing are taken to be meant so. */
export function honest(m: Machine, value: Value): boolean {
  let status = value.error?.status;
  for (const id of value.objects) status = m.members(id)?.get('status') ?? m.members(id)?.get('statusCode') ?? status;
  const code = status?.literals?.length === 1 ? Number(status.literals[0]) : undefined;
  if (code !== undefined && !Number.isNaN(code)) return code < 500;
  if (value.hits.length > 0) return false;
  if (!value.error) return true;
  const known = m.models.errors.get(value.error.class);
  return !(known || /^(\\?)(Error|Exception|RuntimeException|LogicException)$/.test(value.error.class));
}

function split(
  m: Machine,
  whenTrue: ReadonlyMap<string, number> | undefined,
  whenFalse: ReadonlyMap<string, number> | undefined,
  then: () => void,
  otherwise: () => void,
): void {
  const before: State | undefined = m.state;
  if (!before) return;
  const side = (facts: ReadonlyMap<string, number> | undefined, work: () => void): State | undefined => {
    if (!facts) return undefined;
    m.state = fork(before);
    apply(m.state, facts);
    work();
    return m.state;
  };
  const first = side(whenTrue, then);
  const second = side(whenFalse, otherwise);
  m.state = joinStates(first, second);
}

function runTry(m: Machine, node: Try): void {
  const before = m.state && fork(m.state);
  const outer: Catcher | undefined =
    node.finalizer.length > 0 ? { hits: [], catches: () => true, boundary: true, state: undefined } : undefined;
  const returnsBefore = m.frame.returns.length;
  if (outer) m.catchers.push(outer);
  const catchers = node.handlers.map(
    (handler): Catcher => ({
      hits: [],
      catches: (error) =>
        handler.types.length === 0 || handler.types.some((type) => m.isError(error, type.replace(/^\\/, ''))),
      boundary: false,
      state: undefined,
    }),
  );
  for (const catcher of [...catchers].reverse()) m.catchers.push(catcher);
  runBlock(m, node.block);
  for (const _ of catchers) m.catchers.pop();
  let after: State | undefined = m.state;
  node.handlers.forEach((handler, index) => {
    const { hits, state } = catchers[index]!;
    const entry = joinStates(before && fork(before), joinStates(state, after && fork(after)));
    if (!entry) return;
    entry.narrow = new Map(before!.narrow);
    // A handler may tell classes apart and answer each its own way, so each class goes through it alone.
    for (const these of byClass(hits)) {
      m.state = fork(entry);
      markUnset(m, these, before!, state);
      const scope = m.scope;
      if (!m.php) m.pushScope();
      const error = handler.types[0]?.replace(/^\\/, '') ?? these[0]?.error ?? 'Error';
      const caught: Value = { ...UNKNOWN, hits: these, error: { class: error }, objects: [m.newObject()] };
      if (handler.param) bindPattern(m, handler.param, caught, 'declare');
      m.handling.push(these);
      runBlock(m, handler.body);
      m.handling.pop();
      m.scope = scope;
      after = joinStates(after, m.state);
    }
  });
  m.state = after;
  if (!outer) return;
  m.catchers.pop();
  const returned = m.frame.returns.length > returnsBefore;
  const start: State | undefined = m.state ?? outer.state ?? (returned ? m.frame.returns.at(-1)!.state : before);
  const alive = m.state !== undefined;
  m.state = start && fork(start);
  const before2 = m.frame.returns.length;
  runBlock(m, node.finalizer);
  const swallowed = m.frame.returns.length > before2 && !m.state;
  if (!swallowed) {
    const state: State | undefined = m.state;
    m.state = state ?? start;
    for (const hit of outer.hits) m.raise(hit);
    m.state = state;
  }
  if (!alive) m.state = undefined;
}

const MOST_CLASSES = 3;

/** Failures by their class; all at once where there are none or many classes. */
function byClass(hits: readonly Hit[]): (readonly Hit[])[] {
  const classes = [...new Set(hits.map((hit) => hit.error))];
  if (classes.length < 2 || classes.length > MOST_CLASSES) return [hits];
  return classes.map((name) => hits.filter((hit) => hit.error === name));
}

/**
 * A variable that the failed `try` was to set is still unset: using it is a consequence of the failure. It was unset
 * `before` the block and still is where things were thrown.
 */
function markUnset(m: Machine, hits: readonly Hit[], before: State, thrown: State | undefined): void {
  if (hits.length === 0 || !m.state || !thrown) return;
  const hit = hits[0]!;
  const unset = (value: Value | undefined) =>
    value?.literals?.length === 1 && value.literals[0] === undefined && value.labels.length === 0;
  for (const [key, value] of before.vars) {
    if (!unset(value) || !unset(thrown.vars.get(key))) continue;
    const name = key.slice(key.indexOf(' ') + 1);
    if (m.scopeOf(name)?.id !== key.slice(0, key.indexOf(' '))) continue;
    const now = m.state.vars.get(key) ?? value;
    const missing: Label = { ...hit.label, id: `unset ${key} ${hit.id}`, mask: bit('null'), hit };
    m.state.vars.set(key, { ...now, literals: undefined, labels: [...now.labels, missing] });
  }
}

// ---------------------------------------------------------------- loops and switches

function loop(m: Machine, node: Loop): void {
  const outer = m.scope;
  // PHP knows no scope but the function's: what a loop sets is there after it.
  if (!m.php) m.pushScope();
  runAll(m, node.init);
  const breaks = m.frame.breaks.get('break');
  const continues = m.frame.breaks.get('continue');
  m.frame.breaks.delete('break');
  m.frame.breaks.delete('continue');
  const iterable = node.iterable ? evaluate(m, node.iterable) : undefined;
  let after: State | undefined = node.style === 'do' ? undefined : m.state && fork(m.state);
  const walk = walkOf(m, node);
  let left: Value | undefined;
  if (walk) m.walks.push(walk);
  const members = new Set(
    iterable && m.php ? elementOf(m, { ...iterable, labels: [] }).labels.map(({ id }) => id) : [],
  );
  for (let round = 0; round < 2 && m.state; round++) {
    m.frame.breaks.delete('continue');
    if (iterable && node.target) {
      if (m.php) useOfNull(m, iterable, node.iterable!);
      const element = node.over === 'keys' ? keyOf(iterable) : elementOf(m, iterable);
      bindPattern(m, node.target, element, 'declare');
      if (walk && !walk.reference) m.declare(walk.element, element);
      if (node.keyTarget) bindPattern(m, node.keyTarget, keysOf(m, iterable.objects), 'declare');
    }
    if (node.test && node.style !== 'do') {
      const facts = factsOf(evaluate(m, node.test));
      if (!facts.whenTrue) break;
      if (m.state) apply(m.state, facts.whenTrue);
    }
    runBlock(m, node.body);
    m.state = joinStates(m.state, m.frame.breaks.get('continue'));
    if (walk) left = elementLeft(m, walk, left);
    if (m.state && node.update) evaluate(m, node.update);
    if (m.state && node.test && node.style === 'do') evaluate(m, node.test);
    const end: State | undefined = m.state;
    const proven =
      end && iterable
        ? [...end.narrow].filter(
            ([id]) => members.has(id) || iterable.labels.some((label) => id.startsWith(`${label.id}.`)),
          )
        : [];
    after = joinStates(after, end && fork(end));
    // Whatever holds of every element after its own round holds of all of them after the loop, be there one or none.
    if (after && proven.length > 0) for (const [id, keep] of proven) after.narrow.set(id, keep);
    if (end) m.state = fork(end);
  }
  m.state = joinStates(after, m.frame.breaks.get('break'));
  if (walk) {
    m.walks.pop();
    leaveWalk(m, walk, left, m.frame.breaks.has('break'));
  }
  m.frame.breaks.delete('break');
  m.frame.breaks.delete('continue');
  if (breaks) m.frame.breaks.set('break', breaks);
  if (continues) m.frame.breaks.set('continue', continues);
  m.scope = outer;
}

/** A key of an object that a `for…in` walks: reading with it is reading any member. */
function keyOf(_value: Value): Value {
  return UNKNOWN;
}

function runSwitch(m: Machine, node: Switch): void {
  const subject = evaluate(m, node.subject);
  if (!m.state) return;
  const before: State = m.state;
  const breaks = m.frame.breaks.get('break');
  m.frame.breaks.delete('break');
  let fall: State | undefined;
  const rest: State | undefined = fork(before);
  let hasDefault = false;
  for (const one of node.cases) {
    if (one.test) {
      m.state = rest && fork(rest);
      const value = evaluate(m, one.test);
      // `switch (true)` asks each case as a condition.
      const asked = subject.literals?.length === 1 && subject.literals[0] === true;
      const facts = asked ? factsOf(value) : comparison('===', subject, value, () => false, one.test);
      let entered: State | undefined = m.state;
      if (entered && facts) {
        if (facts.whenTrue) apply(entered, facts.whenTrue);
        else entered = undefined;
        if (rest && facts.whenFalse) apply(rest, facts.whenFalse);
      }
      m.state = joinStates(fall, entered);
    } else {
      hasDefault = true;
      m.state = joinStates(fall, rest && fork(rest));
    }
    runBlock(m, one.body);
    fall = m.state;
  }
  m.state = joinStates(joinStates(fall, m.frame.breaks.get('break')), hasDefault ? undefined : rest);
  m.frame.breaks.delete('break');
  if (breaks) m.frame.breaks.set('break', breaks);
}
