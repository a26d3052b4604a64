import { canonicalAddress } from '../addresses.ts';
import { unescapeLogged } from '../bytes.ts';
import type { LogFormat } from '../record.ts';
import { type RequestLine, readRequestLine } from '../request-line.ts';
import { readTime } from '../time.ts';
import { duration } from './named-fields.ts';

/**
 * A template of one's own in any order: the line is cut into fields in quotes, in brackets, and bare, and each is told by
 * what it holds. Only taken when there is a time, a whole request line with its protocol, a status, and an address or a
 * User-Agent: less is no evidence.
 */
export const guessed: LogFormat = {
  id: 'guessed',
  title: 'Fields told by what they hold',
  parse(line, context) {
    const fields = split(line);
    if (fields === undefined) return undefined;
    const requestAt = fields.findIndex(({ text, bare }) => !bare && /^[A-Z]{3,10} \S/.test(text) && isRequest(text));
    const request = requestAt >= 0 ? readRequestLine(undo(fields[requestAt]!.text)) : bareRequest(fields);
    if (request === undefined) return undefined;
    const others = fields.filter((_, at) => at !== requestAt);
    let when: ReturnType<typeof readTime>;
    for (let at = 0; at < others.length && when === undefined; at++) {
      const { text, bare } = others[at]!;
      // Date, clock and zone may be words of their own.
      const following = bare ? others.slice(at, at + 3).map((field) => field.text) : [text];
      when = readTime(following.join(' '), context.zone);
    }
    const statuses = fields.map(({ text }, at) => (/^[1-5]\d{2}$/.test(text) ? at : -1)).filter((at) => at >= 0);
    const statusAt = statuses.find((at) => at > requestAt) ?? statuses.at(-1);
    if (when === undefined || statusAt === undefined) return undefined;

    const address = others.find(({ text }) => isAddress(text));
    const chain = others.find(
      ({ text, bare }) =>
        !bare &&
        text !== address?.text &&
        /^[0-9a-fA-F.:]+(?:, ?[0-9a-fA-F.:]+)*$/.test(text) &&
        text.split(/, ?/).every((hop) => canonicalAddress(hop) !== undefined),
    );
    const words = others
      .map(({ text, bare }) => ({ text, bare }))
      .filter(({ text, bare }) => !bare && isWords(text, context.zone));
    // Of several texts the User-Agent is the one that names a product, else the longest.
    const agent =
      words.find(({ text }) => /^[A-Za-z][\w .-]{1,40}\/[\dv]/.test(text)) ??
      words.sort((a, b) => b.text.length - a.text.length)[0];
    if (address === undefined && agent === undefined) return undefined;
    const referer = others.find(({ text, bare }) => !bare && /^https?:\/\//.test(text));
    const taken = others.find(({ text }) => /^\d{1,6}\.\d{3,9}$|^\d{1,9}(?:\.\d+)?(?:ms|us|s)$/.test(text));
    return {
      kind: 'request',
      ...when,
      ip: address?.text,
      forwarded: chain === undefined ? undefined : chain.text.split(/, ?/),
      agent: agent === undefined ? undefined : undo(agent.text),
      referer: referer === undefined ? undefined : undo(referer.text),
      method: request.method,
      target: request.target,
      cut: request.cut,
      status: Number(fields[statusAt]!.text),
      seconds: taken === undefined ? undefined : duration(taken.text),
    };
  },
};

interface Field {
  readonly text: string;
  readonly bare: boolean;
}

const MOST_FIELDS = 64;
const CLOSING: Readonly<Record<string, string>> = { '"': '"', '[': ']', "'": "'" };

/** Fields of a line, separated by blanks, bars, semicolons or tabs. `undefined` when there are too few or too many. */
function split(line: string): Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  while (at < line.length) {
    const sign = line[at]!;
    if (/[ |\t;,]/.test(sign)) {
      at++;
      continue;
    }
    if (fields.length >= MOST_FIELDS) return undefined;
    const closing = CLOSING[sign];
    if (closing !== undefined) {
      let end = at + 1;
      while (
        end < line.length &&
        (line[end] !== closing || (closing === ']' && !/^[\s|;,]?$/.test(line[end + 1] ?? '')))
      )
        end += line[end] === '\\' ? 2 : 1;
      if (end < line.length) {
        fields.push({ text: line.slice(at + 1, end), bare: false });
        at = end + 1;
        continue;
      }
    }
    let end = at;
    while (end < line.length && !/[ |\t]/.test(line[end]!)) end++;
    fields.push({ text: line.slice(at, end), bare: true });
    at = end;
  }
  return fields.length >= 4 ? fields : undefined;
}

function undo(text: string): string {
  return unescapeLogged(text);
}

function isRequest(text: string): boolean {
  return (
    / HTTP\/\d(?:\.\d)?$/.test(text) || /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (?:\/|https?:\/\/)/.test(text)
  );
}

/** A request whose method, target and protocol stand as bare words. */
function bareRequest(fields: readonly Field[]): RequestLine | undefined {
  const at = fields.findIndex(({ text }) => /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(text));
  if (at < 0) return undefined;
  const protocol = fields.findIndex(({ text }, index) => index > at && /^HTTP\/\d(?:\.\d)?$/.test(text));
  const target =
    protocol > at
      ? fields
          .slice(at + 1, protocol)
          .map(({ text }) => text)
          .join(' ')
      : fields[at + 1]?.text;
  return target !== undefined && /^(?:\/|https?:\/\/)/.test(target)
    ? { method: fields[at]!.text, target: undo(target), cut: false }
    : undefined;
}

function isAddress(text: string): boolean {
  return (
    /[.:]/.test(text) && /^\[?[0-9a-fA-F.:]{3,50}\]?(?::\d{1,5})?$/.test(text) && canonicalAddress(text) !== undefined
  );
}

/** Text with words in it: no address of a page, no list of addresses, no number, no time. */
function isWords(text: string, zone: number): boolean {
  return (
    /[ /]/.test(text) &&
    /[A-Za-z]{3}/.test(text) &&
    !/^(?:https?:)?\/\//.test(text) &&
    !/^\//.test(text) &&
    !isRequest(text) &&
    readTime(text, zone) === undefined
  );
}
