/** `mp-preflight check`: the whole check, in the format asked for. */

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { message, type Severity } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import { readBaseline, toBaseline, withoutBaseline } from '../core/report/baseline.ts';
import { toGithub } from '../core/report/github.ts';
import type { JsonReport } from '../core/report/json.ts';
import { toMarkdown } from '../core/report/markdown.ts';
import { withFindings } from '../core/report/merge.ts';
import { toSarif } from '../core/report/sarif.ts';
import { toText } from '../core/report/text.ts';
import { RULES } from '../core/rules/index.generated.ts';
import { whyNot } from '../node/files.ts';
import { version } from '../node/version.ts';
import { choice, readWords, textOption, UsageError, type Words } from './arguments.ts';
import { type CheckedFolder, FOLDER_OPTIONS, openFolders } from './folders.ts';
import { requireReceipt, writeReceipt } from './receipt.ts';
import { reportOn } from './reports.ts';
import { EXIT, type Terminal, wantsColours } from './terminal.ts';
import { timed } from './timing.ts';

const OPTIONS = {
  ...FOLDER_OPTIONS,
  format: { type: 'string' },
  target: { type: 'string' },
  'fail-on': { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  'write-receipt': { type: 'string' },
  'require-receipt': { type: 'string' },
} as const;

const FORMATS = ['text', 'json', 'sarif', 'github', 'markdown'] as const;
type Format = (typeof FORMATS)[number];

/** @throws {UsageError} */
export function runCheck(args: readonly string[], terminal: Terminal, translate: Translate): number {
  const words = readWords(args, OPTIONS);
  const format = choice(words, 'format', FORMATS, 'text');
  const target = choice(words, 'target', ['review', 'release', 'all'], 'all');
  const failOn = choice(words, 'fail-on', ['error', 'warning', 'never'], 'error');
  const required = textOption(words, 'require-receipt');
  if (required !== undefined) return requireReceipt(required, words, { target, failOn }, terminal, translate);
  const known = knownFindings(words, terminal);

  const { folders, brokenConfiguration } = openFolders(words, terminal, translate);
  const timing = timed(folders, words.values['timing'] === true);
  let report = forTarget(
    reportOn(folders, translate, () => performance.now()),
    target,
  );
  timing.print(terminal, translate);

  const write = textOption(words, 'write-baseline');
  if (write !== undefined) writeBaseline(write, report, terminal, translate);
  const all = report.findings.length;
  if (known) report = withFindings(report, withoutBaseline(report.findings, known));
  const receipt = textOption(words, 'write-receipt');
  if (receipt !== undefined) {
    // What has just been written down as known is no reason to fail.
    const judged = write === undefined ? report : withFindings(report, []);
    const leftOut = all - judged.findings.length;
    writeReceipt(receipt, judged, folders, { target, failOn, leftOut }, terminal, translate);
  }
  terminal.out(rendered(report, format, folders, terminal, translate));
  if (brokenConfiguration) return EXIT.failed;
  if (write !== undefined) return EXIT.clean;
  return fails(report, failOn) ? EXIT.found : EXIT.clean;
}

function knownFindings(words: Words, terminal: Terminal): ReadonlySet<string> | undefined {
  const name = textOption(words, 'baseline');
  if (name === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(resolve(terminal.folder, name), 'utf8');
  } catch (error) {
    throw new UsageError(whyNot(error), name);
  }
  const known = readBaseline(text);
  if (!known) throw new UsageError(message('This is no baseline; write one with --write-baseline.'), name);
  return known;
}

function writeBaseline(name: string, report: JsonReport, terminal: Terminal, translate: Translate): void {
  try {
    writeFileSync(resolve(terminal.folder, name), toBaseline(report));
  } catch (error) {
    throw new UsageError(whyNot(error), name);
  }
  terminal.err(`${translate(message('{0} findings written to {1}.', report.findings.length, name))}\n`);
}

function forTarget(report: JsonReport, target: 'review' | 'release' | 'all'): JsonReport {
  if (target === 'all') return report;
  const shown = (targets: readonly string[]) => targets.length === 0 || targets.includes(target);
  const hosts = report.hosts.filter((use) => shown(use.targets));
  return {
    ...withFindings(
      report,
      report.findings.filter((finding) => shown(finding.targets)),
    ),
    hosts,
  };
}

function fails(report: JsonReport, failOn: 'error' | 'warning' | 'never'): boolean {
  const failing: readonly Severity[] =
    failOn === 'error' ? ['error'] : failOn === 'warning' ? ['error', 'warning'] : [];
  return report.findings.some((finding) => failing.includes(finding.severity));
}

function rendered(
  report: JsonReport,
  format: Format,
  folders: readonly CheckedFolder[],
  terminal: Terminal,
  translate: Translate,
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(toSarif(report, { translate, rules: RULES, toolVersion: version() }), null, 2)}\n`;
    case 'github':
      return toGithub(report);
    case 'markdown':
      return toMarkdown(report, translate);
    case 'text':
      return toText(report, { translate, colours: wantsColours(terminal), sourceLine: sourceLines(folders) });
  }
}

/** Lines of the checked files, each file split once. */
function sourceLines(folders: readonly CheckedFolder[]): (file: string, line: number) => string | undefined {
  const split = new Map<string, readonly string[]>();
  return (file, line) => {
    let lines = split.get(file);
    if (!lines) {
      const folder = folders.find(({ prefix }) => file.startsWith(prefix));
      lines = (folder?.checker.textOf(file.slice(folder.prefix.length)) ?? '').split(/\r\n|\r|\n/);
      split.set(file, lines);
    }
    return lines[line - 1];
  };
}
