/** Scripts that matter to the host analysis but are not wholly code, as half-typed ones. */

import type { CheckStore } from '../analysis.ts';
import { message, type Unread } from '../base/finding.ts';
import { lineStarts, positionAt } from '../base/lines.ts';
import { loweredScripts } from '../frontends/lowered.ts';
import { projectRoots } from '../project/discover.ts';
import { projectScripts } from '../project/members.ts';
import { textOf } from '../project/queries.ts';
import { isRelevant } from './relevance.ts';

/** The first fault of every such script. Only what was read anyhow is asked, so that nothing is parsed for this. */
export function unreadScripts(store: CheckStore): readonly Unread[] {
  const unread: Unread[] = [];
  for (const root of projectRoots(store)) {
    for (const file of projectScripts(store, root)) {
      if (!isRelevant(store, file)) continue;
      const problem = loweredScripts(store, file)?.flatMap((one) => one.problems)[0];
      const text = textOf(store, file);
      if (!problem || text === undefined) continue;
      const { line } = positionAt(lineStarts(text), problem.start);
      unread.push({ file, why: message('Line {0} is not code that can be read ({1}).', line + 1, problem.message) });
    }
  }
  return unread;
}
