/** Calls: of the project's own functions, of what the models describe, and of promises. */

import { message } from '../base/finding.ts';
import type { Call, Expression, New, Node, Parameter, Statement } from '../ir/nodes.ts';
import { bindPattern } from './binding.ts';
import { castValue } from './casts.ts';
import { bit } from './classes.ts';
import { fromContainer } from './container.ts';
import { deepLabels } from './decoders.ts';
import { elementOf, evaluate, keyName, memberOf, useOfNull } from './expressions.ts';
import { factsOf } from './facts.ts';
import { askGenerator, generatorOf } from './generators.ts';
import { anyMethod, classMember, instanceSpots, setGetterCall, superclassMember, typedValue } from './instances.ts';
import { type Catcher, DEEPEST_CALL, type Machine } from './machine.ts';
import { step } from './models.ts';
import { actOnRest, calledByName, leftInParameters, writeBack } from './php-functions.ts';
import { applyRows, type CallSite, listedInput, sourcesAt } from './rows.ts';
import { bake, bothNarrow, emptyState, fork, joinNarrow, joinStates, type State } from './state.ts';
import { runBody } from './statements.ts';
import { extend } from './trail.ts';
import {
  type Closure,
  type Facts,
  type Fn,
  type Hit,
  joinLabels,
  joinValues,
  type Label,
  literal,
  type Narrowing,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './value.ts';

/** A call expression. */
export function invoke(m: Machine, node: Call): Value {
  const { callee } = node;
  let receiver: Value = UNKNOWN;
  let target: Value;
  let name: string | undefined;
  if (callee.kind === 'member') {
    receiver = evaluate(m, callee.object);
    const key =
      callee.key === null ? undefined : typeof callee.key === 'string' ? literal(callee.key) : evaluate(m, callee.key);
    if (!m.state) return UNKNOWN;
    if (!callee.optional) useOfNull(m, receiver, callee);
    name = keyName(key);
    if (callee.object.kind === 'super' && m.frame.owner && name !== undefined) {
      target = superclassMember(m, m.frame.owner, name, m.frame.self ?? UNKNOWN) ?? memberOf(m, receiver, key, callee);
      receiver = m.frame.self ?? UNKNOWN;
    } else if (
      m.php &&
      callee.access === 'static' &&
      callee.object.kind === 'name' &&
      ['self', 'static'].includes(callee.object.name)
    ) {
      receiver = m.frame.self ?? UNKNOWN;
      target = memberOf(m, receiver, key, callee);
    } else if (m.php && name === undefined && key && key.labels.length > 0) target = anyMethod(m, receiver);
    else target = memberOf(m, receiver, key, callee);
    const promise = name === undefined ? undefined : promiseMethod(m, receiver, name, node);
    if (promise) return promise;
    const applied = name === undefined ? undefined : functionMethod(m, receiver, name, node);
    if (applied) return applied;
  } else if (callee.kind === 'super') {
    target = UNKNOWN;
  } else target = evaluate(m, callee);
  if (m.php) target = calledByName(m, target);
  const args = argumentsOf(m, node.args);
  if (!m.state) return UNKNOWN;
  if (m.php && callee.kind === 'name') {
    actOnRest(m, callee.name, args);
    if (!m.state) return UNKNOWN;
  }
  return callValue(m, target, receiver, args, node, name);
}

/** Argument values by position; what a spread adds comes as `spread`. */
export function argumentsOf(m: Machine, args: readonly Expression[]): Value[] {
  const values: Value[] = [];
  for (const arg of args) {
    if (arg.kind !== 'spread') {
      values.push(evaluate(m, arg));
      continue;
    }
    const spread = evaluate(m, arg.value);
    let counted = 0;
    for (const id of spread.objects) {
      const members = m.members(id);
      while (members?.has(String(counted))) values.push(members.get(String(counted++))!);
    }
    if (counted === 0) values.push(elementOf(m, spread));
  }
  return values;
}

/** Calls a value with argument values. */
export function callValue(
  m: Machine,
  target: Value,
  receiver: Value,
  args: readonly Value[],
  node: Call | New,
  name?: string,
): Value {
  const site: CallSite = { node, receiver, args, name, target };
  const contained = m.php && target.fns.length === 0 ? fromContainer(m, target, site) : undefined;
  if (contained) return contained;
  let result: Value | undefined;
  const rows = applyRows(m, target, site);
  if (rows) result = rows.value;
  if (!m.state) return UNKNOWN;
  const before: State = m.state;
  let after: State | undefined;
  let called = false;
  for (const fn of target.fns) {
    m.state = fork(before);
    const value = callFunction(m, fn, receiver, args, node);
    called = true;
    result = joinValues(result, value);
    if (m.leftByReference) writeBack(m, node.args, m.leftByReference);
    after = joinStates(after, m.state);
  }
  if (called) m.state = after;
  if (!m.state) return UNKNOWN;
  const returned = step(m.models, target.spots, 'Return');
  if (returned.length > 0) {
    const listed = m.php ? listedInput(m, returned, site) : undefined;
    const labels = listed ? [] : sourcesAt(m, returned, site, node);
    const spots: Value = { ...UNKNOWN, spots: returned, labels, objects: listed?.objects ?? [] };
    result = result
      ? {
          ...joinValues(result, spots),
          ...(result.facts ? { facts: result.facts } : {}),
          ...(result.found ? { found: result.found } : {}),
          ...(result.shape ? { shape: result.shape } : {}),
        }
      : spots;
    const identity = returned.some(
      (spot) => spot.gives.length > 0 || spot.handlers.length > 0 || spot.validations.length > 0,
    );
    if (identity && result.objects.length === 0) result = { ...result, objects: [m.newObject(made(args))] };
  }
  result ??= askGenerator(m, receiver, name);
  if (!result) {
    // A function that nobody knows: what it may call runs, what it gives is not request input.
    runGiven(m, target, args, node);
    return wrapped(args, node);
  }
  if (!called && !rows?.callbacks) runGiven(m, target, args, node);
  return result;
}

/** Runs the functions that are given to a library, in case it calls them. */
function runGiven(m: Machine, target: Value, args: readonly Value[], node: Node): void {
  for (const arg of args) {
    if (arg.fns.length === 0) continue;
    const given = typedArguments(m, target, args, arg);
    const ran = runCallback(m, arg, given, node);
    // Who is given request input and answers with a promise that nobody waits for.
    for (const hit of ran.promise && given.length > 0 ? ran.hits : [])
      if (!m.escaped.some((one) => one.id === hit.id)) m.escaped.push({ ...hit, crash: true });
  }
}

/** A library's wrapper of handlers (`asyncHandler(async (req, res) => …)`), told by its name, gives a function that does the same. */
function wrapped(args: readonly Value[], node: Call | New): Value {
  const name = node.callee.kind === 'name' ? node.callee.name : '';
  const [only, ...others] = args;
  if (!only || others.length > 0 || only.fns.length === 0 || !/async|wrap|handler|catch/i.test(name)) return UNKNOWN;
  return { ...UNKNOWN, fns: only.fns };
}

/** What the models say of the parameters of a callback that is given to `target`. */
function typedArguments(m: Machine, target: Value, args: readonly Value[], callback: Value): Value[] {
  const index = args.indexOf(callback);
  const spots = [
    ...step(m.models, target.spots, `Argument[${index}]`),
    ...(index === args.length - 1 ? step(m.models, target.spots, 'Argument[-1]') : []),
  ];
  if (spots.length === 0) return [];
  return [0, 1, 2, 3].map((position) => {
    const at = step(m.models, spots, `Parameter[${position}]`);
    const labels = sourcesAt(m, at, undefined, undefined);
    return at.length > 0 ? { ...UNKNOWN, spots: at, labels } : UNKNOWN;
  });
}

/** Runs a callback in case it is called, once; the path goes on either way, unless it is `always` called. */
export function runCallback(
  m: Machine,
  callback: Value,
  args: readonly Value[],
  node: Node,
  always = false,
  written: Node | undefined = undefined,
): Value {
  if (!m.state) return UNKNOWN;
  const before = m.state;
  let result: Value | undefined;
  let after: State | undefined = always ? undefined : before;
  if (callback.spots.length > 0 && callback.fns.length === 0 && written) {
    // A library function given by its name: the place is where it is named.
    m.state = fork(before);
    const at: Call = { ...(node as Call), start: written.start, end: written.end };
    result = callValue(m, callback, UNKNOWN, args, at);
    after = joinStates(after, m.state);
  }
  for (const fn of callback.fns) {
    m.state = fork(before);
    const value = callFunction(m, fn, UNKNOWN, args, node);
    result = joinValues(result, value);
    after = joinStates(after, m.state);
  }
  m.state = after;
  return result ?? UNKNOWN;
}

/** Calls one function of the project. */
export function callFunction(m: Machine, fn: Fn, receiver: Value, given: readonly Value[], at: Node): Value {
  m.leftByReference = undefined;
  if (fn.kind === 'native') return fn.run(given, m);
  if (m.calls.length >= DEEPEST_CALL || m.calls.filter((one) => one === fn.node).length > 1 || !m.state) {
    let labels: readonly Label[] = [];
    for (const arg of given) labels = joinLabels(labels, arg.labels);
    if (m.state && m.calls.length >= DEEPEST_CALL && labels.length > 0) m.cutShort = true;
    return { ...UNKNOWN, labels };
  }
  if (
    m.world.readsRequest &&
    fn.node.uses === undefined &&
    !fn.node.arrow &&
    ![receiver, ...given].some((one) => carries(m, one))
  ) {
    if (!m.world.readsRequest(fn.file, fn.node.start, fn.node.end) && !endsPath(fn.node.body))
      return fn.node.returnType ? typedValue(m, fn.node.returnType) : UNKNOWN;
  }
  const args = fn.bound ? [...fn.bound, ...given] : given;
  const [scope, frame, place] = [m.scope, m.frame, m.place(at)];
  m.scope = fn.scope;
  m.frame = {
    file: fn.file,
    self: fn.self ?? (fn.node.arrow ? frame.self : receiver),
    owner: fn.owner,
    returns: [],
    yields: [],
    yieldedKeys: [],
    breaks: new Map(),
  };
  m.calls.push(fn.node);
  const first = m.mark();
  const inner = m.pushScope().id;
  const before = m.state.narrow;
  const boundary: Catcher | undefined = fn.node.async
    ? { hits: [], catches: () => true, boundary: true, state: undefined }
    : undefined;
  if (boundary) m.catchers.push(boundary);
  for (const used of fn.node.uses ?? []) m.scope.names.delete(used);
  bindParameters(m, fn, args, place);
  runBody(m, fn.node.body);
  if (boundary) m.catchers.pop();
  const finished: State | undefined = m.state;
  const { ends } = m;
  const all = finished ? [...m.frame.returns, { value: UNDEFINED, state: finished }] : m.frame.returns;
  const returns = ends && m.calls.length === 1 ? all.filter((one) => !ends(one.value, one.state)) : all;
  const inside = m.frame;
  let value: Value | undefined;
  let state: State | undefined;
  for (const one of returns) {
    value = joinValues(value, bake(one.state, one.value));
    state = joinStates(state, one.state);
  }
  const facts = returns.length > 0 ? returnedFacts(returns, before) : undefined;
  m.leftByReference = m.php ? leftInParameters(fn.node.params, inner, returns) : undefined;
  m.calls.pop();
  m.scope = scope;
  m.frame = frame;
  if (boundary && boundary.hits.length > 0) {
    // It may have rejected instead of coming back.
    state = joinStates(state, boundary.state);
    value = joinValues(value ?? UNKNOWN, { ...UNKNOWN, hits: boundary.hits });
  }
  m.state = state;
  // PHP functions keep nothing: what the call has declared is gone, and later forks need not copy it.
  if (m.php && state && !value?.fns.length) m.forget(state, first);
  if (!state && !boundary) return UNKNOWN;
  if (!m.state) m.state = { ...emptyState(), narrow: new Map(before) };
  if (fn.node.generator && inside.yields.length > 0 && m.state) value = generatorOf(m, inside, value);
  const result: Value = { ...(value ?? UNKNOWN), ...(facts ? { facts } : {}) };
  if (boundary) return { ...result, promise: true, hits: [...result.hits] };
  return result.labels.length === 0 ? result : comeBack(m, result, at);
}

/** Whether a function looks as if it may never come back: it throws or ends the script on its main path, or leaves that to another. */
function endsPath(body: readonly Statement[]): boolean {
  return body.some((one) => {
    if (one.kind === 'throw') return true;
    if (one.kind !== 'expression') return false;
    const { expression } = one;
    if (expression.kind === 'opaque') return expression.what === 'throw';
    if (expression.kind === 'unary') return expression.operator === 'exit';
    const name =
      expression.kind !== 'call'
        ? undefined
        : expression.callee.kind === 'member'
          ? expression.callee.key
          : expression.callee.kind === 'name'
            ? expression.callee.name
            : undefined;
    return typeof name === 'string' && /(?:abort|error|fail|throw|deny|result|success|response)/i.test(name);
  });
}

/** Whether request input, or something that reads it, lies in a value. */
function carries(m: Machine, value: Value): boolean {
  return (
    value.labels.length > 0 ||
    value.hits.length > 0 ||
    (value.spots.length > 0 && value.instances.length === 0) ||
    value.fns.length > 0 ||
    (value.facts?.whenTrue?.size ?? 0) > 0 ||
    deepLabels(m, value, 3).length > 0
  );
}

function comeBack(m: Machine, value: Value, at: Node): Value {
  const place = m.place(at);
  return {
    ...value,
    labels: value.labels.map((label) =>
      label.container || label.trail.place.file === place.file
        ? label
        : { ...label, trail: extend(label.trail, place, message('The function gives it back here.')) },
    ),
  };
}

/** What a helper's answer proves: `isId(x)` is true only where its own checks passed. */
function returnedFacts(returns: readonly { value: Value; state: State }[], before: Narrowing): Facts | undefined {
  let whenTrue: Narrowing | undefined;
  let whenFalse: Narrowing | undefined;
  let fallible = false;
  for (const { value, state } of returns) {
    const facts = factsOf(value);
    fallible ||= facts.fallible ?? false;
    if (facts.whenTrue) {
      const proven = bothNarrow(state.narrow, facts.whenTrue);
      whenTrue = whenTrue ? joinNarrow(whenTrue, proven) : proven;
    }
    if (facts.whenFalse) {
      const proven = bothNarrow(state.narrow, facts.whenFalse);
      whenFalse = whenFalse ? joinNarrow(whenFalse, proven) : proven;
    }
  }
  const news = (facts: Narrowing | undefined) =>
    facts && new Map([...facts].filter(([id, keep]) => before.get(id) !== keep));
  const result: Facts = { whenTrue: news(whenTrue), whenFalse: news(whenFalse), ...(fallible ? { fallible } : {}) };
  if (result.whenTrue && result.whenFalse && result.whenTrue.size === 0 && result.whenFalse.size === 0)
    return undefined;
  return result;
}

function bindParameters(m: Machine, fn: Closure, args: readonly Value[], place: ReturnType<Machine['place']>): void {
  fn.node.params.forEach((param, index) => {
    if (param.rest) {
      const rest = args.slice(index);
      bindPattern(
        m,
        param.target,
        { ...UNKNOWN, objects: [m.newObject(rest.map((value, at) => [String(at), value]))] },
        'declare',
      );
      return;
    }
    bindPattern(m, param.target, parameterValue(m, param, args[index], place), 'declare');
  });
  if (!fn.node.arrow && !m.php) {
    m.declare('arguments', { ...UNKNOWN, objects: [m.newObject(args.map((value, at) => [String(at), value]))] });
  }
}

function parameterValue(
  m: Machine,
  param: Parameter,
  given: Value | undefined,
  place: ReturnType<Machine['place']>,
): Value {
  let value = given;
  if (value && value.labels.length > 0) {
    value = {
      ...value,
      labels: value.labels.map((label) =>
        label.container
          ? label
          : { ...label, trail: extend(label.trail, place, message('It is passed on to a function here.')) },
      ),
    };
  }
  if (param.default && (!value || (value.literals?.includes(undefined) ?? false))) {
    value = joinValues(
      value && !value.literals?.every((one) => one === undefined) ? value : undefined,
      evaluate(m, param.default),
    );
  }
  if (!param.type) return value ?? UNKNOWN;
  if (m.php && value) refusedByType(m, param.type, value, place);
  if (m.php && value && /^\??(int|float|bool)$/.test(param.type))
    return castValue(m, param.type.replace('?', ''), value);
  const typed = typedValue(m, param.type);
  if (!value) return typed;
  if (m.php) value = fitting(param.type, value);
  return value.spots.length === 0 &&
    value.instances.length === 0 &&
    (typed.spots.length > 0 || typed.instances.length > 0)
    ? { ...value, spots: typed.spots, instances: typed.instances }
    : value;
}

/** PHP: what a parameter of that type cannot hold, for the call itself would have failed. */
function fitting(type: string, value: Value): Value {
  if (value.labels.length === 0 || !/^\??string$/.test(type)) return value;
  const ruled = bit('list') | (type.startsWith('?') ? 0 : bit('absent'));
  return { ...value, labels: value.labels.map((label) => ({ ...label, mask: label.mask & ~ruled })) };
}

/** PHP: null or false from a decoder, given to a parameter whose type takes neither, is a TypeError. */
function refusedByType(m: Machine, type: string, value: Value, place: ReturnType<Machine['place']>): void {
  if (/^\?|mixed|\|?(?:null|false)\b/.test(type)) return;
  for (const label of value.labels) {
    if (!label.hit || !(m.left(label) & bit('null'))) continue;
    // Without strict types false is taken for '' or 0; null never is.
    const lenient = /^(?:string|int|float|bool)$/.test(type) && label.hit.sink.name !== 'json_decode';
    if (lenient && !m.world.strictTypes?.(place.file)) continue;
    m.raise({ ...label.hit, error: 'TypeError', consequence: place });
  }
}

// ---------------------------------------------------------------- construction

/** A `new` expression. */
export function construct(m: Machine, node: New): Value {
  const target = evaluate(m, node.callee);
  const args = argumentsOf(m, node.args);
  if (!m.state) return UNKNOWN;
  let result: Value | undefined;
  const rows = applyRows(m, target, { node, receiver: UNKNOWN, args, name: undefined, construct: true });
  if (rows) result = rows.value.objects.length > 0 || m.php ? rows.value : { ...rows.value, objects: [m.newObject()] };
  for (const cls of target.classes) {
    const instance: Value = { ...UNKNOWN, instances: [cls], spots: instanceSpots(m, cls), objects: [m.newObject()] };
    const build = classMember(m, cls, m.php ? '__construct' : 'constructor', instance);
    const fn = build?.fns[0];
    if (fn) callFunction(m, fn, instance, args, node);
    if (!m.state) return UNKNOWN;
    result = joinValues(result, { ...instance, ...errorOf(m, args, cls.node.name) });
  }
  const spots = step(m.models, target.spots, 'Instance');
  const name = node.callee.kind === 'name' ? node.callee.name : undefined;
  if (!result || spots.length > 0) {
    const plain: Value = {
      ...UNKNOWN,
      spots,
      objects: [m.newObject(made(args))],
      ...(result?.classes.length ? {} : errorOf(m, args, name)),
    };
    result = result ? joinValues(result, plain) : plain;
  }
  if (!rows && target.classes.length === 0)
    if (name === 'Promise') return promiseOf(m, args[0], result, node);
    else for (const arg of args) if (arg.fns.length > 0) runCallback(m, arg, [], node);
  return result;
}

/** What an object was made with, for rows that ask (`new TextDecoder('utf-8', { fatal: true })`, `new Router({ prefix })`). */
function made(args: readonly Value[]): [string, Value][] {
  return args.slice(0, 2).map((arg, index) => [`#argument${index}`, arg]);
}

/** `new Promise((resolve, reject) => …)`: it comes to what `resolve` is called with, and fails with what `reject` is. */
function promiseOf(m: Machine, executor: Value | undefined, made: Value, node: New): Value {
  let settled: Value = made;
  const failed: Hit[] = [];
  const resolve: Fn = {
    kind: 'native',
    name: 'resolve',
    run: (given) => {
      if (given[0] && m.state) settled = joinValues(settled, bake(m.state, given[0]));
      return UNKNOWN;
    },
  };
  const reject: Fn = {
    kind: 'native',
    name: 'reject',
    run: (given) => {
      failed.push(...(given[0]?.hits ?? []));
      return UNKNOWN;
    },
  };
  const parameters = [resolve, reject].map((fn) => ({ ...UNKNOWN, fns: [fn] }));
  const { hits } = m.isolate(() => (executor ? runCallback(m, executor, parameters, node) : UNKNOWN));
  return { ...settled, promise: true, hits: [...settled.hits, ...failed, ...hits] };
}

/** `new HttpException(400)`: the class, and the status that it asks for. */
function errorOf(m: Machine, args: readonly Value[], name: string | undefined): Partial<Value> {
  if (!name || !(m.models.errors.has(name) || /(Error|Exception)$/.test(name))) return {};
  const known = m.models.errors.get(name)?.status;
  const argument = typeof known === 'string' ? Number(/\d+/.exec(known)?.[0] ?? 0) : undefined;
  const status =
    typeof known === 'number'
      ? literal(known)
      : argument !== undefined
        ? args[argument]
        : args.find((arg) => isStatus(arg));
  return { error: { class: name, ...(status ? { status } : {}) } };
}

function isStatus(value: Value): boolean {
  return (
    value.literals?.length === 1 &&
    typeof value.literals[0] === 'number' &&
    value.literals[0] >= 100 &&
    value.literals[0] < 600
  );
}

// ---------------------------------------------------------------- promises and functions

/** `.then`, `.catch` and `.finally` of a promise; undefined where it is none. */
function promiseMethod(m: Machine, receiver: Value, name: string, node: Call): Value | undefined {
  if (name !== 'then' && name !== 'catch' && name !== 'finally') return undefined;
  if (receiver.fns.length > 0 || receiver.instances.length > 0) return undefined;
  const args = argumentsOf(m, node.args);
  if (!m.state) return UNKNOWN;
  const { promise: _, hits, ...inner } = receiver;
  const run = (callback: Value | undefined, values: readonly Value[]) => {
    if (!callback || (callback.fns.length === 0 && callback.spots.length === 0)) return undefined;
    return m.isolate(() => runCallback(m, callback, values, node, false, node.args[args.indexOf(callback)]));
  };
  if (name === 'finally') {
    const ran = run(args[0], []);
    return { ...receiver, promise: true, hits: [...hits, ...(ran?.hits ?? [])] };
  }
  const done = name === 'then' ? run(args[0], [{ ...inner, hits: [] }]) : undefined;
  const rejection = name === 'then' ? args[1] : args[0];
  const handles = rejection !== undefined && !rejection.literals;
  m.handling.push(hits);
  const failed = handles
    ? run(rejection, [{ ...UNKNOWN, hits, error: { class: hits[0]?.error ?? 'Error' } }])
    : undefined;
  m.handling.pop();
  const passed = [
    ...(done?.hits ?? []),
    ...(done?.value.hits ?? []),
    ...(handles ? [...(failed?.hits ?? []), ...(failed?.value.hits ?? [])] : hits),
  ];
  const value = joinValues(done?.value ?? (name === 'catch' ? { ...inner, hits: [] } : UNKNOWN), failed?.value);
  return { ...value, promise: true, hits: [...new Set(passed)] };
}

/** `f.call(x, …)`, `f.apply(x, […])`, `f.bind(x, …)`. */
function functionMethod(m: Machine, receiver: Value, name: string, node: Call): Value | undefined {
  if (
    (name !== 'call' && name !== 'apply' && name !== 'bind') ||
    (receiver.fns.length === 0 && receiver.spots.length === 0)
  )
    return undefined;
  const args = argumentsOf(m, node.args);
  if (!m.state) return UNKNOWN;
  const [self, ...rest] = args;
  if (name === 'bind') {
    return {
      ...receiver,
      fns: receiver.fns.map((fn) =>
        fn.kind === 'closure'
          ? {
              ...fn,
              ...(self ? { self: fn.node.arrow ? fn.self : self } : {}),
              ...(rest.length > 0 ? { bound: rest } : {}),
            }
          : fn,
      ) as Fn[],
    };
  }
  const given: Value[] = [];
  if (name === 'apply') {
    const list = rest[0] ?? UNKNOWN;
    for (const id of list.objects) {
      const members = m.members(id);
      for (let at = 0; members?.has(String(at)); at++) given.push(members.get(String(at))!);
    }
    if (given.length === 0 && rest[0]) given.push(elementOf(m, list));
  } else given.push(...rest);
  return callValue(m, receiver, self ?? UNKNOWN, given, node);
}

setGetterCall((m, fn) => callFunction(m, fn, UNKNOWN, [], fn.kind === 'closure' ? fn.node : { start: 0, end: 0 }));
