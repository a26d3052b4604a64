/**
 * Reads tags and attributes of templates: WXML with its cousins, and Vue's. Nothing is interpreted here but where things
 * stand; values are given as they are written.
 */

import { ErrorCodes, parse } from '@vue/compiler-dom';
import type { Node, SyntaxProblem } from '../ir/nodes.ts';

export interface MarkupElement extends Node {
  readonly tag: string;
  /** Just behind the `<`. */
  readonly tagStart: number;
  readonly attributes: readonly MarkupAttribute[];
  /** The element around it, as its place in the list; -1 at the top. */
  readonly parent: number;
}

export interface MarkupAttribute extends Node {
  /** As written: `src`, `:src`, `v-bind:src`, `wx:for`. */
  readonly name: string;
  /** The value between its quotes, undefined where there is none. */
  readonly value: WrittenText | undefined;
}

/** A stretch of text as it stands in the file. */
export interface WrittenText extends Node {
  readonly text: string;
}

export interface Markup {
  /** In the order in which they open. */
  readonly elements: readonly MarkupElement[];
  /** `{{ }}` in running text, without the braces. */
  readonly interpolations: readonly WrittenText[];
  readonly problems: readonly SyntaxProblem[];
}

/** Elements that people write without an end tag, in WXML and in Vue's templates, and that nothing can be inside of. */
export const VOID_TAGS: ReadonlySet<string> = new Set(['input', 'image', 'import', 'include', 'img', 'br', 'hr']);

/**
 * Deeper nesting is not read: nobody writes it, and the parser's work for a wrong end tag grows with the depth.
 */
const DEEPEST = 512;

/** The parser's AST, as far as it is read here. */
interface ParsedNode {
  readonly type: number;
  readonly tag?: string;
  readonly loc: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } };
  readonly props?: readonly { readonly loc: ParsedNode['loc']; readonly name: string; readonly rawName?: string }[];
  readonly children?: readonly ParsedNode[];
  readonly content?: { readonly loc: ParsedNode['loc'] };
}
const ELEMENT = 1;
const INTERPOLATION = 5;

/** Never throws. What could not be read is told in `problems`. `offset` is where the text starts in its file. */
export function parseMarkup(text: string, offset = 0): Markup {
  const problems: SyntaxProblem[] = [];
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    problems.push({ start: deep + offset, end: deep + offset + 1, message: 'nested too deeply' });
    return { elements: [], interpolations: [], problems };
  }
  let root: ParsedNode;
  try {
    root = parse(text, {
      isVoidTag: (tag) => VOID_TAGS.has(tag),
      comments: false,
      onError(error) {
        const start = error.loc?.start.offset ?? 0;
        // `<image></image>` is right although `<image>` alone would be, too.
        const ended = /^<\/\s*([^\s>]*)/.exec(text.slice(start, start + 64))?.[1];
        if (ended !== undefined && VOID_TAGS.has(ended)) return;
        // Untidy, and accepted everywhere; nothing is lost by it.
        if (error.code === ErrorCodes.DUPLICATE_ATTRIBUTE) return;
        problems.push({
          start: start + offset,
          end: (error.loc?.end.offset ?? start) + offset,
          message: error.message,
        });
      },
    }) as unknown as ParsedNode;
  } catch (error) {
    problems.push({
      start: offset,
      end: offset + Math.min(1, text.length),
      message: error instanceof RangeError ? 'nested too deeply' : 'not understood',
    });
    return { elements: [], interpolations: [], problems };
  }
  return { ...collect(text, root, offset), problems };
}

/** Walks the tree without recursion, in source order. */
function collect(text: string, root: ParsedNode, offset: number): Omit<Markup, 'problems'> {
  const elements: MarkupElement[] = [];
  const interpolations: WrittenText[] = [];
  const pending: { readonly node: ParsedNode; readonly parent: number }[] = [];
  const open = (children: readonly ParsedNode[] | undefined, parent: number): void => {
    for (let at = (children?.length ?? 0) - 1; at >= 0; at--) pending.push({ node: children![at]!, parent });
  };
  open(root.children, -1);
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, parent } = next;
    if (node.type === INTERPOLATION && node.content) {
      interpolations.push(written(text, node.loc.start.offset + 2, node.loc.end.offset - 2, offset));
    } else if (node.type === ELEMENT) {
      const start = node.loc.start.offset;
      elements.push({
        tag: node.tag!,
        start: start + offset,
        end: node.loc.end.offset + offset,
        tagStart: start + 1 + offset,
        attributes: (node.props ?? []).map((prop) => attribute(text, prop.loc, offset)),
        parent,
      });
      open(node.children, elements.length - 1);
    }
  }
  return { elements, interpolations };
}

/** An attribute by its place alone: the parser's own values are decoded and no longer match the text. */
function attribute(text: string, loc: ParsedNode['loc'], offset: number): MarkupAttribute {
  const start = loc.start.offset;
  const end = loc.end.offset;
  const source = text.slice(start, end);
  const equals = source.indexOf('=');
  const name = equals < 0 ? source : source.slice(0, equals);
  let value: WrittenText | undefined;
  if (equals >= 0) {
    let from = start + equals + 1;
    while (from < end && /\s/.test(text[from]!)) from++;
    const quote = text[from];
    const quoted = quote === '"' || quote === "'";
    const closed = quoted && end - 1 > from && text[end - 1] === quote;
    value = written(text, quoted ? from + 1 : from, closed ? end - 1 : end, offset);
  }
  return { name: name.trim(), start: start + offset, end: end + offset, value };
}

function written(text: string, start: number, end: number, offset: number): WrittenText {
  return { text: text.slice(start, end), start: start + offset, end: end + offset };
}

/** Where the text nests deeper than is read, by a count that needs no tree; undefined where it does not. */
export function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at);
      if (end < 0) return undefined;
      at = end;
      continue;
    }
    if (text[at + 1] === '/') {
      if (depth > 0) depth--;
      continue;
    }
    const tag = /^[a-zA-Z][^\s/>]{0,40}/.exec(text.slice(at + 1, at + 42))?.[0];
    if (tag === undefined || VOID_TAGS.has(tag)) continue;
    if (closesItself(text, at)) continue;
    if (++depth > DEEPEST) return at;
  }
  return undefined;
}

/** Does the tag that opens at `at` end in `/>`? Looks at a bounded stretch; a longer tag counts as one that nests. */
function closesItself(text: string, at: number): boolean {
  let quote = '';
  for (let end = at + 1; end < text.length && end < at + 4096; end++) {
    const unit = text[end]!;
    if (quote !== '') {
      if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '>') return text[end - 1] === '/';
  }
  return false;
}
