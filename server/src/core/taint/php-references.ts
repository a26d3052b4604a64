/** PHP: `$b = &$a` and `$node = &$tree['x']`: from then on the variable is another name for that place. */

import type { Expression } from '../ir/nodes.ts';
import { evaluate, keyName } from './expressions.ts';
import type { Machine } from './machine.ts';

/** A place that a variable stands for. The variable that the place starts from is never such a name itself, so that no chain is endless. */
export interface Reference {
  readonly place: Extract<Expression, { kind: 'name' | 'member' }>;
  /** That variable, by scope and name; `this` for fields. */
  readonly root: string;
}

/** References into references grow by a member each time: so deep they are followed. */
const DEEPEST_PLACE = 8;

/** What the variable is another name for here. */
export function referenced(m: Machine, name: string): Reference['place'] | undefined {
  return m.references.size === 0 ? undefined : m.references.get(variableKey(m, name))?.place;
}

/** Makes the variable another name for what `value` names. False where it names nothing that could be followed. */
export function refer(m: Machine, name: string, value: Expression): boolean {
  const reference = referenceTo(m, value, 0);
  if (!m.scopeOf(name)) m.scope.names.add(name);
  const key = variableKey(m, name);
  if (!reference || reference.root === key) return false;
  forgetReferences(m, key);
  m.references.set(key, reference);
  return true;
}

/** `unset($name)`: the place stays, the name for it is gone. */
export function unrefer(m: Machine, name: string): void {
  m.references.delete(variableKey(m, name));
}

/** The variable is bound anew: names for what lay in it keep nothing that is known. */
function forgetReferences(m: Machine, root: string): void {
  for (const [key, reference] of m.references) if (reference.root === root) m.references.delete(key);
}

function referenceTo(m: Machine, value: Expression, depth: number): Reference | undefined {
  if (depth > DEEPEST_PLACE) return undefined;
  if (value.kind === 'name' && value.variable)
    return m.references.get(variableKey(m, value.name)) ?? { place: value, root: variableKey(m, value.name) };
  if (value.kind !== 'member') return undefined;
  const holder = value.object.kind === 'this' ? undefined : referenceTo(m, value.object, depth + 1);
  if (!holder && value.object.kind !== 'this') return undefined;
  // The place is the one that the key names now, whatever its variable becomes.
  const key =
    value.key === null || typeof value.key === 'string' ? value.key : (keyName(evaluate(m, value.key)) ?? null);
  const place = { ...value, key, object: holder?.place ?? value.object };
  return length(place) > DEEPEST_PLACE ? undefined : { place, root: holder?.root ?? 'this' };
}

function length(place: Expression): number {
  let count = 0;
  for (let at = place; at.kind === 'member'; at = at.object) count++;
  return count;
}

function variableKey(m: Machine, name: string): string {
  return `${(m.scopeOf(name) ?? m.scope).id} ${name}`;
}
