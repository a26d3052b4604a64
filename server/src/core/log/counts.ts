/** Counters that cannot outgrow their bound: a scanner that invents paths is the normal case, not the exception. */

import type { Counts } from './summary.ts';

export const OTHER = '(other)';

/** A table of counts with at most `most` names; what comes after them is counted under `(other)`. */
export class BoundedCounts {
  readonly map = new Map<string, number>();
  /** A name was counted under `(other)`: the table is approximate. */
  overflowed = false;
  readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  add(name: string, count = 1): void {
    const seen = this.map.get(name);
    if (seen !== undefined) this.map.set(name, seen + count);
    else if (this.map.size < this.most) this.map.set(name, count);
    else {
      this.overflowed ||= name !== OTHER;
      this.map.set(OTHER, (this.map.get(OTHER) ?? 0) + count);
    }
  }

  /** As a plain object, the largest first. Names that are properties of every object are safe. */
  toCounts(): Counts {
    return Object.fromEntries([...this.map].sort((a, b) => b[1] - a[1]));
  }
}

/** Adds one to `counts[name]`. */
export function bump(counts: Counts, name: string, by = 1): void {
  counts[name] = (Object.hasOwn(counts, name) ? counts[name]! : 0) + by;
}
