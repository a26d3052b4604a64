/** `mp-preflight hosts`: every host the build will talk to, who asks it, and which build does. */

import { message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import type { JsonReport } from '../core/report/json.ts';
import { modeLines } from '../core/report/modes.ts';
import { columnsOf, printable } from '../core/report/printable.ts';
import { type Paint, painter } from '../core/report/text.ts';
import { choice, readWords } from './arguments.ts';
import { FOLDER_OPTIONS, openFolders } from './folders.ts';
import { reportOn } from './reports.ts';
import { EXIT, type Terminal, wantsColours } from './terminal.ts';
import { timed } from './timing.ts';

const OPTIONS = { ...FOLDER_OPTIONS, format: { type: 'string' } } as const;

/** @throws {UsageError} */
export function runHosts(args: readonly string[], terminal: Terminal, translate: Translate): number {
  const words = readWords(args, OPTIONS);
  const format = choice(words, 'format', ['text', 'json', 'domains'], 'text');
  const { folders, brokenConfiguration } = openFolders(words, terminal, translate);
  const timing = timed(folders, words.values['timing'] === true);
  const report = reportOn(folders, translate, () => performance.now());
  const { version, projects, hosts, serverDomains, undecided = [], unread } = report;
  timing.print(terminal, translate);
  if (format === 'json')
    terminal.out(`${JSON.stringify({ version, projects, hosts, serverDomains, undecided, unread }, null, 2)}\n`);
  else if (format === 'domains') terminal.out(domainsText(serverDomains));
  else {
    const paint = painter(wantsColours(terminal));
    const builds = modeLines(projects, translate).map((line) => `${paint.dim(line)}\n`);
    terminal.out(builds.join('') + hostsText(hosts, translate, paint) + undecidedText(undecided, translate, paint));
  }
  return brokenConfiguration ? EXIT.failed : EXIT.clean;
}

/** One line a list, separated as the form separates them. */
function domainsText(lists: JsonReport['serverDomains']): string {
  return Object.entries(lists)
    .filter(([, urls]) => urls.length > 0)
    .map(([name, urls]) => `${name}: ${urls.join(';')}\n`)
    .join('');
}

function undecidedText(undecided: NonNullable<JsonReport['undecided']>, translate: Translate, paint: Paint): string {
  if (undecided.length === 0) return '';
  const lines = undecided.map(
    ({ file, line, column, api, why }) =>
      `  ${paint.dim(`${printable(file)}:${line}:${column}`)}  ${printable(api)}  ${printable(why)}`,
  );
  return `${paint.bold(translate(message('Decided later:')))}\n${lines.join('\n')}\n`;
}

/** More sites than this of one host are counted, not named. */
const MOST_SITES = 5;

function hostsText(hosts: JsonReport['hosts'], translate: Translate, paint: Paint): string {
  if (hosts.length === 0) return `${translate(message('No host is asked, as far as can be told from here.'))}\n`;
  const widest = Math.min(60, Math.max(...hosts.map((use) => columnsOf(printable(use.host)))));
  const lines: string[] = [];
  for (const use of hosts) {
    const host = printable(use.host);
    const builds = use.targets.map((target) => translate(target === 'review' ? message('review') : message('release')));
    const colour = BAD_VERDICTS.has(use.verdict) ? paint.red : paint.green;
    const space = ' '.repeat(Math.max(0, widest - columnsOf(host)));
    lines.push(`${paint.bold(host)}${space}  ${colour(use.verdict)}  ${paint.dim(builds.join(', '))}`);
    for (const site of use.sites.slice(0, MOST_SITES)) {
      lines.push(`  ${paint.dim(`${printable(site.file)}:${site.line}:${site.column}`)}  ${printable(site.api)}`);
    }
    const rest = use.sites.length - MOST_SITES;
    if (rest > 0) lines.push(`  ${paint.dim(translate(message('and {0} more', rest)))}`);
  }
  return `${lines.join('\n')}\n`;
}

const BAD_VERDICTS: ReadonlySet<string> = new Set(['test', 'invalid', 'placeholder', 'forbidden']);
