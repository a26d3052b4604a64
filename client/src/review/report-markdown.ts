/** The report of a check as Markdown: the outline, with every line that has a place as a link to it. Plain, without VS Code. */
import type { Line, Sign } from './outline.ts';

export interface ReportFolder {
  readonly name: string;
  readonly lines: readonly Line[];
}

export interface ReportHead {
  readonly title: string;
  /** When it was checked, and how much. */
  readonly extent: string;
  /** What has changed since; empty where nothing has. */
  readonly stale: string;
}

export function reportMarkdown(folders: readonly ReportFolder[], { title, extent, stale }: ReportHead): string {
  const lines = [`# ${escaped(title)}`, '', escaped(extent), ''];
  if (stale !== '') lines.push(`> ${escaped(stale)}`, '');
  for (const folder of folders) {
    if (folders.length > 1) lines.push(`# ${escaped(folder.name)}`, '');
    for (const one of folder.lines) lines.push(...section(one));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

const SIGNS: Partial<Record<Sign, string>> = { pass: '✅', info: 'ℹ️', warning: '⚠️', error: '❌', question: '❔' };

function section(line: Line): string[] {
  const head = [SIGNS[line.sign], escaped(line.label), line.description === '' ? '' : `· ${escaped(line.description)}`];
  const lines = [`## ${head.filter(Boolean).join(' ')}`, ''];
  if (line.sentence !== line.label) lines.push(escaped(line.sentence), '');
  for (const child of line.children) lines.push(...item(child, ''));
  if (line.children.length > 0) lines.push('');
  return lines;
}

function item(line: Line, indent: string): string[] {
  const named = line.sentence.includes(line.label) ? line.sentence : `${line.label}: ${line.sentence}`;
  const said = line.place === '' && line.sentence === line.label ? [line.label, line.description].join(' ') : named;
  const text = [SIGNS[line.sign], escaped(said), link(line)].filter(Boolean).join(' ');
  return [`${indent}- ${text}`, ...line.children.flatMap((child) => item(child, `${indent}  `))];
}

/** Leads to the line in the preview, and still reads as a place where the text is passed on. */
function link({ place, target }: Line): string {
  if (place === '') return '';
  // Addresses are percent-encoded; these would still end the link.
  const uri = target?.uri.replace(/[<>\s]/g, encodeURIComponent);
  return uri ? `[${escaped(place)}](<${uri}#L${target!.line}>)` : escaped(place);
}

/** Text from outside stays text: nothing of it becomes a link, a picture or a tag. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&');
}
