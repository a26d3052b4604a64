/** Objects, arrays, classes and instances: members, keys and elements. */

import type { Entry, Term } from '../terms.ts';
import {
  anyOf,
  type Frame,
  type FunctionValue,
  knownText,
  type Layer,
  type Lazy,
  mapValue,
  type ObjectValue,
  text,
  UNDEFINED_VALUE,
  UNKNOWN_VALUE,
  type Value,
} from '../values.ts';
import { isModelled } from './clients.ts';
import type { Evaluator } from './evaluator.ts';

const MOST_SPREADS = 12;
const MOST_CONSTRUCTOR_PARAMETERS = 8;
/** An object of more members than this is a table: what an unknown key gives is then as good as unknown. */
const MOST_ELEMENTS = 16;

/** `value.name`. */
export function memberOf(evaluator: Evaluator, value: Value, name: string): Value {
  switch (value.k) {
    case 'object': {
      if (value.merged) return mergedMember(evaluator, value.merged, name);
      if (value.map) return { k: 'method', self: value, name };
      const found = lookUp(evaluator, value.layers, name, value);
      if (found.sure) return found.value;
      if (value.callable) {
        const inherited = memberOf(evaluator, value.callable, name);
        return found.value.k === 'primitive' ? inherited : anyOf([found.value, inherited]);
      }
      // A WePY page reaches the app by it.
      if ((name === '$parent' || name === '$app') && found.value.k === 'primitive') return evaluator.native('getApp()');
      if (value.component && found.value.k === 'primitive' && found.value.v === undefined) {
        const shared = evaluator.world.global(`Vue.prototype.${name}`, evaluator.from);
        if (shared.terms.length > 0 || shared.deeper || isModelled(`uni.${name}`))
          return evaluator.native(`Vue.prototype.${name}`);
      }
      if (found.value.k === 'primitive' && found.value.v === undefined && isObjectMethod(name))
        return { k: 'method', self: value, name };
      return found.value;
    }
    case 'array': {
      const index = Number(name);
      if (Number.isInteger(index) && index >= 0) {
        const before = value.items.slice(0, index + 1);
        if (before.some((item) => item.spread)) return anyOf(elements(evaluator, value));
        const item = value.items[index];
        return item ? evaluator.force(item.value) : UNDEFINED_VALUE;
      }
      if (name === 'length')
        return value.items.some((item) => item.spread) ? UNKNOWN_VALUE : { k: 'primitive', v: value.items.length };
      return { k: 'method', self: value, name };
    }
    case 'string': {
      if (name === 'length') {
        const known = knownText(value);
        return known === undefined ? UNKNOWN_VALUE : { k: 'primitive', v: known.length };
      }
      const index = Number(name);
      if (Number.isInteger(index)) {
        const known = knownText(value);
        return known === undefined ? UNKNOWN_VALUE : text(known.charAt(index));
      }
      return { k: 'method', self: value, name };
    }
    case 'function':
      if (name === 'prototype') return { k: 'object', layers: [] };
      return { k: 'method', self: value, name };
    case 'class':
      return classMember(evaluator, value, name);
    case 'native': {
      if (value.path === 'globalThis') return evaluator.native(name);
      const promised = name === 'then' || name === 'catch' || name === 'finally';
      if (promised) return { k: 'method', self: value, name };
      // `default` of a namespace is the package itself, and so are the promise-returning twins of the platform object.
      if (name === 'default' && value.path.startsWith('npm:')) return value;
      return evaluator.native(`${value.path}.${name}`);
    }
    case 'regexp':
      return { k: 'method', self: value, name };
    case 'method':
      return name === 'call' || name === 'apply' || name === 'bind'
        ? { k: 'method', self: value, name }
        : UNKNOWN_VALUE;
    case 'primitive':
      return typeof value.v === 'number' || typeof value.v === 'boolean'
        ? { k: 'method', self: value, name }
        : UNDEFINED_VALUE;
    case 'any':
      return mapValue(value, (one) => memberOf(evaluator, one, name));
    case 'open':
      return value;
    case 'runtime':
      return value;
    default:
      return UNKNOWN_VALUE;
  }
}

function mergedMember(evaluator: Evaluator, parts: readonly Value[], name: string): Value {
  const members = parts
    .map((part) => memberOf(evaluator, part, name))
    .filter((member) => !(member.k === 'primitive' && member.v === undefined));
  const last = members.at(-1);
  if (!last) return UNDEFINED_VALUE;
  return last.k === 'object' ? { k: 'object', layers: [], merged: members.filter((one) => one.k === 'object') } : last;
}

interface Found {
  readonly value: Value;
  /** No later or earlier entry could change the answer. */
  readonly sure: boolean;
}

/** Looks a property up, from the last entry to the first. */
function lookUp(evaluator: Evaluator, layers: readonly Layer[], name: string, self: Value): Found {
  const maybe: Value[] = [];
  let spreads = 0;
  for (let at = layers.length - 1; at >= 0; at--) {
    const { entries, frame } = layers[at]!;
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i]!;
      if ('spread' in entry) {
        if (++spreads > MOST_SPREADS || evaluator.spent()) return { value: UNKNOWN_VALUE, sure: false };
        // An object may be spread into itself (`setForm({ ...form, name })`); it then adds nothing.
        const inner = evaluator.once(entry, () =>
          mapValue(evaluator.evaluate(entry.spread, frame), (one) => memberOf(evaluator, one, name)),
        );
        if (!inner) continue;
        if (inner.k === 'primitive' && inner.v === undefined) continue;
        if (inner.k === 'method') continue;
        // What a package gives (`...adapter()`) may well have no such member.
        const certain = !['any', 'open', 'unknown', 'runtime', 'native'].includes(inner.k);
        if (certain) return { value: anyOf([...maybe, inner]), sure: true };
        // Absent in some alternatives: what stands before shows through.
        maybe.push(
          ...(inner.k === 'any' ? inner.of.filter((one) => !(one.k === 'primitive' && one.v === undefined)) : [inner]),
        );
        continue;
      }
      if (typeof entry.key === 'string') {
        if (entry.key !== name) continue;
        if (entry.maybe) {
          const value = evaluator.once(entry, () => entryValue(evaluator, entry, frame, self));
          if (value) maybe.push(value);
          continue;
        }
        const value = entryValue(evaluator, entry, frame, self);
        return { value: maybe.length > 0 ? anyOf([...maybe, value]) : value, sure: true };
      }
      const bound = bindKey(evaluator, entry.key, frame, name);
      if (bound === undefined) continue;
      const value = evaluator.evaluate(entry.value, bound.frame);
      if (bound.sure && !entry.maybe) return { value: anyOf([...maybe, value]), sure: true };
      maybe.push(value);
    }
  }
  return maybe.length > 0 ? { value: anyOf(maybe), sure: false } : { value: UNDEFINED_VALUE, sure: false };
}

/**
 * Does a computed key name this property? A key that a loop runs through (`for (k in apis) apis[k] = base + apis[k]`) does,
 * and the loop's variable is then that name.
 */
function bindKey(
  evaluator: Evaluator,
  key: Term,
  frame: Frame | undefined,
  name: string,
): { readonly frame: Frame | undefined; readonly sure: boolean } | undefined {
  if (key.k === 'each' || (key.k === 'param' && !frame)) {
    const of = key.k === 'each' ? `each\n${key.id}` : `${key.file}\n${key.fn}`;
    const args: Lazy[] = [];
    if (key.k === 'param') for (let i = 0; i < key.index; i++) args.push({ value: UNKNOWN_VALUE });
    args.push({ value: text(name) });
    return { frame: { of, args, self: undefined, parent: frame, depth: (frame?.depth ?? 0) + 1 }, sure: false };
  }
  const value = evaluator.evaluate(key, frame);
  const known = knownText(value);
  if (known !== undefined) return known === name ? { frame, sure: true } : undefined;
  if (value.k === 'any') {
    const names = value.of.map(knownText);
    if (!names.includes(undefined) && !names.includes(name)) return undefined;
    return { frame, sure: false };
  }
  return { frame, sure: false };
}

function entryValue(
  evaluator: Evaluator,
  entry: Extract<Entry, { value: Term }>,
  frame: Frame | undefined,
  self: Value,
): Value {
  const value = evaluator.evaluate(entry.value, frame);
  if (entry.getter) return mapValue(value, (one) => evaluator.apply(one, [], self));
  return value;
}

/** The values of an object or array; no more than a bound, for spreads of spreads can double without end. */
export function elements(evaluator: Evaluator, value: Value): Value[] {
  const all: Value[] = [];
  const complete = eachPart(value, (part, visit) => {
    if (all.length > 4 * MOST_ELEMENTS) return false;
    switch (part.k) {
      case 'array':
        if (part.items.length > 4 * MOST_ELEMENTS) return false;
        return part.items.every((item) => {
          const one = evaluator.force(item.value);
          if (item.spread)
            return evaluator.once('term' in item.value ? item.value.term : item, () => visit(one)) ?? true;
          all.push(one);
          return true;
        });
      case 'object':
        return part.layers.every(({ entries, frame }) =>
          entries.every((entry) => {
            if ('spread' in entry)
              return evaluator.once(entry, () => visit(evaluator.evaluate(entry.spread, frame))) ?? true;
            all.push(evaluator.evaluate(entry.value, frame));
            return all.length <= MOST_ELEMENTS;
          }),
        );
      case 'open':
      case 'runtime':
        all.push(part);
        return true;
      default:
        all.push(UNKNOWN_VALUE);
        return true;
    }
  });
  return complete ? all : [...all, UNKNOWN_VALUE];
}

/** The keys of an object, as strings. */
export function keys(evaluator: Evaluator, value: Value): Value[] {
  const names: Value[] = [];
  const complete = eachPart(value, (part, visit) => {
    if (part.k === 'array') names.push(...part.items.map((_, index) => text(String(index))));
    else if (part.k === 'open' || part.k === 'runtime') names.push(part);
    else if (part.k !== 'object') names.push(UNKNOWN_VALUE);
    else {
      return part.layers.every(({ entries, frame }) =>
        entries.every((entry) => {
          if ('spread' in entry)
            return evaluator.once(entry, () => visit(evaluator.evaluate(entry.spread, frame))) ?? true;
          names.push(typeof entry.key === 'string' ? text(entry.key) : evaluator.evaluate(entry.key, frame));
          return true;
        }),
      );
    }
    return true;
  });
  return complete ? names : [...names, UNKNOWN_VALUE];
}

/** How many parts of a value are looked at, spread into one another. */
const MOST_PARTS = 1000;

/** Calls `look` with every alternative and merged part of a value, and with what it visits from there; false as soon as one says so. */
function eachPart(value: Value, look: (part: Value, visit: (inner: Value) => boolean) => boolean): boolean {
  let parts = 0;
  const visit = (inner: Value): boolean => {
    if (++parts > MOST_PARTS) return false;
    if (inner.k === 'any') return inner.of.every(visit);
    if (inner.k === 'object' && inner.merged) return inner.merged.every(visit);
    return look(inner, visit);
  };
  return visit(value);
}

const FUNCTION_MEMBERS = new Set(['call', 'apply', 'bind', 'toString']);

function classMember(evaluator: Evaluator, value: Extract<Value, { k: 'class' }>, name: string): Value {
  let at: Value = value;
  for (let depth = 0; depth < 8 && at.k === 'class'; depth++) {
    const terms = evaluator.world.classTerms(at.file, at.cls);
    if (!terms) return UNKNOWN_VALUE;
    if (name === 'prototype') return { k: 'object', layers: [{ entries: terms.members, frame: at.frame }] };
    const found = lookUp(evaluator, [{ entries: terms.statics, frame: at.frame }], name, value);
    if (found.value.k !== 'primitive' || found.value.v !== undefined) return found.value;
    if (!terms.superclass) return FUNCTION_MEMBERS.has(name) ? { k: 'method', self: value, name } : UNDEFINED_VALUE;
    at = evaluator.evaluate(terms.superclass, at.frame);
    if (at.k === 'object' && at.callable) return memberOf(evaluator, at, name);
  }
  return UNKNOWN_VALUE;
}

/** `new callee(...args)`: the members of its class and of what that extends, then what the constructor puts on `this`. */
export function instanceOf(evaluator: Evaluator, callee: Value, args: readonly (Lazy | 'spread')[]): Value {
  if (callee.k === 'function') return functionInstance(evaluator, callee, args);
  if (callee.k !== 'class') return UNKNOWN_VALUE;
  const layers: Layer[] = [];
  const instance: ObjectValue = { k: 'object', layers };
  classLayers(evaluator, callee, args, instance, layers, 0);
  return instance;
}

function classLayers(
  evaluator: Evaluator,
  value: Extract<Value, { k: 'class' }>,
  args: readonly (Lazy | 'spread')[],
  instance: ObjectValue,
  layers: Layer[],
  depth: number,
): void {
  const terms = evaluator.world.classTerms(value.file, value.cls);
  if (!terms || depth > 8) return;
  const construct = terms.construct ? evaluator.world.functionTerms(value.file, terms.construct) : undefined;
  const frame: Frame | undefined = construct
    ? {
        of: `${value.file}\n${construct.key}`,
        args,
        self: undefined,
        parent: value.frame,
        depth: (value.frame?.depth ?? 0) + 1,
      }
    : undefined;
  if (terms.superclass) {
    const superclass = evaluator.evaluate(terms.superclass, value.frame);
    // `super(…)` is called with what the constructor passes on; without a constructor with everything.
    const superCall = construct?.calls.find(
      (call) => call.call.callee.k === 'member' && call.call.callee.key === 'super',
    );
    const superArgs = superCall
      ? superCall.call.args.map((item): Lazy | 'spread' => (item.spread ? 'spread' : { term: item.value, frame }))
      : args;
    const base = superclass.k === 'object' && superclass.callable ? superclass.callable : superclass;
    if (base.k === 'class') classLayers(evaluator, base, superArgs, instance, layers, depth + 1);
    else if (base.k === 'function') {
      const parent = functionInstance(evaluator, base, superArgs);
      if (parent.k === 'object') layers.push(...parent.layers);
    } else if (base.k !== 'primitive') layers.push({ entries: [{ spread: { k: 'unknown' } }], frame: undefined });
  }
  layers.push({ entries: terms.members, frame: value.frame });
  if (construct?.self) layers.push(...selfLayers(construct.self, frame));
  layers.push(...assignedLayers(evaluator, value.file, `class ${value.cls}`, instance, value.frame));
}

/** What other methods put on `this`; each is read with the object itself as `this`, and with parameters nobody knows. */
function assignedLayers(
  evaluator: Evaluator,
  file: string,
  owner: string,
  self: ObjectValue,
  parent: Frame | undefined,
): Layer[] {
  return evaluator.world.assigned(file, owner).map(({ method, entries }) => ({
    entries,
    frame: { of: `${file}\n${method}`, args: ['spread'], self, parent, depth: (parent?.depth ?? 0) + 1 },
  }));
}

/** The entries that a constructor has written on `this`. */
function selfLayers(self: Term, frame: Frame | undefined): Layer[] {
  const layers: Layer[] = [];
  const collect = (term: Term, maybe: boolean) => {
    if (term.k === 'with') {
      collect(term.base, maybe);
      layers.push({
        entries: maybe ? term.entries.map((entry) => ({ ...entry, maybe: true }) as Entry) : term.entries,
        frame,
      });
    } else if (term.k === 'cond') {
      collect(term.else, true);
      collect(term.then, true);
    } else if (term.k === 'choice') for (const one of term.of) collect(one, true);
  };
  collect(self, false);
  return layers;
}

function functionInstance(evaluator: Evaluator, callee: FunctionValue, args: readonly (Lazy | 'spread')[]): Value {
  const terms = evaluator.world.functionTerms(callee.file, callee.fn);
  if (!terms) return UNKNOWN_VALUE;
  const frame = evaluator.frameFor(callee, args, undefined);
  const layers = terms.self ? selfLayers(terms.self, frame) : [];
  const returned = evaluator.evaluate(terms.returns, frame);
  if (returned.k === 'object') return returned;
  return { k: 'object', layers };
}

/** What `this` is in a function that is a member of an object or class, when nobody says otherwise. */
export function ownerValue(evaluator: Evaluator, file: string, fn: string, frame: Frame | undefined): Value {
  const terms = evaluator.world.functionTerms(file, fn);
  const owner = terms?.owner;
  if (!owner) return { k: 'unknown' };
  if ('cls' in owner) {
    const cls: Value = { k: 'class', file, cls: owner.cls, frame };
    if (owner.static) return cls;
    // Whoever calls the method decides which instance it is, and so what its constructor was given.
    const given: Value = { k: 'open', fns: [`${file}\n${fn}`] };
    return instanceOf(
      evaluator,
      cls,
      Array.from({ length: MOST_CONSTRUCTOR_PARAMETERS }, () => ({ value: given })),
    );
  }
  const layers: Layer[] = [];
  const self: ObjectValue = { k: 'object', layers, component: true };
  for (let i = owner.objects.length - 1; i >= 0; i--) {
    const object = evaluator.evaluate(owner.objects[i]!, frame);
    if (object.k !== 'object') continue;
    layers.push(...optionLayers(evaluator, object));
    layers.push(...object.layers);
  }
  layers.push(...assignedLayers(evaluator, file, fn, self, frame));
  return self;
}

/** Component and Vue options: what stands in these groups is found on `this`, and by name in the template. */
export function optionLayers(evaluator: Evaluator, object: ObjectValue): Layer[] {
  const layers: Layer[] = [];
  for (const group of ['data', 'props', 'properties', 'computed', 'methods', 'setup']) {
    const inner = lookUp(evaluator, object.layers, group, object).value;
    const members = inner.k === 'function' ? evaluator.apply(inner, [], object) : inner;
    if (members.k !== 'object') continue;
    if (group === 'computed') layers.push(...members.layers.map(asGetters));
    else if (group === 'props' || group === 'properties') layers.push(...members.layers.map(asDefaults));
    else layers.push(...members.layers);
  }
  return layers;
}

/** `props: { src: { type: String, default: '…' } }`: what a component is when nobody gives it another. */
export function asDefaults(layer: Layer): Layer {
  return {
    ...layer,
    entries: layer.entries.map((entry): Entry => {
      if ('spread' in entry) return entry;
      const { value } = entry;
      const given = value.k === 'object' && value.entries.find(isDefault);
      return { key: entry.key, value: given && 'value' in given ? given.value : { k: 'unknown' }, maybe: true };
    }),
  };
}

/** Vue says `default`, WeChat's components `value`. */
function isDefault(entry: Entry): boolean {
  return 'value' in entry && (entry.key === 'default' || entry.key === 'value');
}

function asGetters(layer: Layer): Layer {
  return {
    ...layer,
    entries: layer.entries.map((entry) => ('spread' in entry ? entry : { ...entry, getter: true })),
  };
}

function isObjectMethod(name: string): boolean {
  return name === 'then' || name === 'catch' || name === 'finally' || name === 'toString' || name === 'hasOwnProperty';
}
