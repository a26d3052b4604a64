/** PHP functions that act on the variables around the call: `extract`, and those that write to their arguments. */

import type { Expression, Parameter, Pattern } from '../ir/nodes.ts';
import { childrenOf, type WalkNode } from '../ir/walk.ts';
import { bindPattern } from './binding.ts';
import { memberOf } from './expressions.ts';
import { factsOf } from './facts.ts';
import type { Machine } from './machine.ts';
import { apply, bake, type State } from './state.ts';
import { joinValues, literal, onlyString, UNKNOWN, type Value } from './value.ts';

/** No variable can be called so. */
const EXTRACTED = ' extracted';

/** `extract($values)`: each key becomes a variable; of keys that are not known here any variable may come. */
function extractInto(m: Machine, values: Value): void {
  for (const id of values.objects)
    for (const [key, value] of m.members(id) ?? []) if (key !== '*') m.declare(key, value);
  if (values.labels.length > 0 || values.objects.some((id) => m.members(id)?.has('*'))) m.declare(EXTRACTED, values);
}

/** Functions that act on what follows them. */
export function actOnRest(m: Machine, name: string, args: readonly Value[]): void {
  const called = name.slice(name.lastIndexOf('\\') + 1).toLowerCase();
  if (called === 'extract' && args[0]) extractInto(m, args[0]);
  else if (/^(?:abort|throw)_(?:if|unless)$/.test(called) && args[0]) {
    const facts = factsOf(args[0]);
    const passed = called.endsWith('_if') ? facts.whenFalse : facts.whenTrue;
    if (m.state && passed) apply(m.state, passed);
    else m.state = undefined;
  } else if (called === 'set_error_handler' && args[0])
    m.warningsAreThrown = args[0].fns.some((fn) => fn.kind === 'closure' && throwsSomewhere(fn.node));
  else if (called === 'libxml_use_internal_errors' && args[0]?.literals?.[0] === true)
    m.state?.narrow.set(quiet(called), 0);
}

/** Whether there is a `throw` in a function, wherever. */
function throwsSomewhere(fn: WalkNode): boolean {
  const pending: WalkNode[] = [fn];
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (node.kind === 'throw' || (node.kind === 'opaque' && node.what === 'throw')) return true;
    pending.push(...childrenOf(node));
  }
  return false;
}

/** A callable that is a function's name (`'trim'`) is that function. */
export function calledByName(m: Machine, callable: Value): Value {
  const name = callable.fns.length === 0 && callable.spots.length === 0 ? onlyString(callable) : undefined;
  return name && /^\\?[\w\\]+$/.test(name) ? (m.world.functionNamed(name) ?? m.global(name)) : callable;
}

/** Whether warnings have been switched off by a call of that function. */
export function isQuiet(m: Machine, by: string | undefined): boolean {
  return by !== undefined && m.state?.narrow.get(quiet(by)) === 0;
}

const quiet = (name: string) => `quiet ${name}`;

/** A variable that nothing has set but an `extract` before. */
export function extractedVariable(m: Machine, name: string): Value | undefined {
  const values = m.lookup(EXTRACTED);
  if (!values) return undefined;
  return memberOf(m, values, literal(name), { kind: 'literal', value: name, ...NOWHERE });
}

const NOWHERE = { start: 0, end: 0 };

/** What functions left in the parameters that they take by reference goes back to the variables that were given. */
export function writeBack(m: Machine, given: readonly Expression[], left: ReadonlyMap<number, Value>): void {
  for (const [index, value] of left) assignTo(m, given[index], value);
}

/** Sets the variable or element that was given as an argument. */
export function assignTo(m: Machine, argument: Expression | undefined, value: Value): void {
  if (!m.state || (argument?.kind !== 'name' && argument?.kind !== 'member')) return;
  bindPattern(m, argument as Pattern, value, 'assign');
}

/** An array of which only is known what any of its elements may be. */
export function listOf(m: Machine, element: Value): Value {
  return { ...UNKNOWN, objects: [m.newObject([['*', element]])] };
}

/** The parameters that are taken by reference, with what they hold in each state in which it returned. */
export function leftInParameters(
  params: readonly Parameter[],
  scope: string,
  returns: readonly { readonly state: State }[],
): ReadonlyMap<number, Value> | undefined {
  let left: Map<number, Value> | undefined;
  params.forEach((param, index) => {
    if (!param.reference || param.target.kind !== 'name') return;
    let value: Value | undefined;
    for (const { state } of returns) {
      const here = state.vars.get(`${scope} ${param.target.name}`);
      if (here) value = joinValues(value, bake(state, here));
    }
    left ??= new Map();
    if (value) left.set(index, value);
  });
  return left;
}
