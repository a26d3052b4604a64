/** Writes a comment in the syntax of the place where it goes. */

import { BLOCK, commentSyntaxOf, isComponent, isScript, MARKUP } from './comment-syntax.ts';

export interface Insertion {
  /** Where the text goes: the start of a line. */
  readonly at: number;
  readonly text: string;
}

/** Among the elements of JSX. */
const IN_JSX = { before: '{/* ', after: ' */}' };

/**
 * A comment on a line of its own above the one that holds `offset`, indented alike. Undefined where no comment can be
 * written: in JSON, or in the middle of a multi-line string or tag, as far as can be told from the text.
 */
export function commentFor(path: string, text: string, offset: number, words: string): Insertion | undefined {
  let at = lineStart(text, offset);
  const block = isComponent(path) ? blockAround(text, offset) : undefined;
  const syntax = block === 'template' ? MARKUP : block === 'style' ? BLOCK : commentSyntaxOf(path);
  // Inside a tag no comment can stand: it goes above the tag.
  if (syntax === MARKUP) at = lineStart(text, Math.max(0, text.lastIndexOf('<', offset)));
  if (syntax.write === undefined) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(at, at + 200))![0];
  const end = /\r\n|\r|\n/.exec(text.slice(0, 10_000))?.[0] ?? '\n';
  const { before, after } = isScript(path) && betweenElements(text, at) ? IN_JSX : syntax.write;
  return { at, text: `${indent}${before}${words}${after}${end}` };
}

function lineStart(text: string, offset: number): number {
  if (offset === 0) return 0;
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** The last block opened before `offset` in a single-file component: blocks begin at the start of a line. */
function blockAround(text: string, offset: number): string | undefined {
  let last: string | undefined;
  for (const block of text.slice(0, offset).matchAll(/^<(template|script|style)\b/gm)) last = block[1]!;
  return last;
}

/**
 * Whether the line at `at` begins an element among the children of another one in JSX, where a comment needs braces: it
 * begins with a tag, and what stands before it ends a tag or an expression of JSX and no code.
 */
function betweenElements(text: string, at: number): boolean {
  if (!/^[ \t]*<[A-Za-z>]/.test(text.slice(at, at + 200))) return false;
  const before = text.slice(Math.max(0, at - 2000), at).trimEnd();
  return /(?:[^=]|^)>$|[}\w\u0080-\uffff]$/.test(before) && !/(?:^|[^\w$])(?:return|yield|default)$/.test(before);
}
