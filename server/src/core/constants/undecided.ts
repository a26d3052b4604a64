/** Requests whose host the sources do not decide, and who does. */

import type { CheckHost, CheckStore, Undecided } from '../analysis.ts';
import { message } from '../base/finding.ts';
import type { Traffic } from '../models/schema/clients.ts';
import { defineQuery } from '../store/store.ts';
import { requestsInFile } from './causes.ts';
import { inImportOrder, speaks } from './relevance.ts';
import type { Request } from './requests.ts';
import { equalTerms, type Site } from './terms.ts';

/** Pictures that a server or a user names are no hosts that anybody has to configure. */
const CONFIGURED: ReadonlySet<Traffic> = new Set(['request', 'upload', 'download', 'socket', 'web-view']);

const undecidedOf = defineQuery<CheckHost, readonly Request[]>(
  'undecided',
  (store, root) => {
    const found = new Map<string, Request>();
    for (const file of inImportOrder(store, root)) {
      if (!speaks(store, root, file)) continue;
      for (const request of requestsInFile(store, file)) {
        const first = request.pieces[0];
        if (!first || !('hole' in first) || !CONFIGURED.has(request.traffic)) continue;
        found.set(`${request.sink.file}\n${request.sink.key}\n${first.hole}`, request);
      }
    }
    return [...found.values()];
  },
  { equals: equalTerms },
);

/** The requests of the projects with these roots; `placeOf` says where a site stands now. */
export function undecidedIn(
  store: CheckStore,
  roots: readonly string[],
  placeOf: (site: Site) => Undecided['place'],
): Undecided[] {
  return roots.flatMap((root) =>
    undecidedOf(store, root).map(({ sink, api, pieces }) => ({
      place: placeOf(sink),
      api,
      why:
        pieces[0] && 'hole' in pieces[0] && pieces[0].hole === 'published'
          ? message('decided at publish time (ext.json)')
          : message('decided when the program runs (storage, launch options, the device)'),
    })),
  );
}
