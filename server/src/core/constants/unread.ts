/** Scripts that matter to the host analysis but are not wholly code, as half-typed ones. */

import type { CheckStore } from '../analysis.ts';
import { type Message, message, type Unread } from '../base/finding.ts';
import { lineStarts, positionAt } from '../base/lines.ts';
import { joinPath } from '../base/paths.ts';
import { readDotenv } from '../frontends/dotenv.ts';
import { blockProblems, blocksOf, conditionProblems, loweredScripts } from '../frontends/lowered.ts';
import { projectAt, projectRoots } from '../project/discover.ts';
import { projectScripts } from '../project/members.ts';
import { textOf } from '../project/queries.ts';
import { environmentFilesOf } from './build.ts';
import { placeOf } from './places.ts';
import { isRelevant } from './relevance.ts';
import { unfinishedIn } from './requests.ts';
import { SINGLE_FILE } from './template-data.ts';

/** The first fault of every such script. Only what was read anyhow is asked, so that nothing is parsed for this. */
export function unreadScripts(store: CheckStore): readonly Unread[] {
  const unread: Unread[] = [];
  for (const root of projectRoots(store)) {
    for (const file of projectScripts(store, root)) {
      unread.push(...componentFaults(store, file));
      if (!isRelevant(store, file)) continue;
      const unfinished = unfinishedIn(store, file)[0];
      if (unfinished) {
        const line = lineOf(store, file, placeOf(store, unfinished).start);
        unread.push({
          file,
          why: message('Line {0}: the way to the host of this request is too long to be followed to its end.', line),
        });
      }
      const problem = loweredScripts(store, file)?.flatMap((one) => one.problems)[0];
      const text = textOf(store, file);
      if (!problem || text === undefined) continue;
      const { line } = positionAt(lineStarts(text), problem.start);
      unread.push({ file, why: message('Line {0} is not code that can be read ({1}).', line + 1, problem.message) });
    }
    for (const file of environmentFilesOf(store, root)) {
      unread.push(...faults(store, file, readDotenv(textOf(store, file) ?? '').problems));
    }
    const pages = joinPath(projectAt(store, root)?.packageRoot ?? '', 'pages.json')!;
    unread.push(...faults(store, pages, conditionProblems(store, pages)));
  }
  return unread;
}

/** Conditional blocks that do not pair, and components whose parts cannot be told apart. */
function componentFaults(store: CheckStore, file: string): Unread[] {
  const unread = faults(store, file, conditionProblems(store, file));
  const broken = blockProblems(store, file)[0];
  if (broken) {
    unread.push({ file, why: message('Line {0}: {1}.', lineOf(store, file, broken.start), broken.message) });
  } else if (SINGLE_FILE.test(file)) {
    const blocks = blocksOf(store, file);
    if (!blocks.some(({ kind }) => kind === 'script' || kind === 'template')) {
      unread.push({ file, why: message('This component has neither a script nor a template.') });
    }
    const other = blocks.find(({ kind, language, source }) => kind === 'template' && language !== 'html' && !source);
    if (other) {
      const line = lineOf(store, file, other.start);
      unread.push({ file, why: message('Line {0}: templates in {1} are not read.', line, other.language) });
    }
  }
  return unread;
}

/** One complaint for a file: its first fault, and how many more there are. */
function faults(
  store: CheckStore,
  file: string,
  problems: readonly { readonly start: number; readonly message: Message }[],
): Unread[] {
  const first = problems[0];
  if (!first) return [];
  const line = lineOf(store, file, first.start);
  return [
    {
      file,
      why:
        problems.length === 1
          ? message('Line {0}: {1}.', line, first.message)
          : message('Line {0}: {1} (and {2} more).', line, first.message, problems.length - 1),
    },
  ];
}

function lineOf(store: CheckStore, file: string, offset: number): number {
  return positionAt(lineStarts(textOf(store, file) ?? ''), offset).line + 1;
}
