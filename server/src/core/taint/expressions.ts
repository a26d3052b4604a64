/** Expressions: what value each has, and what its evaluation does. */

import { message } from '../base/finding.ts';
import type { Expression, Member, ObjectExpression } from '../ir/nodes.ts';
import { bindPattern, readPattern } from './binding.ts';
import { construct, invoke } from './calls.ts';
import { castValue, numberOf } from './casts.ts';
import { ALL_CLASSES, bit, TEXT } from './classes.ts';
import { entriesToRun, itemsToRun } from './data-tables.ts';
import { serviceMember } from './egg-services.ts';
import { both, comparison, factsOf, factsOfPresence, negate, oneOf } from './facts.ts';
import { yieldValue } from './generators.ts';
import { classMember, classValue } from './instances.ts';
import { isOverlay, type Machine } from './machine.ts';
import { step } from './models.ts';
import { addKey } from './php-arrays.ts';
import { extractedVariable } from './php-functions.ts';
import { refer, referenced, unrefer } from './php-references.ts';
import { magicInput, sourcesAt } from './rows.ts';
import { apply, bake, fork, joinStates, type State } from './state.ts';
import { throwValue } from './statements.ts';
import { extend } from './trail.ts';
import {
  type Closure,
  isLiteral,
  joinLabels,
  joinValues,
  type Label,
  literal,
  onlyString,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './value.ts';

/** The value of an expression; UNKNOWN once the path is dead or the work used up. */
export function evaluate(m: Machine, node: Expression): Value {
  if (!m.state || !m.burn()) return UNKNOWN;
  switch (node.kind) {
    case 'literal':
      return literal(node.value);
    case 'regexp':
      return { ...UNKNOWN, pattern: { source: node.pattern, flags: node.flags } };
    case 'template':
      return concatenation(
        m,
        node,
        node.parts.map((part) => evaluate(m, part)),
      );
    case 'name':
      return evaluateName(m, node.name, node.variable);
    case 'this':
      return m.frame.self ?? UNKNOWN;
    case 'super':
      return m.frame.owner?.superclass ?? UNKNOWN;
    case 'member':
      return evaluateMember(m, node);
    case 'call':
      return invoke(m, node);
    case 'new':
      return construct(m, node);
    case 'function':
      return { ...UNKNOWN, fns: [closure(m, node)] };
    case 'class':
      return classValue(m, node);
    case 'object':
      return objectValue(m, node);
    case 'array': {
      const entries: [string, Value][] = [];
      itemsToRun(node.items).forEach((item, index) => {
        if (item.kind === 'spread') entries.push(['*', elementOf(m, evaluate(m, item.value))]);
        else entries.push([String(index), evaluate(m, item)]);
      });
      return { ...UNKNOWN, objects: [m.newObject(entries)] };
    }
    case 'unary':
      if (node.operator !== '@') {
        if (m.php && node.operator === 'delete' && node.operand.kind === 'name') unrefer(m, node.operand.name);
        const asked = node.operator === 'isset' || node.operator === 'empty';
        return unary(m, node.operator, asked ? evaluateAsked(m, node.operand) : evaluate(m, node.operand));
      }
      m.silenced++;
      try {
        return evaluate(m, node.operand);
      } finally {
        m.silenced--;
      }
    case 'binary':
      return binary(m, node);
    case 'logical':
      return logical(m, node);
    case 'conditional': {
      const facts = factsOf(evaluate(m, node.test));
      return branch(
        m,
        facts.whenTrue,
        facts.whenFalse,
        () => evaluate(m, node.then),
        () => evaluate(m, node.else),
      );
    }
    case 'assign':
      return assign(m, node);
    case 'await': {
      const value = evaluate(m, node.value);
      for (const hit of value.hits) if (value.promise) m.raise(hit);
      const spots = step(m.models, value.spots, 'Awaited');
      const { promise: _, ...rest } = value;
      return { ...rest, spots: [...value.spots, ...spots], hits: value.promise ? [] : value.hits };
    }
    case 'yield':
      yieldValue(m, node);
      return UNKNOWN;
    case 'spread':
      return evaluate(m, node.value);
    case 'sequence': {
      let last: Value = UNKNOWN;
      for (const item of node.items) last = evaluate(m, item);
      return last;
    }
    case 'import':
      return importValue(m, onlyString(evaluate(m, node.specifier)), node.style === 'dynamic');
    case 'cast':
      return castValue(m, node.type, evaluate(m, node.value));
    case 'opaque': {
      let value: Value | undefined;
      for (const child of node.children) value = joinValues(value, evaluate(m, child));
      if (node.what === 'throw') {
        throwValue(m, value ?? UNKNOWN);
        return UNKNOWN;
      }
      return node.children.length === 0 ? UNKNOWN : { ...UNKNOWN, labels: value!.labels, objects: value!.objects };
    }
  }
}

export function closure(m: Machine, node: Closure['node']): Closure {
  return {
    kind: 'closure',
    file: m.scope.file,
    node,
    scope: m.scope,
    ...(node.arrow && m.frame.self ? { self: m.frame.self } : {}),
    ...(m.frame.owner ? { owner: m.frame.owner } : {}),
  };
}

function evaluateName(m: Machine, name: string, variable: boolean | undefined): Value {
  if (m.php && variable === false) {
    // While a file runs its own declarations are known to it alone.
    const own = m.lookup(name);
    if (own && (own.fns.length > 0 || own.classes.length > 0)) return own;
    if (name === 'JSON_ERROR_NONE') return literal(0);
    return m.world.classNamed(name) ?? m.world.functionNamed(name) ?? m.global(name);
  }
  const place = referenced(m, name);
  if (place) return evaluate(m, place);
  const known = m.lookup(name);
  if (known) return bake(m.state!, known);
  if (m.php) {
    const extracted = variable ? extractedVariable(m, name) : undefined;
    if (extracted) return extracted;
    const value = variable ? m.global(`$${name}`) : (m.world.classNamed(name) ?? m.global(name));
    return withSources(m, value, undefined);
  }
  if (name === 'undefined') return UNDEFINED;
  return m.global(name);
}

/** Where a module's import leads, as a value. */
export function importValue(m: Machine, specifier: string | undefined, promise: boolean, file = m.scope.file): Value {
  if (specifier === undefined) return UNKNOWN;
  const found = m.world.resolve(file, specifier);
  const value = 'file' in found ? (m.world.run(found.file)?.exports ?? UNKNOWN) : m.module(found.module);
  return promise ? { ...value, promise: true } : value;
}

// ---------------------------------------------------------------- members

/** An expression that `??`, `isset` or `empty` asks for: its members may be missing all the way down. */
function evaluateAsked(m: Machine, node: Expression): Value {
  return m.php && node.kind === 'member' ? evaluateMember(m, node, true) : evaluate(m, node);
}

function evaluateMember(m: Machine, node: Member, asked = false): Value {
  const object = asked ? evaluateAsked(m, node.object) : evaluate(m, node.object);
  const key = node.key === null ? undefined : typeof node.key === 'string' ? literal(node.key) : evaluate(m, node.key);
  if (!m.state) return UNKNOWN;
  if (!node.optional && !asked) useOfNull(m, object, node);
  const value = memberOf(m, object, key, node);
  if (!m.php || value !== UNKNOWN || object.spots.length === 0 || node.access === 'index') return value;
  const name = keyName(key);
  const labels = name === undefined ? [] : magicInput(m, object.spots, name, node);
  return labels.length > 0 ? { ...value, labels } : value;
}

/** The name of a member, where it is one constant. */
export function keyName(key: Value | undefined): string | undefined {
  const one = key?.literals?.length === 1 && key.labels.length === 0 ? key.literals[0] : undefined;
  return typeof one === 'string' || typeof one === 'number' ? String(one) : undefined;
}

/** A read of `object[key]`; `key` undefined is any. */
export function memberOf(m: Machine, object: Value, key: Value | undefined, node: Expression): Value {
  if (!m.state) return UNKNOWN;
  const name = keyName(key);
  if (name === undefined && key?.literals && key.literals.length > 1 && key.labels.length === 0) {
    let joined: Value | undefined;
    for (const one of key.literals) joined = joinValues(joined, memberOf(m, object, literal(one), node));
    return joined ? maybe(joined) : UNKNOWN;
  }
  const service = name === undefined ? undefined : serviceMember(m, object, name);
  if (service) return service;
  let value: Value = UNKNOWN;
  let known = false;
  if (object.spots.length > 0) {
    const spots = step(m.models, object.spots, `Member[${name ?? '*'}]`);
    if (spots.length > 0) {
      known = true;
      // A member of its owner's own type is another name for the owner (`c.var` holds what `c.set` has put there).
      const objects = spots.some((spot) => object.spots.includes(spot)) ? object.objects : [];
      value = withSources(m, { ...UNKNOWN, spots, objects, ...(object.promised ? { promised: true } : {}) }, node);
    }
  }
  for (const id of object.objects) {
    const members = m.members(id);
    if (!members) continue;
    known = true;
    if (name !== undefined && members.has(name)) value = joinOver(value, members.get(name)!);
    else if (name !== undefined) {
      const rest = members.get('*');
      if (rest) value = joinOver(value, rest);
    } else for (const member of members.values()) value = joinOver(value, member);
  }
  for (const cls of [...object.instances, ...object.classes]) {
    const found = name === undefined ? undefined : classMember(m, cls, name, object);
    if (found) {
      known = true;
      value = joinOver(value, found);
    }
  }
  if (object.error && name !== undefined) value = joinOver(value, errorMember(object, name));
  const status = name === undefined || known ? undefined : STATUS_WORDS[name];
  if (status !== undefined && object.labels.length === 0) value = { ...value, literals: [status] };
  const hidden =
    name !== undefined &&
    object.objects.length === 1 &&
    isOverlay(object.objects[0]!) &&
    m.members(object.objects[0]!)?.has(name);
  const labels = object.labels.length === 0 || hidden ? [] : memberLabels(m, object.labels, name, node);
  if (labels.length > 0) value = { ...value, labels: joinLabels(value.labels, labels) };
  if (name !== undefined && (!known || value.spots.length === 0)) {
    const any = step(m.models, m.models.roots.has('any') ? [m.models.roots.get('any')!] : [], `Member[${name}]`);
    if (any.length > 0) value = { ...value, spots: [...value.spots, ...any] };
  }
  if (key && key.labels.length > 0 && object.labels.length === 0 && object.objects.length > 0) {
    // A table lookup: found means the key is one of the table's.
    value = { ...value, facts: { whenTrue: new Map(key.labels.map((label) => [label.id, 0])), whenFalse: new Map() } };
  }
  return bake(m.state, name === undefined ? maybe(value) : value);
}

/** A function or class that was looked up by a key that is not known for sure may as well not be there. */
function maybe(value: Value): Value {
  if (value.facts || (value.fns.length === 0 && value.classes.length === 0)) return value;
  return { ...value, facts: { whenTrue: new Map(), whenFalse: new Map() } };
}

function joinOver(a: Value, b: Value): Value {
  if (a === UNKNOWN) return b;
  // Where rows only say what kind of thing it is, what the program has stored there says the rest.
  const bare = a.labels.length === 0 && a.objects.length === 0 && a.fns.length === 0 && !a.literals && !a.facts;
  return bare ? { ...b, spots: [...a.spots, ...b.spots] } : joinValues(a, b);
}

/** How libraries write the statuses that decide whether an answer is honest (`HttpStatus.BAD_REQUEST`). */
const STATUS_WORDS: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  UNPROCESSABLE_ENTITY: 422,
  INTERNAL_SERVER_ERROR: 500,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
};

function errorMember(object: Value, name: string): Value {
  if (name === 'status' || name === 'statusCode' || name === 'code' || name === 'getStatusCode') {
    return object.error?.status ?? (object.hits.length > 0 ? UNDEFINED : UNKNOWN);
  }
  if (name === 'name' && object.error) return literal(object.error.class);
  return name === 'message' || name === 'stack' ? UNKNOWN : object.hits.length > 0 ? UNDEFINED : UNKNOWN;
}

const NO_CONTENT = new Set(['length', 'size', 'constructor', 'prototype']);

function memberLabels(
  m: Machine,
  labels: readonly Label[],
  name: string | undefined,
  node: Expression,
): readonly Label[] {
  if (name !== undefined && NO_CONTENT.has(name)) return [];
  return labels.map((label) => {
    const key = name ?? '*';
    if (label.container) {
      const read: Label = {
        ...label,
        id: `${label.id}.${key}`,
        param: key,
        container: false,
        trail: extend(
          undefined,
          m.place(node),
          message('The request parameter {0} is read here.', `${label.kind}.${key}`),
        ),
      };
      m.inputs.set(`${read.kind}.${read.param}`, read);
      return read;
    }
    const { hit: _, ...plain } = label;
    return { ...plain, id: `${label.id}.${key}`, mask: (label.mask & ~bit('null')) | bit('absent') | bit('list') };
  });
}

/** Adds the input that rows say stands at the value's spots. */
function withSources(m: Machine, value: Value, node: Expression | undefined): Value {
  const labels = sourcesAt(m, value.spots, undefined, node);
  return labels.length === 0 ? value : { ...value, labels: joinLabels(value.labels, labels) };
}

/** Something is asked of a value that a decoder may have left null. */
export function useOfNull(m: Machine, value: Value, node: Expression): void {
  for (const label of value.labels) {
    if (!label.hit || !(m.left(label) & bit('null'))) continue;
    if (m.php && !m.warningsThrow) continue;
    m.raise({ ...label.hit, error: m.php ? 'ErrorException' : 'TypeError', consequence: m.place(node) });
  }
}

/** What iterating over the value gives. */
export function elementOf(m: Machine, value: Value): Value {
  let element: Value | undefined;
  for (const id of value.objects)
    for (const member of m.members(id)?.values() ?? []) element = joinValues(element, member);
  const labels = value.labels.map((label): Label => {
    if (label.container) return { ...label, id: `${label.id}.*`, param: '*', container: false };
    return { ...label, id: `${label.id}.*` };
  });
  const known = step(m.models, value.spots, 'Element');
  if (known.length > 0)
    element = joinValues(element, { ...UNKNOWN, labels: sourcesAt(m, known, undefined, undefined) });
  const result = element ?? UNKNOWN;
  return labels.length === 0 ? result : { ...result, labels: joinLabels(result.labels, labels), literals: undefined };
}

// ---------------------------------------------------------------- composition

function objectValue(m: Machine, node: ObjectExpression): Value {
  const entries: [string, Value][] = [];
  const keys: Value[] = [];
  let count = 0;
  const shared: Value[] = [];
  for (const entry of entriesToRun(node.entries)) {
    if (entry.kind === 'spread') {
      const value = evaluate(m, entry.value);
      for (const id of value.objects) for (const pair of m.members(id) ?? []) entries.push([pair[0], pair[1]]);
      if (value.labels.length > 0) {
        shared.push({ ...UNKNOWN, labels: value.labels });
        entries.push(['*', elementOf(m, value)]);
      }
      continue;
    }
    const computed = entry.key === null || typeof entry.key === 'string' ? undefined : evaluate(m, entry.key);
    const key = entry.key === null ? String(count++) : typeof entry.key === 'string' ? entry.key : keyName(computed);
    if (computed && computed.labels.length > 0) keys.push(computed);
    const value = evaluate(m, entry.value);
    entries.push([key ?? '*', value]);
  }
  if (!m.state) return UNKNOWN;
  const members = new Map<string, Value>();
  for (const [key, value] of entries) members.set(key, key === '*' ? joinValues(members.get('*'), value) : value);
  const object = m.newObject(members);
  for (const key of keys) addKey(m, object, key);
  return { ...UNKNOWN, objects: [object] };
}

/** Text put together: it may hold whatever its parts hold. */
export function concatenation(m: Machine, node: Expression, parts: readonly Value[]): Value {
  if (parts.every((part) => part.literals?.length === 1 && part.labels.length === 0)) {
    return literal(parts.map((part) => String(part.literals![0])).join(''));
  }
  let labels: readonly Label[] = [];
  const carrying = parts.filter((part) => part.labels.length > 0);
  for (const part of carrying) {
    labels = joinLabels(
      labels,
      part.labels.map((label) => {
        const { hit: _, container: _c, ...plain } = label;
        // In a text an absent or repeated parameter is text as well.
        return {
          ...plain,
          id: parts.length === 1 ? label.id : `${label.id}+${node.start}`,
          mask: m.left(label) & (TEXT | bit('nan')),
        };
      }),
    );
  }
  return { ...UNKNOWN, labels };
}

function unary(m: Machine, operator: string, value: Value): Value {
  switch (operator) {
    case '!': {
      const facts = negate(factsOf(value));
      if (isLiteral(value)) return { ...UNKNOWN, literals: [...new Set(value.literals!.map((one) => !one))], facts };
      return { ...UNKNOWN, facts: value.facts?.fallible ? { ...facts, fallible: true } : facts };
    }
    case '+':
    case '-':
      if (isLiteral(value) && value.literals!.length === 1)
        return literal(operator === '-' ? -Number(value.literals![0]) : Number(value.literals![0]));
      return numberOf(m, value);
    case '~':
      return value.found ? { ...UNKNOWN, facts: value.found } : UNKNOWN;
    case 'typeof':
      return {
        ...UNKNOWN,
        typeOf: value.labels,
        ...(value.fns.length > 0 && value.labels.length === 0 ? { literals: ['function'] } : {}),
      };
    case 'void':
      return UNDEFINED;
    case 'isset':
      return { ...UNKNOWN, facts: value.labels.length === 0 && value.facts ? value.facts : factsOfPresence(value) };
    case 'empty':
      return { ...UNKNOWN, facts: negate(factsOf(value)) };
    case 'exit':
      m.state = undefined;
      return UNKNOWN;
    case 'clone':
      return value;
    default:
      return UNKNOWN;
  }
}

const ORDERS = new Set(['<', '<=', '>', '>=', '<=>']);

function binary(m: Machine, node: Extract<Expression, { kind: 'binary' }>): Value {
  const left = evaluate(m, node.left);
  const right = evaluate(m, node.right);
  if (!m.state) return UNKNOWN;
  if (node.operator === '+') {
    if (
      isLiteral(left) &&
      isLiteral(right) &&
      left.literals!.length === 1 &&
      right.literals!.length === 1 &&
      !node.string
    ) {
      const [a, b] = [left.literals![0], right.literals![0]];
      if (typeof a === 'number' && typeof b === 'number') return literal(a + b);
    }
    return concatenation(m, node, [left, right]);
  }
  if (['-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>'].includes(node.operator)) {
    const bits = ['|', '&', '^', '<<', '>>', '>>>'].includes(node.operator);
    return bits ? UNKNOWN : joinValues(numberOf(m, left), numberOf(m, right));
  }
  // In PHP a text that is no number is compared as text, so that an order says nothing of what is in it.
  if (m.php && ORDERS.has(node.operator) && left.labels.length + right.labels.length > 0) return UNKNOWN;
  const facts = comparison(node.operator, left, right, (error, wanted) => m.isError(error, wanted), node.right);
  if (!facts) return UNKNOWN;
  const decided =
    facts.whenTrue === undefined ? literal(false) : facts.whenFalse === undefined ? literal(true) : UNKNOWN;
  return { ...decided, facts };
}

function logical(m: Machine, node: Extract<Expression, { kind: 'logical' }>): Value {
  const left = node.operator === '??' ? evaluateAsked(m, node.left) : evaluate(m, node.left);
  if (!m.state) return UNKNOWN;
  const facts = factsOf(left);
  if (node.operator === '&&') {
    let right: Value = UNKNOWN;
    const value = branch(
      m,
      facts.whenTrue,
      facts.whenFalse,
      () => {
        right = evaluate(m, node.right);
        return right;
      },
      () => bake(m.state!, falsy(left)),
    );
    return { ...value, facts: both(facts, factsOf(right)) };
  }
  if (node.operator === '||') {
    let right: Value = UNKNOWN;
    const value = branch(
      m,
      facts.whenTrue,
      facts.whenFalse,
      () => truthy(m, left),
      () => (right = evaluate(m, node.right)),
    );
    return { ...value, facts: oneOf(facts, factsOf(right)) };
  }
  const missing = bit('absent') | bit('null');
  if (isLiteral(left) && !left.literals!.includes(null) && !left.literals!.includes(undefined)) return left;
  const present = new Map(left.labels.map((label) => [label.id, ALL_CLASSES & ~missing]));
  const absent = new Map(left.labels.map((label) => [label.id, missing]));
  return branch(
    m,
    present,
    absent,
    () => notNull(bake(m.state!, left)),
    () => evaluate(m, node.right),
  );
}

function falsy(value: Value): Value {
  if (value.literals) return { ...value, literals: value.literals.filter((one) => !one) };
  return {
    ...UNKNOWN,
    labels: value.labels.map((label) => ({ ...label, mask: label.mask & (bit('absent') | bit('json') | bit('null')) })),
  };
}

function truthy(m: Machine, value: Value): Value {
  const baked = bake(m.state!, value);
  return baked.literals ? { ...baked, literals: baked.literals.filter(Boolean) } : baked;
}

function notNull(value: Value): Value {
  return value.literals
    ? { ...value, literals: value.literals.filter((one) => one !== null && one !== undefined) }
    : value;
}

/** Runs both ways of a condition and joins what they give and leave; `undefined` facts: that way cannot be. */
export function branch(
  m: Machine,
  whenTrue: ReadonlyMap<string, number> | undefined,
  whenFalse: ReadonlyMap<string, number> | undefined,
  then: () => Value,
  otherwise: () => Value,
): Value {
  const before: State | undefined = m.state;
  if (!before) return UNKNOWN;
  const side = (facts: ReadonlyMap<string, number> | undefined, run: () => Value) => {
    if (!facts) return undefined;
    m.state = fork(before);
    apply(m.state, facts);
    const value = run();
    const state: State | undefined = m.state;
    return state ? { value: bake(state, value), state } : undefined;
  };
  const first = side(whenTrue, then);
  const second = side(whenFalse, otherwise);
  m.state = joinStates(first?.state, second?.state);
  if (first && second) return joinValues(first.value, second.value);
  return first?.value ?? second?.value ?? UNKNOWN;
}

function assign(m: Machine, node: Extract<Expression, { kind: 'assign' }>): Value {
  if (node.reference && node.target.kind === 'name' && refer(m, node.target.name, node.value))
    return evaluate(m, node.target);
  if (node.operator === '=') {
    const value = evaluate(m, node.value);
    if (m.state) bindPattern(m, node.target, value, 'assign');
    return value;
  }
  const before = readPattern(m, node.target);
  const logicalOperator = /^(\|\||&&|\?\?)=$/.exec(node.operator)?.[1];
  if (logicalOperator) {
    const value = joinValues(before, evaluate(m, node.value));
    const kept =
      logicalOperator === '&&'
        ? value
        : {
            ...value,
            labels: value.labels.map((label) => ({ ...label, mask: label.mask & ~(bit('absent') | bit('null')) })),
          };
    if (m.state) bindPattern(m, node.target, kept, 'assign');
    return kept;
  }
  const right = evaluate(m, node.value);
  const value =
    node.operator === '+='
      ? concatenation(m, node, [before, right])
      : joinValues(numberOf(m, before), numberOf(m, right));
  if (m.state) bindPattern(m, node.target, value, 'assign');
  return value;
}
