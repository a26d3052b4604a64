/** PHP: the keys of arrays as data. `json($sums)` encodes them like the elements, and a key may be request input as well. */

import { TEXT } from './classes.ts';
import type { Machine } from './machine.ts';
import { setMember } from './state.ts';
import { joinLabels, type Label, UNKNOWN, type Value } from './value.ts';

/** Where the keys of an array stand: an object of their own, so that who walks the elements does not meet them. */
const keysObject = (object: string): string => `keys ${object}`;

/** The array has got a key that holds request input. */
export function addKey(m: Machine, object: string, key: Value | undefined): void {
  if (!m.php || !m.state || !key || key.labels.length === 0) return;
  // Only text and numbers can be keys.
  const labels = key.labels.flatMap((label): Label[] => {
    const mask = m.left(label) & TEXT;
    const { hit: _, ...plain } = label;
    return mask === 0 || label.container ? [] : [{ ...plain, mask }];
  });
  if (labels.length > 0) setMember(m.state, keysObject(object), '*', { ...UNKNOWN, labels }, true);
}

/** What the keys of these arrays may hold. */
export function keysOf(m: Machine, objects: readonly string[]): Value {
  let labels: readonly Label[] = [];
  if (m.php)
    for (const id of objects) labels = joinLabels(labels, m.state?.heap.get(keysObject(id))?.get('*')?.labels ?? []);
  return labels.length === 0 ? UNKNOWN : { ...UNKNOWN, labels };
}

/** An array of which only is known what any of its keys may hold. */
export function keyedBy(m: Machine, key: Value): Value {
  const object = m.newObject();
  addKey(m, object, key);
  return { ...UNKNOWN, objects: [object] };
}
