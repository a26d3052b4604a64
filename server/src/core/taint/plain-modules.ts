/**
 * Cut-off for modules that give others nothing but constants: texts, numbers, objects and arrays of them. Whoever imports
 * one sees only those, so an edit that leaves them alone concerns nobody else. Functions and classes bring their code and
 * all it refers to along; modules with any are never the same after an edit.
 */

import type { ModuleRun } from './machine.ts';
import type { Value } from './value.ts';

/** Whether a module gives the same constants as before, and nothing else. */
export function sameConstants(before: ModuleRun | undefined, after: ModuleRun | undefined): boolean {
  if (!before || !after) return before === after;
  if (!isQuiet(before) || !isQuiet(after)) return false;
  const met = new Map<string, string>();
  const same = (left: Value, right: Value): boolean => {
    if (!isConstant(left) || !isConstant(right)) return false;
    if (!sameList(left.literals, right.literals) || left.objects.length !== right.objects.length) return false;
    return left.objects.every((id, at) => sameObject(id, right.objects[at]!));
  };
  const sameObject = (left: string, right: string): boolean => {
    if (met.has(left)) return met.get(left) === right;
    met.set(left, right);
    const own = before.state.heap.get(left);
    const other = after.state.heap.get(right);
    if (!own || !other || own.size !== other.size) return false;
    for (const [key, value] of own) {
      const others = other.get(key);
      if (!others || !same(value, others)) return false;
    }
    return true;
  };
  return same(before.exports, after.exports);
}

/** Registers nothing, fails nowhere, declares no class: nothing but its exports concerns others. */
function isQuiet(run: ModuleRun): boolean {
  return run.registrations.length === 0 && run.hits.length === 0 && run.classes.length === 0;
}

/** What a constant may have; anything else (functions, failures, labels, what a check has proven) makes it none. */
const CONSTANT = new Set<string>(['literals', 'objects'] satisfies (keyof Value)[]);

function isConstant(value: Value): boolean {
  return Object.entries(value).every(
    ([key, held]) => CONSTANT.has(key) || held === undefined || (Array.isArray(held) && held.length === 0),
  );
}

function sameList(before: Value['literals'], after: Value['literals']): boolean {
  if (!before || !after) return before === after;
  return before.length === after.length && before.every((one, at) => Object.is(one, after[at]));
}
