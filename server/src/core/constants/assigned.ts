/** What the methods of an object or class put on `this` besides its constructor: `init() { this.base = … }`. */

import type { Assigned, Entry, FileTerms, Owner, Term } from './terms.ts';

/**
 * The assignments of all methods that share `this` with `owner`: a function's key, or `class` and a class's key. Nobody knows
 * which of them have run, so each of them may be so.
 */
export function assignedIn(terms: FileTerms, owner: string): readonly Assigned[] {
  const cls = owner.startsWith('class ') ? terms.classes.get(owner.slice('class '.length)) : undefined;
  const wanted: Owner | undefined = cls ? { cls: cls.key, static: false } : terms.functions.get(owner)?.owner;
  if (!wanted) return [];
  const byMethod = new Map<string, Entry[]>();
  for (const fn of terms.functions.values()) {
    for (const { base, key, value } of fn.writes) {
      const self = thisOf(terms, base);
      const method = self && terms.functions.get(self.fn);
      if (!method?.owner || typeof key !== 'string' || !sameOwner(method.owner, wanted)) continue;
      // What the constructor itself assigns is in its own terms, in order.
      if ('cls' in wanted && fn.key === terms.classes.get(wanted.cls)?.construct) continue;
      const entries = byMethod.get(method.key) ?? [];
      entries.push({ key, value, maybe: true });
      byMethod.set(method.key, entries);
    }
  }
  return [...byMethod].map(([method, entries]) => ({ method, entries }));
}

/** `this`, also after assignments to it, and by the name it was kept under (`const self = this`). */
function thisOf(terms: FileTerms, base: Term): Extract<Term, { k: 'this' }> | undefined {
  let at: Term | undefined = base;
  for (let steps = 0; at && steps < 8; steps++) {
    if (at.k === 'this') return at;
    if (at.k === 'with') at = at.base;
    else if (at.k === 'var') at = terms.variables.get(`${at.fn}|${at.name}`);
    else return undefined;
  }
  return undefined;
}

function sameOwner(left: Owner, right: Owner): boolean {
  if ('cls' in left || 'cls' in right) {
    return 'cls' in left && 'cls' in right && left.cls === right.cls && left.static === right.static;
  }
  return left.objects.some((object) => right.objects.includes(object));
}
