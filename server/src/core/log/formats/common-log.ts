import { unescapeLogged } from '../bytes.ts';
import type { LogFormat, LogRecord, RequestRecord } from '../record.ts';
import { readRequestLine } from '../request-line.ts';
import { readTime } from '../time.ts';

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
    if (line[close + 2] !== '"') {
      // Python's http.server remarks on the request whose line follows.
      return /^code \d{3}, message /.test(line.slice(close + 2, close + 40)) ? { kind: 'note' } : undefined;
    }
    const right = rightPart(line.slice(close + 3));
    if (right === undefined) return undefined;

    const undo = right.escaped ? unescapeLogged : (text: string) => text;
    const request = readRequestLine(undo(right.request));
    const optional = (text: string | undefined) =>
      text === undefined || text === '-' || text === '' ? undefined : undo(text);
    const [referer, agent, ...more] = right.quoted;
    const chain = more.find((text) => text === '-' || text === '' || /^[\w.:]+(?:, ?[\w.:]+)*$/.test(text));
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

/** Where `[22/Nov/2026…` begins, or -1. */
function dateBracket(line: string): number {
  for (let at = line.indexOf('['); at >= 0; at = line.indexOf('[', at + 1)) {
    if (
      line[at + 3] === '/' &&
      line[at + 7] === '/' &&
      /^\d{2}\/[A-Z][a-z]{2}\/\d{4}[: ]/.test(line.slice(at + 1, at + 13))
    )
      return at;
    if (at > 4096) return -1;
  }
  return -1;
}

/** `[vhost:port] address ident user`, or a forwarded chain in the address's place. The user name may hold spaces. */
function leftPart(left: string): { ip: string; forwarded?: string[]; vhost?: string } | undefined {
  const words = left.split(' ');
  if (words.length < 2 && left !== '') {
    // Only an address before the date: some templates leave ident and user out.
    return /^[\w.:-]+$/.test(left) ? { ip: left } : undefined;
  }
  if (words[0]!.endsWith(',')) {
    const chain: string[] = [];
    let at = 0;
    for (; at < words.length && words[at]!.endsWith(','); at++) chain.push(words[at]!.slice(0, -1));
    chain.push(words[at] ?? '');
    return { ip: chain.at(-1)!, forwarded: chain.slice(0, -1) };
  }
  if (
    /^[^\s"]+:\d{1,5}$/.test(words[0]!) &&
    words.length >= 4 &&
    /^[0-9a-fA-F.:]+$|^[\w-]+(?:\.[\w-]+)+$/.test(words[1]!)
  ) {
    return { ip: words[1]!, vhost: words[0]! };
  }
  return /^[\w.:%[\]-]+$/.test(words[0]!) ? { ip: words[0]! } : undefined;
}

interface Right {
  readonly request: string;
  readonly status: string;
  readonly quoted: string[];
  readonly seconds: number | undefined;
  readonly escaped: boolean;
}

const STATUS = /^" (\d{3}|-) (\d+|-)(?= |$)/;

/** From behind the quote that opens the request. */
function rightPart(text: string): Right | undefined {
  // The end of the request is a quote that is not escaped and is followed by a status; a logger that escapes nothing
  // lets other quotes stand before it.
  let escaped = true;
  let from = 0;
  let loose = false;
  for (;;) {
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
    const tail = text.slice(quote + status[0].length);
    const rest = tailPart(tail, escaped && !loose) ?? tailPart(tail, false);
    if (rest === undefined) {
      loose = true;
      from = quote + 1;
      continue;
    }
    return { request: text.slice(0, quote), status: status[1]!, ...rest, escaped: escaped && !loose };
  }
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
  const timed = words.map((word) => /^(?:\w+=)?"?(\d+\.\d{2,6})"?$/.exec(word)?.[1]).find((text) => text !== undefined);
  const counted = quoted
    .slice(2)
    .map((text) => /^(\d+\.\d{3})$/.exec(text)?.[1])
    .find((text) => text !== undefined);
  const seconds = timed ?? counted;
  return { quoted, seconds: seconds === undefined ? undefined : Number(seconds) };
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
