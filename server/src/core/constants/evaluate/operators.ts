/** Operators on values, where the answer is certain. */

import {
  alternatives,
  knownText,
  nullish,
  platformPresence,
  truthiness,
  UNKNOWN_VALUE,
  type Value,
} from '../values.ts';

export function operate(op: string, args: readonly Value[]): Value {
  const [left, right] = args;
  if (!left) return UNKNOWN_VALUE;
  switch (op) {
    case '!':
      return boolean(negate(truthiness(left)));
    case 'typeof':
      return typeOf(left);
    case 'void':
      return { k: 'primitive', v: undefined };
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(op, left, right);
    case '===':
    case '==':
      return right ? boolean(equal(left, right, op === '==')) : UNKNOWN_VALUE;
    case '!==':
    case '!=':
      return right ? boolean(negate(equal(left, right, op === '!='))) : UNKNOWN_VALUE;
    case '<':
    case '>':
    case '<=':
    case '>=':
      return right ? compare(op, left, right) : UNKNOWN_VALUE;
    default:
      return UNKNOWN_VALUE;
  }
}

function boolean(value: boolean | undefined): Value {
  return value === undefined ? UNKNOWN_VALUE : { k: 'primitive', v: value };
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function equal(left: Value, right: Value, loose: boolean): boolean | undefined {
  let answer: boolean | undefined;
  let first = true;
  for (const a of alternatives(left)) {
    for (const b of alternatives(right)) {
      const one = equalOne(a, b, loose);
      if (one === undefined || (!first && one !== answer)) return undefined;
      answer = one;
      first = false;
    }
  }
  return answer;
}

function equalOne(a: Value, b: Value, loose: boolean): boolean | undefined {
  if (a.k === 'string' && b.k === 'string') {
    const left = knownText(a);
    const right = knownText(b);
    return left === undefined || right === undefined ? undefined : left === right;
  }
  if (a.k === 'primitive' && b.k === 'primitive') {
    // Loose equality of null and undefined is what `== null` is written for.
    // biome-ignore lint/suspicious/noDoubleEquals: the operator under evaluation
    return loose ? a.v == b.v : a.v === b.v;
  }
  const leftNull = nullish(a);
  const rightNull = nullish(b);
  if (leftNull === undefined || rightNull === undefined) return undefined;
  if (leftNull !== rightNull) return false;
  if (a.k === 'string' && b.k === 'primitive') return loose ? undefined : false;
  if (a.k === 'primitive' && b.k === 'string') return loose ? undefined : false;
  return undefined;
}

function compare(op: string, left: Value, right: Value): Value {
  if (left.k !== 'primitive' || right.k !== 'primitive') return UNKNOWN_VALUE;
  if (typeof left.v !== 'number' || typeof right.v !== 'number') return UNKNOWN_VALUE;
  const answer =
    op === '<' ? left.v < right.v : op === '>' ? left.v > right.v : op === '<=' ? left.v <= right.v : left.v >= right.v;
  return { k: 'primitive', v: answer };
}

function arithmetic(op: string, left: Value, right: Value | undefined): Value {
  if (left.k !== 'primitive' || typeof left.v !== 'number') return UNKNOWN_VALUE;
  if (!right) return op === '-' ? { k: 'primitive', v: -left.v } : UNKNOWN_VALUE;
  if (right.k !== 'primitive' || typeof right.v !== 'number') return UNKNOWN_VALUE;
  const answer =
    op === '-' ? left.v - right.v : op === '*' ? left.v * right.v : op === '/' ? left.v / right.v : left.v % right.v;
  return { k: 'primitive', v: answer };
}

function typeOf(value: Value): Value {
  const name = (one: Value): string | undefined => {
    switch (one.k) {
      case 'string':
        return 'string';
      case 'primitive':
        return one.v === null ? 'object' : typeof one.v;
      case 'object':
        return one.callable ? 'function' : 'object';
      case 'array':
      case 'regexp':
        return 'object';
      case 'function':
      case 'class':
      case 'method':
        return 'function';
      case 'native': {
        const present = platformPresence(one.path);
        return present === undefined ? undefined : !present ? 'undefined' : one.path === 'wx' ? 'object' : undefined;
      }
      default:
        return undefined;
    }
  };
  const names = new Set(alternatives(value).map(name));
  const [only] = names;
  return names.size === 1 && only !== undefined ? { k: 'string', pieces: [{ text: only }] } : UNKNOWN_VALUE;
}
