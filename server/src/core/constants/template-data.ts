/** What a template knows by name: the data of its page or component, as its script gives it. */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { folderOf, joinPath } from '../base/paths.ts';
import { blocksOf } from '../frontends/lowered.ts';
import { listing } from '../project/queries.ts';
import { defineQuery } from '../store/store.ts';
import type { Evaluator } from './evaluate/evaluator.ts';
import { asDefaults, optionLayers } from './evaluate/objects.ts';
import { type Entry, equalTerms, type FileTerms, type Term } from './terms.ts';
import { alternatives, type Frame, type Layer, type Value } from './values.ts';
import { fileTermsOf } from './world.ts';

const SCRIPTS = ['.ts', '.js', '.mjs'];
export const SINGLE_FILE = /\.(?:vue|nvue|uvue|mpx|wpy|cml)$/;

/** The name under which a template's data is a parameter. */
const DATA = 'template data';

/** The data as a term: a name in a template is a member of it. */
export const TEMPLATE_DATA: Term = { k: 'param', file: '', fn: DATA, index: 0 };

interface ComponentTerms {
  /** Options objects, or classes: `Page({…})`, `export default {…}`, `class extends wepy.page`. */
  readonly options: readonly Term[];
  /** What `setData` is called with. */
  readonly updates: readonly Term[];
  /** `this.image = …` in some method. */
  readonly assigned: readonly Entry[];
  /** Props of `<script setup>`, and what they are when nobody gives them. */
  readonly props: readonly Term[];
  readonly defaults: readonly Term[];
  /** Variables of `<script setup>`. */
  readonly setup: readonly Entry[];
}

const NONE: ComponentTerms = { options: [], updates: [], assigned: [], props: [], defaults: [], setup: [] };

/** The frame in which the expressions of a template are evaluated. */
export function dataFrame(store: CheckStore, evaluator: Evaluator, template: string): Frame {
  const layers: Layer[] = [];
  const file = scriptOf(store, template);
  if (file !== undefined) {
    const terms = componentTerms(store, file);
    const given = (term: Term) => alternatives(evaluator.evaluate(term, undefined));
    for (const props of terms.props) for (const one of given(props)) layers.push(...layersOf(one).map(asDefaults));
    for (const defaults of terms.defaults)
      for (const one of given(defaults)) layers.push(...layersOf(one).map(uncertain));
    for (const option of terms.options) {
      for (const one of given(option)) {
        const object = one.k === 'class' ? evaluator.apply(one, [], undefined, true) : one;
        if (object.k === 'object') layers.push(...optionLayers(evaluator, object));
      }
    }
    layers.push({ entries: terms.setup, frame: undefined });
    for (const update of terms.updates) {
      for (const one of given(update)) layers.push(...layersOf(one).map(uncertain));
    }
    layers.push(uncertain({ entries: terms.assigned, frame: undefined }));
  }
  const data: Value = { k: 'object', layers, component: true };
  return { of: `\n${DATA}`, args: [{ value: data }], self: undefined, parent: undefined, depth: 1 };
}

/** The script of a template: the one beside it, its own, or the one that it names. */
function scriptOf(store: CheckStore, template: string): string | undefined {
  const files = listing(store, '');
  if (SINGLE_FILE.test(template)) {
    const source = blocksOf(store, template).find((block) => block.kind === 'script' && block.source)?.source?.path;
    const other = source === undefined ? undefined : joinPath(folderOf(template), source);
    return other !== undefined && files.has(other) ? other : template;
  }
  const base = template.replace(/\.\w+$/, '');
  return SCRIPTS.map((extension) => base + extension).find((path) => files.has(path));
}

const componentTerms = defineQuery<CheckHost, ComponentTerms>(
  'component terms',
  (store, file) => {
    const terms = fileTermsOf(store, file);
    return terms ? readComponent(terms, isSetup(store, file)) : NONE;
  },
  { equals: equalTerms },
);

function isSetup(store: CheckStore, file: string): boolean {
  return blocksOf(store, file).some((block) => block.kind === 'script' && block.attributes.has('setup'));
}

function readComponent(terms: FileTerms, setup: boolean): ComponentTerms {
  const options: Term[] = [];
  const updates: Term[] = [];
  const assigned: Entry[] = [];
  const props: Term[] = [];
  const defaults: Term[] = [];
  for (const fn of terms.functions.values()) {
    for (const { call } of fn.calls) {
      const { callee, args } = call;
      if (callee.k === 'member' && callee.key === 'setData' && args[0]) updates.push(args[0].value);
      else if (callee.k === 'global' && callee.name === 'defineProps') {
        if (args[0]) props.push(args[0].value);
      } else if (callee.k === 'global' && callee.name === 'withDefaults') {
        if (args[1]) defaults.push(args[1].value);
      } else if (fn.key === '' && !setup) for (const arg of args) if (arg.value.k === 'object') options.push(arg.value);
    }
    for (const write of fn.writes) {
      if (write.base.k === 'this' && typeof write.key === 'string')
        assigned.push({ key: write.key, value: write.value });
    }
  }
  const exported = terms.exports.get('default');
  if (exported && !(exported.k === 'call' && exported.args.some((arg) => arg.value.k === 'object')))
    options.push(exported);
  return { options, updates, assigned, props, defaults, setup: setup ? setupEntries(terms) : [] };
}

/** The variables of the module; those that are `ref`s are read through. */
function setupEntries(terms: FileTerms): Entry[] {
  const entries: Entry[] = [];
  for (const key of terms.variables.keys()) {
    if (!key.startsWith('|') || key === '|exports' || key === '|module') continue;
    const name = key.slice(1);
    entries.push({ key: name, value: { k: 'var', file: terms.file, fn: '', name } });
  }
  return entries;
}

function layersOf(value: Value): readonly Layer[] {
  return value.k === 'object' ? value.layers : [];
}

/** Nobody knows which `setData` came last. */
function uncertain(layer: Layer): Layer {
  return {
    ...layer,
    entries: layer.entries.map((entry): Entry => ('spread' in entry ? entry : { ...entry, maybe: true })),
  };
}
