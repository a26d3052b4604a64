/** `mp-preflight routes`: every route handler of the backends found, the input it reads, and its verdict. */

import { message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import type { JsonReport } from '../core/report/json.ts';
import { printable } from '../core/report/printable.ts';
import { type Paint, painter } from '../core/report/text.ts';
import { choice, readWords } from './arguments.ts';
import { FOLDER_OPTIONS, openFolders } from './folders.ts';
import { reportOn } from './reports.ts';
import { EXIT, type Terminal, wantsColours } from './terminal.ts';
import { timed } from './timing.ts';

const OPTIONS = { ...FOLDER_OPTIONS, format: { type: 'string' } } as const;

/** @throws {UsageError} */
export function runRoutes(args: readonly string[], terminal: Terminal, translate: Translate): number {
  const words = readWords(args, OPTIONS);
  const format = choice(words, 'format', ['text', 'json'], 'text');
  const { folders, brokenConfiguration } = openFolders(words, terminal, translate);
  const timing = timed(folders, words.values['timing'] === true);
  const { version, projects, routes, unread } = reportOn(folders, translate, () => performance.now());
  timing.print(terminal, translate);
  if (format === 'json') terminal.out(`${JSON.stringify({ version, projects, routes, unread }, null, 2)}\n`);
  else terminal.out(routesText(routes, translate, painter(wantsColours(terminal))));
  return brokenConfiguration ? EXIT.failed : EXIT.clean;
}

function routesText(routes: JsonReport['routes'], translate: Translate, paint: Paint): string {
  if (routes.length === 0) return `${translate(message('No route handler was found here.'))}\n`;
  const lines = routes.map((route) => {
    const inputs =
      route.inputs.length > 0 ? route.inputs.map(printable).join(', ') : translate(message('reads no input'));
    const verdict = route.verdict === 'unguarded' ? `  ${paint.yellow(translate(message('unguarded decoder')))}` : '';
    const place = paint.dim(`${printable(route.file)}:${route.line}  ${route.framework}`);
    return `${route.method.padEnd(7)} ${paint.bold(printable(route.path))}  ${inputs}${verdict}\n        ${place}`;
  });
  return `${lines.join('\n')}\n`;
}
