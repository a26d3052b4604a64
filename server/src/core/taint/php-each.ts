/** PHP: what a `foreach` leaves of the array it walks, where it writes to each element. */

import type { Expression, Loop, Pattern } from '../ir/nodes.ts';
import { bindPattern } from './binding.ts';
import { evaluate } from './expressions.ts';
import type { Machine } from './machine.ts';
import { listOf } from './php-functions.ts';
import { bake } from './state.ts';
import { joinValues, type Value } from './value.ts';

/** A `foreach` over a variable whose elements can be told apart: by key, or taken by reference. */
export interface Walk {
  readonly list: Extract<Expression, { kind: 'name' | 'member' }>;
  readonly key: string | undefined;
  /** The variable that stands for the element as it is in the array now. */
  readonly element: string;
  readonly reference: boolean;
  written: boolean;
}

export function walkOf(m: Machine, node: Loop): Walk | undefined {
  const list = node.iterable;
  if (!m.php || (list?.kind !== 'name' && list?.kind !== 'member')) return undefined;
  const key = node.keyTarget?.kind === 'name' ? node.keyTarget.name : undefined;
  const reference = node.reference ?? false;
  if (reference && node.target?.kind === 'name')
    return { list, key, element: node.target.name, reference, written: true };
  if (!key) return undefined;
  return { list, key, element: ` element ${node.start}`, reference: false, written: false };
}

/** `$list[$key] = …` inside the loop: the element of this round is that from now on. */
export function writeElement(m: Machine, pattern: Extract<Pattern, { kind: 'member' }>, value: Value): void {
  const { object, key } = pattern;
  if (object.kind !== 'name' || typeof key !== 'object' || key?.kind !== 'name') return;
  for (const walk of m.walks) {
    if (walk.list.kind !== 'name' || walk.list.name !== object.name || walk.key !== key.name) continue;
    walk.written = true;
    m.assign(walk.element, value);
  }
}

/** The element as it is in the array at the end of a round. */
export function elementLeft(m: Machine, walk: Walk, before: Value | undefined): Value | undefined {
  const now = m.state && m.lookup(walk.element);
  return now && m.state ? joinValues(before, bake(m.state, now)) : before;
}

/** After the loop: the array consists of what the rounds left, and where one was broken off also of what was there. */
export function leaveWalk(m: Machine, walk: Walk, left: Value | undefined, broken: boolean): void {
  if (!walk.written || !left || !m.state) return;
  const list = listOf(m, left);
  bindPattern(m, walk.list, broken ? joinValues(evaluate(m, walk.list), list) : list, 'assign');
}
