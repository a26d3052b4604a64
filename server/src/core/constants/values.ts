/** Values: what a term is for one build target and one set of parameters. A lattice that never guesses (DECISIONS 3). */

import { FOREIGN_PLATFORMS } from '../models/platforms.ts';
import type { ArrayItem, Entry, Origin, Term } from './terms.ts';

/** Why a piece of a string is not known. */
export type Hole =
  /** Depends on a parameter nobody has supplied yet. */
  | 'open'
  /** Decided when the build runs: storage, the server, the user. */
  | 'runtime'
  /** Decided by whoever publishes the build: ext.json. */
  | 'published'
  /** Not understood. */
  | 'unknown';

export type Piece = { readonly text: string; readonly origin?: Origin } | { readonly hole: Hole };

export type Value =
  | { readonly k: 'string'; readonly pieces: readonly Piece[]; readonly chosen?: Chosen }
  | { readonly k: 'primitive'; readonly v: number | boolean | null | undefined }
  | { readonly k: 'regexp'; readonly pattern: string; readonly flags: string }
  | ObjectValue
  | { readonly k: 'array'; readonly items: readonly { readonly value: Lazy; readonly spread?: boolean }[] }
  | FunctionValue
  | { readonly k: 'class'; readonly file: string; readonly cls: string; readonly frame: Frame | undefined }
  /** Something of the platform or of a package: `wx.getAccountInfoSync().miniProgram`, `npm:axios.create()`. */
  | { readonly k: 'native'; readonly path: string; readonly args?: readonly Lazy[] }
  /** A built-in method, taken from a value. */
  | { readonly k: 'method'; readonly self: Value; readonly name: string }
  /** Several, undecided. */
  | { readonly k: 'any'; readonly of: readonly Value[] }
  /** Depends on parameters of these functions (`file\nfn`). */
  | { readonly k: 'open'; readonly fns: readonly string[] }
  /** `absent`: may well not be there, as storage is on a new user's phone. */
  | { readonly k: 'runtime'; readonly absent: boolean }
  | { readonly k: 'unknown' };

export interface ObjectValue {
  readonly k: 'object';
  readonly layers: readonly Layer[];
  /** A function or class that has properties of its own. */
  readonly callable?: Value;
  /** A deep merge of these, as build configurations make: members that are objects are merged in turn. */
  readonly merged?: readonly Value[];
  /** A `Map`: its entries are read by `get`. */
  readonly map?: true;
  /** Vue's `ref(…)`: templates read its `value` by its own name. */
  readonly ref?: true;
  /** A component's instance: it also has what the project puts on every one (`Vue.prototype.$http`). */
  readonly component?: true;
}

export interface FunctionValue {
  readonly k: 'function';
  readonly file: string;
  readonly fn: string;
  readonly frame: Frame | undefined;
  readonly self?: Value;
  /** Arguments bound in front by `bind`. */
  readonly bound?: readonly Lazy[];
}

/** Entries of an object, later ones winning, to be evaluated in `frame`; `self` is `this` for getters and methods. */
export interface Layer {
  readonly entries: readonly Entry[];
  readonly frame: Frame | undefined;
}

/** A term that is evaluated when somebody asks. */
export type Lazy = { readonly term: Term; readonly frame: Frame | undefined } | { readonly value: Value };

/** Parameters in force: of one call, and outwards of the calls in which its function was created. */
export interface Frame {
  /** `file\nfn`, or `each\nid` for the element a loop is at. */
  readonly of: string;
  readonly args: readonly (Lazy | 'spread')[];
  readonly self: Value | undefined;
  readonly parent: Frame | undefined;
  readonly depth: number;
}

/** The constants that decided which of several values was taken, nearest last. */
export interface Chosen {
  readonly by: Origin;
  readonly before: Chosen | undefined;
}

export const UNKNOWN_VALUE: Value = { k: 'unknown' };
export const UNDEFINED_VALUE: Value = { k: 'primitive', v: undefined };

/** How many alternatives are kept apart; more are one unknown besides the first ones. */
const MOST_ALTERNATIVES = 12;

/** One value of many. Alternatives that say the same are one. */
export function anyOf(values: readonly Value[]): Value {
  if (values.length === 1) return values[0]!;
  const flat: Value[] = [];
  const seen = new Set<string>();
  const add = (value: Value) => {
    if (flat.length > MOST_ALTERNATIVES) return;
    if (value.k === 'any') {
      for (const one of value.of) add(one);
      return;
    }
    const key = keyOf(value);
    if (key !== undefined) {
      if (seen.has(key)) return;
      seen.add(key);
    } else if (flat.includes(value)) return;
    flat.push(value);
  };
  for (const value of values) add(value);
  if (flat.length === 1) return flat[0]!;
  if (flat.length > MOST_ALTERNATIVES) return { k: 'any', of: [...flat.slice(0, MOST_ALTERNATIVES), UNKNOWN_VALUE] };
  return flat.length === 0 ? UNKNOWN_VALUE : { k: 'any', of: flat };
}

/** What a simple value is told by; objects and functions are told apart by identity. */
function keyOf(value: Value): string | undefined {
  switch (value.k) {
    case 'string': {
      let key = 's';
      for (const piece of value.pieces) {
        key +=
          'hole' in piece
            ? `\0${piece.hole}`
            : `\0"${piece.text}\0${piece.origin ? piece.origin.file + piece.origin.key : ''}`;
      }
      return key;
    }
    case 'primitive':
      return `p${String(value.v)}`;
    case 'native':
      return `n${value.path}`;
    case 'unknown':
      return 'u';
    case 'runtime':
      return `r${value.absent}`;
    case 'open':
      return `o${value.fns.join()}`;
    default:
      return undefined;
  }
}

export function alternatives(value: Value): readonly Value[] {
  return value.k === 'any' ? value.of : [value];
}

export function mapValue(value: Value, map: (one: Value) => Value): Value {
  return value.k === 'any' ? anyOf(value.of.map(map)) : map(value);
}

export function text(value: string, origin?: Origin): Value {
  return { k: 'string', pieces: [origin ? { text: value, origin } : { text: value }] };
}

/** The text of a string all of which is known. */
export function knownText(value: Value): string | undefined {
  if (value.k === 'string') {
    let all = '';
    for (const piece of value.pieces) {
      if ('hole' in piece) return undefined;
      all += piece.text;
    }
    return all;
  }
  if (value.k === 'primitive' && typeof value.v === 'number') return String(value.v);
  return undefined;
}

/** What the value is in a condition, where that is certain. */
export function truthiness(value: Value): boolean | undefined {
  switch (value.k) {
    case 'string': {
      for (const piece of value.pieces) if ('text' in piece && piece.text !== '') return true;
      return value.pieces.some((piece) => 'hole' in piece) ? undefined : false;
    }
    case 'primitive':
      return Boolean(value.v);
    case 'object':
    case 'array':
    case 'function':
    case 'class':
    case 'method':
    case 'regexp':
      return true;
    case 'any': {
      const first = truthiness(value.of[0]!);
      return value.of.every((one) => truthiness(one) === first) ? first : undefined;
    }
    case 'native':
      return platformPresence(value.path);
    case 'open':
    case 'runtime':
    case 'unknown':
      return undefined;
  }
}

/** On WeChat `wx` and what it offers are there, and the objects of other platforms are not; anything else is not known. */
export function platformPresence(path: string): boolean | undefined {
  if (/^wx(?:\.\w+)?$/.test(path)) return true;
  return FOREIGN_PLATFORMS.includes(path) ? false : undefined;
}

/** Is it null or undefined, where that is certain? */
export function nullish(value: Value): boolean | undefined {
  if (value.k === 'primitive') return value.v === null || value.v === undefined;
  if (value.k === 'any') {
    const first = nullish(value.of[0]!);
    return value.of.every((one) => nullish(one) === first) ? first : undefined;
  }
  if (value.k === 'open' || value.k === 'unknown' || value.k === 'runtime' || value.k === 'native') return undefined;
  return false;
}

/** Notes, on every string in `value`, which literal chose it. */
export function chosenBy(value: Value, by: Origin | undefined): Value {
  if (!by) return value;
  return mapValue(value, (one) => (one.k === 'string' ? { ...one, chosen: { by, before: one.chosen } } : one));
}

export function lazyItems(items: readonly ArrayItem[], frame: Frame | undefined): (Lazy | 'spread')[] {
  return items.map((item) => (item.spread ? 'spread' : { term: item.value, frame }));
}
