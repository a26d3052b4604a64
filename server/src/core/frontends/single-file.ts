/**
 * Splits single-file components (`.vue`, `.nvue`, `.uvue`, `.mpx`, `.wpy`, `.cml`, `.interface`) into their blocks. Each block goes on to the
 * front end of its language; its `start` tells where it stands, so that every place is one of the whole file.
 */

import { parse } from '@vue/compiler-dom';
import type { Node, SyntaxProblem } from '../ir/nodes.ts';
import { maskInlineScripts } from './inline-scripts.ts';
import { tooDeepAt, VOID_TAGS } from './markup.ts';

export interface SingleFile {
  /** In the order in which they stand. */
  readonly blocks: readonly Block[];
  readonly problems: readonly SyntaxProblem[];
}

/** `start` and `end` delimit the content, without the tags. */
export interface Block extends Node {
  readonly tag: string;
  /**
   * What it is for: `json` is configuration (`<config>`, mpx's `<script type="application/json">`), `view-script` runs
   * in the view and cannot send requests (`lang="wxs"`, `renderjs`), `other` is anything else (`<i18n>`, `<docs>`).
   */
  readonly kind: 'script' | 'template' | 'style' | 'json' | 'view-script' | 'other';
  /** As written in `lang`, lower case; the usual one where nothing is written: `js`, `html`, `css`, `json`. */
  readonly language: string;
  readonly text: string;
  /** Attributes without a value are ''. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The other file that holds the content, and where its name stands. */
  readonly source: (Node & { readonly path: string }) | undefined;
}

const ELEMENT = 1;
const ATTRIBUTE = 6;

/** Splits the text of a single-file component. Never throws; what cannot be split is told in `problems`. */
export function splitSingleFile(text: string): SingleFile {
  const problems: SyntaxProblem[] = [];
  const { masked } = maskInlineScripts(text);
  const deep = tooDeepAt(templateOnly(masked));
  if (deep !== undefined)
    return { blocks: [], problems: [{ start: deep, end: deep + 1, message: 'nested too deeply' }] };
  try {
    const root = parse(masked, {
      parseMode: 'sfc',
      isVoidTag: (tag) => VOID_TAGS.has(tag),
      // What is wrong inside a template is for the template's own front end to tell.
      onError: () => {},
    });
    const blocks: Block[] = [];
    for (const node of root.children) {
      if (node.type !== ELEMENT) continue;
      if (!('innerLoc' in node) || !node.innerLoc) continue;
      const start = node.innerLoc.start.offset;
      const unclosed = !node.isSelfClosing && !/<\/[^<>]*>?$/.test(node.loc.source.slice(-200));
      const end = unclosed ? text.length : node.innerLoc.end.offset;
      if (unclosed) {
        const place = node.loc.start.offset;
        problems.push({ start: place, end: place + node.tag.length + 1, message: `<${node.tag}> is never closed` });
      }
      const attributes = new Map<string, string>();
      let source: Block['source'];
      for (const prop of node.props) {
        if (prop.type !== ATTRIBUTE) continue;
        attributes.set(prop.name, prop.value?.content ?? '');
        if (prop.name === 'src' && prop.value) source = sourceOf(text, prop.value.loc);
      }
      blocks.push({
        tag: node.tag,
        ...kindOf(node.tag, attributes),
        text: text.slice(start, end),
        attributes,
        source,
        start,
        end,
      });
    }
    return { blocks, problems };
  } catch (error) {
    const why = error instanceof RangeError ? 'nested too deeply' : 'not understood';
    return { blocks: [], problems: [{ start: 0, end: Math.min(1, text.length), message: why }] };
  }
}

/** The name between its quotes, as it is written. */
function sourceOf(text: string, loc: { start: { offset: number }; end: { offset: number } }): Block['source'] {
  const quoted = /^["']/.test(text.slice(loc.start.offset, loc.end.offset)) ? 1 : 0;
  const start = loc.start.offset + quoted;
  const end = Math.max(start, loc.end.offset - quoted);
  return { path: text.slice(start, end), start, end };
}

function kindOf(tag: string, attributes: ReadonlyMap<string, string>): Pick<Block, 'kind' | 'language'> {
  const lang = attributes.get('lang')?.toLowerCase() || undefined;
  switch (tag) {
    case 'script': {
      if (attributes.get('type') === 'application/json' || attributes.get('name') === 'json')
        return { kind: 'json', language: lang ?? 'json' };
      const part = attributes.get('cml-type');
      if (part === 'json') return { kind: 'json', language: 'json' };
      // Chameleon: one class for each platform, and a declaration of what they have in common.
      if (part !== undefined && part !== 'wx') return { kind: 'other', language: 'js' };
      if (lang === 'wxs' || lang === 'renderjs' || lang === 'sjs' || lang === 'filter')
        return { kind: 'view-script', language: lang };
      return { kind: 'script', language: lang ?? 'js' };
    }
    case 'template':
      return { kind: 'template', language: lang === 'wxml' ? 'html' : (lang ?? 'html') };
    case 'style':
      return { kind: 'style', language: lang ?? attributes.get('type')?.replace(/^text\//, '') ?? 'css' };
    case 'config':
      return { kind: 'json', language: lang ?? 'json' };
    case 'wxs':
      return { kind: 'view-script', language: 'wxs' };
    default:
      return { kind: 'other', language: lang ?? '' };
  }
}

/** Scripts and styles blanked by the simplest of means: their `<` must not count as nesting. */
function templateOnly(text: string): string {
  let kept = '';
  let at = 0;
  const opening = /<(script|style|config)\b/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const close = text.indexOf(`</${match[1]}`, match.index);
    if (close < 0) break;
    kept += text.slice(at, match.index) + ' '.repeat(close - match.index);
    at = close;
    opening.lastIndex = close;
  }
  return kept + text.slice(at);
}
