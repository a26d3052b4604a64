/** Symbolic execution of expressions: each gives a term, and leaves its calls and assignments in the function's records. */

import type { ClassExpression, Expression, FunctionExpression, Member, Pattern } from '../../ir/nodes.ts';
import { mapTerm } from '../map-term.ts';
import type { ArrayItem, Condition, Entry, Owner, Term } from '../terms.ts';
import { UNDEFINED, UNKNOWN } from '../terms.ts';
import { applyEffects } from './effects.ts';
import { createFunction } from './functions.ts';
import { type FunctionRun, originFor, outerKey, siteFor } from './run.ts';
import type { Variable } from './scope.ts';

/** The term of an expression. */
export function evaluateExpression(run: FunctionRun, node: Expression): Term {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string'
        ? { k: 'const', v: node.value, o: originFor(run.file, node.value, node.start, node.end) }
        : { k: 'const', v: node.value };
    case 'regexp':
      return { k: 'regexp', pattern: node.pattern, flags: node.flags };
    case 'template':
      return { k: 'plus', parts: node.parts.map((part) => evaluateExpression(run, part)), template: true };
    case 'name':
      return readName(run, node.name);
    case 'this':
      return run.state.get('this') ?? { k: 'this', file: run.file.file, fn: run.thisKey };
    case 'super':
      return { k: 'member', of: { k: 'this', file: run.file.file, fn: run.thisKey }, key: 'super' };
    case 'member':
      return { k: 'member', of: evaluateExpression(run, node.object), key: memberKey(run, node) };
    case 'call':
      return record(run, node, false);
    case 'new':
      return record(run, node, true);
    case 'function':
      return createFunction(run, node, node.name ?? '', undefined, false);
    case 'class':
      return evaluateClass(run, node);
    case 'object':
      return evaluateObject(run, node.entries);
    case 'array':
      return { k: 'array', items: evaluateItems(run, node.items) };
    case 'unary':
      return evaluateUnary(run, node);
    case 'binary':
      return evaluateBinary(run, node);
    case 'logical':
      return evaluateLogical(run, node.operator, node.left, node.right);
    case 'conditional': {
      const test = evaluateExpression(run, node.test);
      const then = under(run, { test, not: false }, () => evaluateExpression(run, node.then));
      const otherwise = under(run, { test, not: true }, () => evaluateExpression(run, node.else));
      return { k: 'cond', test, then, else: otherwise };
    }
    case 'assign':
      return evaluateAssign(run, node);
    case 'await':
      return evaluateExpression(run, node.value);
    case 'yield':
      if (node.value) evaluateExpression(run, node.value);
      return UNKNOWN;
    case 'spread':
      return evaluateExpression(run, node.value);
    case 'sequence': {
      let last: Term = UNDEFINED;
      for (const item of node.items) last = evaluateExpression(run, item);
      return last;
    }
    case 'import': {
      if (node.specifier.kind !== 'literal' || typeof node.specifier.value !== 'string') {
        evaluateExpression(run, node.specifier);
        return UNKNOWN;
      }
      return { k: 'import', from: run.file.file, specifier: node.specifier.value, name: '*' };
    }
    case 'cast':
      return evaluateExpression(run, node.value);
    case 'opaque': {
      for (const child of node.children) evaluateExpression(run, child);
      return UNKNOWN;
    }
  }
}

function memberKey(run: FunctionRun, node: Member): string | Term {
  if (typeof node.key === 'string') return node.key;
  if (node.key === null) return UNKNOWN;
  const key = evaluateExpression(run, node.key);
  return key.k === 'const' && (typeof key.v === 'string' || typeof key.v === 'number') ? String(key.v) : key;
}

export function readName(run: FunctionRun, name: string): Term {
  const variable = run.scope.find(name);
  if (!variable) {
    if (name === 'undefined') return UNDEFINED;
    // CommonJS: both are variables of the module, unless it declares its own.
    if (name === 'exports' || name === 'module') {
      return run.key === '' ? run.state.get(name)! : { k: 'var', file: run.file.file, fn: '', name };
    }
    if (name === 'arguments' && run.key !== '') return { k: 'arguments', file: run.file.file, fn: run.key };
    return { k: 'global', name };
  }
  const isOwn = variable.fn === run.key && !run.file.mutated.has(outerKey(variable));
  if (isOwn) return run.state.get(variable.name) ?? UNDEFINED;
  return { k: 'var', file: run.file.file, fn: variable.fn, name: variable.name };
}

/** Runs `action` with one more condition on what it records. */
export function under<T>(run: FunctionRun, condition: Condition, action: () => T): T {
  const before = run.when;
  run.when = [...before, condition];
  try {
    return action();
  } finally {
    run.when = before;
  }
}

function evaluateItems(run: FunctionRun, items: readonly Expression[]): ArrayItem[] {
  return items.map((item) =>
    item.kind === 'spread'
      ? { value: evaluateExpression(run, item.value), spread: true }
      : { value: evaluateExpression(run, item) },
  );
}

function record(run: FunctionRun, node: Extract<Expression, { kind: 'call' | 'new' }>, isNew: boolean): Term {
  const callee = evaluateExpression(run, node.callee);
  const call: Extract<Term, { k: 'call' }> = { k: 'call', callee, args: evaluateItems(run, node.args), isNew };
  const site = siteFor(run.file, calleeText(node.callee), node.callee.start, node.callee.end);
  run.calls.push({ site, call, when: run.when });
  applyEffects(run, node, call.args);
  return call;
}

/** A short text of a callee, to name its call by; the same for the same code. */
function calleeText(node: Expression): string {
  const parts: string[] = [];
  let at: Expression = node;
  for (let depth = 0; depth < 6 && at.kind === 'member'; depth++) {
    parts.unshift(typeof at.key === 'string' ? at.key : '?');
    at = at.object;
  }
  if (at.kind === 'name') parts.unshift(at.name);
  else if (at.kind === 'this') parts.unshift('this');
  else if (at.kind === 'call') parts.unshift('()');
  return parts.join('.');
}

function evaluateObject(run: FunctionRun, nodes: Extract<Expression, { kind: 'object' }>['entries']): Term {
  const entries: Entry[] = [];
  const term: Term = { k: 'object', entries };
  const owner = ownerOf(run, term);
  for (const node of nodes) {
    if (node.kind === 'spread') {
      entries.push({ spread: evaluateExpression(run, node.value) });
      continue;
    }
    const key = typeof node.key === 'string' ? node.key : node.key ? evaluateExpression(run, node.key) : UNKNOWN;
    const name = typeof key === 'string' ? key : '?';
    const value =
      node.value.kind === 'function' && !node.value.arrow
        ? createFunction(run, node.value, name, owner, false)
        : node.value.kind === 'object'
          ? nested(run, owner, () => evaluateExpression(run, node.value))
          : named(run, node.value, name);
    if (node.accessor !== 'set') entries.push(node.accessor === 'get' ? { key, value, getter: true } : { key, value });
  }
  return term;
}

/** Objects around an object literal, innermost first: `methods: {…}` inside `Component({…})` reaches both. */
const enclosing = new WeakMap<FunctionRun, Term[]>();

function ownerOf(run: FunctionRun, term: Term): Owner {
  return { objects: [term, ...(enclosing.get(run) ?? [])].slice(0, 3) };
}

function nested<T>(run: FunctionRun, owner: Owner, action: () => T): T {
  const before = enclosing.get(run);
  enclosing.set(run, 'objects' in owner ? [...owner.objects] : []);
  try {
    return action();
  } finally {
    if (before) enclosing.set(run, before);
    else enclosing.delete(run);
  }
}

/** Gives a function expression the name of what it is assigned to, so that its key is readable and stable. */
export function named(run: FunctionRun, node: Expression, name: string): Term {
  if (node.kind === 'function') return createFunction(run, node, node.name ?? name, undefined, false);
  if (node.kind === 'class') return evaluateClass(run, node, name);
  return evaluateExpression(run, node);
}

export function evaluateClass(run: FunctionRun, node: ClassExpression, name = node.name ?? ''): Term {
  const file = run.file;
  const key = `${run.key}/${name}`;
  const count = file.counts.get(`class ${key}`) ?? 0;
  file.counts.set(`class ${key}`, count + 1);
  const cls = count === 0 ? key : `${key}#${count}`;
  const members: Entry[] = [];
  const statics: Entry[] = [];
  let construct: string | undefined;
  const superclass = node.superclass ? evaluateExpression(run, node.superclass) : undefined;
  for (const member of node.members) {
    const memberName = typeof member.key === 'string' ? member.key : evaluateExpression(run, member.key);
    const text = `${name}.${typeof memberName === 'string' ? memberName : '?'}`;
    const list = member.static ? statics : members;
    const owner: Owner = { cls, static: member.static };
    if (member.member === 'setter') continue;
    if (member.value?.kind === 'function') {
      const constructs = member.member === 'constructor';
      const fn = createFunction(run, member.value, text, owner, constructs);
      if (constructs && fn.k === 'function') construct = fn.fn;
      else list.push({ key: memberName, value: fn, ...(member.member === 'getter' ? { getter: true } : {}) });
    } else if (member.value) {
      list.push({ key: memberName, value: fieldValue(run, member.value, text, owner) });
    }
  }
  file.classes.set(cls, {
    key: cls,
    members,
    statics,
    ...(superclass ? { superclass } : {}),
    ...(construct ? { construct } : {}),
  });
  return { k: 'class', file: file.file, cls };
}

/** A field's initial value is computed with the new object as `this`: a function of no parameters, read when the field is. */
function fieldValue(run: FunctionRun, node: Expression, text: string, owner: Owner): Term {
  if (node.kind === 'literal') return evaluateExpression(run, node);
  const body: FunctionExpression = {
    kind: 'function',
    params: [],
    body: [{ kind: 'return', value: node, start: node.start, end: node.end }],
    arrow: false,
    async: false,
    generator: false,
    start: node.start,
    end: node.end,
  };
  return { k: 'call', callee: createFunction(run, body, text, owner, false), args: [], isNew: false };
}

function evaluateUnary(run: FunctionRun, node: Extract<Expression, { kind: 'unary' }>): Term {
  if (node.operator === '++' || node.operator === '--' || node.operator === 'x++' || node.operator === 'x--') {
    if (node.operand.kind === 'name') assign(run, node.operand, UNKNOWN);
    return UNKNOWN;
  }
  return { k: 'op', op: node.operator, args: [evaluateExpression(run, node.operand)] };
}

function evaluateBinary(run: FunctionRun, node: Extract<Expression, { kind: 'binary' }>): Term {
  if (node.operator !== '+') {
    return {
      k: 'op',
      op: node.operator,
      args: [evaluateExpression(run, node.left), evaluateExpression(run, node.right)],
    };
  }
  // A long chain of `+` leans to the left; it is flattened by a loop because generated code has thousands.
  const rights: Expression[] = [];
  let left: Expression = node;
  while (left.kind === 'binary' && left.operator === '+') {
    rights.push(left.right);
    left = left.left;
  }
  const parts = [evaluateExpression(run, left)];
  for (let i = rights.length - 1; i >= 0; i--) parts.push(evaluateExpression(run, rights[i]!));
  return { k: 'plus', parts, template: false };
}

function evaluateLogical(run: FunctionRun, op: '&&' | '||' | '??', leftNode: Expression, rightNode: Expression): Term {
  const left = evaluateExpression(run, leftNode);
  const test: Term = op === '??' ? { k: 'op', op: '!=', args: [left, { k: 'const', v: null }] } : left;
  const right = under(run, { test, not: op !== '&&' }, () => evaluateExpression(run, rightNode));
  return { k: 'logic', op, left, right };
}

function evaluateAssign(run: FunctionRun, node: Extract<Expression, { kind: 'assign' }>): Term {
  if (node.operator === '=') {
    const name =
      node.target.kind === 'name'
        ? node.target.name
        : node.target.kind === 'member' && typeof node.target.key === 'string'
          ? node.target.key
          : '';
    const value = assignedValue(run, node.target, node.value, name);
    assign(run, node.target, value);
    return value;
  }
  if (node.target.kind !== 'name' && node.target.kind !== 'member') return UNKNOWN;
  const before = evaluateExpression(run, node.target);
  const op = node.operator.slice(0, -1);
  const value: Term =
    op === '+'
      ? { k: 'plus', parts: [before, evaluateExpression(run, node.value)], template: false }
      : op === '||' || op === '&&' || op === '??'
        ? { k: 'logic', op, left: before, right: evaluateExpression(run, node.value) }
        : { k: 'op', op, args: [before, evaluateExpression(run, node.value)] };
  assign(run, node.target, value);
  return value;
}

/** `Api.prototype.get = function () {…}` and `exports.get = function () {…}`: `this` is what the function is assigned to. */
function assignedValue(run: FunctionRun, target: Pattern, value: Expression, name: string): Term {
  if (target.kind === 'member' && value.kind === 'function' && !value.arrow) {
    const object = target.object;
    if (object.kind === 'member' && object.key === 'prototype') {
      return createFunction(
        run,
        value,
        name,
        { objects: [{ k: 'call', callee: evaluateExpression(run, object.object), args: [], isNew: true }] },
        false,
      );
    }
    return createFunction(run, value, name, { objects: [evaluateExpression(run, object)] }, false);
  }
  return named(run, value, name);
}

/** Puts a value where a pattern says. */
export function assign(run: FunctionRun, pattern: Pattern, value: Term): void {
  switch (pattern.kind) {
    case 'name': {
      const variable = run.scope.find(pattern.name);
      if (!variable) {
        run.writes.push({
          site: siteFor(run.file, `${pattern.name}=`, pattern.start, pattern.end),
          base: { k: 'global', name: 'globalThis' },
          key: pattern.name,
          value,
          when: run.when,
        });
      } else if (variable.fn === run.key) run.state.set(variable.name, value);
      else pushOuter(run, outerKey(variable), value);
      break;
    }
    case 'member':
      assignMember(run, pattern, value);
      break;
    case 'object-pattern': {
      const taken: string[] = [];
      for (const property of pattern.properties) {
        const key = typeof property.key === 'string' ? property.key : evaluateExpression(run, property.key);
        if (typeof key === 'string') taken.push(key);
        assign(run, property.value, { k: 'member', of: value, key });
      }
      if (pattern.rest) assign(run, pattern.rest, { k: 'rest', of: value, without: taken, from: 0 });
      break;
    }
    case 'array-pattern':
      pattern.items.forEach((item, index) => {
        if (item) assign(run, item, { k: 'member', of: value, key: String(index) });
      });
      if (pattern.rest) assign(run, pattern.rest, { k: 'rest', of: value, without: [], from: pattern.items.length });
      break;
    case 'default-pattern': {
      const fallback = evaluateExpression(run, pattern.default);
      assign(run, pattern.target, { k: 'logic', op: 'default', left: value, right: fallback });
      break;
    }
    case 'opaque':
      break;
  }
}

export function pushOuter(run: FunctionRun, key: string, value: Term): void {
  const list = run.file.outerWrites.get(key);
  if (list) list.push(value);
  else run.file.outerWrites.set(key, [value]);
}

/** `a.b.c = v`: the variable at the root becomes itself with `b` being itself with `c = v`. */
function assignMember(run: FunctionRun, target: Member, value: Term): void {
  const base = evaluateExpression(run, target.object);
  const key = memberKey(run, target);
  run.writes.push({
    site: siteFor(run.file, `${calleeText(target)}=`, target.start, target.end),
    base,
    key,
    value,
    when: run.when,
  });
  updateRoot(run, target.object, base, { key, value });
}

/** Writes an entry into the object that `node` stands for, up to the variable at its root. */
export function updateRoot(run: FunctionRun, node: Expression, base: Term, entry: Entry): void {
  const updated = withEntry(base, entry);
  if (node.kind === 'name') {
    const variable = run.scope.find(node.name);
    if (!variable) {
      if (node.name === 'exports' || node.name === 'module') run.state.set(node.name, updated);
      return;
    }
    if (variable.fn === run.key) {
      run.state.set(
        variable.name,
        run.file.mutated.has(outerKey(variable)) ? withoutSelf(run, variable, updated) : updated,
      );
    } else pushOuter(run, outerKey(variable), withEntry(base, { ...entry, maybe: true } as Entry));
  } else if (node.kind === 'this') {
    run.state.set('this', updated);
  } else if (node.kind === 'member') {
    const outer = evaluateQuietly(run, node.object);
    updateRoot(run, node.object, outer, { key: memberKey(run, node), value: updated });
  }
}

/** A variable that is read as what it is in the end must not be computed from that end. */
function withoutSelf(run: FunctionRun, variable: Variable, term: Term): Term {
  const before = run.state.get(variable.name) ?? UNDEFINED;
  const isSelf = (one: Term) => one.k === 'var' && one.fn === variable.fn && one.name === variable.name;
  return mapTerm(term, (one) => (isSelf(one) ? before : undefined));
}

/** Reads an expression again without recording its calls a second time. */
export function evaluateQuietly(run: FunctionRun, node: Expression): Term {
  const calls = run.calls.length;
  const writes = run.writes.length;
  const term = evaluateExpression(run, node);
  run.calls.length = calls;
  run.writes.length = writes;
  return term;
}

/** Assignments to one object that are copied with each further one. */
const FEW = 64;

function withEntry(base: Term, entry: Entry): Term {
  if (base.k !== 'with') return { k: 'with', base, entries: [entry] };
  if (base.entries.length < FEW) return { k: 'with', base: base.base, entries: [...base.entries, entry] };
  // Every assignment keeps the object as it was before. Lists that double in length keep that, and their nesting, small.
  let full = base;
  while (full.base.k === 'with' && full.base.entries.length <= full.entries.length) {
    full = { k: 'with', base: full.base.base, entries: [...full.base.entries, ...full.entries] };
  }
  return { k: 'with', base: full, entries: [entry] };
}
