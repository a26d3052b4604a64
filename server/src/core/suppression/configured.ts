/** Silencing by the settings (`ignore`), for files that can hold no comment: a rule in the files that a pattern names, with a reason. */

import { parseTree } from 'jsonc-parser';
import { Minimatch } from 'minimatch';
import type { CheckHost, CheckStore } from '../analysis.ts';
import { type Finding, message, type Severity } from '../base/finding.ts';
import { textOf } from '../project/queries.ts';
import { CONFIGURATION_FILE, settingsOf } from '../settings/configuration.ts';
import type { IgnoredFinding } from '../settings/table.ts';
import { defineQuery } from '../store/store.ts';

interface Entry extends IgnoredFinding {
  readonly matcher: Minimatch;
}

const entries = defineQuery<CheckHost, readonly Entry[]>(
  'ignored findings',
  (store) =>
    settingsOf(store, '').ignore.map((one) => ({
      ...one,
      matcher: new Minimatch(one.files.replace(/^\.\//, ''), { dot: true }),
    })),
  { equals: (before, after) => before.map(nameOf).join('\n') === after.map(nameOf).join('\n') },
);

function nameOf({ rule, files }: Entry): string {
  return `${rule} ${files}`;
}

/** What is left of the findings of one file. */
export function withoutIgnored(store: CheckStore, path: string, findings: readonly Finding[]): readonly Finding[] {
  const own = entries(store, '').filter(({ matcher }) => matcher.match(path));
  return own.length === 0 ? findings : findings.filter((finding) => !own.some(({ rule }) => rule === finding.rule));
}

/**
 * The entries that silence nothing, as findings in the checked folder's own configuration.
 * @param found whether a rule reports anything in one of the files that `matches` says yes to
 */
export function unusedIgnores(
  store: CheckStore,
  found: (rule: string, matches: (path: string) => boolean) => boolean,
  severity: Severity,
): readonly Finding[] {
  const tree = parseTree(textOf(store, CONFIGURATION_FILE) ?? '', undefined, { allowTrailingComma: true });
  const list = tree?.children?.find((property) => property.children?.[0]?.value === 'ignore')?.children?.[1];
  return entries(store, '').flatMap(({ rule, files, matcher }): Finding[] => {
    // An entry that was wrong is in the text but not in force: entries are found again by what they say.
    const node = list?.children?.find((one) =>
      one.children?.some((property) => property.children?.[1]?.value === files),
    );
    if (!node || found(rule, (path) => matcher.match(path))) return [];
    return [
      {
        rule: 'unused-suppression',
        severity,
        targets: [],
        place: { file: CONFIGURATION_FILE, start: node.offset, end: node.offset + node.length },
        message: message('"{0}" is not reported in “{1}” any more; remove this entry.', rule, files),
        data: { suppresses: rule },
        steps: [],
        fixes: [],
      },
    ];
  });
}
