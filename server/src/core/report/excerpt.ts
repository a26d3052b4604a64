/** The line a finding marks, with a rule under it. */

import { columnsOf, printable } from './printable.ts';

export interface Excerpt {
  readonly source: string;
  /** Spaces and carets, to stand under `source`. */
  readonly marks: string;
}

/** Lines of generated code can be megabytes long; this much around the place is shown. */
const WIDEST = 110;

/**
 * @param line the source line, without its end
 * @param column 1-based, in UTF-16 units
 * @param endColumn exclusive; past the line's end where the place goes on in the next line
 */
export function excerptOf(line: string, column: number, endColumn: number): Excerpt {
  const start = Math.min(column - 1, line.length);
  const end = Math.max(start + 1, Math.min(endColumn - 1, line.length));
  const indent = line.length - line.trimStart().length;
  const from = Math.max(Math.min(indent, start), start - Math.floor(WIDEST / 2));
  const to = Math.min(line.length, Math.max(from + WIDEST, Math.min(end, start + WIDEST)));
  const lead = from > indent ? '…' : '';
  const before = lead + printable(line.slice(from, start));
  const marked = printable(line.slice(start, Math.min(end, to)));
  const after = printable(line.slice(Math.min(end, to), to)) + (to < line.length ? '…' : '');
  return {
    source: before + marked + after,
    marks: ' '.repeat(columnsOf(before)) + '^'.repeat(Math.max(1, columnsOf(marked))),
  };
}
