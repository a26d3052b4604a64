/** The shape of a payload family's rules. Data: what a value of the family looks like, and how sure that is. */

import type { Family } from '../../summary.ts';

/**
 * Which rendering of a value a rule reads, all in lower case:
 * `text` decoded; `sql` comments and runs of white space are one space; `shell` without quotes, carets and empty
 * variables that only hide a command's name; `markup` with character references and controls resolved; `raw` as sent.
 */
export type Rendering = 'text' | 'sql' | 'shell' | 'markup' | 'raw';

export interface Rule {
  readonly sub?: string;
  /** 0 to 100. The heaviest match over all families decides; equal weights, the family named first. */
  readonly weight: number;
  readonly on?: Rendering;
  /** A cheap test that every match passes: most values lack the characters a pattern needs, and it is never run on them. */
  readonly needs?: RegExp;
  /**
   * What it looks for occurs in prose too, so it counts only where no sentence leads to the first quote (`unled`), and
   * where the whole can be SQL besides (`sql`).
   */
  readonly shaped?: 'sql' | 'unled';
  /** The match does not count where this matches as well. */
  readonly unless?: RegExp;
  /** Only in a target that the server cut. */
  readonly whenCut?: true;
  /** The match counts only where what it captures is such a name; the pattern is global, and every match is tried. */
  readonly names?: (word: string) => boolean;
  /** Linear: no repetition within a repetition, gaps bounded. */
  readonly pattern: RegExp;
}

export interface FamilyRules {
  readonly family: Family;
  readonly rules: readonly Rule[];
}
