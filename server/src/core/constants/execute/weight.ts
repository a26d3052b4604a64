/** How much a term holds, so that code that computes a variable from itself many times over cannot grow it without end. */

import type { ArrayItem, Entry, Term } from '../terms.ts';

/**
 * Terms share what they are made of: `x = x + x` twenty times over is small to keep but a million nodes to walk. Written
 * configuration stays far below this, however long; what is above it is text processing that decides no host.
 */
const HEAVIEST = 20_000;

const LEAVES: ReadonlySet<Term['k']> = new Set([
  'arguments',
  'class',
  'function',
  'global',
  'import',
  'param',
  'regexp',
  'this',
  'unknown',
  'var',
]);

const weights = new WeakMap<Term, number>();

/** Whether a term is too large to be walked. Each term is weighed once. */
export function isTooHeavy(term: Term): boolean {
  return weightOf(term) > HEAVIEST;
}

/** Nodes that a walk of the term meets, constants apart: long lists of data weigh little. */
function weightOf(term: Term): number {
  // Looking one of these up would take longer than weighing it.
  if (term.k === 'const') return 0;
  if (LEAVES.has(term.k)) return 1;
  const known = weights.get(term);
  if (known !== undefined) return known;
  const weight = 1 + inner(term);
  weights.set(term, weight);
  return weight;
}

function inner(term: Term): number {
  switch (term.k) {
    case 'plus':
      return sum(term.parts);
    case 'object':
      return ofEntries(term.entries);
    case 'array':
      return ofItems(term.items);
    case 'member':
      return weightOf(term.of) + ofKey(term.key);
    case 'call':
      return weightOf(term.callee) + ofItems(term.args);
    case 'cond':
      return weightOf(term.test) + weightOf(term.then) + weightOf(term.else);
    case 'logic':
      return weightOf(term.left) + weightOf(term.right);
    case 'op':
      return sum(term.args);
    case 'with':
      return weightOf(term.base) + ofEntries(term.entries);
    case 'choice':
      return sum(term.of);
    case 'each':
    case 'rest':
      return weightOf(term.of);
    default:
      return 0;
  }
}

function sum(terms: readonly Term[]): number {
  return terms.reduce((total, term) => total + weightOf(term), 0);
}

function ofKey(key: string | Term): number {
  return typeof key === 'string' ? 0 : weightOf(key);
}

function ofItems(items: readonly ArrayItem[]): number {
  return items.reduce((total, { value }) => total + weightOf(value), 0);
}

function ofEntries(entries: readonly Entry[]): number {
  return entries.reduce(
    (total, entry) => total + ('spread' in entry ? weightOf(entry.spread) : ofKey(entry.key) + weightOf(entry.value)),
    0,
  );
}
