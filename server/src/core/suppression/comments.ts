/**
 * Suppression comments: `preflight-ignore RULE: reason` on the line of a finding or above it, and
 * `preflight-ignore-file RULE: reason` anywhere in a file. They are found in the text alone, by the comment signs of the
 * file's language, so that they work wherever a finding can stand.
 */

import { commentSyntaxOf } from './comment-syntax.ts';

/** One rule that one comment asks to silence; a comment that names two rules gives two. */
export interface Suppression {
  /** Undefined: every rule (`preflight-ignore-file` alone), or none was named. */
  readonly rule: string | undefined;
  readonly scope: 'line' | 'file';
  /** The 0-based lines it covers, first and last. A comment on a line of its own covers the next line that holds code. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Offsets of the rule's name, or of the marker where none is named. */
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

const MARKER = 'preflight-ignore';

/** Every suppression in `text`, in order. Linear in the text; a text without the marker costs one search. */
export function suppressionsIn(path: string, text: string): readonly Suppression[] {
  if (!text.includes(MARKER)) return [];
  const found: Suppression[] = [];
  const { signs } = commentSyntaxOf(path);
  const lines = splitLines(text);
  for (let line = 0; line < lines.length; line++) {
    const { content, start } = lines[line]!;
    const at = content.indexOf(MARKER);
    if (at < 0) continue;
    const sign = signBefore(content.slice(0, at), signs);
    if (sign === undefined) continue;
    const file = content.startsWith('-file', at + MARKER.length);
    const after = at + MARKER.length + (file ? '-file'.length : 0);
    // `preflight-ignored` and the like are other words.
    if (/[\w-]/.test(content[after] ?? '')) continue;
    const rest = withoutClosing(content.slice(after));
    const lead = content.slice(0, sign).trim();
    const rear = codeAfterComment(content, after);
    // `{/* … */}` is how a comment among the elements of JSX is written.
    const alone = (lead === '' && rear === '') || (lead === '{' && rear === '}');
    const range = file ? { firstLine: 0, lastLine: lines.length - 1 } : lineRange(lines, line, alone, signs);
    const scope = file ? 'file' : 'line';
    const colon = rest.search(/[:：]/);
    const names = colon < 0 ? rest : rest.slice(0, colon);
    const reason = colon < 0 ? '' : rest.slice(colon + 1).trim();
    const ids = [...names.matchAll(/[\w-]+/g)];
    if (ids.length === 0) {
      found.push({ rule: undefined, scope, ...range, start: start + at, end: start + after, reason });
    }
    for (const id of ids) {
      const from = start + after + id.index;
      found.push({ rule: id[0], scope, ...range, start: from, end: from + id[0].length, reason });
    }
  }
  return found;
}

interface Line {
  readonly content: string;
  readonly start: number;
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ content: text.slice(start, match.index), start });
    start = match.index + match[0].length;
  }
  lines.push({ content: text.slice(start), start });
  return lines;
}

/** Where the comment that holds the marker begins: the last sign before it, with nothing but space between. */
function signBefore(before: string, signs: readonly string[]): number | undefined {
  const trimmed = before.trimEnd();
  for (const sign of signs) {
    // A lone `*` is the margin of a block comment only where the line begins with it.
    if (sign === '*' ? trimmed.trim() === '*' || trimmed.trim() === '/**' : trimmed.endsWith(sign)) {
      return trimmed.length - sign.length;
    }
  }
  return undefined;
}

function withoutClosing(rest: string): string {
  const closing = rest.search(/-->|\*\/|\?>/);
  return closing < 0 ? rest : rest.slice(0, closing);
}

function codeAfterComment(content: string, after: number): string {
  const closing = /-->|\*\//.exec(content.slice(after));
  return closing ? content.slice(after + closing.index + closing[0].length).trim() : '';
}

function lineRange(lines: readonly Line[], line: number, alone: boolean, signs: readonly string[]) {
  if (!alone) return { firstLine: line, lastLine: line };
  let next = line + 1;
  while (next < lines.length) {
    const content = lines[next]!.content.trim();
    const bare = content.startsWith('{/*') ? content.slice(1) : content;
    if (content !== '' && !signs.some((sign) => bare.startsWith(sign))) break;
    next++;
  }
  // No comment can stand inside a tag, so one above a tag covers it up to its end.
  const tagged = signs.includes('<!--') && lines[next]?.content.trimStart().startsWith('<');
  while (tagged && next < lines.length - 1 && !lines[next]!.content.includes('>')) next++;
  return { firstLine: line, lastLine: Math.min(next, lines.length - 1) };
}
