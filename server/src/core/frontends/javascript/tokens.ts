/**
 * A forgiving reading of JavaScript's tokens, for texts that the parser refuses: it needs no grammar, and where a
 * string or template is not closed it stops at the end of the line instead of swallowing the rest.
 */

export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'string' | 'template' | 'regexp' | 'number' | 'punctuation';
}

/** An opening bracket that is not closed where the reading stops. */
export interface Opening {
  readonly at: number;
  readonly closer: ')' | ']' | '}';
  /** A `{` where an expression is expected: an object, not a block. */
  readonly object: boolean;
}

export interface Reading {
  readonly tokens: readonly Token[];
  /** Outermost first. */
  readonly open: readonly Opening[];
}

/** After these words an expression follows, so that `/` begins a pattern and `{` an object. */
const BEFORE_EXPRESSION = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'instanceof',
  'new',
  'delete',
  'void',
  'throw',
  'await',
  'yield',
  'default',
]); // prettier-ignore

const PUNCTUATION =
  /=>|\?\.(?!\d)|\.\.\.|>>>=|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|==|!=|<=|>=|&&|\|\||\?\?|\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|<<|>>|\*\*|[\s\S]/y;
const WORD = /[\w$#@\u0080-\uffff]+/y;
const SPACE = /[\s\ufeff]+/y;
const REGEXP = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** Reads the tokens of `text` that begin before `end`. */
export function readTokens(text: string, end: number): Reading {
  const tokens: Token[] = [];
  const open: Opening[] = [];
  /** For every template that is open: how many brackets were open at its `${`. */
  const templates: number[] = [];
  let at = 0;
  const push = (kind: Token['kind'], to: number) => {
    tokens.push({ start: at, end: to, kind });
    at = to;
  };
  while (at < end) {
    const space = matchAt(SPACE, text, at);
    if (space > at) {
      at = space;
      continue;
    }
    const unit = text[at]!;
    const next = text[at + 1];
    if (unit === '/' && next === '/') at = endOfLine(text, at);
    else if (unit === '/' && next === '*') {
      const close = text.indexOf('*/', at + 2);
      at = close < 0 ? endOfLine(text, at) : close + 2;
    } else if (unit === '"' || unit === "'") push('string', endOfString(text, at));
    else if (unit === '`') push('template', endOfTemplatePiece(text, at + 1, open, templates, at));
    else if (unit === '}' && templates.length > 0 && open.length === templates.at(-1)) {
      open.pop();
      templates.pop();
      push('template', endOfTemplatePiece(text, at + 1, open, templates, at));
    } else {
      const word = matchAt(WORD, text, at);
      if (word > at) push(/\d/.test(unit) ? 'number' : 'word', word);
      else if (unit === '/' && expectsExpression(text, tokens) && matchAt(REGEXP, text, at) > at)
        push('regexp', matchAt(REGEXP, text, at));
      else readPunctuation(text, at, tokens, open, push);
    }
  }
  return { tokens, open };
}

/** Whether what follows the tokens so far begins an expression. */
export function expectsExpression(text: string, tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  if (!last) return true;
  const written = text.slice(last.start, last.end);
  if (last.kind === 'word') return BEFORE_EXPRESSION.has(written);
  return last.kind === 'punctuation' && !/^(?:\)|\]|\}|\+\+|--)$/.test(written);
}

/** The offset of the line break at or after `at`, or the end of the text. */
export function endOfLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return text[found - 1] === '\r' && found > at ? found - 1 : found;
}

function readPunctuation(
  text: string,
  at: number,
  tokens: readonly Token[],
  open: Opening[],
  push: (kind: Token['kind'], to: number) => void,
): void {
  const unit = text[at]!;
  if (unit === '(') open.push({ at, closer: ')', object: false });
  else if (unit === '[') open.push({ at, closer: ']', object: false });
  else if (unit === '{') {
    const last = tokens.at(-1);
    const before = last ? text.slice(last.start, last.end) : '';
    const object = before !== '' && !/^(?:=>|;|\{)$/.test(before) && expectsExpression(text, tokens);
    open.push({ at, closer: '}', object });
  } else if (unit === ')' || unit === ']' || unit === '}') {
    // A closer that fits further out closes what was forgotten inside; one that fits nothing is passed over.
    for (let depth = open.length - 1; depth >= 0; depth--) {
      if (open[depth]!.closer !== unit) continue;
      open.length = depth;
      break;
    }
  }
  push('punctuation', Math.max(at + 1, matchAt(PUNCTUATION, text, at)));
}

/** Past the closing quote, or the end of the line where there is none. */
function endOfString(text: string, start: number): number {
  const quote = text[start];
  let at = start + 1;
  while (at < text.length) {
    const unit = text[at];
    if (unit === quote) return at + 1;
    if (unit === '\n') return at;
    at += unit === '\\' ? 2 : 1;
  }
  return text.length;
}

/** Past the closing backtick or the next `${`, whose bracket is then open; the end of the first line where there is neither. */
function endOfTemplatePiece(text: string, from: number, open: Opening[], templates: number[], start: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text[at];
    if (unit === '`') return at + 1;
    if (unit === '$' && text[at + 1] === '{') {
      open.push({ at: at + 1, closer: '}', object: true });
      templates.push(open.length);
      return at + 2;
    }
    at += unit === '\\' ? 2 : 1;
  }
  return Math.max(endOfLine(text, start), start + 1);
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
