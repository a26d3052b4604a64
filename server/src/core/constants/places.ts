/** Where what terms name stands now: names survive edits elsewhere in a file, offsets do not. */

import type { CheckStore } from '../analysis.ts';
import type { Place } from '../base/finding.ts';
import { markupPlaces } from './markup.ts';
import type { Origin, Site } from './terms.ts';
import { fileTermsOf } from './world.ts';

/** Where a literal or a call stands now. */
export function placeOf(store: CheckStore, name: Origin | Site): Place {
  // Scripts, JSON and `.env` files name their places alike; what a template loads has keys of its own.
  const places = name.key.startsWith('<') ? undefined : fileTermsOf(store, name.file)?.places;
  const place = places?.get(name.key) ?? markupPlaces(store, name.file).get(name.key);
  return { file: name.file, start: place?.[0] ?? 0, end: place?.[1] ?? 0 };
}
