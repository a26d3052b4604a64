/**
 * What the engine knows of a value: which request input it may hold and what may still be wrong with that, what shape
 * it has, what it can be called as, and what its truth would prove.
 */

import type { Place } from '../base/finding.ts';
import type { ClassExpression, FunctionExpression } from '../ir/nodes.ts';
import type { InputKind, SinkRow } from '../models/schema/flow.ts';
import type { ClassMask } from './classes.ts';
import type { Machine } from './machine.ts';
import type { Spot } from './models.ts';
import type { Trail } from './trail.ts';

/** Request input inside a value. */
export interface Label {
  /** Which value this is as far as checks go: two reads of the same parameter are the same value. */
  readonly id: string;
  readonly kind: InputKind;
  /** `live_id`, `*` where any parameter may be meant, '' for input without a name. */
  readonly param: string;
  /** What may be wrong with it, before the checks on the path. */
  readonly mask: ClassMask;
  readonly trail: Trail;
  /** The whole of the input: its members are the parameters. */
  readonly container?: boolean;
  /** Set on what a decoder gives instead of failing, or a variable that a caught failure left unset. */
  readonly hit?: Hit;
  /** A decoder that it has passed and that may have failed before: if that is reported, a later failure of the same input is not news. */
  readonly after?: Hit;
}

/** A decoder call that fails on some input, on its way to whoever catches it. */
export interface Hit {
  readonly id: string;
  readonly place: Place;
  readonly sink: SinkRow;
  readonly label: Label;
  /** The classes that break it here. */
  readonly mask: ClassMask;
  readonly error: string;
  /** It throws where no handler of the framework sees it. */
  readonly crash?: boolean;
  /** Where the null it gave is used. */
  readonly consequence?: Place;
}

export type Literal = string | number | boolean | null | undefined;

export interface Scope {
  readonly id: string;
  readonly file: string;
  readonly parent: Scope | undefined;
  readonly names: Set<string>;
  /** Values of names that nobody has asked for yet. */
  readonly later: Map<string, (m: Machine) => Value>;
}

export interface Closure {
  readonly kind: 'closure';
  readonly file: string;
  readonly node: FunctionExpression;
  readonly scope: Scope;
  readonly self?: Value;
  readonly bound?: readonly Value[];
  /** The class whose method it is, for `super`. */
  readonly owner?: ClassValue;
}
/** Something the engine itself runs: the next handler of a chain. */
export interface Native {
  readonly kind: 'native';
  readonly name: string;
  readonly run: (args: readonly Value[], m: Machine) => Value;
}
export type Fn = Closure | Native;

export interface ClassValue {
  readonly file: string;
  readonly node: ClassExpression;
  readonly scope: Scope;
  readonly superclass: Value | undefined;
}

/** What a truth proves: for value ids, what is not ruled out. */
export type Narrowing = ReadonlyMap<string, ClassMask>;
export interface Facts {
  /** undefined: this outcome cannot be. */
  readonly whenTrue: Narrowing | undefined;
  readonly whenFalse: Narrowing | undefined;
  /** The check may also fail to answer (`preg_match` gives false on malformed UTF-8): `=== 0` proves nothing then. */
  readonly fallible?: boolean;
}

/** A validator as data: what it rules out about a value, and about its members. */
export interface Shape {
  readonly clears: ClassMask;
  readonly fields?: ReadonlyMap<string, Shape>;
  /** Every element or member. */
  readonly each?: Shape;
}

export interface Value {
  readonly labels: readonly Label[];
  /** It is exactly one of these. */
  readonly literals?: readonly Literal[];
  readonly spots: readonly Spot[];
  readonly fns: readonly Fn[];
  readonly classes: readonly ClassValue[];
  readonly instances: readonly ClassValue[];
  /** Heap objects it may be. */
  readonly objects: readonly string[];
  readonly facts?: Facts;
  readonly shape?: Shape;
  /** Failures that come with it: a promise that rejects, an error that was caught. */
  readonly hits: readonly Hit[];
  /** It is a promise; `hits` reject it. */
  readonly promise?: boolean;
  /** An error object: its class, and the status it asks for. */
  readonly error?: { readonly class: string; readonly status?: Value };
  /** `arr.indexOf(x)`: the value that was looked for, by what being found (≥ 0) proves. */
  readonly found?: Facts;
  /** It calls the functions of its spots as promises. */
  readonly promised?: boolean;
  /** What its being exactly this text would prove. */
  readonly answers?: { readonly text: string; readonly proves: Narrowing };
  /** A pattern (RegExp). */
  readonly pattern?: { readonly source: string; readonly flags: string };
  /** `typeof x`: the ids of x. */
  readonly typeOf?: readonly Label[];
}

export const UNKNOWN: Value = { labels: [], spots: [], fns: [], classes: [], instances: [], objects: [], hits: [] };

/** Literals that were made before: member names come up again and again, and values never change. */
const literals = new Map<Literal, Value>();
const MOST_REMEMBERED = 5000;

export function literal(value: Literal): Value {
  let known = literals.get(value);
  if (!known) {
    known = { ...UNKNOWN, literals: [value] };
    if (literals.size >= MOST_REMEMBERED) literals.clear();
    literals.set(value, known);
  }
  return known;
}
export const UNDEFINED: Value = literal(undefined);

export function isLiteral(value: Value): boolean {
  return value.literals !== undefined && value.labels.length === 0;
}

/** The one constant that the value is; undefined also where it is not one (ask `literals`). */
export function onlyString(value: Value | undefined): string | undefined {
  const one = value?.literals?.length === 1 ? value.literals[0] : undefined;
  return typeof one === 'string' ? one : undefined;
}

const MOST_LABELS = 12;
const MOST_LITERALS = 8;

/** What is true of a value that may be either. */
export function joinValues(a: Value | undefined, b: Value | undefined): Value {
  if (!a || a === b) return b ?? UNKNOWN;
  if (!b) return a;
  const both = a.literals && b.literals ? [...new Set([...a.literals, ...b.literals])] : undefined;
  const joined: { -readonly [K in keyof Value]: Value[K] } = {
    labels: joinLabels(a.labels, b.labels),
    spots: merge(a.spots, b.spots),
    fns: merge(a.fns, b.fns),
    classes: merge(a.classes, b.classes),
    instances: merge(a.instances, b.instances),
    objects: merge(a.objects, b.objects),
    hits: merge(a.hits, b.hits),
  };
  if (both && both.length <= MOST_LITERALS) joined.literals = both;
  if (a.promise || b.promise) joined.promise = true;
  if (a.promised || b.promised) joined.promised = true;
  const error = a.error ?? b.error;
  if (error) joined.error = error;
  return joined;
}

export function joinLabels(a: readonly Label[], b: readonly Label[]): readonly Label[] {
  if (a.length === 0) return b;
  if (b.length === 0 || a === b) return a;
  const byKey = new Map<string, Label>();
  for (const label of [...a, ...b]) {
    const known = byKey.get(label.id);
    if (!known) byKey.set(label.id, label);
    else if ((known.mask | label.mask) !== known.mask) byKey.set(label.id, { ...known, mask: known.mask | label.mask });
  }
  return [...byKey.values()].slice(0, MOST_LABELS);
}

function merge<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (a.length === 0) return b;
  if (b.length === 0 || a === b) return a;
  return [...new Set([...a, ...b])].slice(0, 16);
}
