/** Looks host names up in lists of suffixes. */

import type { HostSuffix } from '../models/schema/hosts.ts';

interface Suffix {
  readonly row: HostSuffix;
  readonly parts: readonly string[];
}

/** Each list by the last label of its suffixes, split once. */
const indexes = new WeakMap<readonly HostSuffix[], ReadonlyMap<string, readonly Suffix[]>>();

/** The longest row of `rows` whose suffix is the host or lies above it. `below` asks for at least one label in front. */
export function matchSuffix(rows: readonly HostSuffix[], hostname: string, below = false): HostSuffix | undefined {
  const labels = hostname.split('.');
  let best: Suffix | undefined;
  for (const suffix of indexOf(rows).get(labels.at(-1)!) ?? []) {
    const { parts } = suffix;
    const offset = labels.length - parts.length;
    if (offset < (below ? 1 : 0) || (best && parts.length <= best.parts.length)) continue;
    if (parts.every((part, index) => part === '*' || part === labels[offset + index])) best = suffix;
  }
  return best?.row;
}

function indexOf(rows: readonly HostSuffix[]): ReadonlyMap<string, readonly Suffix[]> {
  const known = indexes.get(rows);
  if (known) return known;
  const index = new Map<string, Suffix[]>();
  for (const row of rows) {
    const parts = row.suffix.split('.');
    const last = parts.at(-1)!;
    const list = index.get(last);
    if (list) list.push({ row, parts });
    else index.set(last, [{ row, parts }]);
  }
  indexes.set(rows, index);
  return index;
}
