/**
 * Whether a script may call a decoder, by a look at its text. The words are taken from the models, so that what is run and
 * what could be found there never part.
 */

import decoders from '../models/decoders/index.generated.ts';
import frameworks from '../models/frameworks/index.generated.ts';

interface Word {
  /** Must be in the text. */
  readonly pattern: string;
  /** The same without its edges, for a first look at the text. */
  readonly rough: string;
}

/** All of them must be in the text. */
type Words = readonly Word[];

const MODELS = [...decoders, ...frameworks].filter((model) => model.language === 'javascript');
const TYPES = MODELS.flatMap((model) => model.types ?? []);

/** What a script must hold to come to a value of that type: the import of a package, or the members that lead there. */
function waysTo(type: string, seen: readonly string[] = []): Words[] {
  if (type === 'global' || type === 'any') return [[]];
  const given = seen.includes(type) ? [] : TYPES.filter((row) => row.gives === type && row.type !== type);
  return [
    [imports(type)],
    ...given.flatMap((row) => waysTo(row.type, [...seen, type]).map((words) => along(words, row.path, false))),
  ];
}

/** What leads on from there. Who imports a package may hand it on; whoever takes it from there is asked together with the importer. */
function along(words: Words, path: string, construct: boolean): Words {
  if (words[0]?.pattern.startsWith(IMPORTS)) return words;
  const members = [...path.matchAll(/Member\[([^\]]*)\]/g)].map(([, names]) => escaped(names!).replaceAll(',', '|'));
  const last = members.at(-1)!;
  return construct
    ? [...words, { pattern: `\\bnew\\s+(?:[\\w$]+\\.)*(?:${last})\\b`, rough: last }]
    : [...words, ...members.map((names) => ({ pattern: `\\b(?:${names})\\b`, rough: names }))];
}

const IMPORTS = '\\b(?:from|require|import)\\b';

function imports(name: string): Word {
  const rough = `["'](?:node:)?${escaped(name)}["'/]`;
  return { pattern: `${IMPORTS}[\\s(]*${rough}`, rough };
}

function escaped(name: string): string {
  return name.replace(/[$^*+?.()|[\]{}\\/]/g, '\\$&');
}

const sinks = MODELS.flatMap((model) => ('sinks' in model ? (model.sinks ?? []) : []));
const wanted = new Map<string, Words>();
for (const { type, path, construct } of sinks) {
  for (const way of waysTo(type)) {
    const words = along(way, path, construct === true);
    wanted.set(words.map((word) => word.pattern).join(' '), words);
  }
}
const WAYS = [...wanted.values()].map((words) => words.map((word) => new RegExp(word.pattern)));
/** The longest word of each way, for it is the rarest, all in one look: most texts hold none. */
const ANY = new RegExp([...wanted.values()].map((words) => longest(words)).join('|'));

function longest(words: Words): string {
  return words.map((word) => word.rough).reduce((long, rough) => (rough.length > long.length ? rough : long));
}

/** Linear in the text. */
export function mayDecode(text: string): boolean {
  return ANY.test(text) && WAYS.some((words) => words.every((word) => word.test(text)));
}
