/** The WXSS front end: what a style sheet loads. Comments, and pictures written into the sheet, load nothing. */

import type { Node } from '../ir/nodes.ts';

export interface StyleUrl extends Node {
  /** `import` needs another file of the package; `font` stands in `@font-face`, `url` anywhere else. */
  readonly kind: 'url' | 'font' | 'import';
  /** As written between quotes or brackets, escapes kept. `start` and `end` delimit it. */
  readonly text: string;
}

/** A longer address is data, whatever its scheme says. */
const LONGEST = 4096;

/**
 * Everything a style sheet refers to, in order. `offset` is where the text starts in its file. Reads the dialects (Less,
 * SCSS, Stylus) as far as they spell `url(…)` and `@import` the same way; `//` is a comment only where `lineComments`.
 * Never throws; linear in the text.
 */
export function readStyleUrls(text: string, offset = 0, lineComments = false): StyleUrl[] {
  const found: StyleUrl[] = [];
  // The block an address stands in decides between font and picture; only the innermost matters.
  const fontBlocks: boolean[] = [];
  let prelude = 0;
  let at = 0;
  const push = (kind: StyleUrl['kind'], start: number, end: number): void => {
    if (end <= start || end - start > LONGEST) return;
    const written = text.slice(start, end);
    if (!/^data:/i.test(written)) found.push({ kind, text: written, start: start + offset, end: end + offset });
  };
  while (at < text.length) {
    const unit = text[at]!;
    if (unit === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (lineComments && unit === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (unit === '"' || unit === "'") {
      at = stringEnd(text, at);
    } else if (unit === '{') {
      fontBlocks.push(/@font-face\s*$/i.test(text.slice(Math.max(prelude, at - 64), at)));
      prelude = ++at;
    } else if (unit === '}') {
      fontBlocks.pop();
      prelude = ++at;
    } else if (unit === ';') {
      prelude = ++at;
    } else if (isWord(text, at, '@import')) {
      const inner = argument(text, skipSpace(text, at + 7));
      if (inner) push('import', inner.start, inner.end);
      at = inner ? inner.next : at + 7;
    } else if (isWord(text, at, 'url(')) {
      const inner = argument(text, at)!;
      push(fontBlocks.at(-1) ? 'font' : 'url', inner.start, inner.end);
      at = inner.next;
    } else at++;
  }
  return found;
}

interface Argument {
  readonly start: number;
  readonly end: number;
  /** Where reading goes on. */
  readonly next: number;
}

/** The text of `url(…)` or of a quoted string at `at`, without quotes and spaces around it. */
function argument(text: string, at: number): Argument | undefined {
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    const next = stringEnd(text, at);
    return { start: at + 1, end: text[next - 1] === quote && next - 1 > at ? next - 1 : next, next };
  }
  if (
    !text
      .slice(at, at + 4)
      .toLowerCase()
      .startsWith('url(')
  )
    return undefined;
  const from = skipSpace(text, at + 4);
  if (text[from] === '"' || text[from] === "'") {
    const inner = argument(text, from)!;
    const close = skipSpace(text, inner.next);
    return { ...inner, next: text[close] === ')' ? close + 1 : inner.next };
  }
  let end = from;
  while (end < text.length && text[end] !== ')' && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
  end = Math.min(end, text.length);
  let last = end;
  while (last > from && /\s/.test(text[last - 1]!)) last--;
  return { start: from, end: last, next: text[end] === ')' ? end + 1 : end };
}

/** Just behind the closing quote; a line's end ends a string that was left open. */
function stringEnd(text: string, at: number): number {
  const quote = text[at]!;
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === quote) return end + 1;
    else if (text[end] === '\n') return end;
  }
  return text.length;
}

function skipSpace(text: string, at: number): number {
  let to = at;
  while (to < text.length && /\s/.test(text[to]!)) to++;
  return to;
}

/** Does the word stand at `at`, not as the end of a longer one? */
function isWord(text: string, at: number, word: string): boolean {
  const first = text[at]!.toLowerCase();
  if (first !== word[0]) return false;
  return text.slice(at, at + word.length).toLowerCase() === word && !/[\w-]/.test(text[at - 1] ?? ' ');
}
