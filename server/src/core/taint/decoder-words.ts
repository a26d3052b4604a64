/**
 * Whether a script may call a decoder, by a look at its text. The words are taken from the models, so that what is run and
 * what could be found there never part.
 */

import decoders from '../models/decoders/index.generated.ts';
import frameworks from '../models/frameworks/index.generated.ts';

/** Patterns that must all be in the text. */
type Words = readonly string[];

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
  if (words[0]?.startsWith(IMPORTS)) return words;
  const members = [...path.matchAll(/Member\[([^\]]*)\]/g)].map(([, names]) => escaped(names!).replaceAll(',', '|'));
  return construct
    ? [...words, `\\bnew\\s+(?:[\\w$]+\\.)*(?:${members.at(-1)})\\b`]
    : [...words, ...members.map((names) => `\\b(?:${names})\\b`)];
}

const IMPORTS = '\\b(?:from|require|import)\\b';

function imports(name: string): string {
  return `${IMPORTS}[\\s(]*["'](?:node:)?${escaped(name)}["'/]`;
}

function escaped(name: string): string {
  return name.replace(/[$^*+?.()|[\]{}\\/]/g, '\\$&');
}

const sinks = MODELS.flatMap((model) => ('sinks' in model ? (model.sinks ?? []) : []));
const wanted = new Map(
  sinks
    .flatMap(({ type, path, construct }) => waysTo(type).map((words) => along(words, path, construct === true)))
    .map((words) => [words.join('\n'), words]),
);
const WAYS = [...wanted.values()].map((words) => words.map((word) => new RegExp(word)));
/** The longest pattern of each way, for it is the rarest, all in one look: most texts hold none. */
const ANY = new RegExp([...wanted.values()].map(longest).join('|'));

function longest(words: Words): string {
  return words.reduce((long, word) => (word.length > long.length ? word : long));
}

/** Linear in the text. */
export function mayDecode(text: string): boolean {
  return ANY.test(text) && WAYS.some((words) => words.every((word) => word.test(text)));
}
