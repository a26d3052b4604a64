/** What a pattern rules out about the text that it accepts, or that it rejects. */

import { bit, type ClassMask } from '../classes.ts';
import { acceptsAllBad, acceptsBad, automatonOf, type BadStrings } from './automaton.ts';
import { parsePattern } from './parse.ts';

export interface PatternFacts {
  /** Ruled out for a text that the pattern accepts. */
  readonly accepted: ClassMask;
  /** Ruled out for a text that it does not. */
  readonly rejected: ClassMask;
}

const NOTHING: PatternFacts = { accepted: 0, rejected: 0 };
const remembered = new Map<string, PatternFacts>();

/**
 * The facts of one pattern. `full`: it is matched against the whole text (HTML's and JSON schema's `pattern` are not).
 * Pure and remembered; at most 2,000 patterns are kept.
 */
export function patternFacts(
  source: string,
  flags: string,
  options: { full?: boolean; php?: boolean } = {},
): PatternFacts {
  const key = `${options.full ? 'f' : ''}${options.php ? 'p' : ''}/${source}/${flags}`;
  let facts = remembered.get(key);
  if (!facts) {
    if (remembered.size > 2000) remembered.clear();
    facts = decide(source, flags, options.full ?? false, options.php ?? false);
    remembered.set(key, facts);
  }
  return facts;
}

function decide(source: string, flags: string, full: boolean, php: boolean): PatternFacts {
  const bytes = php && !flags.includes('u');
  const pattern = parsePattern(source, flags, bytes);
  const automaton = pattern && automatonOf(pattern, full);
  if (!automaton) return NOTHING;
  let accepted = 0;
  let rejected = 0;
  for (const [mask, bad] of BAD) {
    const most = bytes ? 0xff : 0xffff;
    if (!acceptsBad(automaton, bad, most)) accepted |= mask;
    if (acceptsAllBad(automaton, bad, most)) rejected |= mask;
  }
  // With /u PCRE refuses malformed UTF-8 altogether, whatever the pattern.
  if (php && flags.includes('u')) accepted |= bit('utf8');
  if (!php) accepted &= ~bit('utf8');
  // A text was there: an anchored pattern that does not accept '' proves more, but absence becomes "undefined" in JavaScript.
  return { accepted, rejected };
}

const PERCENT = 37;
const isHex = (unit: number) => (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102);

/** `%` without two hex digits, or an escape beyond ASCII (which may be malformed UTF-8). 3: broken for good. */
const badPercent: BadStrings = {
  start: 0,
  units: [PERCENT, 48, 56, 65, 97, 103],
  next: (state, unit) => {
    if (state === 3) return 3;
    if (state === 0) return unit === PERCENT ? 1 : 0;
    if (state === 1) return unit >= 48 && unit <= 55 ? 2 : 3;
    return isHex(unit) ? 0 : 3;
  },
  bad: (state) => state !== 0,
};

const badUtf8: BadStrings = {
  start: 0,
  units: [65, 0x80, 0xff, 0x4e00],
  next: (state, unit) => (state === 1 || unit >= 0x80 ? 1 : 0),
  bad: (state) => state === 1,
};

const badSurrogate: BadStrings = {
  start: 0,
  units: [65, 0xd800, 0xdc00],
  next: (state, unit) => (state === 1 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 0),
  bad: (state) => state === 1,
};

const isDigit = (unit: number) => unit >= 48 && unit <= 57;

/** Good: digits. 0 start, 1 digits, 2 broken. */
const badDigits: BadStrings = {
  start: 0,
  units: [48, 65],
  next: (state, unit) => (state !== 2 && isDigit(unit) ? 1 : 2),
  bad: (state) => state !== 1,
};

/** Good: a number as JSON writes it (leading zeros are let pass), `true`, `false`, `null`. */
const WORDS = ['true', 'false', 'null'];
const badJson: BadStrings = {
  start: 0,
  units: [45, 46, 48, 65, ...new Set([...'truefalsn'].map((c) => c.charCodeAt(0)))],
  next: (state, unit) => {
    if (state === 0) {
      if (unit === 45) return 1;
      if (isDigit(unit)) return 2;
      const word = WORDS.findIndex((text) => text.charCodeAt(0) === unit);
      return word < 0 ? 99 : 10 + word * 10 + 1;
    }
    if (state === 1) return isDigit(unit) ? 2 : 99;
    if (state === 2) return isDigit(unit) ? 2 : unit === 46 ? 3 : 99;
    if (state === 3 || state === 4) return isDigit(unit) ? 4 : 99;
    if (state >= 10 && state < 50) {
      const word = WORDS[Math.floor(state / 10) - 1]!;
      return word.charCodeAt(state % 10) === unit ? state + 1 : 99;
    }
    return 99;
  },
  bad: (state) => {
    if (state === 2 || state === 4) return false;
    if (state >= 10 && state < 50) return state % 10 !== WORDS[Math.floor(state / 10) - 1]!.length;
    return true;
  },
};

const isBase64 = (unit: number) =>
  isDigit(unit) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 43 || unit === 47;

/** Good: alphabet, padding at the end, and no length of 4n+1. States 0 to 3 count; 4, 5: padding; 9 broken. */
const badBase64: BadStrings = {
  start: 0,
  units: [43, 61, 65, 95, 37],
  next: (state, unit) => {
    if (state <= 3 && isBase64(unit)) return (state + 1) % 4;
    if (unit === 61 && state === 2) return 4;
    if (unit === 61 && (state === 3 || state === 4)) return 5;
    return 9;
  },
  bad: (state) => !(state === 0 || state === 2 || state === 3 || state === 5),
};

/** Good: an even number of hex digits. */
const badHex: BadStrings = {
  start: 0,
  units: [48, 65, 97, 103],
  next: (state, unit) => (state !== 2 && isHex(unit) ? 1 - state : 2),
  bad: (state) => state !== 0,
};

const BAD: readonly (readonly [ClassMask, BadStrings])[] = [
  [bit('percent'), badPercent],
  [bit('utf8'), badUtf8],
  [bit('surrogate'), badSurrogate],
  [bit('digits'), badDigits],
  [bit('json'), badJson],
  [bit('base64'), badBase64],
  [bit('hex'), badHex],
];
