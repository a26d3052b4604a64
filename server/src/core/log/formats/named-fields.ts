/**
 * Fields told by their names, whoever wrote them: JSON, logfmt, LTSV. Names are compared without case and punctuation, so
 * `remote_addr`, `remoteAddr` and `Remote-Addr` are one; what is nested is found under its whole path or its last name.
 */

import { canonicalAddress } from '../addresses.ts';
import { narrow, unescapeLogged } from '../bytes.ts';
import type { FormatContext, RequestRecord } from '../record.ts';
import { readRequestLine } from '../request-line.ts';
import { epochTime, readTime } from '../time.ts';
import { FIELD_NAMES, type FieldName } from './field-names.ts';

/** An entry's values by their normal paths. */
export interface NamedFields {
  /** Whole path to value: `request.headers.useragent`. */
  readonly byPath: ReadonlyMap<string, string | number>;
  /** Last name to value, for what is nested, save within answers. */
  readonly byLeaf: ReadonlyMap<string, string | number>;
  /** Some object of headers is part of the entry, so a header that is not there was not sent. */
  readonly hasHeaders: boolean;
}

const DEEPEST = 5;
const MOST_FIELDS = 400;

const normalName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const NORMAL_NAMES = Object.fromEntries(
  Object.entries(FIELD_NAMES).map(([field, names]) => [
    field,
    names.map((name) => name.split('.').map(normalName).join('.')),
  ]),
) as Record<FieldName, string[]>;

/** Flattens an entry. Of a list the first value counts, as loggers write a header's values as one. */
export function namedFields(entry: object): NamedFields {
  const byPath = new Map<string, string | number>();
  const byLeaf = new Map<string, string | number>();
  let hasHeaders = false;
  const walk = (value: unknown, path: string, leaf: string, answer: boolean, depth: number): void => {
    if (Array.isArray(value)) value = value[0];
    if (typeof value === 'string' || typeof value === 'number') {
      if (byPath.size >= MOST_FIELDS) return;
      if (!byPath.has(path)) byPath.set(path, value);
      // `meta.req.url` is also `req.url`: some loggers put everything into one more object.
      const tail = path.split('.').slice(-2).join('.');
      if (depth > 2 && !byPath.has(tail)) byPath.set(tail, value);
      if (depth > 1 && !answer && !byLeaf.has(leaf)) byLeaf.set(leaf, value);
      return;
    }
    if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
    if (!answer && leaf.endsWith('headers')) hasHeaders = true;
    for (const [key, inner] of Object.entries(value)) {
      const name = normalName(key);
      // A key may itself be a path: `http.request.method`.
      const whole = key.includes('.') ? key.split('.').map(normalName).join('.') : name;
      walk(
        inner,
        path === '' ? whole : `${path}.${whole}`,
        name,
        answer || /^(?:res|resp|response)(?:$|headers)/.test(name),
        depth + 1,
      );
    }
  };
  walk(entry, '', '', false, 0);
  return { byPath, byLeaf, hasHeaders };
}

/** A field's value as a byte string, by any of the names it goes by, the first that `fits`. */
export function fieldValue(
  fields: NamedFields,
  field: FieldName,
  fits: (value: string) => boolean = () => true,
): string | undefined {
  const names = NORMAL_NAMES[field];
  for (const [table, wanted] of [
    [fields.byPath, names],
    [fields.byLeaf, names.filter((name) => !name.includes('.'))],
  ] as const) {
    for (const name of wanted) {
      const value = table.get(name);
      if (value === undefined) continue;
      const text = typeof value === 'number' ? String(value) : narrow(value);
      if (fits(text)) return text;
    }
  }
  return undefined;
}

function given(value: string | undefined): string | undefined {
  return value === '' || value === '-' || value === 'null' ? undefined : value;
}

/** The time of an entry. */
export function timeOf(
  fields: NamedFields,
  context: FormatContext,
): { time: number | undefined; zoneAssumed?: boolean } {
  for (const name of NORMAL_NAMES.time) {
    const value = fields.byPath.get(name) ?? fields.byLeaf.get(name);
    if (value === undefined) continue;
    if (typeof value === 'number' || /^\d{9,}(?:\.\d+)?$/.test(value)) {
      const time = epochTime(Number(value));
      if (time !== undefined) return { time };
    } else {
      const read = readTime(value, context.zone);
      if (read !== undefined) return read;
    }
  }
  return { time: undefined };
}

/**
 * The request an entry tells of; `undefined` when it tells of none. Anything may be written with names, so there must be
 * a request and either its status or who sent it.
 */
export function requestOf(fields: NamedFields, context: FormatContext): RequestRecord | undefined {
  const line = fieldValue(fields, 'request');
  const whole = line === undefined ? undefined : readRequestLine(line);
  const method = whole?.method ?? given(fieldValue(fields, 'method'))?.toUpperCase();
  let target = whole?.target ?? (whole?.cut ? undefined : given(fieldValue(fields, 'target')));
  const query = given(fieldValue(fields, 'query'));
  if (target !== undefined && whole?.target === undefined && !target.includes('?') && query !== undefined)
    target += `?${query.replace(/^\?/, '')}`;
  const statusText = fieldValue(fields, 'status');
  const status = statusText === undefined ? Number.NaN : Number(statusText);
  // Names like `host` and `client` hold an address in one log and a name in another.
  const named = fieldValue(fields, 'ip', (text) => canonicalAddress(text.split(',')[0]!) !== undefined);
  const hops = named?.split(/, ?/) ?? [];
  const ip = hops.at(-1);
  const hasRequest =
    line !== undefined || (target !== undefined && (method !== undefined || /^(?:\/|https?:)/.test(target)));
  if (!hasRequest || (!(status >= 0) && ip === undefined)) return undefined;

  const chain = fieldValue(fields, 'forwarded');
  return {
    kind: 'request',
    ...timeOf(fields, context),
    ip,
    forwarded: forwardedOf(hops.slice(0, -1), chain, fields.hasHeaders),
    agent: given(fieldValue(fields, 'agent')),
    referer: given(fieldValue(fields, 'referer')),
    method,
    target,
    cut: whole?.cut ?? false,
    status: status >= 100 && status < 1000 ? status : undefined,
    seconds: secondsOf(fields),
  };
}

/** A chain given in the address's own place comes before one that a header's field holds. */
function forwardedOf(hops: readonly string[], chain: string | undefined, hasHeaders: boolean): string[] | undefined {
  if (hops.length > 0) return [...hops];
  if (chain === undefined) return hasHeaders ? [] : undefined;
  return given(chain) === undefined ? [] : chain.split(/, ?/);
}

function secondsOf(fields: NamedFields): number | undefined {
  const numeric = (text: string) => /^\d/.test(text);
  const seconds = fieldValue(fields, 'seconds', numeric);
  if (seconds !== undefined) return duration(seconds);
  const milliseconds = fieldValue(fields, 'milliseconds', numeric);
  if (milliseconds === undefined) return undefined;
  return /[a-z]/.test(milliseconds) ? duration(milliseconds) : finite(Number(milliseconds) / 1000);
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e9,
  us: 1e6,
  '\xb5s': 1e6,
  '\xc2\xb5s': 1e6,
  '\xce\xbcs': 1e6,
  ms: 1e3,
  s: 1,
  sec: 1,
  m: 1 / 60,
};

/**
 * A duration like `512ms`, `512.3µs` (byte string), `1.5s` in seconds. Of a bare number the unit must be guessed, and too
 * long a time would be a false alarm: three decimals or more are seconds, fewer milliseconds, a huge whole number nanoseconds.
 */
export function duration(text: string): number | undefined {
  const match = /^(\d{1,18}(?:\.(\d{1,12}))?) ?([a-z\x80-\xff]{0,3})$/.exec(text.trim());
  if (match === null) return undefined;
  const value = Number(match[1]);
  if (match[3] !== '') {
    const unit = UNITS[match[3]!];
    return unit === undefined ? undefined : Number((value / unit).toPrecision(12));
  }
  if ((match[2]?.length ?? 0) >= 3 || value === 0) return value;
  return value >= 1e6 ? value / 1e9 : value / 1e3;
}

/** Undoes escapes of every value: for writers that leave a value's escapes to the reader. */
export function unescaped(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const entry: Record<string, string> = Object.create(null);
  for (const [name, value] of pairs) entry[name] ??= unescapeLogged(value);
  return entry;
}
