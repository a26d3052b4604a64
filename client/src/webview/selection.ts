/** Which endpoints are shown, and in which order. */

import type { EndpointRow } from '../panel/model/endpoints.ts';
import type { Tile } from '../panel/model/overview.ts';

export type SortKey = 'severity' | 'hits' | 'path' | 'last' | 'slowest';
type Order = (a: EndpointRow, b: EndpointRow) => number;

const byPath: Order = (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1);

export const SORTS: Readonly<
  Record<SortKey, { readonly order: Order; readonly direction: 'ascending' | 'descending' }>
> = {
  severity: { order: (a, b) => b.rank - a.rank, direction: 'descending' },
  hits: { order: (a, b) => b.hits - a.hits, direction: 'descending' },
  path: { order: byPath, direction: 'ascending' },
  last: {
    order: (a, b) => ((b.last ?? '') > (a.last ?? '') ? 1 : (b.last ?? '') < (a.last ?? '') ? -1 : 0),
    direction: 'descending',
  },
  slowest: { order: (a, b) => (b.slowest ?? -1) - (a.slowest ?? -1), direction: 'descending' },
};

export const isSortKey = (value: unknown): value is SortKey => typeof value === 'string' && Object.hasOwn(SORTS, value);

const TILES: Readonly<Record<Tile['filter'], (row: EndpointRow) => boolean>> = {
  all: () => true,
  errors: (row) => row.serverErrors > 0,
  slow: (row) => row.slept > 0,
  writes: (row) => row.writes > 0,
  blocked: (row) => row.blocked > 0,
};

export interface Selection {
  readonly tile: Tile['filter'];
  readonly text: string;
  readonly sort: SortKey;
}

/** Every word of the text must occur somewhere in a row; ties are broken by path, so that no redraw shuffles. */
export function selected(rows: Iterable<EndpointRow>, { tile, text, sort }: Selection): EndpointRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const inTile = TILES[tile];
  const chosen = [...rows].filter((row) => inTile(row) && (words.length === 0 || matches(row, words)));
  const { order } = SORTS[sort];
  return chosen.sort((a, b) => order(a, b) || byPath(a, b));
}

function matches(row: EndpointRow, words: readonly string[]): boolean {
  const text = [
    row.method,
    row.path,
    ...row.params,
    ...row.families.map(({ name }) => name),
    ...row.statuses.map(({ code }) => code),
    row.handler ?? '',
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
