/** A report to paste into a merge request or a chat: one table of findings, one of hosts. */

import { message } from '../base/finding.ts';
import type { Translate } from '../base/translate.ts';
import type { JsonReport } from './json.ts';
import { printable } from './printable.ts';
import { SEVERITY_NAMES } from './text.ts';

export function toMarkdown(report: JsonReport, translate: Translate): string {
  const say = (text: string, ...args: (string | number)[]) => translate(message(text, ...args));
  const { errors, warnings, infos, files } = report.summary;
  const lines = [
    `# ${say('Check before review')}`,
    '',
    say('Errors: {0}, warnings: {1}, notes: {2}; {3} files checked.', errors, warnings, infos, files),
    '',
  ];
  if (report.findings.length > 0) {
    lines.push(...table([say('Severity'), say('Rule'), say('Place'), say('Build'), say('What')]));
    for (const finding of report.findings) {
      const steps = finding.steps
        .map((step) => `<br>→ ${code(`${step.file}:${step.line}`)} ${cell(step.message)}`)
        .join('');
      const builds = finding.targets.map((target) => (target === 'review' ? say('review') : say('release'))).join(', ');
      lines.push(
        row([
          translate(SEVERITY_NAMES[finding.severity]),
          code(finding.rule),
          code(`${finding.file}:${finding.line}`),
          builds,
          cell(finding.message) + steps,
        ]),
      );
    }
    lines.push('');
  }
  if (report.hosts.length > 0) {
    lines.push(`## ${say('Hosts')}`, '', ...table([say('Host'), say('Verdict'), say('Build'), say('Asked by')]));
    for (const use of report.hosts) {
      const builds = use.targets.map((target) => (target === 'review' ? say('review') : say('release'))).join(', ');
      const sites = use.sites.slice(0, 3).map((site) => code(`${site.file}:${site.line}`));
      const more = use.sites.length > 3 ? ` ${say('and {0} more', use.sites.length - 3)}` : '';
      lines.push(row([code(use.host), cell(use.verdict), builds, sites.join('<br>') + more]));
    }
    lines.push('');
  }
  if (report.unread.length > 0) {
    lines.push(`## ${say('Not checked')}`, '');
    for (const { file, why } of report.unread) lines.push(`- ${code(file)}: ${cell(why)}`);
    lines.push('');
  }
  return lines.join('\n');
}

function table(heads: readonly string[]): string[] {
  return [row(heads), row(heads.map(() => '---'))];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Plain text inside a table: nothing in it may become a link, an image, HTML or a further column. */
function cell(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>#|!~@$]/g, (sign) =>
    sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : `\\${sign}`,
  );
}

/** Code inside a table: a fence longer than any within, and no further column. */
function code(text: string): string {
  const clean = printable(text).replace(/\|/g, '\\|');
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}
