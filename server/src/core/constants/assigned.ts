/** What the methods of an object or class put on `this` besides its constructor: `init() { this.base = … }`. */

import type { Assigned, Entry, FileTerms, Owner, Term } from './terms.ts';

/**
 * The assignments of all methods that share `this` with `owner`: a function's key, or `class` and a class's key. Nobody knows
 * which of them have run, so each of them may be so.
 */
export function assignedIn(terms: FileTerms, owner: string): readonly Assigned[] {
  const cls = owner.startsWith('class ') ? terms.classes.get(owner.slice('class '.length)) : undefined;
  const wanted: Owner | undefined = cls ? { cls: cls.key, static: false } : terms.functions.get(owner)?.owner;
  return wanted ? assignmentsOf(terms).filter((one) => sameOwner(one.owner, wanted)) : [];
}

const known = new WeakMap<FileTerms, (Assigned & { readonly owner: Owner })[]>();

/** What every method of a file puts on its `this`. */
function assignmentsOf(terms: FileTerms): (Assigned & { readonly owner: Owner })[] {
  const before = known.get(terms);
  if (before) return before;
  const byMethod = new Map<string, { owner: Owner; entries: Entry[] }>();
  for (const fn of terms.functions.values()) {
    for (const { base, key, value } of fn.writes) {
      const self = typeof key === 'string' && saysSomething(value) ? thisOf(terms, base) : undefined;
      const method = self && terms.functions.get(self.fn);
      if (!method?.owner) continue;
      const { owner } = method;
      // What a constructor itself assigns is in its own terms, in order.
      if ('cls' in owner && fn.key === terms.classes.get(owner.cls)?.construct) continue;
      const of = byMethod.get(method.key) ?? { owner, entries: [] };
      of.entries.push({ key, value, maybe: true });
      byMethod.set(method.key, of);
    }
  }
  const all = [...byMethod].map(([method, { owner, entries }]) => ({ method, owner, entries }));
  known.set(terms, all);
  return all;
}

/** Timers, counters and flags are the most of what is kept on `this`, and none of it is part of a URL. */
function saysSomething(value: Term): boolean {
  switch (value.k) {
    case 'const':
      return typeof value.v === 'string' || typeof value.v === 'boolean';
    case 'unknown':
    case 'regexp':
    case 'op':
      return false;
    case 'call':
      return !(value.callee.k === 'global' && /^(?:set|clear)(?:Timeout|Interval)$/.test(value.callee.name));
    default:
      return true;
  }
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
