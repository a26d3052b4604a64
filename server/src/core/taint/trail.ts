/** The way a value took, newest first, as a linked list that costs nothing to extend. */

import type { Message, Place, Step } from '../base/finding.ts';

export interface Trail {
  readonly place: Place;
  readonly message: Message;
  readonly before: Trail | undefined;
  readonly length: number;
}

const LONGEST = 24;

export function extend(before: Trail | undefined, place: Place, message: Message): Trail {
  if (
    before &&
    (before.length >= LONGEST ||
      (before.place.file === place.file && before.place.start === place.start && before.place.end === place.end))
  ) {
    return before;
  }
  return { place, message, before, length: (before?.length ?? 0) + 1 };
}

/** The steps, first to last. */
export function stepsOf(trail: Trail | undefined): Step[] {
  const steps: Step[] = [];
  for (let at = trail; at; at = at.before) steps.unshift({ place: at.place, message: at.message });
  return steps;
}
