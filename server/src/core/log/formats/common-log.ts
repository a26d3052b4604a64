import { isInternal } from '../addresses.ts';
import { decodeUtf8, unescapeLogged } from '../bytes.ts';
import type { LogFormat, LogRecord, RequestRecord } from '../record.ts';
import { readRequestLine } from '../request-line.ts';
import { readTime } from '../time.ts';
import { duration } from './named-fields.ts';

/**
 * The Common Log Format and what grew out of it: nginx combined (with anything behind it), Apache common, combined and
 * vhost_combined, Tomcat's valve, lighttpd, morgan, gunicorn, Python's http.server. Scanned by hand from left to right,
 * because request, user name and User-Agent may hold anything, and a pattern that backtracks over it would be theirs to slow down.
 */
export const commonLog: LogFormat = {
  id: 'common-log',
  title: 'Common and combined log format (nginx, Apache, Tomcat, lighttpd, morgan, gunicorn)',

  parse(line, context) {
    const bracket = dateBracket(line);
    if (bracket < 0) return undefined;
    const close = line.indexOf('] ', bracket);
    const when = readTime(line.slice(bracket), context.zone);
    if (close < 0 || when === undefined) return undefined;

    const left = leftPart(line.slice(0, bracket).trimEnd());
    if (left === undefined) return undefined;
    let quote = close + 2;
    if (line[quote] !== '"') {
      // Python's http.server remarks on the request whose line follows.
      if (/^code \d{3}, message /.test(line.slice(quote, quote + 40))) return { kind: 'note' };
      // Some templates write a host or an id between the date and the request.
      const between = /^(?:[^\s"[]{1,128} ){1,4}(?=")/.exec(line.slice(quote, quote + 600));
      if (between === null) return undefined;
      quote += between[0].length;
    }
    const right = rightPart(line.slice(quote + 1));
    if (right === undefined) return undefined;

    const undo = right.escaped ? (text: string) => unescapeLogged(fromLatin1Twice(text)) : (text: string) => text;
    const request = readRequestLine(undo(right.request));
    const optional = (text: string | undefined) =>
      text === undefined || text === '-' || text === '' ? undefined : undo(text);
    const [referer, agent, ...more] = right.quoted;
    const chain = more.find(
      (text) =>
        text === '-' ||
        text === '' ||
        /^(?:unknown|[0-9a-fA-F:.]{3,45})(?:, ?(?:unknown|[0-9a-fA-F:.]{3,45}))*$/.test(text),
    );
    const record: RequestRecord = {
      kind: 'request',
      time: when.time,
      zoneAssumed: when.zoneAssumed,
      ip: left.ip,
      forwarded:
        left.forwarded ?? (chain === undefined ? undefined : chain === '-' || chain === '' ? [] : chain.split(/, ?/)),
      agent: optional(agent),
      referer: optional(referer),
      method: request.method,
      target: request.target,
      cut: request.cut,
      status: right.status === '-' ? undefined : Number(right.status),
      seconds: right.seconds,
      dialect: dialectOf(line, right.escaped),
    };
    return left.vhost === undefined
      ? Object.assign(record, { shape: shapeOf(right.quoted.length, more) })
      : Object.assign(record, { shape: 'vhost' });
  },

  label(record: LogRecord) {
    if (record.kind !== 'request') return 'common-log';
    const shape = (record as RequestRecord & { shape?: string }).shape ?? 'combined';
    const server =
      record.dialect === 'apache' || record.dialect === 'tomcat'
        ? record.dialect
        : shape === 'common' || shape === 'vhost'
          ? 'apache'
          : 'nginx';
    return `${server}-${shape}`;
  },
};

function shapeOf(quoted: number, more: readonly string[]): string {
  if (quoted === 0) return 'common';
  return more.length > 0 ? 'main' : 'combined';
}

/** Where `[22/Nov/2026…` or `[2026-11-22T…` begins, or -1. */
function dateBracket(line: string): number {
  for (let at = line.indexOf('['); at >= 0 && at <= 4096; at = line.indexOf('[', at + 1)) {
    if (/^\[(?:\d{1,2}\/[A-Z][a-z]{2}\/\d{4}[: ]|\d{4}-\d{2}-\d{2}[T ])/.test(line.slice(at, at + 14))) return at;
  }
  return -1;
}

const ADDRESS = /^(?:(?:\d{1,3}\.){3}\d{1,3}|(?=.*:.*:)[0-9a-fA-F:.]{3,45}(?:%\w{1,16})?|\[[0-9a-fA-F:.]{3,45}\])$/;

/**
 * What stands before the date: usually `address ident user`, with a host (`live.example.cn:443`) or a forwarded chain
 * before or behind the address, in quotes or not. The user name may hold spaces.
 */
function leftPart(left: string): { ip: string; forwarded?: string[]; vhost?: string } | undefined {
  const words = left.split(' ').map((word) => (/^".*"$/.test(word) ? word.slice(1, -1) : word));
  if (words[0]!.endsWith(',')) {
    const chain: string[] = [];
    let at = 0;
    for (; at < words.length && words[at]!.endsWith(','); at++) chain.push(words[at]!.slice(0, -1));
    chain.push(words[at] ?? '');
    // The peer follows the chain, or the chain stands in its place.
    const next = words[at + 1] === '-' ? words[at + 2] : words[at + 1];
    if (next !== undefined && ADDRESS.test(next)) return { ip: next, forwarded: chain };
    return { ip: chain.at(-1)!, forwarded: chain.slice(0, -1) };
  }
  const first = words[0]!;
  if (/^[^\s"]+:\d{1,5}$/.test(first) && words.length >= 2 && !ADDRESS.test(first) && /^[\w.:-]+$/.test(words[1]!)) {
    return { ip: words[1]!, vhost: first };
  }
  const [at, other] = [0, 1, 2].filter((index) => words[index] !== undefined && ADDRESS.test(words[index]!));
  // No address: resolved names are logged where somebody asked for it.
  if (at === undefined) return /^[\w.:%[\]-]+$/.test(first) ? { ip: first } : undefined;
  if (other === undefined) return first === '-' && at > 0 ? { ip: words[at]!, forwarded: [] } : { ip: words[at]! };
  // Two addresses are peer and client; only the peer can be one of our own network.
  const [one, two] = [words[at]!, words[other]!];
  return isInternal(two) && !isInternal(one) ? { ip: two, forwarded: [one] } : { ip: one, forwarded: [two] };
}

/**
 * Servers in Node and Python read headers as Latin-1 and write them as UTF-8, so each byte beyond ASCII has become two.
 * A logger that escapes would not have left raw bytes for any other reason.
 */
function fromLatin1Twice(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /\\x[0-9A-F]{2}/.test(text)) return text;
  const decoded = decodeUtf8(text);
  return /^[\x00-\xff]*$/.test(decoded) ? decoded : text;
}

interface Right {
  readonly request: string;
  readonly status: string;
  readonly quoted: string[];
  readonly seconds: number | undefined;
  readonly escaped: boolean;
}

const MOST_ENDS = 64;
const STATUS = /^" (\d{3}|-) (\d+|-)(?= |$)/;

/** From behind the quote that opens the request. */
function rightPart(text: string): Right | undefined {
  // The end of the request is a quote that is not escaped and is followed by a status; a logger that escapes nothing
  // lets other quotes stand before it.
  let escaped = true;
  let from = 0;
  let loose = false;
  // A hostile request may hold the end of a request any number of times; each costs a look at the rest.
  for (let ends = 0; ends < MOST_ENDS; ) {
    const quote = closingQuote(text, from, escaped);
    if (quote < 0) {
      if (!escaped) return undefined;
      // Not one closing quote: a backslash before it was data.
      escaped = false;
      from = 0;
      continue;
    }
    const status = STATUS.exec(text.slice(quote, quote + 32));
    if (status === null) {
      loose = true;
      from = quote + 1;
      continue;
    }
    ends++;
    const tail = text.slice(quote + status[0].length);
    const rest = tailPart(tail, escaped && !loose) ?? tailPart(tail, false);
    if (rest === undefined) {
      loose = true;
      from = quote + 1;
      continue;
    }
    return { request: text.slice(0, quote), status: status[1]!, ...rest, escaped: escaped && !loose };
  }
  return undefined;
}

function closingQuote(text: string, from: number, escapes: boolean): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (escapes && code === 92) at++;
  }
  return -1;
}

/** Quoted fields, then whatever a template adds. */
function tailPart(tail: string, escapes: boolean): { quoted: string[]; seconds: number | undefined } | undefined {
  const quoted: string[] = [];
  let rest = tail;
  if (!escapes && rest.startsWith(' "')) {
    // Nothing is escaped, so only `" "` between fields can be told from quotes within them.
    const end = rest.lastIndexOf('"');
    if (end < 2) return undefined;
    const middle = rest.slice(2, end);
    const split = middle.indexOf('" "');
    if (split < 0) return undefined;
    quoted.push(middle.slice(0, split), middle.slice(split + 3));
    rest = rest.slice(end + 1);
  }
  const words: string[] = [];
  while (rest.startsWith(' ')) {
    if (rest[1] === '"') {
      const end = closingQuote(rest, 2, true);
      if (end < 0) return undefined;
      quoted.push(rest.slice(2, end));
      rest = rest.slice(end + 1);
    } else {
      const next = rest.indexOf(' ', 1);
      const end = next < 0 ? rest.length : next;
      words.push(rest.slice(1, end));
      rest = rest.slice(end);
    }
  }
  if (rest !== '' && !(rest === '\r')) return undefined;
  // nginx writes seconds with three decimals, Traefik and others a number with its unit.
  const timed = [...words, ...quoted.slice(2)]
    .map((word) => /^(?:\w+=)?"?(\d{1,9}(?:\.\d{2,9}|\.?\d{0,9}(?:ms|[\xb5\xc2]?[\xb5u]s|s)))"?$/.exec(word)?.[1])
    .find((text) => text !== undefined);
  const seconds = timed === undefined ? undefined : /[a-z]/.test(timed) ? duration(timed) : Number(timed);
  return { quoted, seconds };
}

function dialectOf(line: string, escaped: boolean): RequestRecord['dialect'] {
  if (!escaped) return 'none';
  const sign = /\\(?:x[0-9A-F]{2}|u00[0-9a-fA-F]{2}|x[0-9a-f]{2}|["\\])/.exec(line)?.[0];
  if (sign === undefined) return undefined;
  if (sign[1] === 'u') return 'tomcat';
  if (sign[1] === 'x' && !/[a-f]/.test(sign.slice(2)))
    return /[A-F]/.test(sign.slice(2)) || /^\\x(?:22|5C)$/.test(sign) ? 'nginx' : undefined;
  return 'apache';
}
