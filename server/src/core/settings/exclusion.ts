/**
 * Files that the settings take out of the check (`exclude`). As with the ignore lists of linters, nothing is reported of
 * such a file and nothing starts from it; what other files import from it is read all the same, or their values would be
 * unknown.
 */

import { Minimatch } from 'minimatch';
import type { CheckHost, CheckStore } from '../analysis.ts';
import { defineQuery } from '../store/store.ts';
import { settingsOf } from './configuration.ts';

interface Exclusion {
  /** As written. */
  readonly glob: string;
  readonly matchers: readonly Minimatch[];
}

const exclusions = defineQuery<CheckHost, readonly Exclusion[]>(
  'exclusions',
  (store) =>
    settingsOf(store, '').exclude.map((glob) => {
      const plain = glob.replace(/^\.\//, '').replace(/\/+$/, '');
      // A folder stands for everything below it.
      return { glob, matchers: [plain, `${plain}/**`].map((one) => new Minimatch(one, { dot: true })) };
    }),
  { equals: (before, after) => before.map(({ glob }) => glob).join('\n') === after.map(({ glob }) => glob).join('\n') },
);

/** The pattern that excludes a file, as written; undefined where none does. */
export function exclusionOf(store: CheckStore, path: string): string | undefined {
  return exclusions(store, '').find(({ matchers }) => matchers.some((one) => one.match(path)))?.glob;
}

export function isExcluded(store: CheckStore, path: string): boolean {
  return exclusionOf(store, path) !== undefined;
}
