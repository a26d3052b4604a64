/** Where what terms name stands now: names survive edits elsewhere in a file, offsets do not. */

import type { CheckHost, CheckStore } from '../analysis.ts';
import type { Place } from '../base/finding.ts';
import { defineQuery } from '../store/store.ts';
import { markupPlaces } from './markup.ts';
import type { Origin, Site } from './terms.ts';
import { fileTermsOf } from './world.ts';

/** `file\nname`: an edit below a place moves nothing that rests on it. */
const place = defineQuery<CheckHost, Place>(
  'place',
  (store, key) => {
    const at = key.indexOf('\n');
    const file = key.slice(0, at);
    const name = key.slice(at + 1);
    // Scripts, JSON and `.env` files name their places alike; what a template loads has keys of its own.
    const places = name.startsWith('<') ? undefined : fileTermsOf(store, file)?.places;
    const [start, end] = places?.get(name) ?? markupPlaces(store, file).get(name) ?? [0, 0];
    return { file, start, end };
  },
  { equals: (before, after) => before.start === after.start && before.end === after.end, firewall: true },
);

/** Where a literal or a call stands now. */
export function placeOf(store: CheckStore, name: Origin | Site): Place {
  return place(store, `${name.file}\n${name.key}`);
}
