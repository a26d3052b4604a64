/** In which mode each project is built for upload, in words. */

import { message } from '../base/finding.ts';
import type { Translate } from '../base/translate.ts';
import type { JsonReport } from './json.ts';
import { printable } from './printable.ts';

/** One line for each project that is built. */
export function modeLines(projects: JsonReport['projects'], translate: Translate): string[] {
  return projects.flatMap(({ root, kind, mode, modeFrom }) =>
    mode === undefined || modeFrom === undefined
      ? []
      : [
          translate(
            message(
              '{0} ({1}) is built in mode “{2}”: {3}',
              printable(root),
              kind,
              printable(mode),
              printable(modeFrom),
            ),
          ),
        ],
  );
}
