/** Looks host names up in lists of suffixes. */

import type { HostSuffix } from '../models/schema/hosts.ts';

/** The longest row of `rows` whose suffix is the host or lies above it. `below` asks for at least one label in front. */
export function matchSuffix(rows: readonly HostSuffix[], hostname: string, below = false): HostSuffix | undefined {
  const labels = hostname.split('.');
  let best: HostSuffix | undefined;
  for (const row of rows) {
    const parts = row.suffix.split('.');
    const offset = labels.length - parts.length;
    if (offset < (below ? 1 : 0)) continue;
    if (!parts.every((part, index) => part === '*' || part === labels[offset + index])) continue;
    if (!best || parts.length > best.suffix.split('.').length) best = row;
  }
  return best;
}
