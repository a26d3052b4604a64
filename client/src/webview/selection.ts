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

/** Ties are broken by path, so that no redraw shuffles. */
export function ordered(rows: Iterable<EndpointRow>, sort: SortKey): readonly EndpointRow[] {
  const { order } = SORTS[sort];
  return [...rows].sort((a, b) => order(a, b) || byPath(a, b));
}

/** Every word of the text must occur somewhere in a row; the order stays. */
export function matching(
  rows: readonly EndpointRow[],
  { tile, text }: Pick<Selection, 'tile' | 'text'>,
): readonly EndpointRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const inTile = TILES[tile];
  if (tile === 'all' && words.length === 0) return rows;
  return rows.filter((row) => inTile(row) && words.every((word) => searchedIn(row).includes(word)));
}

/** Made when a row is first searched: most are never, and those that are, at every keystroke. */
const texts = new WeakMap<EndpointRow, string>();

function searchedIn(row: EndpointRow): string {
  let text = texts.get(row);
  if (text === undefined) {
    const parts = [row.method, row.path, ...row.params, row.handler ?? ''];
    for (const { name } of row.families) parts.push(name);
    for (const { code } of row.statuses) parts.push(code);
    text = parts.join('\n').toLowerCase();
    texts.set(row, text);
  }
  return text;
}
