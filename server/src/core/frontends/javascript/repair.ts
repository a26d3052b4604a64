/**
 * Makes a text readable that the parser refuses, as a half-typed one: by as small a change as will do, one place at a
 * time, and so that every offset keeps its meaning. Spaces replace what is taken away; what is missing is written over
 * spaces or appended at the end.
 */

import { endOfLine, expectsExpression, type Opening, type Reading, readTokens, type Token } from './tokens.ts';

/** How much may be given up: a token or a missing bracket, a line, the lines of the block around it, the outermost statement, the rest of the text. */
export type Sacrifice = 'token' | 'line' | 'block' | 'outer block' | 'statement' | 'rest';

export interface Repair {
  readonly text: string;
  /** What was given up. */
  readonly start: number;
  readonly end: number;
}

/** Words that begin a statement and nothing else. */
const STATEMENT = /^(?:const|let|var|if|for|while|do|switch|try|return|throw|break|continue|import|export)$/;

/** Tokens after which something must follow. */
const UNFINISHED =
  /^(?:\.|\?\.|\.\.\.|[=:?!~+\-*%&|^<>/]|=>|[=!]==?|[<>]=|&&|\|\||\?\?|\*\*|(?:\+|-|\*|\/|%|&&|\|\||\?\?)=|new|typeof|await|const|let|var|import|export|class|extends|function|throw|case|if|for|while|switch)$/;

/** Changes `text` around `at`, where the parser gave up. */
export function repair(text: string, at: number, sacrifice: Sacrifice): Repair {
  switch (sacrifice) {
    case 'token':
      return smallest(text, at) ?? blankLine(text, at);
    case 'line':
      return blankLine(text, at);
    case 'block':
    case 'outer block':
      return blankBlock(text, at, sacrifice === 'block' ? 1 : 2) ?? blankStatement(text, at, false);
    case 'statement':
    case 'rest':
      return blankStatement(text, at, sacrifice === 'rest');
  }
}

/**
 * Takes away the dot of `api.` at the end of a line before `at`, if a statement follows: it would take the next
 * line's first word for its member. Undefined where there is none.
 */
export function withoutDanglingDot(text: string, at: number): Repair | undefined {
  const { tokens } = readTokens(text, at);
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const first = tokens.findIndex((token) => token.start >= lineStart);
  const dot = tokens[first - 1];
  if (!dot || !/^\??\.$/.test(text.slice(dot.start, dot.end))) return undefined;
  return STATEMENT.test(text.slice(tokens[first]!.start, tokens[first]!.end))
    ? blank(text, dot.start, dot.end)
    : undefined;
}

function smallest(text: string, at: number): Repair | undefined {
  const simple = unclosedTemplate(text, at) ?? unclosedToken(text, at) ?? withoutDanglingDot(text, at);
  if (simple) return simple;
  const reading = readTokens(text, at);
  const previous = reading.tokens.at(-1);
  const next = readTokens(text, Math.min(at + 1, text.length)).tokens.at(-1);
  const written = next && next.start >= at ? text.slice(next.start, next.end) : '';
  if (!previous) return /^[)\]}]$/.test(written) ? blank(text, at, at + 1) : undefined;
  const cut = withoutUnfinished(text, reading.tokens);
  const structural = structure(cut?.text ?? text, at, reading, written);
  if (structural) return cut ? { ...structural, start: Math.min(cut.start, structural.start) } : structural;
  if (cut) return cut;
  const inner = reading.open.at(-1);
  if (inner && (inner.closer !== '}' || inner.object) && !expectsExpression(text, reading.tokens)) {
    return writeAfter(text, previous.end, ',');
  }
  return undefined;
}

/** Missing or needless brackets, by what stands at `at` and by the indentation before it. */
function structure(text: string, at: number, reading: Reading, written: string): Repair | undefined {
  const previous = reading.tokens.at(-1)!;
  const { open } = reading;
  const misplaced = closeByIndentation(text, Math.min(at + 1, text.length));
  if (misplaced) return misplaced;
  if (at >= text.length || written === '') return closeAtEnd(text, open);
  if (/^[)\]}]$/.test(written)) {
    const fits = open.findLastIndex((opening) => opening.closer === written);
    if (fits < 0) return blank(text, at, at + 1);
    const missing = closersOf(open.slice(fits + 1));
    return missing === '' ? undefined : writeAfter(text, previous.end, missing);
  }
  const inner = open.at(-1);
  if (!STATEMENT.test(written) || !inner || (inner.closer === '}' && !inner.object)) return undefined;
  const from = open.findLastIndex((opening) => opening.closer === '}' && !opening.object) + 1;
  const withoutComma = text[previous.start] === ',' ? blank(text, previous.start, previous.end).text : text;
  return writeAfter(withoutComma, previous.end, closersOf(open.slice(from)));
}

/**
 * A closing bracket that begins its line closes the bracket whose line is indented like its own: what is still open
 * inside was forgotten. The first such place before `end`, closed.
 */
function closeByIndentation(text: string, end: number): Repair | undefined {
  const { tokens } = readTokens(text, end);
  const open: { readonly closer: string; readonly indentation: number }[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind === 'template') return undefined;
    if (token.kind !== 'punctuation') continue;
    const written = text[token.start]!;
    const opened = '([{'.indexOf(written);
    if (opened >= 0) open.push({ closer: ')]}'[opened]!, indentation: indentationAt(text, token.start).width });
    if (!')]}'.includes(written)) continue;
    const own = indentationAt(text, token.start);
    const top = open.at(-1);
    if (own.end === token.start && top && own.width < top.indentation) {
      const fits = open.findLastIndex((opening) => opening.closer === written && opening.indentation === own.width);
      const missing =
        fits < 0
          ? ''
          : open
              .slice(fits + 1)
              .reverse()
              .map((opening) => opening.closer)
              .join('');
      const before = tokens[at - 1];
      if (missing !== '' && before) return writeAfter(text, before.end, missing);
    }
    const fits = open.findLastIndex((opening) => opening.closer === written);
    if (fits >= 0) open.length = fits;
  }
  return undefined;
}

/** The indentation of the line that `at` is in, and where it ends. */
function indentationAt(text: string, at: number): { readonly width: number; readonly end: number } {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return { width: end - start, end };
}

/** Sees to a last token that something should have followed: a dot goes, after an operator a name is written, `from` of an import goes with all of that import. */
function withoutUnfinished(text: string, tokens: readonly Token[]): Repair | undefined {
  const last = tokens.at(-1)!;
  if (last.kind !== 'punctuation' && last.kind !== 'word') return undefined;
  const written = text.slice(last.start, last.end);
  if (written === 'from') {
    const start = tokens.findLast((token) => /^(?:import|export)$/.test(text.slice(token.start, token.end)))?.start;
    return start === undefined ? undefined : blank(text, start, last.end);
  }
  if (!UNFINISHED.test(written)) return undefined;
  // `url:` without a value must not become the variable of that name: what is missing is a name nobody knows.
  const room = /^(?:\s(?!\w)|$)/.exec(text.slice(last.end));
  if (room && !/^(?:\??\.|\w+)$/.test(written)) {
    return {
      text: `${text.slice(0, last.end)}_${text.slice(last.end + room[0].length)}`,
      start: last.start,
      end: last.end,
    };
  }
  return blank(text, last.start, last.end);
}

/** A string, template, pattern or comment that does not end: a name stands for it, so that its value is not known. */
function unclosedToken(text: string, at: number): Repair | undefined {
  const unit = text[at];
  const lineEnd = endOfLine(text, at);
  if (unit === '/' && text[at + 1] === '*' && text.indexOf('*/', at + 2) < 0) return blank(text, at, lineEnd);
  if (unit === '"' || unit === "'") {
    const token = readTokens(text, at + 1).tokens.at(-1);
    const closed = token?.start === at && token.end - at > 1 && text[token.end - 1] === unit;
    if (closed) return undefined;
  } else if (
    unit === '`'
      ? text.indexOf('`', at + 1) >= 0
      : unit !== '/' || /\/[a-z]*\s*[,;)\]}.]/.test(text.slice(at + 1, lineEnd))
  )
    return undefined;
  return nameInstead(text, at);
}

/** A template that ends nowhere, though pieces of it were read: the parser stands behind the last hole. */
function unclosedTemplate(text: string, at: number): Repair | undefined {
  const { tokens } = readTokens(text, at);
  const last = tokens.at(-1);
  if (last?.kind !== 'template' || last.end < at || /(?:`|\$\{)$/.test(text.slice(last.start, last.end)))
    return undefined;
  const first = tokens.findLast((token) => token.kind === 'template' && text[token.start] === '`');
  return first && nameInstead(text, first.start);
}

/** Writes a name over the rest of the line, so that the value is not known; brackets at its end close what was opened before more often than not, and stay. */
function nameInstead(text: string, at: number): Repair {
  const lineEnd = endOfLine(text, at);
  const kept = /[)\]};,\s]*$/.exec(text.slice(at, lineEnd))![0].length;
  const end = Math.max(at + 1, lineEnd - kept);
  return { text: `${text.slice(0, at)}_${' '.repeat(end - at - 1)}${text.slice(end)}`, start: at, end };
}

function closersOf(open: readonly Opening[]): string {
  return [...open]
    .reverse()
    .map((opening) => opening.closer)
    .join('');
}

/** The text ends too early: the brackets that are open are closed behind it. */
function closeAtEnd(text: string, open: readonly Opening[]): Repair | undefined {
  if (open.length === 0) return undefined;
  if (open.some((opening) => text[opening.at - 1] === '$')) return undefined;
  return { text: text + closersOf(open), start: open.at(-1)!.at, end: text.length };
}

/** Writes `what` over the spaces after `at`; undefined where there is no room. */
function writeAfter(text: string, at: number, what: string): Repair | undefined {
  const room = /^\s*/.exec(text.slice(at, at + what.length))![0].length;
  if (room < what.length) return undefined;
  return { text: text.slice(0, at) + what + text.slice(at + what.length), start: at, end: at + what.length };
}

/** Takes a line away but for the brackets that belong to other lines. */
function blankLine(text: string, at: number): Repair {
  let start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  let end = endOfLine(text, at);
  // An error at the very end of the text, or on a line already taken away, is owed to the last line with anything on it.
  while (text.slice(start, end).trim() === '' && start > 0) {
    end = start - 1;
    start = text.lastIndexOf('\n', end - 1) + 1;
  }
  const kept = new Map<number, string>();
  const line = readTokens(text.slice(start, end), end - start);
  const opened: number[] = [];
  for (const token of line.tokens) {
    const written = text.slice(start + token.start, start + token.end);
    if (/^[([{]$/.test(written)) opened.push(token.start);
    else if (/^[)\]}]$/.test(written)) {
      if (opened.length > 0) opened.pop();
      else kept.set(token.start, written);
    }
  }
  for (const opening of opened) kept.set(opening, text[start + opening]!);
  const onlyBrackets = kept.size > 0 && text.slice(start, end).replace(/[()[\]{}\s]/g, '') === '';
  let replaced = '';
  for (let offset = 0; offset < end - start; offset++) replaced += onlyBrackets ? ' ' : (kept.get(offset) ?? ' ');
  return { text: text.slice(0, start) + replaced + text.slice(end), start, end };
}

/**
 * Takes away what lies inside the block around `at`, `levels` blocks out: told by its indentation, for brackets can no
 * longer be trusted. Its first line must end in an opening bracket, and its last begin with the closing one.
 */
function blankBlock(text: string, at: number, levels: number): Repair | undefined {
  const lines: { readonly start: number; readonly end: number; readonly width: number }[] = [];
  for (let start = 0; start <= text.length; ) {
    const end = endOfLine(text, start);
    if (text.slice(start, end).trim() !== '') lines.push({ start, end, width: indentationAt(text, start).width });
    const next = text.indexOf('\n', start);
    start = next < 0 ? text.length + 1 : next + 1;
  }
  const here = Math.max(
    0,
    lines.findLastIndex((line) => line.start <= at),
  );
  let head = here;
  let width = Number.POSITIVE_INFINITY;
  for (let level = 0; level < levels; level++) {
    width = Math.min(width, lines[head]?.width ?? 0);
    head = lines.findLastIndex(
      (line, index) => index <= here && line.width < width && /[([{]\s*$/.test(text.slice(line.start, line.end)),
    );
    if (head < 0) return undefined;
  }
  const { width: outer, end: from } = lines[head]!;
  const foot = lines.findIndex(
    (line, index) => index > head && line.width <= outer && /^\s*[)\]}]/.test(text.slice(line.start, line.end)),
  );
  return foot < 0 ? undefined : blank(text, from, lines[foot]!.start);
}

/**
 * Takes the outermost statement around `at` away, or everything from its start: told by its indentation, for brackets
 * can no longer be trusted.
 */
function blankStatement(text: string, at: number, toTheEnd: boolean): Repair {
  const indentation = /(?:^|\n)([ \t]*)\S/.exec(text)?.[1]?.length ?? 0;
  const outermost = new RegExp(`(?:^|\\n)[ \\t]{0,${Math.min(indentation, 64)}}(?=[\\w$@([])`, 'g');
  let start = 0;
  let end = text.length;
  for (const match of text.matchAll(outermost)) {
    const line = match.index + (text[match.index] === '\n' ? 1 : 0);
    if (line <= at) start = line;
    else {
      if (!toTheEnd) end = line;
      break;
    }
  }
  // Nothing left in it: the fault lies before.
  if (text.slice(start, end).trim() === '') start = 0;
  return blank(text, start, end);
}

function blank(text: string, start: number, end: number): Repair {
  return { text: text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end), start, end };
}
