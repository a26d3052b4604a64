/**
 * Which files need to be read at all. Most files of a project neither send a request nor call a wrapper whose URL they
 * decide; a look at their text, and at what they import, tells so without parsing them.
 */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { importsOf } from '../modules/graph.ts';
import { projectOf } from '../project/discover.ts';
import { textOf } from '../project/queries.ts';
import { defineQuery } from '../store/store.ts';
import { CLIENT_WORDS } from './evaluate/clients.ts';
import { sharedNames } from './globals.ts';
import { hasOpenRequests } from './requests.ts';
import { functionKeysOf } from './world.ts';

const WORDS = new RegExp([...CLIENT_WORDS].map((word) => word.replace(/[$/.\\]/g, '\\$&')).join('|'));

/** Holds the name of some request call or sending property. */
const holdsClient = defineQuery<CheckHost, boolean>('holds client', (store, file) => {
  const text = textOf(store, file);
  return text !== undefined && WORDS.test(text);
});

/** Whether a file could make a request, or decide one that a wrapper makes. */
const relevance = defineQuery<CheckHost, boolean>(
  'relevant',
  (store, file) => {
    if (holdsClient(store, file)) return true;
    for (const imported of importsOf(store, file)) {
      if (relevance(store, imported) && opens(store, imported)) return true;
    }
    return callsShared(store, file);
  },
  { onCycle: () => false },
);

/** Whether a file gives others something whose requests they decide. */
const opens = defineQuery<CheckHost, boolean>(
  'opens',
  (store, file) => hasOpenRequests(store, file, functionKeysOf(store, file)),
  { onCycle: () => false },
);

function callsShared(store: CheckStore, file: string): boolean {
  const project = projectOf(store, file);
  if (!project) return false;
  const names = sharedNames(store, project.root);
  if (names.length === 0) return false;
  const text = textOf(store, file) ?? '';
  return names.some((name) => text.includes(`.${name}(`));
}

export function isRelevant(store: CheckStore, file: string): boolean {
  return relevance(store, file);
}
