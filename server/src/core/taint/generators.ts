/** Generators: what they yield is what who walks them gets. */

import type { Expression } from '../ir/nodes.ts';
import { elementOf, evaluate } from './expressions.ts';
import type { Frame, Machine } from './machine.ts';
import { addKey, keysOf } from './php-arrays.ts';
import { joinValues, UNKNOWN, type Value } from './value.ts';

/** `yield $value`, `yield $key => $value`, `yield from $values`. */
export function yieldValue(m: Machine, node: Extract<Expression, { kind: 'yield' }>): void {
  if (node.key) m.frame.yieldedKeys.push(evaluate(m, node.key));
  if (!node.value) return;
  const value = evaluate(m, node.value);
  m.frame.yields.push(node.delegate ? elementOf(m, value) : value);
  if (node.delegate) m.frame.yieldedKeys.push(keysOf(m, value.objects));
}

/** The generator that a call gives whose body has run in `frame` and returned `value`. */
export function generatorOf(m: Machine, { yields, yieldedKeys }: Frame, value: Value | undefined): Value {
  const element = yields.reduce((all, one) => joinValues(all, one));
  const object = m.newObject([['*', element]]);
  for (const key of yieldedKeys) addKey(m, object, key);
  return { ...(value ?? UNKNOWN), objects: [object] };
}

/** PHP: `$generator->current()` and `->key()`; undefined for other calls. */
export function askGenerator(m: Machine, receiver: Value, name: string | undefined): Value | undefined {
  if (!m.php || receiver.objects.length === 0) return undefined;
  if (name === 'key') return keysOf(m, receiver.objects);
  return name === 'current' ? elementOf(m, receiver) : undefined;
}
