/**
 * Chains of files that only hand on what they import: followed in a loop, for evaluation nests the stack with every file, and
 * gives up long before a chain of thousands ends.
 */

import type { Entry, Term } from '../terms.ts';
import type { World } from './world.ts';

/** Objects inside objects that are looked through in one file. */
const DEEPEST_OBJECT = 32;

/** What stands at the end of the links that begin with `term`; undefined where it is none, where a link is unsure, and where they turn in a circle. */
export function endOfLinks(world: World, term: Term): Term | undefined {
  const seen = new Set<string>();
  let end = term;
  for (let next = nextOf(world, term, seen); next; next = nextOf(world, next, seen)) end = next;
  if (end === term || seen.size === 0) return undefined;
  return isLink(end) && !isNamespace(world, end) ? undefined : end;
}

/** `import * as x` of a file that exports by ES syntax: an object of its own, no link. */
function isNamespace(world: World, term: Term): boolean {
  if (term.k !== 'import' || term.name !== '*') return false;
  const to = world.resolve(term.from, term.specifier);
  return to !== undefined && 'file' in to && isModule(world, to.file);
}

function isModule(world: World, file: string): boolean {
  return world.exportedNames(file).length > 0 || world.reexports(file).length > 0;
}

/** Whether a term means something else that can be looked up without knowing who asks. */
function isLink(term: Term): boolean {
  if (term.k === 'member') return typeof term.key === 'string' && isLink(term.of);
  return term.k === 'import' || (term.k === 'var' && term.fn === '');
}

function nextOf(world: World, term: Term, seen: Set<string>): Term | undefined {
  switch (term.k) {
    case 'var':
      if (term.fn !== '' || !isNew(seen, `var\n${term.file}\n${term.name}`)) return undefined;
      return world.variable(term.file, '', term.name);
    case 'import':
      return exported(world, term.from, term.specifier, term.name, seen);
    case 'member': {
      const { of, key } = term;
      if (typeof key !== 'string') return undefined;
      if (of.k === 'import' && of.name === '*') return exported(world, of.from, of.specifier, key, seen);
      if (isLink(of)) {
        const inner = nextOf(world, of, seen);
        return inner && { k: 'member', of: inner, key };
      }
      const found = propertyOf(of, key, 0);
      return typeof found === 'object' ? givenBy(world, found) : undefined;
    }
    default:
      return undefined;
  }
}

function isNew(seen: Set<string>, id: string): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  return true;
}

/** What a file gives under a name, one step on. */
function exported(world: World, from: string, specifier: string, name: string, seen: Set<string>): Term | undefined {
  const to = world.resolve(from, specifier);
  if (!to || !('file' in to) || !isNew(seen, `${to.file}\n${name}`)) return undefined;
  const { file } = to;
  const own = name === '*' ? undefined : world.exported(file, name);
  if (own) return own;
  if (isModule(world, file)) {
    const [only, ...others] = world.reexports(file);
    if (name === '*' || only === undefined || others.length > 0) return undefined;
    return { k: 'import', from: file, specifier: only, name };
  }
  const common = world.exported(file, 'module.exports');
  return !common || name === 'default' || name === '*' ? common : { k: 'member', of: common, key: name };
}

type Property = Extract<Entry, { readonly key: string | Term }>;

/** The entry under a key as the term alone tells it. `unsure`: something else may stand there. */
function propertyOf(term: Term, key: string, depth: number): Property | 'absent' | 'unsure' {
  if (depth > DEEPEST_OBJECT) return 'unsure';
  switch (term.k) {
    case 'object':
      return propertyIn(term.entries, key, depth);
    case 'with': {
      const found = propertyIn(term.entries, key, depth);
      return found === 'absent' ? propertyOf(term.base, key, depth + 1) : found;
    }
    case 'member': {
      const of = typeof term.key === 'string' ? propertyOf(term.of, term.key, depth + 1) : 'unsure';
      if (typeof of !== 'object') return of;
      if (of.getter) return 'unsure';
      return isLink(of.value)
        ? { key, value: { k: 'member', of: of.value, key } }
        : propertyOf(of.value, key, depth + 1);
    }
    default:
      return 'unsure';
  }
}

/** The last that was written wins. */
function propertyIn(entries: readonly Entry[], key: string, depth: number): Property | 'absent' | 'unsure' {
  for (let at = entries.length - 1; at >= 0; at--) {
    const entry = entries[at]!;
    if ('spread' in entry) {
      const found = propertyOf(entry.spread, key, depth + 1);
      if (found !== 'absent') return found;
    } else if (typeof entry.key !== 'string') return 'unsure';
    else if (entry.key === key) return entry.maybe ? 'unsure' : entry;
  }
  return 'absent';
}

/** A getter gives what it returns, as far as that is the same whoever asks. */
function givenBy(world: World, { value, getter }: Property): Term | undefined {
  if (!getter) return value;
  const returns = value.k === 'function' ? world.functionTerms(value.file, value.fn)?.returns : undefined;
  return returns && (returns.k === 'const' || isLink(returns)) ? returns : undefined;
}
