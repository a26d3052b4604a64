/** What a page or component keeps below its `this`: `this.player.ctx = wx.createInnerAudioContext()`, for its other methods. */

import type { FileTerms, Term } from './terms.ts';

/** What the functions of a file put where `place` reads; none where that is not below `this`. */
export function keptAt(terms: FileTerms, place: Term): readonly Term[] {
  const path = pathOf(terms, place);
  return path === undefined ? [] : (keptIn(terms).get(path) ?? []);
}

const known = new WeakMap<FileTerms, ReadonlyMap<string, readonly Term[]>>();

function keptIn(terms: FileTerms): ReadonlyMap<string, readonly Term[]> {
  const before = known.get(terms);
  if (before) return before;
  const kept = new Map<string, Term[]>();
  for (const fn of terms.functions.values()) {
    for (const { base, key, value } of fn.writes) {
      // Only what is made there can be a player; names and texts are not.
      const path = typeof key === 'string' && value.k === 'call' ? pathOf(terms, base) : undefined;
      if (path === undefined) continue;
      const of = kept.get(`${path}.${key}`);
      if (of) of.push(value);
      else kept.set(`${path}.${key}`, [value]);
    }
  }
  known.set(terms, kept);
  return kept;
}

/** `this.data.player`, by whichever name `this` was kept (`const self = this`), and after assignments to it. */
function pathOf(terms: FileTerms, term: Term): string | undefined {
  const keys: string[] = [];
  let at: Term | undefined = term;
  for (let steps = 0; at && steps < 16; steps++) {
    if (at.k === 'this') return ['this', ...keys.reverse()].join('.');
    if (at.k === 'with') at = at.base;
    else if (at.k === 'var') at = terms.variables.get(`${at.fn}|${at.name}`);
    else if (at.k === 'member' && typeof at.key === 'string') {
      keys.push(at.key);
      at = at.of;
    } else return undefined;
  }
  return undefined;
}
