/** Reads the words of a host name: which of them tells a stage before production. */

import { assetWords, productionWords, serviceWords, stageWords } from '../models/hosts/label-words.ts';
import type { StageWord } from '../models/schema/hosts.ts';

export interface StageFinding {
  /** The word of the list. */
  readonly word: string;
  /** The label that holds it, as written. */
  readonly label: string;
  /** `proof` is enough to call the host a test host, `hint` is not. */
  readonly weight: 'proof' | 'hint';
}

const rows: readonly StageWord[] = stageWords;
const words: ReadonlyMap<string, StageWord> = new Map(rows.map((row) => [row.word, row]));
const services: ReadonlySet<string> = new Set(serviceWords);
const assets: ReadonlySet<string> = new Set([...serviceWords, ...assetWords]);
const production: ReadonlySet<string> = new Set(productionWords);
/** What may be glued to a stage word: services, stores, and another stage word (`devtest`). */
const companions: ReadonlySet<string> = new Set([
  ...assets,
  ...rows.filter((row) => row.glued && row.strength === 'alone').map((row) => row.word),
]);
const gluedWords = rows.filter((row) => row.glued);
/** Suffixes under which a bare word is nobody's production name (`test.com`). */
const COMMON_SUFFIXES = new Set(['com', 'cn', 'net', 'org', 'com.cn']);

/** The strongest stage word of a host. `subdomain` is what stands before the registrable name (may be empty), `name` the registrable name's own label. */
export function stageOf(subdomain: string, name: string, suffix: string): StageFinding | undefined {
  const labels = subdomain === '' ? [] : subdomain.split('.');
  const findings: StageFinding[] = [];
  for (const [index, label] of labels.entries()) {
    const beside = labels.some((other, at) => at !== index && isService(other));
    const finding = stageOfLabel(label, beside);
    if (finding) findings.push(finding);
  }
  const own = stageOfName(name, suffix);
  if (own) findings.push(own);
  const proof = findings.find((finding) => finding.weight === 'proof');
  if (!proof) return findings[0];
  const mixed = [...labels, name].some((label) => namesProduction(partsOf(label)));
  return mixed ? { ...proof, weight: 'hint' } : proof;
}

/** The stage word of one label; `besideService` when another label of the host names a service (`www.t.…`). */
function stageOfLabel(label: string, besideService: boolean): StageFinding | undefined {
  const parts = partsOf(label);
  let hint: StageFinding | undefined;
  for (const [index, part] of parts.entries()) {
    const row = words.get(bare(part));
    if (!row) {
      const glued = gluedStage(part);
      if (glued) return { word: glued.word, label, weight: 'proof' };
      continue;
    }
    const neighbours = [parts[index - 1], parts[index + 1]].map((each) => (each === undefined ? '' : bare(each)));
    const turned = row.notBeside?.some((word) => neighbours.includes(word)) ?? false;
    const others = parts.filter((_, at) => at !== index);
    const before = row.beforeProduction && production.has(neighbours[1]!);
    if (before || (!turned && proves(row, placeOf(index, parts.length), others, besideService))) {
      return { word: row.word, label, weight: 'proof' };
    }
    if (!turned) hint ??= { word: row.word, label, weight: 'hint' };
  }
  return hint;
}

function placeOf(index: number, count: number): 'first' | 'last' | 'inner' {
  return index === count - 1 ? 'last' : index === 0 ? 'first' : 'inner';
}

function proves(
  row: StageWord,
  place: 'first' | 'last' | 'inner',
  others: readonly string[],
  besideService: boolean,
): boolean {
  switch (row.strength) {
    case 'alone':
      return true;
    case 'edge':
      return (
        others.length === 0 || place === 'last' || (place === 'first' && others.some((part) => isService(part, assets)))
      );
    case 'paired':
      return others.length === 0 ? besideService : others.every((part) => isService(part));
    case 'hint':
      return false;
  }
}

/** The registrable name itself: `shop-test.cn` is a test host, `test-prep.com` is not known to be one. */
function stageOfName(name: string, suffix: string): StageFinding | undefined {
  const parts = partsOf(name);
  const row = words.get(bare(parts.at(-1)!));
  if (!row || row.strength === 'hint' || row.strength === 'paired') return undefined;
  if (parts.length === 1) {
    const known = row.strength === 'alone' && COMMON_SUFFIXES.has(suffix) && name === row.word;
    return { word: row.word, label: name, weight: known ? 'proof' : 'hint' };
  }
  const turned = row.notBeside?.includes(bare(parts.at(-2)!)) ?? false;
  return { word: row.word, label: name, weight: row.inDomain && !turned ? 'proof' : 'hint' };
}

/** A stage word glued to service words: `testapi`, `wxdev2`. Every letter must be accounted for, so `latest` and `website` stay what they are. */
function gluedStage(part: string): StageWord | undefined {
  const text = bare(part);
  if (text.length > 24) return undefined;
  for (const row of gluedWords) {
    const { word } = row;
    const rest = text.startsWith(word)
      ? text.slice(word.length)
      : text.endsWith(word)
        ? text.slice(0, -word.length)
        : undefined;
    if (!rest || row.notBeside?.includes(rest) || !segments(rest, companions)) continue;
    return row;
  }
  return undefined;
}

/** Is the text nothing but words of the set? */
function segments(text: string, set: ReadonlySet<string>): boolean {
  const reached = [true];
  for (let end = 1; end <= text.length; end++) {
    reached[end] = false;
    for (let start = Math.max(0, end - 12); start < end; start++) {
      if (reached[start] && set.has(text.slice(start, end))) reached[end] = true;
    }
  }
  return reached[text.length]!;
}

/** Does a label call itself production? `pre-prod` does not. */
function namesProduction(parts: readonly string[]): boolean {
  return parts.some((part, at) => production.has(bare(part)) && !words.get(parts[at - 1] ?? '')?.beforeProduction);
}

/** The parts of a label between hyphens and underscores. */
export function partsOf(label: string): string[] {
  return label.split(/[-_]/).filter((part) => part !== '');
}

/** A part without the number behind it: `test2` is the second `test`. */
function bare(part: string): string {
  return words.has(part) || services.has(part) ? part : part.replace(/\d+$/, '');
}

function isService(text: string, set: ReadonlySet<string> = services): boolean {
  return partsOf(text).every((part) => set.has(bare(part)) || segments(bare(part), set));
}

/**
 * The stage word of a cloud environment id (`test-4g8x…`, `shop-dev-1a2b`): whole parts only, and only words that are
 * enough alone; the random part behind is base 36 and proves nothing.
 */
export function stageOfEnvironment(id: string): StageFinding | undefined {
  const parts = partsOf(id.toLowerCase());
  if (parts.some((part) => production.has(bare(part)))) return undefined;
  for (const [index, part] of parts.entries()) {
    const row = words.get(bare(part));
    if (!row || row.strength === 'hint' || row.strength === 'paired') continue;
    const random = index === parts.length - 1 && index > 0 && /\d/.test(part);
    if (random) continue;
    const proof = (row.strength === 'alone' && row.word !== 'demo') || (row.word === 'pre' && index === 0);
    return { word: row.word, label: part, weight: proof ? 'proof' : 'hint' };
  }
  return undefined;
}
