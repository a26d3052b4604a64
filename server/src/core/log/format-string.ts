/**
 * A format given as the server's own template: nginx `log_format` or Apache `LogFormat`. Compiled into literals and named
 * fields; a line is matched from left to right, and where a field may hold the next literal itself, later places are tried.
 */

import { unescapeLogged } from './bytes.ts';
import { APACHE_DIRECTIVES, type Field, NAMED_TEMPLATES, NGINX_VARIABLES } from './format-variables.ts';
import type { FormatContext, LogFormat, RequestRecord } from './record.ts';
import { readRequestLine } from './request-line.ts';
import { epochTime, readTime } from './time.ts';

/** What a field's text looks like, where that is certain. */
const SHAPES: Partial<Record<Field, RegExp>> = {
  ip: /^(?:[\w.:-]+|)$/,
  status: /^(?:\d{3}|-)$/,
  epoch: /^\d+(?:\.\d+)?$/,
  seconds: /^(?:\d+(?:\.\d+)?|-)$/,
  microseconds: /^(?:\d+|-)$/,
  method: /^[A-Za-z_-]{0,32}$/,
  forwarded: /^[^"|]*$/,
};

/** How many places a field's end is looked for before a line is given up: bounds the work on hostile lines. */
const TRIES = 48;

interface Part {
  readonly field: Field;
  /** Text between this field and the next. */
  readonly then: string;
}

/**
 * Compiles a template: the format itself, the whole directive that defines it (`log_format main '…' '…';`, `LogFormat "…"
 * name`), or the name of a format that every server knows. Throws an Error with one sentence when it names no request or neither address nor User-Agent.
 */
export function compileFormat(given: string): LogFormat {
  const template = templateOf(given);
  const apache = /%[<>]?[a-zA-Z{]/.test(template) && !/\$\w/.test(template);
  const token = apache ? /%!?[\d,]*[<>]?(?:\{([^}]*)\})?([a-zA-Z%])/g : /\$\{?(\w+)\}?/g;
  const parts: Part[] = [];
  let lead = '';
  let end = 0;
  const literal = (text: string) =>
    apache ? text.replace(/\\(["\\nt])/g, (_, c) => ({ n: '\n', t: '\t' })[c as string] ?? c) : text;
  for (const match of template.matchAll(token)) {
    const before = literal(template.slice(end, match.index));
    const last = parts.at(-1);
    if (last === undefined) lead = before;
    else parts[parts.length - 1] = { field: last.field, then: last.then + before };
    end = match.index + match[0].length;
    if (apache && match[2] === '%') {
      const at = parts.length - 1;
      if (at < 0) lead += '%';
      else parts[at] = { field: parts[at]!.field, then: `${parts[at]!.then}%` };
      continue;
    }
    parts.push({
      field: apache ? apacheField(match[2]!, match[1]) : (NGINX_VARIABLES[match[1]!] ?? 'other'),
      then: '',
    });
    // Apache puts brackets around %t by itself.
    if (apache && match[2] === 't' && match[1] === undefined) {
      const at = parts.length - 1;
      if (at > 0) parts[at - 1] = { field: parts[at - 1]!.field, then: `${parts[at - 1]!.then}[` };
      else lead += '[';
      parts[at] = { field: 'time', then: ']' };
    }
  }
  if (parts.length > 0)
    parts[parts.length - 1] = { field: parts.at(-1)!.field, then: parts.at(-1)!.then + literal(template.slice(end)) };
  const fields = new Set(parts.map((part) => part.field));
  if (!fields.has('request') && !fields.has('target') && !fields.has('path')) {
    throw new Error('The log format names no request: it needs $request or $request_uri (nginx), %r or %U (Apache).');
  }
  if (!fields.has('ip') && !fields.has('agent') && !fields.has('forwarded')) {
    throw new Error('The log format names neither the client address nor the User-Agent, so nobody can be told by it.');
  }
  return {
    id: 'given',
    title: template,
    parse: (line, context) => parseWith(lead, parts, line, context),
    label: () => 'given',
  };
}

/** The template in a directive, or by a name. */
function templateOf(given: string): string {
  const text = given.trim();
  const named = NAMED_TEMPLATES[text];
  if (named !== undefined) return named;
  const nginx = /^log_format\s+\S+\s+(?:escape=\w+\s+)?/.exec(text);
  if (nginx !== null) {
    // nginx joins the pieces as they stand.
    const pieces = text.slice(nginx[0].length).matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s;'"]+)/g);
    return [...pieces].map((piece) => (piece[1] ?? piece[2] ?? piece[3]!).replace(/\\(['"\\])/g, '$1')).join('');
  }
  const apache = /^(?:LogFormat|CustomLog\s+\S+)\s+"((?:[^"\\]|\\.)*)"/i.exec(text);
  // Undertow names a header behind its kind.
  return (apache === null ? text : apache[1]!).replace(/%\{([io]),([^}]+)\}/g, '%{$2}$1');
}

function apacheField(letter: string, argument: string | undefined): Field {
  if (letter === 'i' && argument !== undefined) return APACHE_DIRECTIVES[`i:${argument.toLowerCase()}`] ?? 'other';
  if (letter === 'T' && argument === 'ms') return 'milliseconds';
  if (letter === 'T' && argument === 'us') return 'microseconds';
  if (letter === 't' && argument !== undefined && /sec$/.test(argument)) return 'epoch';
  return APACHE_DIRECTIVES[letter] ?? 'other';
}

function parseWith(
  lead: string,
  parts: readonly Part[],
  line: string,
  context: FormatContext,
): RequestRecord | undefined {
  if (line.length > 65_536 || !line.startsWith(lead)) return undefined;
  const values = new Array<string>(parts.length);
  const failed = new Set<number>();
  const place = (index: number, at: number): boolean => {
    if (index === parts.length) return at === line.length;
    const key = index * 65_537 + at;
    if (failed.has(key)) return false;
    const { field, then } = parts[index]!;
    const last = index === parts.length - 1;
    let from = at;
    for (let tries = 0; tries < TRIES; tries++) {
      const end = last
        ? line.endsWith(then)
          ? line.length - then.length
          : -1
        : then === ''
          ? -1
          : line.indexOf(then, from);
      if (end < at) break;
      const value = line.slice(at, end);
      if (fits(field, value, context) && !escapedEnd(value, then)) {
        values[index] = value;
        if (place(index + 1, end + then.length)) return true;
      }
      if (last) break;
      from = end + 1;
    }
    if (failed.size < 4096) failed.add(key);
    return false;
  };
  if (!place(0, lead.length)) return undefined;
  return record(parts, values, context);
}

function fits(field: Field, value: string, context: FormatContext): boolean {
  if (field === 'time') return readTime(value, context.zone) !== undefined;
  return SHAPES[field]?.test(value) ?? true;
}

/** Whether the literal that was found is itself escaped: `\"` does not end a field. */
function escapedEnd(value: string, then: string): boolean {
  if (then[0] !== '"') return false;
  let slashes = 0;
  while (value[value.length - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

function record(parts: readonly Part[], values: readonly string[], context: FormatContext): RequestRecord {
  const value = (field: Field): string | undefined => {
    const at = parts.findIndex((part, index) => part.field === field && values[index] !== '-' && values[index] !== '');
    return at < 0 ? undefined : unescapeLogged(values[at]!);
  };
  const line = value('request');
  const whole = line === undefined ? undefined : readRequestLine(line);
  const path = value('path');
  const query = value('query');
  const target =
    whole?.target ??
    value('target') ??
    (path === undefined ? undefined : query === undefined ? path : `${path}?${query.replace(/^\?/, '')}`);
  const clock = value('time');
  const epoch = value('epoch');
  const when = clock === undefined ? undefined : readTime(clock, context.zone);
  const seconds = value('seconds') ?? scaled(value('milliseconds'), 1e3) ?? scaled(value('microseconds'), 1e6);
  const status = value('status');
  return {
    kind: 'request',
    time: when?.time ?? (epoch === undefined ? undefined : epochTime(Number(epoch))),
    zoneAssumed: when?.zoneAssumed ?? false,
    ip: value('ip'),
    forwarded: parts.some((part) => part.field === 'forwarded') ? (value('forwarded')?.split(/, ?/) ?? []) : undefined,
    agent: value('agent'),
    referer: value('referer'),
    method: whole?.method ?? value('method'),
    target,
    cut: whole?.cut ?? false,
    status: status === undefined ? undefined : Number(status),
    seconds: seconds === undefined ? undefined : Number(seconds),
  };
}

function scaled(text: string | undefined, by: number): string | undefined {
  return text === undefined ? undefined : String(Number(text) / by);
}
