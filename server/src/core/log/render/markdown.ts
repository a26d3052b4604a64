/** A log's summary as Markdown, to be pasted into an issue. */

import { message } from '../../base/finding.ts';
import type { Translate } from '../../base/translate.ts';
import type { Counts, LogSummary } from '../summary.ts';
import { clip } from './text.ts';

/** Renders the summary. Text from the log stands in code spans, where nothing in it is Markdown. */
export function logMarkdown(summary: LogSummary, translate: Translate): string {
  const say = (text: string, ...args: (string | number)[]) => translate(message(text, ...args));
  const { totals } = summary;
  const lines = [`# ${say('What the review scanner did')}`, ''];
  for (const file of summary.files) {
    lines.push(`- ${code(file.path)}: ${say('{0} lines, {1} bytes, format {2}', file.lines, file.bytes, file.format)}`);
    if (file.problem !== undefined) lines.push(`  - ${translate({ text: file.problem, args: [] })}`);
  }
  lines.push('', `| ${say('Counted')} | |`, '|---|--:|');
  for (const [name, count] of Object.entries(totals)) lines.push(`| ${name} | ${count} |`);
  section(lines, say('By evidence'), summary.byIdentity);
  section(lines, say('By address'), summary.byIp);
  section(lines, say('By family'), summary.byFamily);
  section(lines, say('By status'), summary.byStatus);
  if (summary.sessions.length > 0) {
    lines.push(
      '',
      `## ${say('Scans')}`,
      '',
      `| ${say('First')} | ${say('Last')} | ${say('Requests')} | ${say('Paths')} | 5xx | |`,
      '|---|---|--:|--:|--:|---|',
    );
    for (const session of summary.sessions.slice(0, 50)) {
      lines.push(
        `| ${session.first} | ${session.last} | ${session.hits} | ${session.paths} | ${session.serverErrors} | ${session.scanId ?? ''} |`,
      );
    }
  }
  if (summary.routes.length > 0) {
    lines.push(
      '',
      `## ${say('Routes')}`,
      '',
      `| ${say('Route')} | ${say('Requests')} | ${say('Status')} | ${say('Parameters')} | ${say('Handler')} |`,
      '|---|--:|---|---|---|',
    );
    for (const route of summary.routes.slice(0, 100)) {
      const params = Object.entries(route.params)
        .slice(0, 20)
        .map(([name, families]) => `${code(name)}: ${list(families)}`)
        .join('; ');
      const handler = route.handler === undefined ? '' : code(`${route.handler.file}:${route.handler.line}`);
      lines.push(
        `| ${code(`${route.method} ${route.path}`)} | ${route.hits} | ${list(route.statuses)} | ${params} | ${handler} |`,
      );
    }
  }
  if (summary.failures.length > 0) {
    lines.push('', `## ${say('Failed or slept')}`, '');
    for (const sample of summary.failures.slice(0, 50)) {
      lines.push(
        `- ${sample.time ?? ''} ${sample.status} ${code(`${sample.method} ${sample.path}`)} ${sample.family} ${code(sample.decoded)}`,
      );
    }
  }
  for (const note of summary.notes) lines.push('', `> ${translate({ text: note, args: [] })}`);
  return `${lines.join('\n')}\n`;
}

function section(lines: string[], title: string, counts: Counts): void {
  if (Object.keys(counts).length === 0) return;
  lines.push('', `## ${title}`, '', '| | |', '|---|--:|');
  for (const [name, count] of Object.entries(counts).slice(0, 50)) lines.push(`| ${code(name)} | ${count} |`);
}

function list(counts: Counts): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name}×${count}`)
    .join(' ');
}

/** A code span that the text cannot close, and that does not break a table. */
function code(text: string): string {
  const shown = clip(text, 200).replaceAll('|', '\u00a6');
  const fence = '`'.repeat(1 + Math.max(0, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length)));
  const space = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}
