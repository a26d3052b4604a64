/** The guarded-flow analysis as the façade sees it: findings where decoders stand, and the routes that lead there. */

import type { Analysis, CheckHost, CheckStore, Route } from '../analysis.ts';
import { type Finding, message, type Unread } from '../base/finding.ts';
import { lineStarts, positionAt } from '../base/lines.ts';
import { loweredScripts } from '../frontends/lowered.ts';
import { isScriptFile } from '../modules/graph.ts';
import { projectOf } from '../project/discover.ts';
import type { FileSource } from '../project/files.ts';
import { listing, textOf } from '../project/queries.ts';
import { isExcluded } from '../settings/exclusion.ts';
import { defineQuery, defineShares } from '../store/store.ts';
import { type Entry, entriesOf } from './entries.ts';
import { findingOf } from './findings.ts';
import { phpEntries, phpUnread } from './php-entries.ts';
import { answersRequests, entryScripts, mayEnter, registersRoutes, unreadServers } from './reach.ts';
import type { Hit } from './value.ts';
import { moduleRun } from './world.ts';

/** The scripts from which requests may come to a decoder. The key is `''`. */
const scripts = defineQuery<FileSource, string>('flow scripts', (store) => entryScripts(store).join('\n'));

/** Scripts that register routes with a server: among these routers are mounted. */
const wired = defineQuery<FileSource, string>('flow wiring', (store) =>
  scripts(store, '')
    .split('\n')
    .filter((path) => path !== '' && registersRoutes(store, path))
    .join('\n'),
);

const entries = defineQuery<FileSource, readonly Entry[]>('flow entries', (store, path) =>
  entriesOf(store, path, wired(store, '')),
);

function everyEntry(store: CheckStore): Entry[] {
  const own = scripts(store, '')
    .split('\n')
    .filter((path) => path !== '' && !isExcluded(store, path))
    .flatMap((path) => entries(store, path));
  return [...own, ...phpEntries(store).filter(({ place }) => !isExcluded(store, place.file))];
}

/** All findings by the file they stand in. The key is `''`. */
const findings = defineQuery<CheckHost, ReadonlyMap<string, readonly Finding[]>>('flow findings', (store) =>
  findingsFrom(store, everyEntry(store)),
);

const findingsIn = defineShares<CheckHost, readonly Finding[]>('flow findings in file', findings, [], {
  equals: (before, after) => before === after || JSON.stringify(before) === JSON.stringify(after),
});

/** What a page does by itself; nobody mounts it, and nothing stands before it. */
const ownEntries = defineQuery<FileSource, readonly Entry[]>('own flow entries', (store, path) =>
  mayEnter(store, path) ? entriesOf(store, path, '') : [],
);

function findingsFrom(store: CheckStore, all: readonly Entry[]): ReadonlyMap<string, readonly Finding[]> {
  const bySite = new Map<string, { hit: Hit; entry: Entry }[]>();
  for (const entry of all) {
    const reported = new Set(entry.outcome.hits.map((hit) => hit.id));
    for (const hit of entry.outcome.hits) {
      // A failure behind one that is reported for the same input is the same story.
      if (hit.label.after && reported.has(hit.label.after.id)) continue;
      const key = `${hit.place.file}:${hit.place.start}`;
      const list = bySite.get(key);
      if (list) list.push({ hit, entry });
      else bySite.set(key, [{ hit, entry }]);
    }
  }
  const byFile = new Map<string, Finding[]>();
  for (const list of bySite.values()) {
    const finding = findingOf(list, (path) => textOf(store, path));
    const known = byFile.get(finding.place.file);
    if (known) known.push(finding);
    else byFile.set(finding.place.file, [finding]);
  }
  return byFile;
}

/** Scripts whose top level, where routes are registered, is more than can be run. */
function unfinishedIn(store: CheckStore): Unread[] {
  const why = message('The top level of this file is too large to be followed to its end.');
  return scripts(store, '')
    .split('\n')
    .filter((file) => file !== '' && moduleRun(store, file)?.exhausted && answersRequests(store, file))
    .map((file) => ({ file, why }));
}

/** The first fault of every script that is followed, and is no code of a mini-program: of those the host analysis tells. */
function unreadableIn(store: CheckStore): Unread[] {
  const unread: Unread[] = [];
  for (const file of scripts(store, '').split('\n')) {
    if (file === '' || projectOf(store, file)?.platform !== undefined) continue;
    const problem = loweredScripts(store, file)?.flatMap((one) => one.problems)[0];
    if (!problem) continue;
    const { line } = positionAt(lineStarts(textOf(store, file) ?? ''), problem.start);
    unread.push({ file, why: message('Line {0} is not code that can be read ({1}).', line + 1, problem.message) });
  }
  return unread;
}

export const flowAnalysis: Analysis = {
  name: 'guarded-flow',
  files: (store: CheckStore) =>
    [...listing(store, '').keys()].filter((path) => isScriptFile(path) || path.endsWith('.php')),
  inFile: (store: CheckStore, path) => findingsIn(store, `\n${path}`),
  preview: (store: CheckStore, path) => {
    if (projectOf(store, path)?.platform === undefined) return [];
    return findingsFrom(store, ownEntries(store, path)).get(path) ?? [];
  },
  routes: (store: CheckStore): readonly Route[] =>
    everyEntry(store)
      .filter((entry) => !entry.page && entry.framework !== 'module')
      .map((entry) => ({
        method: entry.method,
        path: entry.path,
        place: entry.place,
        framework: entry.framework,
        inputs: [
          ...new Set(entry.outcome.inputs.map((label) => (label.param ? `${label.kind}.${label.param}` : label.kind))),
        ].sort(),
        verdict: entry.outcome.exhausted
          ? ('unknown' as const)
          : entry.outcome.hits.length > 0
            ? ('unguarded' as const)
            : ('guarded' as const),
      })),
  unread: (store: CheckStore): readonly Unread[] => [
    ...everyEntry(store)
      .filter((entry) => entry.outcome.exhausted)
      .map((entry) => ({
        file: entry.place.file,
        why: message('The handler of {0} is too large to be followed to its end.', entry.path),
      })),
    ...unreadServers(store),
    ...unreadableIn(store),
    ...unfinishedIn(store),
    ...phpUnread(store),
  ],
};
