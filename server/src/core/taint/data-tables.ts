/** Long tables of written data, as of regions and prices: run entry by entry they would use up the work for the code around them. */

import type { Expression, ObjectExpression } from '../ir/nodes.ts';

/** So many entries of a table of data are known one by one; no code asks for the thousandth by its place. */
const MOST_ENTRIES = 500;

/** The items of a written list that are run: all but those far down in a list of nothing but data. */
export function itemsToRun(items: readonly Expression[]): readonly Expression[] {
  return items.length > MOST_ENTRIES && items.every(isData) ? items.slice(0, MOST_ENTRIES) : items;
}

/** The entries of a written object that are run: as {@link itemsToRun}. */
export function entriesToRun(entries: ObjectExpression['entries']): ObjectExpression['entries'] {
  if (entries.length <= MOST_ENTRIES || !entries.every(isDataEntry)) return entries;
  return entries.slice(0, MOST_ENTRIES);
}

/** Whether an expression is written data through and through: nothing is called, named or defined in it. */
function isData(node: Expression): boolean {
  switch (node.kind) {
    case 'literal':
    case 'regexp':
      return true;
    case 'unary':
      return node.operand.kind === 'literal';
    case 'array':
      return node.items.every(isData);
    case 'object':
      return node.entries.every(isDataEntry);
    default:
      return false;
  }
}

function isDataEntry(entry: ObjectExpression['entries'][number]): boolean {
  if (entry.kind !== 'property') return false;
  return (entry.key === null || typeof entry.key === 'string' || entry.key.kind === 'literal') && isData(entry.value);
}
