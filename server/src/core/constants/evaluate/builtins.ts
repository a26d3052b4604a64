/** The language's own functions, as far as they make, keep or predictably change a URL. */

import type { Entry, Term } from '../terms.ts';
import {
  alternatives,
  anyOf,
  type Frame,
  knownText,
  type Layer,
  type Lazy,
  mapValue,
  type ObjectValue,
  type Piece,
  text,
  truthiness,
  UNDEFINED_VALUE,
  UNKNOWN_VALUE,
  type Value,
} from '../values.ts';
import type { Evaluator } from './evaluator.ts';
import { joined, piecesOf } from './evaluator.ts';
import { elements, keys, memberOf } from './objects.ts';

type Args = readonly (Lazy | 'spread')[];

/** Methods of strings that are pure and quick on strings and numbers; run as they are when everything is known. */
const PURE_STRING_METHODS = new Set([
  'trim',
  'trimStart',
  'trimEnd',
  'toLowerCase',
  'toUpperCase',
  'slice',
  'substring',
  'substr',
  'concat',
  'padStart',
  'padEnd',
  'charAt',
  'at',
  'startsWith',
  'endsWith',
  'includes',
  'indexOf',
  'lastIndexOf',
  'repeat',
  'normalize',
  'toString',
  'valueOf',
  'replaceAll',
]);
/** Methods that leave the beginning of a partly known string what it is. */
const KEEPING = new Set([
  'trim',
  'trimEnd',
  'toString',
  'valueOf',
  'normalize',
  'concat',
  'replace',
  'replaceAll',
  'padEnd',
]);
const LONGEST = 4096;

export function callMethod(evaluator: Evaluator, self: Value, name: string, args: Args): Value {
  const arg = (index: number): Value => {
    const one = args[index];
    return one === undefined ? UNDEFINED_VALUE : one === 'spread' ? UNKNOWN_VALUE : evaluator.force(one);
  };
  // Promises are transparent, so `.then(f)` is f of the value.
  if (name === 'then') {
    const callback = arg(0);
    return callback.k === 'primitive' ? self : evaluator.apply(callback, [{ value: self }], undefined);
  }
  if (name === 'catch' || name === 'finally') return self;
  if (self.k === 'string')
    return stringMethod(
      self,
      name,
      args.map((_, index) => arg(index)),
    );
  if (self.k === 'array') return arrayMethod(evaluator, self, name, args, arg);
  if (self.k === 'object' && self.map) {
    const entries: Value = { k: 'object', layers: self.layers };
    return name === 'get' ? mapValue(arg(0), (key) => mapEntry(evaluator, entries, key)) : UNKNOWN_VALUE;
  }
  if (self.k === 'function' || self.k === 'method') {
    if (name === 'call') return evaluator.apply(self, args.slice(1), arg(0));
    if (name === 'apply') {
      const list = arg(1);
      const items: Args =
        list.k === 'array' ? list.items.map((item) => (item.spread ? 'spread' : item.value)) : ['spread'];
      return evaluator.apply(self, items, arg(0));
    }
    if (name === 'bind' && self.k === 'function') {
      const bound = args.slice(1).filter((one): one is Lazy => one !== 'spread');
      return { ...self, self: arg(0), bound: [...(self.bound ?? []), ...bound] };
    }
  }
  if (self.k === 'regexp' && name === 'test') return mapValue(arg(0), (one) => testPattern(self, one));
  if (self.k === 'primitive' && name === 'toString') return text(String(self.v));
  return UNKNOWN_VALUE;
}

function mapEntry(evaluator: Evaluator, entries: Value, key: Value): Value {
  const name = knownText(key);
  return name === undefined ? anyOf(elements(evaluator, entries)) : memberOf(evaluator, entries, name);
}

/** `new Map([[key, value], …])`, as the object of its entries. */
function mapOf(evaluator: Evaluator, pairs: Value): Value {
  if (pairs.k !== 'array') return UNKNOWN_VALUE;
  const layers: Layer[] = [];
  for (const pair of elements(evaluator, pairs)) {
    const key = knownText(memberOf(evaluator, pair, '0'));
    if (key === undefined) return UNKNOWN_VALUE;
    layers.push(valueLayer((term) => ({ key, value: term }), memberOf(evaluator, pair, '1')));
  }
  return { k: 'object', layers, map: true };
}

function stringMethod(self: Extract<Value, { k: 'string' }>, name: string, args: readonly Value[]): Value {
  if (name === 'concat') {
    const pieces = args.reduce<readonly Piece[]>((before, one) => joined(before, piecesOf(one)), self.pieces);
    return { k: 'string', pieces };
  }
  const known = knownText(self);
  const origin = self.pieces.find(
    (piece): piece is Extract<Piece, { text: string }> => 'text' in piece && piece.origin !== undefined,
  )?.origin;
  if (name === 'split') return split(known, args, origin);
  if (name === 'replace' || name === 'replaceAll') return replace(self, args);
  if (known !== undefined && known.length <= LONGEST && PURE_STRING_METHODS.has(name)) {
    const plain = args.map(plainValue);
    if (plain.every((one) => one !== undefined) && !plain.some((one) => typeof one === 'number' && one > LONGEST)) {
      const method = (known as unknown as Record<string, (...list: unknown[]) => unknown>)[name]!;
      const result = method.apply(known, plain);
      if (typeof result === 'string')
        return { ...self, pieces: [origin ? { text: result, origin } : { text: result }] };
      if (typeof result === 'number' || typeof result === 'boolean') return { k: 'primitive', v: result };
    }
  }
  if (name === 'startsWith' || name === 'indexOf' || name === 'includes') return searchPrefix(self, name, args);
  if (KEEPING.has(name)) return self;
  return UNKNOWN_VALUE;
}

/** `url.startsWith('http')` on a string whose beginning is known. */
function searchPrefix(self: Extract<Value, { k: 'string' }>, name: string, args: readonly Value[]): Value {
  const first = self.pieces[0];
  const sought = args[0] ? knownText(args[0]) : undefined;
  if (!first || !('text' in first) || sought === undefined) return UNKNOWN_VALUE;
  const at = first.text.indexOf(sought);
  if (name === 'startsWith') {
    if (at === 0) return { k: 'primitive', v: true };
    return first.text.length >= sought.length || !sought.startsWith(first.text)
      ? { k: 'primitive', v: false }
      : UNKNOWN_VALUE;
  }
  if (at < 0) return UNKNOWN_VALUE;
  return { k: 'primitive', v: name === 'indexOf' ? at : true };
}

function split(
  known: string | undefined,
  args: readonly Value[],
  origin: Extract<Piece, { text: string }>['origin'],
): Value {
  const by = args[0] ? knownText(args[0]) : undefined;
  if (known === undefined || by === undefined) return UNKNOWN_VALUE;
  return {
    k: 'array',
    items: known
      .split(by)
      .slice(0, 256)
      .map((part) => ({ value: { value: text(part, origin) } })),
  };
}

function replace(self: Extract<Value, { k: 'string' }>, args: readonly Value[]): Value {
  const [pattern, replacement] = args;
  const by = replacement ? knownText(replacement) : undefined;
  const matcher = pattern ? matcherOf(pattern) : undefined;
  if (matcher === undefined) return self;
  if (by === undefined) {
    // What is put in is not known: only strings that hold no match stay what they are.
    return self.pieces.some((piece) => 'text' in piece && matches(piece.text, matcher))
      ? {
          ...self,
          pieces: self.pieces.map((piece) =>
            'text' in piece && matches(piece.text, matcher) ? { hole: 'unknown' as const } : piece,
          ),
        }
      : self;
  }
  return {
    ...self,
    pieces: self.pieces.map((piece) =>
      'text' in piece && piece.text.length <= LONGEST ? { ...piece, text: piece.text.replace(matcher, by) } : piece,
    ),
  };
}

function matches(value: string, matcher: string | RegExp): boolean {
  return typeof matcher === 'string' ? value.includes(matcher) : value.search(matcher) >= 0;
}

/** `/^https?:/.test(url)`, also where only the beginning of the URL is known. */
function testPattern(self: Extract<Value, { k: 'regexp' }>, value: Value): Value {
  const matcher = matcherOf(self);
  if (!(matcher instanceof RegExp) || value.k !== 'string') return UNKNOWN_VALUE;
  const known = knownText(value);
  if (known !== undefined) return { k: 'primitive', v: known.length <= LONGEST && known.search(matcher) >= 0 };
  const first = value.pieces[0];
  const isPrefix = self.pattern.startsWith('^') && !/[$|]/.test(self.pattern);
  if (!isPrefix || !first || !('text' in first)) return UNKNOWN_VALUE;
  return first.text.search(matcher) >= 0 ? { k: 'primitive', v: true } : UNKNOWN_VALUE;
}

/** A pattern that is safe to run: no group is repeated, so it cannot backtrack without end on the short strings it meets. */
function matcherOf(value: Value): string | RegExp | undefined {
  if (value.k === 'string') return knownText(value);
  if (
    value.k !== 'regexp' ||
    value.pattern.length > 120 ||
    /[)\]][*+{]|[*+}][*+{]|\\\d|[*+][^)]*[*+]/.test(value.pattern)
  )
    return undefined;
  try {
    return new RegExp(value.pattern, value.flags.replace(/[^gimsu]/g, ''));
  } catch {
    return undefined;
  }
}

function plainValue(value: Value): string | number | undefined {
  if (value.k === 'primitive' && typeof value.v === 'number') return value.v;
  return knownText(value);
}

function arrayMethod(
  evaluator: Evaluator,
  self: Extract<Value, { k: 'array' }>,
  name: string,
  args: Args,
  arg: (index: number) => Value,
): Value {
  switch (name) {
    case 'join': {
      const by = args.length === 0 ? ',' : knownText(arg(0));
      if (by === undefined) return UNKNOWN_VALUE;
      let pieces: readonly Piece[] = [];
      self.items.forEach((item, index) => {
        if (index > 0 && by !== '') pieces = joined(pieces, [{ text: by }]);
        const value = item.spread ? UNKNOWN_VALUE : evaluator.force(item.value);
        pieces = joined(pieces, piecesOf(value.k === 'any' ? UNKNOWN_VALUE : value));
      });
      return { k: 'string', pieces };
    }
    case 'map':
      return {
        k: 'array',
        items: self.items.slice(0, 64).map((item, index) => ({
          value: {
            value: evaluator.apply(
              arg(0),
              [
                { value: item.spread ? UNKNOWN_VALUE : evaluator.force(item.value) },
                { value: { k: 'primitive', v: index } },
              ],
              undefined,
            ),
          },
          spread: item.spread ?? false,
        })),
      };
    case 'concat':
      return {
        k: 'array',
        items: [
          ...self.items,
          ...args.map((one) => ({ value: one === 'spread' ? { value: UNKNOWN_VALUE } : one, spread: true })),
        ],
      };
    case 'filter':
    case 'slice':
    case 'reverse':
    case 'sort':
      return name === 'slice' && arg(0).k === 'primitive' && args.length === 1
        ? { ...self, items: self.items.slice(Number((arg(0) as { v: unknown }).v) || 0) }
        : { ...self, items: self.items.map((item) => item) };
    case 'find': {
      const test = arg(0);
      const values = elements(evaluator, self);
      const results = values.map((one) => truthiness(evaluator.apply(test, [{ value: one }], undefined)));
      const sure = results.indexOf(true);
      if (sure >= 0 && results.slice(0, sure).every((one) => one === false)) return values[sure]!;
      return anyOf(values.filter((_, index) => results[index] !== false));
    }
    case 'shift':
    case 'pop':
    case 'at':
      return anyOf(elements(evaluator, self));
    case 'includes': {
      const sought = knownText(arg(0));
      const values = elements(evaluator, self).map(knownText);
      if (sought === undefined || values.includes(undefined)) return UNKNOWN_VALUE;
      return { k: 'primitive', v: values.includes(sought) };
    }
    case 'reduce': {
      let value = args.length > 1 ? arg(1) : UNKNOWN_VALUE;
      for (const item of self.items.slice(0, 32)) {
        value = evaluator.apply(arg(0), [{ value }, item.spread ? { value: UNKNOWN_VALUE } : item.value], undefined);
      }
      return value;
    }
    default:
      return UNKNOWN_VALUE;
  }
}

/** Calls of the platform and of global functions. */
export function callNative(evaluator: Evaluator, path: string, args: Args, isNew: boolean): Value {
  const arg = (index: number): Value => {
    const one = args[index];
    return one === undefined ? UNDEFINED_VALUE : one === 'spread' ? UNKNOWN_VALUE : evaluator.force(one);
  };
  const lazy = args.filter((one): one is Lazy => one !== 'spread');
  const reactive = REACTIVE.exec(path)?.[1];
  // Configurations are given to it for the sake of their types.
  if (path.endsWith('.defineConfig')) return arg(0);
  if (reactive !== undefined) return reactiveValue(evaluator, reactive, arg(0));
  const hook = HOOK.exec(path)?.[1];
  if (hook !== undefined) return hookValue(evaluator, hook, arg(0));
  switch (path) {
    case 'Object.assign':
      return merge(evaluator, args);
    case 'Object.freeze':
    case 'Object.seal':
    case 'Object.create':
    case 'Promise.resolve':
    case 'structuredClone':
    case 'Object':
      return arg(0);
    case 'Object.keys':
      return { k: 'array', items: keys(evaluator, arg(0)).map((value) => ({ value: { value } })) };
    case 'Object.values':
      return { k: 'array', items: elements(evaluator, arg(0)).map((value) => ({ value: { value } })) };
    case 'Object.entries':
      return {
        k: 'array',
        items: keys(evaluator, arg(0)).map((key) => ({
          value: {
            value: {
              k: 'array',
              items: [
                { value: { value: key } },
                { value: { value: mapValue(key, (one) => memberOf(evaluator, arg(0), knownText(one) ?? '')) } },
              ],
            },
          },
        })),
      };
    case 'JSON.stringify': {
      // Build constants are source text: a string with its quotes.
      const value = arg(0);
      if (value.k === 'string') return { ...value, pieces: [{ text: '"' }, ...value.pieces, { text: '"' }] };
      return value.k === 'object' || value.k === 'array' ? value : UNKNOWN_VALUE;
    }
    case 'build merge':
    case 'npm:webpack-merge':
    case 'npm:webpack-merge.merge':
    case 'npm:lodash.merge':
    case 'npm:lodash/merge':
      return { k: 'object', layers: [], merged: args.map((_, index) => arg(index)) };
    case 'JSON.parse':
      // Only the pair of them, which copies, is followed.
      return arg(0).k === 'object' || arg(0).k === 'array' ? arg(0) : UNKNOWN_VALUE;
    case 'String':
      return mapValue(arg(0), (one) => ({ k: 'string', pieces: piecesOf(one) }));
    case 'encodeURI':
      return arg(0);
    case 'encodeURIComponent':
    case 'decodeURIComponent':
    case 'decodeURI':
      return coded(path, arg(0));
    case 'Boolean':
      return truthiness(arg(0)) === undefined ? UNKNOWN_VALUE : { k: 'primitive', v: truthiness(arg(0)) };
    case 'Array.isArray':
      return { k: 'primitive', v: alternatives(arg(0)).every((one) => one.k === 'array') };
    case 'Map':
      return isNew ? mapOf(evaluator, arg(0)) : UNKNOWN_VALUE;
    case 'Promise':
      return isNew ? promised(evaluator, arg(0)) : UNKNOWN_VALUE;
    case 'Promise.all':
      return arg(0);
    case 'URL':
      return objectOf({ href: resolved(arg(0), arg(1)) });
    case 'npm:url.resolve':
      return resolved(arg(1), arg(0));
    case 'npm:url-join':
      return arg(0);
    default:
      return evaluator.native(`${path}()`, lazy);
  }
}

/** Vue's reactivity, imported or put in by the build (`unplugin-auto-import`). */
const REACTIVE =
  /^(?:npm:(?:vue|@vue\/composition-api|@vue\/reactivity|@mpxjs\/core)\.)?(ref|shallowRef|computed|reactive|shallowReactive|readonly|markRaw|toRaw|unref)$/;

function reactiveValue(evaluator: Evaluator, name: string, value: Value): Value {
  switch (name) {
    case 'ref':
    case 'shallowRef':
      return { ...objectOf({ value }), ref: true };
    case 'computed': {
      const getter = value.k === 'object' ? memberOf(evaluator, value, 'get') : value;
      return { ...objectOf({ value: evaluator.apply(getter, [], undefined) }), ref: true };
    }
    case 'unref':
      return value.k === 'object' && value.ref ? memberOf(evaluator, value, 'value') : value;
    default:
      return value;
  }
}

/** React's hooks, from it or from what stands in for it. */
const HOOK = /^(?:(?:npm:(?:react|preact|preact\/hooks|rax|nervjs)|Taro)\.)?(useState|useRef|useMemo|useCallback)$/;

function hookValue(evaluator: Evaluator, name: string, value: Value): Value {
  const computed = () => (value.k === 'function' ? evaluator.apply(value, [], undefined) : value);
  switch (name) {
    case 'useState':
      return { k: 'array', items: [{ value: { value: computed() }, spread: false }] };
    case 'useRef':
      return objectOf({ current: value });
    case 'useMemo':
      return computed();
    default:
      return value;
  }
}

/** An object of values that are known already. */
function objectOf(members: Readonly<Record<string, Value>>): ObjectValue {
  return {
    k: 'object',
    layers: Object.entries(members).map(([key, value]) => valueLayer((term) => ({ key, value: term }), value)),
  };
}

/** A layer whose one entry holds a value instead of a term: the term is an element that the frame binds to the value. */
function valueLayer(entry: (term: Term) => Entry, value: Value): Layer {
  const term: Term = { k: 'each', what: 'element', of: { k: 'unknown' }, id: 'value' };
  const frame: Frame = { of: 'each\nvalue', args: [{ value }], self: undefined, parent: undefined, depth: 1 };
  return { entries: [entry(term)], frame };
}

/** How many layers an object may have; code that merges an object with itself again and again doubles them each time. */
const MOST_LAYERS = 512;

function merge(evaluator: Evaluator, args: Args): Value {
  const layers: Layer[] = [];
  for (const one of args) {
    const value = one === 'spread' ? UNKNOWN_VALUE : evaluator.force(one);
    for (const part of alternatives(value)) {
      if (layers.length > MOST_LAYERS) return UNKNOWN_VALUE;
      if (part.k === 'object') layers.push(...part.layers);
      else if (part.k !== 'primitive') layers.push(valueLayer((term) => ({ spread: term }), part));
    }
  }
  return { k: 'object', layers };
}

/** A URL, or the base that it is resolved against: what decides the host. */
function resolved(own: Value, base: Value): Value {
  const whole = knownText(own);
  return base.k !== 'string' || (whole !== undefined && /^[a-z][a-z\d+.-]*:/i.test(whole)) ? own : base;
}

function coded(path: string, value: Value): Value {
  const known = knownText(value);
  if (known === undefined || known.length > LONGEST) return UNKNOWN_VALUE;
  try {
    const result =
      path === 'encodeURIComponent'
        ? encodeURIComponent(known)
        : path === 'decodeURI'
          ? decodeURI(known)
          : decodeURIComponent(known);
    const origin = value.k === 'string' ? value.pieces.find((piece) => 'text' in piece && piece.origin) : undefined;
    return text(result, origin && 'text' in origin ? origin.origin : undefined);
  } catch {
    return UNKNOWN_VALUE;
  }
}

/** `new Promise((resolve) => …)`: what it resolves to. */
function promised(evaluator: Evaluator, executor: Value): Value {
  if (executor.k !== 'function') return UNKNOWN_VALUE;
  const terms = evaluator.world.functionTerms(executor.file, executor.fn);
  if (!terms) return UNKNOWN_VALUE;
  const values: Value[] = [];
  for (const { call } of terms.calls) {
    const { callee } = call;
    if (callee.k !== 'param' || callee.index !== 0 || callee.fn !== executor.fn || !call.args[0]) continue;
    values.push(evaluator.evaluate(call.args[0].value, executor.frame));
  }
  return values.length > 0 ? anyOf(values) : UNKNOWN_VALUE;
}
