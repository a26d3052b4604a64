/**
 * Regular expressions of JavaScript and PCRE as a small syntax tree. What changes the language in ways that are not
 * regular (look-around, back references) is kept as `unsure`: it may match anything of the given width, so that the
 * reader can err on the careful side.
 */

import {
  ANY,
  ASCII_SPACE,
  type Charset,
  complement,
  DIGIT,
  foldCase,
  LINE_END,
  SPACE,
  union,
  WORD,
} from './charset.ts';

export type Pattern =
  | { readonly kind: 'set'; readonly set: Charset }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly items: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly item: Pattern; readonly min: number; readonly max: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  /** Narrows or widens in a way that is not worked out. `wide`: may also eat text (a back reference). */
  | { readonly kind: 'unsure'; readonly wide: boolean };

class Unreadable extends Error {}

/**
 * The tree of a pattern, or undefined where it is not understood. Bounded: patterns over 2,000 characters are not read.
 * `bytes`: it matches bytes, as PHP's do without the flag `u`.
 */
export function parsePattern(source: string, flags: string, bytes = false): Pattern | undefined {
  if (source.length > 2000) return undefined;
  try {
    return new Reader(bytes ? utf8Bytes(source) : source, flags, bytes).all();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** PHP's `/…/flags`, `#…#u`, `{…}i`. */
export function splitDelimited(text: string): { source: string; flags: string } | undefined {
  const body = text.trimStart();
  const open = body[0];
  if (!open || /[\w\s\\]/.test(open)) return undefined;
  const close = { '(': ')', '{': '}', '[': ']', '<': '>' }[open] ?? open;
  const end = body.lastIndexOf(close);
  if (end <= 0) return undefined;
  return { source: body.slice(1, end), flags: body.slice(end + 1).trim() };
}

/** The text with each of its UTF-8 bytes as one character. */
function utf8Bytes(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (code < 0x80) out += char;
    else {
      const tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      out += String.fromCharCode([0xc0, 0xe0, 0xf0][tail - 1]! | (code >> (6 * tail)));
      for (let at = tail - 1; at >= 0; at--) out += String.fromCharCode(0x80 | ((code >> (6 * at)) & 0x3f));
    }
  }
  return out;
}

class Reader {
  private at = 0;
  private depth = 0;

  private readonly source: string;
  private readonly flags: string;
  private readonly space: Charset;

  constructor(source: string, flags: string, bytes: boolean) {
    this.source = source;
    this.flags = flags;
    this.space = bytes ? ASCII_SPACE : SPACE;
  }

  all(): Pattern {
    const pattern = this.choice();
    if (this.at < this.source.length) throw new Unreadable();
    return pattern;
  }

  private choice(): Pattern {
    if (++this.depth > 60) throw new Unreadable();
    const items = [this.sequence()];
    while (this.source[this.at] === '|') {
      this.at++;
      items.push(this.sequence());
    }
    this.depth--;
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  private sequence(): Pattern {
    const items: Pattern[] = [];
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      items.push(this.repeated(this.atom()));
    }
    return { kind: 'sequence', items };
  }

  private repeated(item: Pattern): Pattern {
    const char = this.source[this.at];
    let bounds: [number, number] | undefined;
    if (char === '*') bounds = [0, Number.POSITIVE_INFINITY];
    else if (char === '+') bounds = [1, Number.POSITIVE_INFINITY];
    else if (char === '?') bounds = [0, 1];
    if (bounds) this.at++;
    else if (char === '{') {
      const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.source.slice(this.at, this.at + 24));
      if (counted) {
        this.at += counted[0].length;
        const min = Number(counted[1]);
        bounds = [min, counted[2] === undefined ? min : counted[3] ? Number(counted[3]) : Number.POSITIVE_INFINITY];
      }
    }
    if (!bounds) return item;
    if (this.source[this.at] === '?' || this.source[this.at] === '+') this.at++;
    return { kind: 'repeat', item, min: bounds[0], max: bounds[1] };
  }

  private atom(): Pattern {
    const char = this.source[this.at++]!;
    if (char === '(') return this.group();
    if (char === '[') return this.set(this.charClass());
    if (char === '.') return { kind: 'set', set: this.flags.includes('s') ? ANY : complement(LINE_END) };
    if (char === '^') return this.flags.includes('m') ? { kind: 'unsure', wide: false } : { kind: 'start' };
    if (char === '$') return this.flags.includes('m') ? { kind: 'unsure', wide: false } : { kind: 'end' };
    if (char === '\\') return this.escapeAtom();
    if (char === '*' || char === '+' || char === '?') throw new Unreadable();
    return this.set(single(char.charCodeAt(0)));
  }

  private set(set: Charset): Pattern {
    return { kind: 'set', set: this.flags.includes('i') ? foldCase(set) : set };
  }

  private group(): Pattern {
    const rest = this.source.slice(this.at, this.at + 64);
    const look = /^\?(?:<?[=!])/.exec(rest);
    const named = /^\?(?:P?<[^>]*>|:|[a-z]+:|>|\|)/.exec(rest);
    if (look) this.at += look[0].length;
    else if (named) this.at += named[0].length;
    else if (rest[0] === '?') throw new Unreadable();
    const inner = this.choice();
    if (this.source[this.at++] !== ')') throw new Unreadable();
    return look ? { kind: 'unsure', wide: false } : inner;
  }

  private escapeAtom(): Pattern {
    const char = this.source[this.at] ?? '';
    if (char === 'b' || char === 'B' || char === 'G') {
      this.at++;
      return { kind: 'unsure', wide: false };
    }
    if (char === 'A') {
      this.at++;
      return { kind: 'start' };
    }
    if (char === 'z' || char === 'Z') {
      this.at++;
      return { kind: 'end' };
    }
    if (/[1-9k]/.test(char)) {
      const back = /^(?:[1-9]\d*|k<[^>]*>|k)/.exec(this.source.slice(this.at))!;
      this.at += back[0].length;
      return { kind: 'unsure', wide: true };
    }
    return this.set(this.escapedSet());
  }

  /** The set of an escape; the backslash is read already. */
  private escapedSet(): Charset {
    const char = this.source[this.at++];
    if (char === undefined) throw new Unreadable();
    switch (char) {
      case 'd':
        return DIGIT;
      case 'D':
        return complement(DIGIT);
      case 'w':
        return WORD;
      case 'W':
        return complement(WORD);
      case 's':
      case 'h':
      case 'v':
        return this.space;
      case 'S':
        return complement(this.space);
      case 'n':
        return single(10);
      case 'r':
        return single(13);
      case 't':
        return single(9);
      case 'f':
        return single(12);
      case '0':
        return single(0);
      case 'p':
      case 'P':
        return this.property(char === 'P');
      case 'x':
      case 'u':
        return this.coded(char);
      default:
        return single(char.charCodeAt(0));
    }
  }

  /** `\p{L}`, `\p{Han}`: every letter outside ASCII and, but for scripts, within; never `%`. */
  private property(negated: boolean): Charset {
    const name = /^\{\^?([^}]*)\}|^\w/.exec(this.source.slice(this.at, this.at + 40));
    if (!name) throw new Unreadable();
    this.at += name[0].length;
    const word = (name[1] ?? name[0]).replace(/^.*=/, '');
    const beyond: Charset = [[0x80, 0xffff]];
    let set: Charset;
    if (/^(L|Letter|Alphabetic|Alpha|Lu|Ll|Latin)/.test(word))
      set = union(
        [
          [65, 90],
          [97, 122],
        ],
        beyond,
      );
    else if (/^(N|Nd|Number)/.test(word)) set = union(DIGIT, beyond);
    else if (/^(Han|Unified_Ideograph|Ideographic|Hiragana|Katakana|Hangul)/.test(word)) set = beyond;
    else set = ANY;
    return negated ? (set === ANY ? ANY : union(complement(set), beyond)) : set;
  }

  private coded(kind: string): Charset {
    const rest = this.source.slice(this.at, this.at + 12);
    const braced = /^\{([0-9a-fA-F]+)\}/.exec(rest);
    const plain = (kind === 'x' ? /^[0-9a-fA-F]{2}/ : /^[0-9a-fA-F]{4}/).exec(rest);
    const match = braced ?? plain;
    if (!match) return single(kind.charCodeAt(0));
    this.at += match[0].length;
    const code = Number.parseInt(braced ? braced[1]! : match[0], 16);
    return code > 0xffff ? [[0xd800, 0xdfff]] : single(code);
  }

  private charClass(): Charset {
    const negated = this.source[this.at] === '^';
    if (negated) this.at++;
    const sets: Charset[] = [];
    for (let first = true; ; first = false) {
      const char = this.source[this.at];
      if (char === undefined) throw new Unreadable();
      if (char === ']' && !first) break;
      if (char === ']' && first) {
        // JavaScript's empty class; PCRE reads a literal bracket. Neither is worth guessing.
        throw new Unreadable();
      }
      const posix = /^\[:(\^?)(\w+):\]/.exec(this.source.slice(this.at, this.at + 16));
      if (posix) {
        this.at += posix[0].length;
        const set = posix[2] === 'space' ? this.space : POSIX[posix[2]!];
        if (!set) throw new Unreadable();
        sets.push(posix[1] ? complement(set) : set);
        continue;
      }
      const low = this.classItem();
      if (
        this.source[this.at] === '-' &&
        this.source[this.at + 1] !== ']' &&
        low.length === 1 &&
        low[0]![0] === low[0]![1]
      ) {
        this.at++;
        const high = this.classItem();
        sets.push([[low[0]![0], Math.max(low[0]![0], high.at(-1)![1])]]);
      } else sets.push(low);
    }
    this.at++;
    const set = union(...sets);
    return negated ? complement(this.flags.includes('i') ? foldCase(set) : set) : set;
  }

  private classItem(): Charset {
    const char = this.source[this.at++]!;
    if (char !== '\\') return single(char.charCodeAt(0));
    if (this.source[this.at] === 'b') {
      this.at++;
      return single(8);
    }
    return this.escapedSet();
  }
}

const POSIX: Readonly<Record<string, Charset>> = {
  alnum: union(DIGIT, [
    [65, 90],
    [97, 122],
  ]),
  alpha: [
    [65, 90],
    [97, 122],
  ],
  digit: DIGIT,
  word: WORD,
  print: [[32, 126]],
  graph: [[33, 126]],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  upper: [[65, 90]],
  lower: [[97, 122]],
  xdigit: [
    [48, 57],
    [65, 70],
    [97, 102],
  ],
};

function single(code: number): Charset {
  return [[code, code]];
}
