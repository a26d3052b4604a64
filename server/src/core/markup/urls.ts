/**
 * The URLs of a template: which attributes load something (models/clients/wxml.ts), and their values as expressions of
 * the intermediate representation, so that what is known of the page's data flows into them.
 */

import type { MarkupAttribute, MarkupElement, WrittenText } from '../frontends/markup.ts';
import { splitValue, type ValuePiece } from '../frontends/wxml.ts';
import type { Expression, Node, Template } from '../ir/nodes.ts';
import { urlAttributes } from '../models/clients/wxml.ts';
import type { Traffic } from '../models/schema/clients.ts';
import type { UrlAttribute } from '../models/schema/markup.ts';

/** One URL that a template loads. `start` and `end` delimit the written value, or the part of it that is the URL. */
export interface MarkupUrl extends Node {
  readonly element: string;
  readonly attribute: string;
  readonly traffic: Exclude<Traffic, 'cloud'>;
  /** Its names are properties of the page's or component's data, but for those that `loops` bind. */
  readonly value: Expression;
  /** The loops around it, outermost first. */
  readonly loops: readonly MarkupLoop[];
  /** The value is CSS that holds the URL: `:style="{ backgroundImage: `url(${picture})` }"`. */
  readonly css: boolean;
}

/** `wx:for`, `v-for`: the names it binds and what it goes over. */
export interface MarkupLoop {
  readonly item: string;
  readonly index: string;
  readonly list: Expression;
}

/** Lowers the text of one expression that starts at `offset` in its file, as the JavaScript front end does. Must not throw. */
export type LowerExpression = (text: string, offset: number) => { readonly expression: Expression };

/** WePY 1 writes WXML's interpolations, WePY 2 Vue's bindings; both are read of either. */
export type MarkupDialect = 'wxml' | 'vue' | 'wepy';

const rowsByAttribute = new Map<string, UrlAttribute[]>();
for (const row of urlAttributes) {
  const known = rowsByAttribute.get(row.attribute);
  if (known) known.push(row);
  else rowsByAttribute.set(row.attribute, [row]);
}

const ATTRIBUTE = new RegExp(`\\b(?:${[...rowsByAttribute.keys()].join('|')})\\b`);

/** Whether a template names some attribute that loads something: most small ones do not, and need not be read. */
export function mayLoad(template: string): boolean {
  return ATTRIBUTE.test(template);
}

/** The URLs that the elements of a template load, in source order. */
export function markupUrls(
  elements: readonly MarkupElement[],
  dialect: MarkupDialect,
  lower: LowerExpression,
): MarkupUrl[] {
  const urls: MarkupUrl[] = [];
  const loopsOf: (() => readonly MarkupLoop[])[] = [];
  for (const element of elements) {
    const outer = loopsOf[element.parent] ?? (() => []);
    // Most loops have nothing in them that loads.
    const loops = once(() => {
      const loop =
        (dialect === 'vue' ? undefined : wxmlLoop(element, lower)) ??
        (dialect === 'wxml' ? undefined : vueLoop(element, lower));
      return loop ? [...outer(), loop] : outer();
    });
    loopsOf.push(loops);
    for (const attribute of element.attributes) {
      if (!attribute.value) continue;
      const bound = dialect === 'wxml' ? undefined : boundName(attribute.name);
      const row = rowFor(element.tag, bound ?? attribute.name);
      if (!row) continue;
      const pieces: ValuePiece[] = bound
        ? [{ ...attribute.value, kind: 'code' }]
        : dialect !== 'vue'
          ? splitValue(attribute.value)
          : [{ ...attribute.value, kind: 'text' }];
      const url = { element: element.tag, attribute: bound ?? attribute.name, traffic: row.traffic, loops: loops() };
      if (bound && row.holds === 'css') {
        for (const value of boundStyles(lower(attribute.value.text, attribute.value.start).expression, 0)) {
          urls.push({ ...url, value, css: true, start: value.start, end: value.end });
        }
        continue;
      }
      for (const part of urlParts(row, pieces)) {
        const value = joined(part, lower);
        urls.push({ ...url, value, css: false, start: part[0]!.start, end: part.at(-1)!.end });
      }
    }
  }
  return urls;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function rowFor(tag: string, attribute: string): UrlAttribute | undefined {
  return rowsByAttribute.get(attribute)?.find((row) => {
    if (row.element.startsWith('*')) return tag.endsWith(row.element.slice(1));
    return row.element === tag;
  });
}

/** `src` of `:src` and `v-bind:src`; undefined for a plain attribute. */
function boundName(name: string): string | undefined {
  return /^(?:v-bind)?:([\w-]+)(?:\.[\w.]+)?$/.exec(name)?.[1];
}

/** The value as one expression: a literal, the expression itself, or a template of both. */
function joined(pieces: readonly ValuePiece[], lower: LowerExpression): Expression {
  const parts = pieces.map(
    (piece): Expression =>
      piece.kind === 'code'
        ? lower(piece.text, piece.start).expression
        : { kind: 'literal', value: piece.text, start: piece.start, end: piece.end },
  );
  if (parts.length === 1) return parts[0]!;
  return { kind: 'template', parts, start: pieces[0]!.start, end: pieces.at(-1)!.end } satisfies Template;
}

/** The stretches of a value that are URLs: all of it, or the sources inside HTML and CSS. */
function urlParts(row: UrlAttribute, pieces: readonly ValuePiece[]): (readonly ValuePiece[])[] {
  if (pieces.length === 0) return [];
  if (row.holds === undefined) return [pieces];
  if (row.holds === 'html')
    return pieces.flatMap((piece) => (piece.kind === 'text' ? htmlSources(piece).map((source) => [source]) : []));
  return cssSources(pieces);
}

/** The values of a bound style that may hold pictures: a string, or members of objects. */
function boundStyles(node: Expression, depth: number): Expression[] {
  if (depth > 3) return [];
  if (node.kind === 'array') return node.items.flatMap((item) => boundStyles(item, depth + 1));
  if (node.kind !== 'object') return [node];
  return node.entries.flatMap((entry) =>
    entry.kind === 'property' && typeof entry.key === 'string' && PICTURE.test(entry.key) ? [entry.value] : [],
  );
}

const PICTURE = /^(?:background|border-?image|mask|list-?style|cursor)/i;

function htmlSources(piece: ValuePiece): ValuePiece[] {
  const sources: ValuePiece[] = [];
  for (const match of piece.text.matchAll(/\bsrc\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)'|([^\s'">]+))/gi)) {
    const text = match[1] ?? match[2] ?? match[3]!;
    const start = piece.start + match.index + match[0].lastIndexOf(text);
    if (text !== '') sources.push({ kind: 'text', text, start, end: start + text.length });
  }
  return sources;
}

/** `url(` … `)` over pieces of text and code. */
function cssSources(pieces: readonly ValuePiece[]): ValuePiece[][] {
  const sources: ValuePiece[][] = [];
  let open: ValuePiece[] | undefined;
  for (const piece of pieces) {
    if (piece.kind === 'code') {
      open?.push(piece);
      continue;
    }
    let at = 0;
    while (at < piece.text.length) {
      if (!open) {
        const found = piece.text.toLowerCase().indexOf('url(', at);
        if (found < 0) break;
        at = found + 4;
        open = [];
      }
      const close = piece.text.indexOf(')', at);
      const end = close < 0 ? piece.text.length : close;
      const inner = unquoted(piece, at, end);
      if (inner.text !== '') open.push(inner);
      if (close < 0) break;
      if (open.length > 0) sources.push(open);
      open = undefined;
      at = close + 1;
    }
  }
  return sources;
}

function unquoted(piece: ValuePiece, from: number, to: number): ValuePiece {
  const edge = /[\s"']/;
  let start = from;
  let end = to;
  while (start < end && edge.test(piece.text[start]!)) start++;
  while (end > start && edge.test(piece.text[end - 1]!)) end--;
  return { kind: 'text', text: piece.text.slice(start, end), start: piece.start + start, end: piece.start + end };
}

function find(element: MarkupElement, name: RegExp): MarkupAttribute | undefined {
  return element.attributes.find((attribute) => name.test(attribute.name));
}

/** `wx:for` and its cousins (`a:for`, `tt:for`, `s-for`, `qq:for`, `ks:for`). */
function wxmlLoop(element: MarkupElement, lower: LowerExpression): MarkupLoop | undefined {
  const list = find(element, /^(?:\w{1,8}:|s-)for(?:-items)?$/)?.value;
  if (!list) return undefined;
  const pieces = splitValue(list);
  if (pieces.length === 0) return undefined;
  return {
    item: find(element, /^(?:\w{1,8}:|s-)for-item$/)?.value?.text || 'item',
    index: find(element, /^(?:\w{1,8}:|s-)for-index$/)?.value?.text || 'index',
    list: joined(pieces, lower),
  };
}

/** `v-for="(item, index) in list"`. */
function vueLoop(element: MarkupElement, lower: LowerExpression): MarkupLoop | undefined {
  const value: WrittenText | undefined = find(element, /^v-for$/)?.value;
  if (!value) return undefined;
  const head = /^\s{0,20}\(?\s{0,20}([\w$]+)\s{0,20}(?:,\s{0,20}([\w$]+)[^)]{0,60})?\)?\s{1,20}(?:in|of)\s{1,20}/.exec(
    value.text.slice(0, 240),
  );
  if (!head) return undefined;
  const text = value.text.slice(head[0].length);
  return { item: head[1]!, index: head[2] ?? '', list: lower(text, value.start + head[0].length).expression };
}
