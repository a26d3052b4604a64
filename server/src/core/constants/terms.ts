/**
 * Terms: what a file computes, said without looking at any other file.
 *
 * Symbolic execution (execute/) turns each function of a file into terms; the evaluator reads them later, for one build
 * target and with whatever parameters a caller supplies. Imports, parameters, globals and conditions stay symbolic, so a
 * file's terms depend on its text alone.
 *
 * Terms are plain immutable data. They never hold offsets: literals and calls are named by keys that survive edits
 * elsewhere in the file (`Origin`, `Site`), so that an edit above a literal changes no term.
 */

/** Names a string literal: the n-th literal of that text in the file. */
export interface Origin {
  readonly file: string;
  readonly key: string;
}

/** Names a call, an assignment or a function: the n-th of that text in the file. */
export interface Site {
  readonly file: string;
  readonly key: string;
}

export type Constant = string | number | boolean | null | undefined;

export type Term =
  | { readonly k: 'const'; readonly v: Constant; readonly o?: Origin }
  | { readonly k: 'regexp'; readonly pattern: string; readonly flags: string }
  /** JavaScript's `+`, and templates: concatenation as soon as one side is a string. */
  | { readonly k: 'plus'; readonly parts: readonly Term[]; readonly template: boolean }
  | { readonly k: 'object'; readonly entries: readonly Entry[] }
  | { readonly k: 'array'; readonly items: readonly ArrayItem[] }
  | { readonly k: 'function'; readonly file: string; readonly fn: string }
  | { readonly k: 'class'; readonly file: string; readonly cls: string }
  /** The i-th parameter of a function; with `rest` an array of it and all that follow. */
  | { readonly k: 'param'; readonly file: string; readonly fn: string; readonly index: number; readonly rest?: boolean }
  | { readonly k: 'arguments'; readonly file: string; readonly fn: string }
  | { readonly k: 'this'; readonly file: string; readonly fn: string }
  /** A variable of an enclosing function (or of the module, `fn` is then ''), as it is when that function has run. */
  | { readonly k: 'var'; readonly file: string; readonly fn: string; readonly name: string }
  | { readonly k: 'import'; readonly from: string; readonly specifier: string; readonly name: string }
  | { readonly k: 'global'; readonly name: string }
  | { readonly k: 'member'; readonly of: Term; readonly key: string | Term }
  | { readonly k: 'call'; readonly callee: Term; readonly args: readonly ArrayItem[]; readonly isNew: boolean }
  | { readonly k: 'cond'; readonly test: Term; readonly then: Term; readonly else: Term }
  | { readonly k: 'logic'; readonly op: '&&' | '||' | '??' | 'default'; readonly left: Term; readonly right: Term }
  | { readonly k: 'op'; readonly op: string; readonly args: readonly Term[] }
  /** `base` after assignments to its properties, in order; kept flat because configuration files have hundreds. */
  | { readonly k: 'with'; readonly base: Term; readonly entries: readonly Entry[] }
  /** One of these, undecided: a loop that may not run, several writers. */
  | { readonly k: 'choice'; readonly of: readonly Term[] }
  /** An element, or a key, of what a loop runs over. `id` tells loops apart. */
  | { readonly k: 'each'; readonly what: 'element' | 'key'; readonly of: Term; readonly id: string }
  /** What is left of an object or array after destructuring took some of it. */
  | { readonly k: 'rest'; readonly of: Term; readonly without: readonly string[]; readonly from: number }
  | { readonly k: 'unknown' };

export type Entry =
  /** `maybe` where it is not sure that the assignment ran. */
  | { readonly key: string | Term; readonly value: Term; readonly getter?: boolean; readonly maybe?: boolean }
  | { readonly spread: Term };

export type ArrayItem = { readonly value: Term; readonly spread?: boolean };

export const UNKNOWN: Term = { k: 'unknown' };
export const UNDEFINED: Term = { k: 'const', v: undefined };

/** A condition that must hold for a statement to run: `test` is true, or false where `not`. */
export interface Condition {
  readonly test: Term;
  readonly not: boolean;
}

/** A call or a property assignment as it stands in a function, with what must hold for it to run. */
export interface CallRecord {
  readonly site: Site;
  readonly call: Extract<Term, { k: 'call' }>;
  readonly when: readonly Condition[];
}

export interface WriteRecord {
  readonly site: Site;
  readonly base: Term;
  readonly key: string | Term;
  readonly value: Term;
  readonly when: readonly Condition[];
}

/** One function (the module's own code is the function with the empty key). */
export interface FunctionTerms {
  readonly key: string;
  readonly returns: Term;
  readonly calls: readonly CallRecord[];
  readonly writes: readonly WriteRecord[];
  /** What must hold for the function to exist. */
  readonly when: readonly Condition[];
  /** The object literal or class the function is a member of: what `this` is when nobody says otherwise. */
  readonly owner?: Owner;
  /** `this` at the end of a constructor. */
  readonly self?: Term;
  readonly arity: number;
}

export type Owner = { readonly objects: readonly Term[] } | { readonly cls: string; readonly static: boolean };

export interface ClassTerms {
  readonly key: string;
  readonly superclass?: Term;
  /** Instance members: methods as functions, fields with their initial values. */
  readonly members: readonly Entry[];
  readonly statics: readonly Entry[];
  readonly construct?: string;
}

/** What a method puts on `this`, said in terms of that method. */
export interface Assigned {
  readonly method: string;
  readonly entries: readonly Entry[];
}

/** Everything a file says, apart from where it says it. */
export interface FileTerms {
  readonly file: string;
  readonly functions: ReadonlyMap<string, FunctionTerms>;
  readonly classes: ReadonlyMap<string, ClassTerms>;
  /** Final values of variables by `fn|name`. */
  readonly variables: ReadonlyMap<string, Term>;
  readonly exports: ReadonlyMap<string, Term>;
  /** `export * from 'x'`. */
  readonly reexports: readonly string[];
  /** Offsets of literals and sites, by key. Not compared: they move with every edit. */
  readonly places: ReadonlyMap<string, readonly [start: number, end: number]>;
}

/** What large terms were last found equal to: the functions of a page all hold the page, and it is compared once for all of them. */
const equalTo = new WeakMap<object, object>();

/** Deep equality of plain data; what cut-off rests on. */
export function equalTerms(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  // What is left to say of anything but objects: NaN is itself.
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!equalTerms(a[i], b[i])) return false;
    return true;
  }
  if (a instanceof Map) {
    if (!(b instanceof Map) || a.size !== b.size) return false;
    for (const [key, value] of a) if (!equalTerms(value, b.get(key))) return false;
    return true;
  }
  if (!('entries' in a)) return equalFields(a as Record<string, unknown>, b as Record<string, unknown>);
  if (equalTo.get(a) === b) return true;
  if (!equalFields(a as Record<string, unknown>, b as Record<string, unknown>)) return false;
  equalTo.set(a, b);
  return true;
}

function equalFields(left: Record<string, unknown>, right: Record<string, unknown>): boolean {
  for (const key in left) if (!equalTerms(left[key], right[key])) return false;
  for (const key in right) if (!(key in left)) return false;
  return true;
}
