/** What templates and style sheets load: literals, and interpolations of the page's data. */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { TARGETS } from '../base/finding.ts';
import { lowerExpression } from '../frontends/javascript/lower.ts';
import { blocksOf } from '../frontends/lowered.ts';
import type { MarkupElement } from '../frontends/markup.ts';
import { readWxml } from '../frontends/wxml.ts';
import { readStyleUrls } from '../frontends/wxss.ts';
import type { Expression } from '../ir/nodes.ts';
import { type MarkupDialect, type MarkupUrl, markupUrls, mayLoad } from '../markup/urls.ts';
import type { Traffic } from '../models/schema/clients.ts';
import { textOf } from '../project/queries.ts';
import { defineQuery } from '../store/store.ts';
import { cssAddress } from './evaluate/css.ts';
import { Evaluator } from './evaluate/evaluator.ts';
import { memberOf } from './evaluate/objects.ts';
import { executeExpression } from './execute/execute.ts';
import { mapTerm } from './map-term.ts';
import type { Request } from './requests.ts';
import { dataFrame, SINGLE_FILE, TEMPLATE_DATA } from './template-data.ts';
import type { FileTerms, Term } from './terms.ts';
import { alternatives, type Frame, type Piece, type Value } from './values.ts';
import { worldOf } from './world.ts';

const STYLE = /\.(?:wxss|acss|ttss|qss|css|jxss|ksss|scss|sass|less|styl)$/;
const LINE_COMMENTS = /\.(?:scss|sass|less|styl(?:us)?)$/;
/** Text without which a template loads nothing: an address, a bound attribute, an interpolation. */
const ADDRESS = /\/\/|\{\{|\s(?:v-bind)?:[a-z]/;

function hasAddress(template: string): boolean {
  return ADDRESS.test(template) && mayLoad(template);
}

function dialectOf(file: string): MarkupDialect {
  if (/\.(?:mpx|cml)$/.test(file)) return 'wxml';
  return file.endsWith('.wpy') ? 'wepy' : 'vue';
}

interface Loaded {
  readonly terms: readonly {
    readonly value: Term;
    readonly api: string;
    readonly traffic: Traffic;
    readonly key: string;
    /** The value is CSS in which the URL stands. */
    readonly css: boolean;
  }[];
  readonly places: FileTerms['places'];
}

/** The URLs of a template or style sheet as terms, with their places. */
const loadedBy = defineQuery<CheckHost, Loaded>('loaded', (store, file) => {
  const text = textOf(store, file) ?? '';
  const places = new Map<string, readonly [number, number]>();
  const counts = new Map<string, number>();
  const terms: Loaded['terms'][number][] = [];
  const add = (value: Term, api: string, traffic: Traffic, start: number, end: number, css = false) => {
    const count = counts.get(api) ?? 0;
    counts.set(api, count + 1);
    const key = `<${api}#${count}`;
    places.set(key, [start, end]);
    terms.push({ value, api, traffic, key, css });
  };
  const style = (content: string, offset: number, dialect: string) => {
    for (const { kind, text: url, start, end } of readStyleUrls(content, offset, LINE_COMMENTS.test(dialect))) {
      // Names of another stage stand for what the preprocessor puts there.
      if (kind === 'import' || /[$@#{]/.test(url)) continue;
      const key = `<"${url}#${counts.get(url) ?? 0}`;
      counts.set(url, (counts.get(url) ?? 0) + 1);
      places.set(key, [start, end]);
      const font = kind === 'font';
      add({ k: 'const', v: url, o: { file, key } }, font ? '@font-face' : 'url()', font ? 'font' : 'image', start, end);
    }
  };
  const template = (elements: readonly MarkupElement[], dialect: MarkupDialect) => {
    for (const url of markupUrls(elements, dialect, lowerExpression)) {
      const value = urlTerm(file, url, places, counts);
      add(value, `<${url.element} ${url.attribute}>`, url.traffic, url.start, url.end, url.css);
    }
  };
  if (STYLE.test(file)) style(text, 0, file);
  else if (SINGLE_FILE.test(file)) {
    for (const block of blocksOf(store, file)) {
      if (block.source) continue;
      if (block.kind === 'style' && block.text.includes('//')) style(block.text, block.start, `.${block.language}`);
      else if (block.kind === 'template' && block.language === 'html' && hasAddress(block.text))
        template(readWxml(block.text, block.start).elements, dialectOf(file));
    }
  } else if (hasAddress(text)) template(readWxml(text).elements, 'wxml');
  return { terms, places };
});

/** Where what a template loads stands: literals and attributes, by key. */
export function markupPlaces(store: CheckStore, file: string): FileTerms['places'] {
  return loadedBy(store, file).places;
}

function urlTerm(
  file: string,
  url: MarkupUrl,
  places: Map<string, readonly [number, number]>,
  counts: Map<string, number>,
): Term {
  // A single-file component's template and script may hold the same literal: the marked key tells them apart.
  const own = new Map<string, readonly [number, number]>();
  const term = (node: Expression) => marked(file, executeExpression(file, node, own, counts));
  let value = term(url.value);
  for (let i = url.loops.length - 1; i >= 0; i--) {
    const loop = url.loops[i]!;
    value = replaceGlobals(
      value,
      new Map([[loop.item, { k: 'each', what: 'element', of: term(loop.list), id: `${url.start}.${i}` }]]),
    );
  }
  for (const [key, place] of own) places.set(`<${key}`, place);
  return replaceGlobals(value, undefined);
}

function marked(file: string, term: Term): Term {
  return mapTerm(term, (one) =>
    one.k === 'const' && one.o ? { ...one, o: { file, key: `<${one.o.key}` } } : undefined,
  );
}

/** Names in a template are what loops bind, or members of the data. */
function replaceGlobals(term: Term, names: ReadonlyMap<string, Term> | undefined): Term {
  return mapTerm(term, (one) => {
    if (one.k !== 'global') return undefined;
    if (names) return names.get(one.name);
    return { k: 'member', of: TEMPLATE_DATA, key: one.name };
  });
}

/** What a template or style sheet loads. */
export function markupRequestsIn(store: CheckStore, file: string): Request[] {
  const { terms } = loadedBy(store, file);
  if (terms.length === 0) return [];
  const requests = new Map<string, Request>();
  for (const target of TARGETS) {
    const evaluator = new Evaluator(worldOf(store), target, file);
    let frame: Frame | undefined;
    for (const { value, api, traffic, key, css } of terms) {
      evaluator.restart();
      if (value.k !== 'const') frame ??= dataFrame(store, evaluator, file);
      for (const one of alternatives(evaluator.evaluate(value, frame))) {
        const pieces = piecesThatLoad(evaluator, one, css);
        if (pieces[0] === undefined || 'hole' in pieces[0]) continue;
        const id = JSON.stringify([key, pieces]);
        const before = requests.get(id);
        if (before) requests.set(id, { ...before, targets: TARGETS });
        else
          requests.set(id, {
            sink: { file, key },
            api,
            traffic,
            targets: [target],
            pieces,
            chosen: [],
            via: [],
          });
      }
    }
  }
  return [...requests.values()];
}

function piecesThatLoad(evaluator: Evaluator, value: Value, css: boolean): readonly Piece[] {
  const plain = value.k === 'object' && value.ref ? memberOf(evaluator, value, 'value') : value;
  if (plain.k !== 'string') return [];
  return css ? cssAddress(plain.pieces) : plain.pieces;
}
