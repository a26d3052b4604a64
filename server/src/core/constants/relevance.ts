/**
 * Which files need to be read at all. Most files of a project neither send a request nor call a wrapper whose URL they
 * decide; a look at their text, and at what they import, tells so without parsing them.
 */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { importedFirst, importsOf } from '../modules/graph.ts';
import { projectAt, projectOf } from '../project/discover.ts';
import { projectScripts } from '../project/members.ts';
import { leftOutBy } from '../project/packing.ts';
import { isReadable, textOf } from '../project/queries.ts';
import { isExcluded } from '../settings/exclusion.ts';
import { defineQuery, type Query } from '../store/store.ts';
import { CLIENT_WORDS } from './evaluate/clients.ts';
import { JSX_WORDS } from './evaluate/jsx.ts';
import { sharedNames } from './globals.ts';
import { handsOnImports } from './handed-on.ts';
import { hasOpenRequests } from './requests.ts';
import { equalTerms } from './terms.ts';
import { fileTermsOf } from './world.ts';
import { wrapperWords } from './wrappers.ts';

const WORDS = new RegExp(
  [...[...CLIENT_WORDS].map((word) => word.replace(/[$/.()\\]/g, '\\$&')), ...JSX_WORDS].join('|'),
);

/** Holds the name of some request call, configured wrapper or sending property. */
const holdsClient = defineQuery<CheckHost, boolean>(
  'holds client',
  (store, file) => {
    const text = isReadable(store, file) ? textOf(store, file) : undefined;
    return text !== undefined && (WORDS.test(text) || wrapperWords(store, '').some((word) => text.includes(word)));
  },
  { firewall: true },
);

/**
 * Asked file after file in the order of imports, these two nest one or two deep; around a cycle of imports they could nest
 * as deep as it is long. Beyond this they answer yes, which costs time and changes no finding.
 */
const DEEPEST = 40;
let depth = 0;

function nested(ask: () => boolean): boolean {
  if (depth >= DEEPEST) return true;
  depth++;
  try {
    return ask();
  } finally {
    depth--;
  }
}

/** Whether a file could make a request, or decide one that a wrapper makes. */
const relevance: Query<CheckHost, boolean> = defineQuery<CheckHost, boolean>(
  'relevant',
  (store, file) =>
    holdsClient(store, file) ||
    importsOf(store, file).some((one) => nested(() => opens(store, one))) ||
    callsShared(store, file),
  { onCycle: () => false },
);

/** Whether a file gives others something whose requests they decide, its own or what it hands on. */
const opens: Query<CheckHost, boolean> = defineQuery<CheckHost, boolean>(
  'opens',
  (store, file) => {
    if (!relevance(store, file)) return false;
    if (hasOpenRequests(store, file)) return true;
    return importsOf(store, file).some((one) => nested(() => opens(store, one))) && handsOn(store, file);
  },
  { onCycle: () => false },
);

const handsOn = defineQuery<CheckHost, boolean>('hands on', (store, file) => {
  const terms = fileTermsOf(store, file);
  return terms !== undefined && handsOnImports(terms);
});

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

/** Whether what a file asks counts: the settings do not exclude it, and it is uploaded. Others may read values from it all the same. */
export function speaks(store: CheckStore, root: string, file: string): boolean {
  const project = projectAt(store, root);
  return !isExcluded(store, file) && (project === undefined || leftOutBy(store, project, file) === undefined);
}

/**
 * The scripts of a project, each after what it imports, so that asking one by one never nests deep, however long a chain of
 * imports is.
 */
export const inImportOrder = defineQuery<CheckHost, readonly string[]>(
  'import order',
  (store, root) => importedFirst(store, projectScripts(store, root)),
  { equals: equalTerms },
);
