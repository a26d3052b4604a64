/** JSX: an element of the host is a call that may load what its attributes say (the front end's `jsx(tag, attributes)`). */

import { urlAttributes } from '../../models/clients/wxml.ts';
import type { Traffic } from '../../models/schema/clients.ts';
import type { UrlAttribute } from '../../models/schema/markup.ts';
import { alternatives, type Lazy, mapValue, type Value } from '../values.ts';
import { cssAddress } from './css.ts';
import type { Evaluator } from './evaluator.ts';
import { memberOf } from './objects.ts';

export interface JsxUrl {
  readonly value: Value;
  readonly api: string;
  readonly traffic: Traffic;
}

const rows: readonly UrlAttribute[] = urlAttributes;

/** Names of which one stands in every script whose JSX loads something by itself: `<Image`, `<WebView`, a style's key. */
export const JSX_WORDS: readonly string[] = [
  ...new Set(
    rows.flatMap(({ element }) => (element.startsWith('*') ? [] : [`<${element.replace(/(?:^|-)(\w)/g, upper)}\\b`])),
  ),
  'backgroundImage\\b',
];

function upper(_: string, letter: string): string {
  return letter.toUpperCase();
}

/** What an element loads by its attributes. */
export function jsxUrls(evaluator: Evaluator, tag: Value, attributes: Lazy): JsxUrl[] {
  const name = tagName(tag);
  if (name === undefined || name === '') return [];
  const given = evaluator.force(attributes);
  const urls: JsxUrl[] = [];
  for (const row of rows) {
    if (row.holds === 'html' || !fits(row.element, name)) continue;
    const key = row.attribute.replace(/-(\w)/g, upper);
    for (const one of new Set([row.attribute, key])) {
      const value = mapValue(given, (object) => memberOf(evaluator, object, one));
      if (value.k === 'primitive') continue;
      const api = `<${name} ${row.attribute}>`;
      if (row.holds === 'css') {
        for (const style of stylesOf(evaluator, value)) urls.push({ value: style, api, traffic: row.traffic });
      } else urls.push({ value, api, traffic: row.traffic });
    }
  }
  return urls;
}

function fits(element: string, tag: string): boolean {
  return element.startsWith('*') ? tag.endsWith(element.slice(1)) : element === tag;
}

/** `image` of `<image>`, and of `Image` out of a package of components. */
function tagName(tag: Value): string | undefined {
  if (tag.k === 'string') {
    const piece = tag.pieces[0];
    return piece && 'text' in piece ? piece.text : undefined;
  }
  if (tag.k !== 'native' || !tag.path.includes('.')) return undefined;
  const name = tag.path.slice(tag.path.lastIndexOf('.') + 1);
  return name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}

const PICTURES = ['background', 'backgroundImage', 'borderImage', 'maskImage', 'listStyleImage'];

function stylesOf(evaluator: Evaluator, style: Value): Value[] {
  return alternatives(style).flatMap((one) => {
    if (one.k === 'string') return [addressIn(one)];
    if (one.k !== 'object') return [];
    return PICTURES.map((key) => mapValue(memberOf(evaluator, one, key), addressIn));
  });
}

function addressIn(value: Value): Value {
  return value.k === 'string' ? { ...value, pieces: cssAddress(value.pieces) } : value;
}
