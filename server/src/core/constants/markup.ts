/** What templates and style sheets load: literals, and interpolations of the page's data. */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { TARGETS } from '../base/finding.ts';
import { lowerExpression } from '../frontends/javascript/lower.ts';
import { readWxml } from '../frontends/wxml.ts';
import { readStyleUrls } from '../frontends/wxss.ts';
import type { Expression } from '../ir/nodes.ts';
import { type MarkupUrl, markupUrls } from '../markup/urls.ts';
import type { Traffic } from '../models/schema/clients.ts';
import { listing, textOf } from '../project/queries.ts';
import { defineQuery } from '../store/store.ts';
import { Evaluator } from './evaluate/evaluator.ts';
import { executeExpression } from './execute/execute.ts';
import { mapTerm } from './map-term.ts';
import type { Request } from './requests.ts';
import { type Entry, equalTerms, type FileTerms, type Term } from './terms.ts';
import { alternatives, type Frame, type Layer, type Value } from './values.ts';
import { fileTermsOf, worldOf } from './world.ts';

const STYLE = /\.(?:wxss|acss|ttss|qss|css|jxss|ksss)$/;
const SCRIPTS = ['.ts', '.js', '.mjs'];
/** The name under which a template's data is a parameter. */
const DATA = 'template data';

interface Loaded {
  readonly terms: readonly {
    readonly value: Term;
    readonly api: string;
    readonly traffic: Traffic;
    readonly key: string;
  }[];
  readonly places: FileTerms['places'];
}

/** The URLs of a template or style sheet as terms, with their places. */
const loadedBy = defineQuery<CheckHost, Loaded>('loaded', (store, file) => {
  const text = textOf(store, file) ?? '';
  const places = new Map<string, readonly [number, number]>();
  const counts = new Map<string, number>();
  const terms: Loaded['terms'][number][] = [];
  const add = (value: Term, api: string, traffic: Traffic, start: number, end: number) => {
    const count = counts.get(api) ?? 0;
    counts.set(api, count + 1);
    const key = `<${api}#${count}`;
    places.set(key, [start, end]);
    terms.push({ value, api, traffic, key });
  };
  if (STYLE.test(file)) {
    for (const { kind, text: url, start, end } of readStyleUrls(text)) {
      if (kind === 'import') continue;
      const count = counts.get(url) ?? 0;
      counts.set(url, count + 1);
      const key = `"${url}#${count}`;
      places.set(key, [start, end]);
      add(
        { k: 'const', v: url, o: { file, key } },
        kind === 'font' ? '@font-face' : 'url()',
        kind === 'font' ? 'font' : 'image',
        start,
        end,
      );
    }
  } else if (text.includes('//') || text.includes('{{')) {
    for (const url of markupUrls(readWxml(text).elements, 'wxml', lowerExpression)) {
      const value = urlTerm(file, url, places, counts);
      add(value, `<${url.element} ${url.attribute}>`, url.traffic, url.start, url.end);
    }
  }
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
  const term = (node: Expression) => executeExpression(file, node, places, counts);
  let value = term(url.value);
  for (let i = url.loops.length - 1; i >= 0; i--) {
    const loop = url.loops[i]!;
    value = replaceGlobals(
      value,
      new Map([[loop.item, { k: 'each', what: 'element', of: term(loop.list), id: `${url.start}.${i}` }]]),
    );
  }
  return replaceGlobals(value, undefined);
}

/** Names in a template are what loops bind, or members of the data. */
function replaceGlobals(term: Term, names: ReadonlyMap<string, Term> | undefined): Term {
  return mapTerm(term, (one) => {
    if (one.k !== 'global') return undefined;
    if (names) return names.get(one.name);
    return { k: 'member', of: { k: 'param', file: '', fn: DATA, index: 0 }, key: one.name };
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
    for (const { value, api, traffic, key } of terms) {
      evaluator.restart();
      if (value.k !== 'const') frame ??= dataFrame(store, evaluator, file);
      for (const one of alternatives(evaluator.evaluate(value, frame))) {
        if (one.k !== 'string' || one.pieces[0] === undefined || 'hole' in one.pieces[0]) continue;
        const id = JSON.stringify([key, one.pieces]);
        const before = requests.get(id);
        if (before) requests.set(id, { ...before, targets: TARGETS });
        else
          requests.set(id, {
            sink: { file, key },
            api,
            traffic,
            targets: [target],
            pieces: one.pieces,
            chosen: [],
            via: [],
          });
      }
    }
  }
  return [...requests.values()];
}

interface PageData {
  readonly options: readonly Term[];
  readonly updates: readonly Term[];
}

/** What the script beside a template gives it: the options of its page or component, and what `setData` is called with. */
const pageData = defineQuery<CheckHost, PageData>(
  'page data',
  (store, script) => {
    const terms = fileTermsOf(store, script);
    if (!terms) return { options: [], updates: [] };
    const options: Term[] = [];
    const updates: Term[] = [];
    for (const fn of terms.functions.values()) {
      for (const { call } of fn.calls) {
        if (call.callee.k === 'member' && call.callee.key === 'setData' && call.args[0])
          updates.push(call.args[0].value);
        else if (fn.key === '' && call.callee.k !== 'member')
          for (const arg of call.args) if (arg.value.k === 'object') options.push(arg.value);
      }
    }
    return { options, updates };
  },
  { equals: equalTerms },
);

function dataFrame(store: CheckStore, evaluator: Evaluator, template: string): Frame {
  const base = template.replace(/\.\w+$/, '');
  const files = listing(store, '');
  const script = SCRIPTS.map((extension) => base + extension).find((path) => files.has(path));
  const layers: Layer[] = [];
  if (script) {
    const { options, updates } = pageData(store, script);
    for (const option of options) {
      const data = evaluator.evaluate({ k: 'member', of: option, key: 'data' }, undefined);
      for (const one of alternatives(data)) if (one.k === 'object') layers.push(...one.layers);
    }
    for (const update of updates) {
      for (const one of alternatives(evaluator.evaluate(update, undefined))) {
        if (one.k === 'object') layers.push(...one.layers.map(uncertain));
      }
    }
  }
  const data: Value = { k: 'object', layers };
  return { of: `\n${DATA}`, args: [{ value: data }], self: undefined, parent: undefined, depth: 1 };
}

/** Nobody knows which `setData` came last. */
function uncertain(layer: Layer): Layer {
  return {
    ...layer,
    entries: layer.entries.map((entry): Entry => ('spread' in entry ? entry : { ...entry, maybe: true })),
  };
}
