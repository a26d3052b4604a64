/** A report for people, in a terminal: grouped by file, each finding with its line and the path that led to it. */

import { type Message, message } from '../base/finding.ts';
import type { Translate } from '../base/translate.ts';
import { excerptOf } from './excerpt.ts';
import type { JsonFinding, JsonReport } from './json.ts';
import { modeLines } from './modes.ts';
import { printable } from './printable.ts';

export interface TextOptions {
  readonly translate: Translate;
  readonly colours: boolean;
  /** One line of a file, 1-based, without its end; undefined where it is gone. */
  readonly sourceLine: (file: string, line: number) => string | undefined;
}

/** More than this many files that were not read are counted, not named. */
const MOST_UNREAD = 20;

export function toText(report: JsonReport, options: TextOptions): string {
  const paint = painter(options.colours);
  const { translate } = options;
  const lines: string[] = [];
  let file: string | undefined;
  for (const finding of report.findings) {
    if (finding.file !== file) {
      if (file !== undefined) lines.push('');
      file = finding.file;
      lines.push(paint.bold(printable(file)));
    }
    lines.push(...findingLines(finding, options, paint));
  }
  if (report.findings.length > 0) lines.push('');
  if (report.unread.length > 0) {
    lines.push(paint.bold(translate(message('Not checked:'))));
    for (const { file, why } of report.unread.slice(0, MOST_UNREAD)) {
      lines.push(`  ${printable(file)}  ${paint.dim(printable(why))}`);
    }
    const rest = report.unread.length - MOST_UNREAD;
    if (rest > 0) lines.push(`  ${translate(message('and {0} more; --format json names them all', rest))}`);
    lines.push('');
  }
  if (report.projects.length === 0) {
    lines.push(translate(message('No mini-program and no backend was found here.')));
    return `${lines.join('\n')}\n`;
  }
  lines.push(...modeLines(report.projects, translate).map((line) => paint.dim(line)));
  lines.push(summaryLine(report, translate, paint));
  return `${lines.join('\n')}\n`;
}

function findingLines(finding: JsonFinding, options: TextOptions, paint: Paint): string[] {
  const { translate, sourceLine } = options;
  const place = `${finding.line}:${finding.column}`.padEnd(8);
  const severity = translate(SEVERITY_NAMES[finding.severity]);
  const colour = { error: paint.red, warning: paint.yellow, info: paint.blue }[finding.severity];
  const targets = targetsWord(finding, translate);
  const lines = [
    `  ${paint.dim(place)}${colour(severity)}  ${printable(finding.message)}  ${paint.dim(finding.rule + targets)}`,
  ];
  const source = sourceLine(finding.file, finding.line);
  if (source !== undefined && source.trim() !== '') {
    const endColumn = finding.endLine > finding.line ? source.length + 1 : finding.endColumn;
    const excerpt = excerptOf(source, finding.column, endColumn);
    lines.push(`          ${paint.dim('│')} ${excerpt.source}`);
    lines.push(`          ${paint.dim('│')} ${colour(excerpt.marks)}`);
  }
  for (const step of finding.steps) {
    lines.push(
      `          ${paint.dim(`→ ${printable(step.file)}:${step.line}:${step.column}`)}  ${printable(step.message)}`,
    );
  }
  return lines;
}

function targetsWord(finding: JsonFinding, translate: Translate): string {
  const [only, second] = finding.targets;
  if (only === undefined || second !== undefined) return '';
  return ` · ${translate(only === 'review' ? message('review build only') : message('release build only'))}`;
}

export const SEVERITY_NAMES: Readonly<Record<'error' | 'warning' | 'info', Message>> = {
  error: message('error'),
  warning: message('warning'),
  info: message('info'),
};

function summaryLine(report: JsonReport, translate: Translate, paint: Paint): string {
  const { errors, warnings, infos, files, elapsedMs } = report.summary;
  const found = [
    [errors, errors === 1 ? message('1 error') : message('{0} errors', errors)],
    [warnings, warnings === 1 ? message('1 warning') : message('{0} warnings', warnings)],
    [infos, infos === 1 ? message('1 note') : message('{0} notes', infos)],
  ] as const;
  const said = found.filter(([count]) => count > 0).map(([, words]) => translate(words));
  const where = translate(message('{0} files checked in {1} ms', files, elapsedMs));
  if (said.length === 0) return `${paint.green('✔')} ${translate(message('Nothing to report'))} · ${where}`;
  const sign = errors > 0 ? paint.red('✖') : paint.yellow('▲');
  return `${sign} ${said.join(', ')} · ${where}`;
}

export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  blue(text: string): string;
  green(text: string): string;
}

/** Terminal colours, or none. */
export function painter(colours: boolean): Paint {
  const style = (open: number, close: number) => (text: string) =>
    colours ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    yellow: style(33, 39),
    blue: style(34, 39),
    green: style(32, 39),
  };
}
