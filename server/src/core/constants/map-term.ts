/** Rewrites a term from the leaves up. */

import type { ArrayItem, Entry, Term } from './terms.ts';

/** Replaces every term for which `replace` gives another one; what is inside a replacement is left alone. */
export function mapTerm(term: Term, replace: (term: Term) => Term | undefined): Term {
  const replaced = replace(term);
  if (replaced) return replaced;
  const inner = (one: Term) => mapTerm(one, replace);
  const key = (one: string | Term) => (typeof one === 'string' ? one : inner(one));
  const items = (list: readonly ArrayItem[]) => list.map((item) => ({ ...item, value: inner(item.value) }));
  const entries = (list: readonly Entry[]) =>
    list.map(
      (entry): Entry =>
        'spread' in entry
          ? { spread: inner(entry.spread) }
          : { ...entry, key: key(entry.key), value: inner(entry.value) },
    );
  switch (term.k) {
    case 'plus':
      return { ...term, parts: term.parts.map(inner) };
    case 'object':
      return { ...term, entries: entries(term.entries) };
    case 'array':
      return { ...term, items: items(term.items) };
    case 'member':
      return { ...term, of: inner(term.of), key: key(term.key) };
    case 'call':
      return { ...term, callee: inner(term.callee), args: items(term.args) };
    case 'cond':
      return { ...term, test: inner(term.test), then: inner(term.then), else: inner(term.else) };
    case 'logic':
      return { ...term, left: inner(term.left), right: inner(term.right) };
    case 'op':
      return { ...term, args: term.args.map(inner) };
    case 'with':
      return { ...term, base: inner(term.base), entries: entries(term.entries) };
    case 'choice':
      return { ...term, of: term.of.map(inner) };
    case 'each':
    case 'rest':
      return { ...term, of: inner(term.of) };
    default:
      return term;
  }
}
