/**
 * Reads `.env` files as the build tools do (Vite, Vue CLI, Taro and mpx all use the package dotenv with dotenv-expand),
 * and keeps the places: the line that decides a host is where a finding stands.
 */

import { type Message, message } from '../base/finding.ts';
import type { Node } from '../ir/nodes.ts';

export interface EnvEntry extends Node {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Quotes taken off and, in double quotes, `\n` and `\r` turned into line ends; `${…}` is still in it. */
  readonly value: string;
  /** The quote around the value, '' where there is none. */
  readonly quote: '' | '"' | "'" | '`';
  /** The written value without its quotes; `start` and `end` delimit the whole assignment. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

export interface EnvProblem extends Node {
  readonly message: Message;
}

export interface EnvFile {
  /** In order; of two with the same key the later one holds. */
  readonly entries: readonly EnvEntry[];
  readonly problems: readonly EnvProblem[];
}

/** Reads an `.env` file. Never throws; a line that is no assignment is a problem and skipped, as the tools skip it. */
export function readDotenv(text: string): EnvFile {
  const entries: EnvEntry[] = [];
  const problems: EnvProblem[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const head = /^([^\S\r\n]*(?:export[^\S\r\n]+)?)([\w.-]+)(?:[^\S\r\n]*=|:(?=\s))/.exec(line);
    if (!head) {
      const rest = line.trim();
      if (rest !== '' && !rest.startsWith('#')) {
        const start = at + line.indexOf(rest);
        problems.push({ start, end: start + rest.length, message: message('not an assignment; the line is ignored') });
      }
      at = end + 1;
      continue;
    }
    const keyStart = at + head[1]!.length;
    const value = readValue(text, at + head[0].length, end);
    if (value.open) {
      problems.push({
        start: value.start,
        end: value.start + 1,
        message: message('the quote is never closed; it becomes part of the value'),
      });
    }
    entries.push({
      key: head[2]!,
      keyStart,
      keyEnd: keyStart + head[2]!.length,
      value: value.text,
      quote: value.quote,
      valueStart: value.start,
      valueEnd: value.end,
      start: keyStart,
      end: value.end + value.quote.length,
    });
    at = lineEnd(text, value.end) + 1;
  }
  return { entries, problems };
}

interface Value {
  readonly text: string;
  readonly quote: EnvEntry['quote'];
  readonly start: number;
  readonly end: number;
  /** It starts with a quote that has no partner. */
  readonly open: boolean;
}

function readValue(text: string, from: number, end: number): Value {
  let start = from;
  while (start < end && /\s/.test(text[start]!)) start++;
  const quote = text[start] as EnvEntry['quote'];
  const quoted = start < end && (quote === '"' || quote === "'" || quote === '`');
  if (quoted) {
    const close = closingQuote(text, start, quote);
    if (close >= 0) {
      const written = text.slice(start + 1, close);
      return {
        text: quote === '"' ? unescaped(written) : normalEnds(written),
        quote,
        start: start + 1,
        end: close,
        open: false,
      };
    }
  }
  const hash = text.indexOf('#', start);
  let stop = hash >= 0 && hash < end ? hash : end;
  while (stop > start && /\s/.test(text[stop - 1]!)) stop--;
  // `"a" b"` is not closed where it should be, yet its outermost quotes are taken off.
  if (quoted && stop - start > 1 && text[stop - 1] === quote) {
    const written = text.slice(start + 1, stop - 1);
    return { text: quote === '"' ? unescaped(written) : written, quote, start: start + 1, end: stop - 1, open: false };
  }
  return { text: text.slice(start, stop), quote: '', start, end: stop, open: quoted };
}

/** The quote that ends a value, possibly lines below; only a comment may follow it on its line. -1: none does. */
function closingQuote(text: string, open: number, quote: string): number {
  const escaped: number[] = [];
  let at = text.indexOf(quote, open + 1);
  while (at >= 0 && text[at - 1] === '\\') {
    escaped.push(at);
    at = text.indexOf(quote, at + 1);
  }
  if (at >= 0 && endsLine(text, at + 1)) return at;
  return escaped.findLast((each) => endsLine(text, each + 1)) ?? -1;
}

function endsLine(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at >= text.length || text[at] === '#' || text[at] === '\n' || text[at] === '\r';
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '\n' || text[at] === '\r') return at;
  return text.length;
}

function unescaped(written: string): string {
  return normalEnds(written).replaceAll('\\n', '\n').replaceAll('\\r', '\r');
}

/** The tools read files with LF only. */
function normalEnds(written: string): string {
  return written.replace(/\r\n?/g, '\n');
}

/** A value after `${…}` has been filled in. */
export interface ExpandedValue {
  readonly value: string;
  /** The keys that went into it, its own first. */
  readonly from: readonly string[];
}

/** So much text one value may grow to: references that double each other would fill the memory. */
const LONGEST = 65_536;

/**
 * Fills in `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME-default}`, as dotenv-expand does: whatever the quotes,
 * `\$` is a plain dollar, a name that is unknown is empty. `outer` gives variables of the process, which win. A key that
 * leads back to itself is empty there.
 */
export function expandEnv(
  values: ReadonlyMap<string, string>,
  outer: (key: string) => string | undefined = () => undefined,
): ReadonlyMap<string, ExpandedValue> {
  const done = new Map<string, ExpandedValue>();
  const running = new Set<string>();
  const valueOfKey = (key: string): ExpandedValue | undefined => {
    const ready = done.get(key);
    if (ready) return ready;
    const given = outer(key);
    if (given !== undefined) return { value: given, from: [] };
    const raw = values.get(key);
    // A chain of names longer than this is nobody's configuration, and recursion has to end.
    if (raw === undefined || running.has(key) || running.size > 100) return undefined;
    running.add(key);
    const expanded = expandText(raw, key, valueOfKey);
    running.delete(key);
    done.set(key, expanded);
    return expanded;
  };
  const all = new Map<string, ExpandedValue>();
  for (const key of values.keys()) {
    const expanded = valueOfKey(key);
    if (expanded) all.set(key, expanded);
  }
  return all;
}

function expandText(raw: string, key: string, lookUp: (key: string) => ExpandedValue | undefined): ExpandedValue {
  const from = [key];
  let value = '';
  let at = 0;
  for (const match of raw.matchAll(/\\\$|\$(?:\{([A-Za-z_][\w.]*)(?::?-([^{}]*))?\}|([A-Za-z_]\w*))/g)) {
    value += raw.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[0] === '\\$') {
      value += '$';
      continue;
    }
    const found = lookUp(match[1] ?? match[3]!);
    if (found?.value) {
      value += found.value;
      for (const each of found.from) if (!from.includes(each)) from.push(each);
    } else value += match[2] ?? '';
    if (value.length > LONGEST) return { value: value.slice(0, LONGEST), from };
  }
  return { value: value + raw.slice(at), from };
}
