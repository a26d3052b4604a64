/** The report of a check as Markdown: plain, given what VS Code would supply, so that it can be tested without it. */
import type { CheckedFolder, CheckReport, CheckStep } from '../server/requests.ts';
import { type Subject, type Verdict, verdictsOf } from './verdict.ts';

/** The words of the report, said by the caller because only there they can be found by who translates. */
export interface Words {
  readonly title: string;
  readonly stale: string;
  readonly subjects: Readonly<Record<Subject, string>>;
  readonly nothingFound: string;
  readonly hosts: string;
  readonly notChecked: string;
  /** How much was looked at. */
  extent(files: number, hosts: number): string;
  verdict(name: string): string;
}

export function reportMarkdown(result: readonly CheckedFolder[], words: Words, stale: boolean): string {
  const lines = [`# ${words.title}`, ''];
  if (stale) lines.push(`> ${words.stale}`, '');
  for (const checked of result) {
    if (result.length > 1) lines.push(`# ${escaped(checked.name)}`, '');
    lines.push(...folderLines(checked, words));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function folderLines(checked: CheckedFolder, words: Words): string[] {
  const { report } = checked;
  const lines = [words.extent(report.summary.files, report.hosts.length), ''];
  for (const verdict of verdictsOf(report)) lines.push(...verdictLines(checked, verdict, words));
  lines.push(...hostLines(report, words));
  if (report.unread.length > 0) {
    lines.push(`## ${words.notChecked}`, '');
    for (const { file, why } of report.unread) lines.push(`- ${link(checked, { file, line: 1 })} ${escaped(why)}`);
    lines.push('');
  }
  return lines;
}

const SIGNS = { pass: '✅', info: 'ℹ️', warning: '⚠️', error: '❌' } as const;

function verdictLines(checked: CheckedFolder, { subject, level, findings }: Verdict, words: Words): string[] {
  const lines = [`## ${SIGNS[level]} ${words.subjects[subject]}`, ''];
  if (findings.length === 0) lines.push(words.nothingFound);
  for (const finding of findings) {
    const rule = finding.rule.replaceAll('`', '');
    lines.push(`- ${SIGNS[finding.severity]} ${escaped(finding.message)} \`${rule}\``);
    lines.push(`  ${link(checked, finding)}`);
    for (const step of finding.steps) lines.push(`  - ${escaped(step.message)} ${link(checked, step)}`);
  }
  lines.push('');
  return lines;
}

function hostLines(report: CheckReport, words: Words): string[] {
  if (report.hosts.length === 0) return [];
  const rows = report.hosts.map(
    ({ host, verdict, targets }) =>
      `- ${escaped(host)}: ${[words.verdict(verdict), ...targets.map((target) => words.subjects[target])].join(', ')}`,
  );
  return [`## ${words.hosts}`, '', ...rows, ''];
}

/** Leads to the line in the preview, and still reads as a place where the text is passed on. */
function link(checked: CheckedFolder, { file, line }: Pick<CheckStep, 'file' | 'line'>): string {
  const folder = checked.folder.toString().replace(/\/$/, '');
  const target = `${folder}/${file.split('/').map(encodeURIComponent).join('/')}#L${line}`;
  return `[${escaped(`${file}:${line}`)}](<${target}>)`;
}

/** Text from outside stays text: nothing of it becomes a link, a picture or a tag. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&');
}
