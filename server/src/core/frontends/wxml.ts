/** The WXML front end: elements, inline scripts, references to other files, and values split at their `{{ }}`. */

import type { Node, SyntaxProblem } from '../ir/nodes.ts';
import { maskInlineScripts } from './inline-scripts.ts';
import { type MarkupElement, parseMarkup, type WrittenText } from './markup.ts';

export interface Wxml {
  readonly elements: readonly MarkupElement[];
  /** `{{ }}` in running text, without the braces. */
  readonly interpolations: readonly WrittenText[];
  /** Inline `<wxs>` bodies: JavaScript of a small kind, at its place in the file. */
  readonly scripts: readonly (WrittenText & { readonly module: string | undefined })[];
  readonly references: readonly WxmlReference[];
  readonly problems: readonly SyntaxProblem[];
}

/** Another file of the package that the template needs; `start` and `end` delimit the path. */
export interface WxmlReference extends Node {
  readonly kind: 'import' | 'include' | 'wxs';
  readonly path: string;
}

/** A piece of an attribute value: written text, or the expression between `{{` and `}}`. */
export interface ValuePiece extends WrittenText {
  readonly kind: 'text' | 'code';
}

/**
 * Reads a template: a WXML file or one of its cousins (AXML, SWAN, TTML, QML), or the template block of a single-file
 * component, which starts at `offset` in its file. Never throws.
 */
export function readWxml(text: string, offset = 0): Wxml {
  const { masked, bodies } = maskInlineScripts(text);
  const { elements, interpolations, problems } = parseMarkup(masked, offset);
  const references: WxmlReference[] = [];
  const modules = new Map<number, string>();
  for (const element of elements) {
    const { tag } = element;
    if (tag === 'wxs') {
      const name = element.attributes.find((each) => each.name === 'module')?.value?.text;
      if (name !== undefined) modules.set(element.start, name);
    }
    if (tag !== 'import' && tag !== 'include' && tag !== 'wxs') continue;
    const source = element.attributes.find((each) => each.name === 'src')?.value;
    if (source && !source.text.includes('{{'))
      references.push({ kind: tag, path: source.text, start: source.start, end: source.end });
  }
  const scripts = bodies.map(({ tag, start, end }) => ({
    text: text.slice(start, end),
    start: start + offset,
    end: end + offset,
    module: modules.get(tag + offset),
  }));
  return { elements, interpolations, scripts, references, problems };
}

/**
 * Splits a value at its interpolations. An opening without its end is text, as the platform shows it; braces inside
 * strings of the expression do not end it.
 */
export function splitValue(value: WrittenText): ValuePiece[] {
  const pieces: ValuePiece[] = [];
  const { text } = value;
  const push = (kind: ValuePiece['kind'], from: number, to: number): void => {
    if (to > from || kind === 'code')
      pieces.push({ kind, text: text.slice(from, to), start: value.start + from, end: value.start + to });
  };
  let done = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', done)) {
    const close = closing(text, open + 2);
    if (close < 0) break;
    push('text', done, open);
    push('code', open + 2, close);
    done = close + 2;
  }
  push('text', done, text.length);
  return pieces;
}

/** Where the `}}` stands that ends an interpolation, or -1. */
function closing(text: string, from: number): number {
  let quote = '';
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text[at]!;
    if (quote !== '') {
      if (unit === '\\') at++;
      else if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'" || unit === '`') quote = unit;
    else if (unit === '{') depth++;
    else if (unit === '}') {
      if (depth > 0) depth--;
      else if (text[at + 1] === '}') return at;
    }
  }
  // An apostrophe without its partner hid the end: take the first one there is.
  return quote === '' && depth === 0 ? -1 : text.indexOf('}}', from);
}
