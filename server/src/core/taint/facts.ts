/** What the truth of a condition proves about the values in it. */

import type { Expression } from '../ir/nodes.ts';
import { ALL_CLASSES, bit, type ClassMask } from './classes.ts';
import { bothNarrow, joinNarrow } from './state.ts';
import type { Facts, Label, Literal, Narrowing, Value } from './value.ts';

const NONE: Narrowing = new Map();

/** A text that is falsy is empty (or `'0'` in PHP): nothing in it can break a decoder that takes an empty text. */
const KEPT_WHEN_FALSY =
  bit('json') | bit('absent') | bit('null') | bit('format') | bit('date') | bit('digits') | bit('nan');

export function narrowing(labels: readonly Label[], keep: ClassMask): Narrowing {
  if (labels.length === 0) return NONE;
  return new Map(labels.map((label) => [label.id, keep]));
}

/** What a value's being truthy or falsy proves. */
export function factsOf(value: Value): Facts {
  if (value.facts) return value.facts;
  if (value.literals && value.labels.length === 0) {
    const some = value.literals.some(Boolean);
    const none = value.literals.some((one) => !one);
    return { whenTrue: some ? NONE : undefined, whenFalse: none ? NONE : undefined };
  }
  if (value.labels.length === 0) return { whenTrue: NONE, whenFalse: alwaysTrue(value) ? undefined : NONE };
  const truthy = new Map<string, ClassMask>();
  for (const label of value.labels) truthy.set(label.id, ALL_CLASSES & ~(bit('absent') | bit('null') | bit('nan')));
  return { whenTrue: truthy, whenFalse: narrowing(value.labels, KEPT_WHEN_FALSY) };
}

/** What `isset` proves. */
export function factsOfPresence(value: Value): Facts {
  const missing = bit('absent') | bit('null');
  return {
    whenTrue: new Map(value.labels.map((label) => [label.id, ALL_CLASSES & ~missing])),
    whenFalse: new Map(value.labels.map((label) => [label.id, missing])),
  };
}

/** Functions, classes and fresh objects are truthy. */
function alwaysTrue(value: Value): boolean {
  return (
    value.literals === undefined &&
    value.labels.length === 0 &&
    value.spots.length === 0 &&
    value.hits.length === 0 &&
    (value.fns.length > 0 || value.classes.length > 0) &&
    value.objects.length === 0
  );
}

export function negate(facts: Facts): Facts {
  return { whenTrue: facts.whenFalse, whenFalse: facts.whenTrue };
}

export function both(a: Facts, b: Facts): Facts {
  return {
    whenTrue: a.whenTrue && b.whenTrue ? bothNarrow(a.whenTrue, b.whenTrue) : undefined,
    whenFalse: either(a.whenFalse, a.whenTrue && b.whenFalse ? bothNarrow(a.whenTrue, b.whenFalse) : undefined),
  };
}

export function oneOf(a: Facts, b: Facts): Facts {
  return negate(both(negate(a), negate(b)));
}

export function either(a: Narrowing | undefined, b: Narrowing | undefined): Narrowing | undefined {
  if (!a) return b;
  if (!b) return a;
  return joinNarrow(a, b);
}

/** What `left OP right` proves. */
export function comparison(
  operator: string,
  left: Value,
  right: Value,
  isError: (error: string, wanted: string) => boolean,
  rightNode: Expression,
): Facts | undefined {
  switch (operator) {
    case '===':
    case '==':
      return equal(left, right, operator === '===') ?? equal(right, left, operator === '===');
    case '!==':
    case '!=': {
      const facts = equal(left, right, operator === '!==') ?? equal(right, left, operator === '!==');
      return facts && negate(facts);
    }
    case '<':
    case '<=':
      return ordered(right, left, operator === '<');
    case '>':
    case '>=':
      return ordered(left, right, operator === '>');
    case 'in':
      if (left.labels.length > 0 && right.labels.length === 0)
        return { whenTrue: narrowing(left.labels, 0), whenFalse: NONE };
      return undefined;
    case 'instanceof': {
      if (left.hits.length === 0 && left.labels.length > 0)
        return { whenTrue: narrowing(left.labels, ALL_CLASSES & ~(bit('absent') | bit('null'))), whenFalse: NONE };
      const wanted = rightNode.kind === 'name' ? rightNode.name : undefined;
      if (!wanted || left.hits.length === 0) return undefined;
      const is = left.hits.filter((hit) => isError(hit.error, wanted));
      const isNot = left.hits.filter((hit) => !isError(hit.error, wanted));
      return {
        whenTrue: is.length === 0 ? undefined : new Map(isNot.map((hit) => [`error ${hit.id}`, 0])),
        whenFalse: isNot.length === 0 ? undefined : new Map(is.map((hit) => [`error ${hit.id}`, 0])),
      };
    }
    default:
      return undefined;
  }
}

/** `value === constant`, and the same of what `typeof`, `indexOf` and checks give. */
function equal(value: Value, other: Value, strict: boolean): Facts | undefined {
  if (value.error && value.hits.length > 0 && value.literals === undefined && other.literals?.length === 1) {
    return undefined;
  }
  const constant: { readonly is: Literal } | undefined =
    other.literals?.length === 1 && other.labels.length === 0 ? { is: other.literals[0] } : undefined;
  if (value.typeOf && constant) {
    if (constant.is === 'string')
      return {
        whenTrue: narrowing(value.typeOf, ALL_CLASSES & ~(bit('list') | bit('absent') | bit('null') | bit('nan'))),
        whenFalse: NONE,
      };
    if (constant.is === 'number') return { whenTrue: narrowing(value.typeOf, bit('nan')), whenFalse: NONE };
    if (constant.is === 'undefined')
      return {
        whenTrue: narrowing(value.typeOf, bit('absent') | bit('null')),
        whenFalse: narrowing(value.typeOf, ALL_CLASSES & ~(bit('absent') | bit('null'))),
      };
    return undefined;
  }
  if (value.answers && constant) {
    const same = typeof constant.is === 'string' && constant.is.toLowerCase() === value.answers.text.toLowerCase();
    return same ? { whenTrue: value.answers.proves, whenFalse: NONE } : undefined;
  }
  if (value.found && constant && typeof constant.is === 'number') {
    if (constant.is === -1) return negate(value.found);
    if (constant.is >= 0) return { whenTrue: value.found.whenTrue, whenFalse: NONE };
  }
  if (
    value.facts &&
    constant &&
    (constant.is === true || constant.is === false || constant.is === 1 || constant.is === 0)
  ) {
    const isTrue = constant.is === true || constant.is === 1;
    if (!isTrue && strict && value.facts.fallible) return undefined;
    if (isTrue) return value.facts;
    return negate(value.facts);
  }
  if (value.labels.length > 0) {
    if (constant && (constant.is === undefined || constant.is === null)) {
      const missing = bit('absent') | bit('null');
      return { whenTrue: narrowing(value.labels, missing), whenFalse: narrowing(value.labels, ALL_CLASSES & ~missing) };
    }
    if (constant && constant.is === '') return { whenTrue: narrowing(value.labels, KEPT_WHEN_FALSY), whenFalse: NONE };
    if (constant && constant.is === false) {
      return {
        whenTrue: narrowing(value.labels, KEPT_WHEN_FALSY),
        whenFalse: narrowing(value.labels, ALL_CLASSES & ~bit('null')),
      };
    }
    // Equal to something that is no request input: one of what the program knows.
    if (other.labels.length === 0 && (constant || other.objects.length === 0))
      return { whenTrue: narrowing(value.labels, 0), whenFalse: NONE };
  }
  if (value.literals && constant && value.labels.length === 0) {
    const may = value.literals.includes(constant.is as never);
    const mayNot = value.literals.some((one) => one !== constant.is);
    return { whenTrue: may ? NONE : undefined, whenFalse: mayNot ? NONE : undefined };
  }
  return undefined;
}

/** `value > bound` (`strict`) or `value >= bound`. A comparison with a number holds only of what reads as a number. */
function ordered(value: Value, bound: Value, strict: boolean): Facts | undefined {
  const limit = bound.literals?.length === 1 ? bound.literals[0] : undefined;
  if (value.found && typeof limit === 'number') {
    if ((limit === -1 && strict) || (limit === 0 && !strict)) return value.found;
    return undefined;
  }
  if (bound.found && typeof value.literals?.[0] === 'number') {
    const low = value.literals[0];
    if ((low === 0 && strict) || (low === -1 && !strict)) return negate(bound.found);
    return undefined;
  }
  const literals =
    value.literals?.length === 1 && typeof value.literals[0] === 'number' ? value.literals[0] : undefined;
  if (value.literals?.every((one) => typeof one === 'number') && typeof limit === 'number') {
    const yes = value.literals.some((one) => (strict ? (one as number) > limit : (one as number) >= limit));
    const no = value.literals.some((one) => !(strict ? (one as number) > limit : (one as number) >= limit));
    return { whenTrue: yes ? NONE : undefined, whenFalse: no ? NONE : undefined };
  }
  const numeric = ALL_CLASSES & ~(bit('percent') | bit('surrogate') | bit('utf8') | bit('nan') | bit('json'));
  if (value.labels.length > 0 && typeof limit === 'number')
    return { whenTrue: narrowing(value.labels, numeric), whenFalse: NONE };
  if (bound.labels.length > 0 && literals !== undefined)
    return { whenTrue: narrowing(bound.labels, numeric), whenFalse: NONE };
  return undefined;
}
