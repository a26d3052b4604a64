import { narrow, unescapeLogged } from '../bytes.ts';
import type { ApplicationRecord, FormatContext, LogFormat, LogRecord, RequestRecord } from '../record.ts';
import { readRequestLine } from '../request-line.ts';
import { epochTime, readTime } from '../time.ts';
import { JSON_KEYS } from './json-keys.ts';

/**
 * One JSON object a line: nginx with a template, Caddy, pino, Tomcat, cloud logs, monolog's JsonFormatter. Keys are looked
 * up in a table of synonyms. A template without `escape=json` writes `\xHH` into JSON strings, which is no JSON; both are read.
 */
export const jsonLines: LogFormat = {
  id: 'json-lines',
  title: 'JSON lines (nginx escape=json, Caddy, pino, Tomcat, cloud logs)',

  parse(line, context) {
    if (line[0] !== '{') return undefined;
    const object = readObject(line);
    if (object === undefined) return undefined;
    const entry = object as Record<string, unknown>;
    if (typeof entry['level_name'] === 'string' && 'message' in entry) return monolog(entry, context);
    const record = request(entry, context);
    if (record) return record;
    return 'level' in entry && ('msg' in entry || 'message' in entry) ? application(entry, context) : undefined;
  },

  label(record: LogRecord) {
    return (record as { shape?: string }).shape ?? 'app-json';
  },
};

/** The object of a line, read as JSON, as JSON with `\xHH`, or in the last resort pair by pair. */
function readObject(line: string): object | undefined {
  for (const text of [
    line,
    line.replace(/\\x([0-9a-fA-F]{2})/g, '\\u00$1'),
    line.replace(/[\x00-\x1f]/g, (c) => `\\u00${c.charCodeAt(0).toString(16).padStart(2, '0')}`),
  ]) {
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
    } catch {
      // The next spelling may be the right one.
    }
  }
  const pairs: Record<string, unknown> = {};
  let count = 0;
  for (const match of line.matchAll(/"([\w.@()-]{1,64})" ?: ?(?:"((?:[^"\\]|\\.)*)"|(-?\d+(?:\.\d+)?))/g)) {
    pairs[match[1]!] ??= match[2] === undefined ? Number(match[3]) : unescapeLogged(match[2]);
    count++;
  }
  return count >= 3 ? pairs : undefined;
}

function lookUp(entry: Record<string, unknown>, paths: readonly string[]): unknown {
  for (const path of paths) {
    let value: unknown = entry[path];
    if (value === undefined && path.includes('.')) {
      value = path
        .split('.')
        .reduce<unknown>(
          (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
          entry,
        );
    }
    if (Array.isArray(value)) value = value[0];
    if (typeof value === 'string' || typeof value === 'number') return value;
  }
  return undefined;
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? narrow(value) : undefined;
}

function given(value: string | undefined): string | undefined {
  return value === '' || value === '-' ? undefined : value;
}

function timeOf(
  entry: Record<string, unknown>,
  context: FormatContext,
): { time: number | undefined; zoneAssumed?: boolean } {
  for (const key of JSON_KEYS.time) {
    const value = entry[key];
    const number =
      typeof value === 'number'
        ? value
        : typeof value === 'string' && /^\d{9,}(?:\.\d+)?$/.test(value)
          ? Number(value)
          : undefined;
    const time =
      number === undefined
        ? typeof value === 'string'
          ? readTime(value, context.zone)
          : undefined
        : epochTime(number);
    if (typeof time === 'number') return { time };
    if (time !== undefined) return time;
  }
  return { time: undefined };
}

function request(entry: Record<string, unknown>, context: FormatContext): RequestRecord | undefined {
  const line = text(lookUp(entry, JSON_KEYS.request));
  const whole = line === undefined ? undefined : readRequestLine(line);
  const method = whole?.method ?? given(text(lookUp(entry, JSON_KEYS.method)));
  let target = whole?.target ?? (whole?.cut ? undefined : given(text(lookUp(entry, JSON_KEYS.target))));
  const query = given(text(lookUp(entry, JSON_KEYS.query)));
  if (target !== undefined && whole?.target === undefined && !target.includes('?') && query !== undefined)
    target += `?${query}`;
  const status = Number(lookUp(entry, JSON_KEYS.status));
  const ip = given(text(lookUp(entry, JSON_KEYS.ip)));
  // Anything may be JSON: an access log has at least a request and its status, or a request and who sent it.
  const hasRequest = line !== undefined || target !== undefined;
  if (!hasRequest || (!(status >= 0) && ip === undefined)) return undefined;

  const when = timeOf(entry, context);
  const chain = lookUp(entry, JSON_KEYS.forwarded);
  const chainText = text(chain);
  const headers = JSON_KEYS.forwarded.some((path) => path.includes('.') && entry[path.split('.')[0]!] !== undefined);
  const seconds = lookUp(entry, JSON_KEYS.seconds);
  const milliseconds = lookUp(entry, JSON_KEYS.milliseconds);
  const record: RequestRecord = {
    kind: 'request',
    ...when,
    ip,
    forwarded:
      chainText === undefined
        ? headers
          ? []
          : undefined
        : given(chainText) === undefined
          ? []
          : chainText.split(/, ?/),
    agent: given(text(lookUp(entry, JSON_KEYS.agent))),
    referer: given(text(lookUp(entry, JSON_KEYS.referer))),
    method,
    target,
    cut: whole?.cut ?? false,
    status: status >= 100 && status < 1000 ? status : undefined,
    seconds:
      seconds !== undefined
        ? finite(Number(seconds))
        : milliseconds !== undefined
          ? finite(Number(milliseconds) / 1000)
          : undefined,
  };
  return Object.assign(record, { shape: shapeOf(entry) });
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function shapeOf(entry: Record<string, unknown>): string {
  if (entry['msg'] === 'handled request' || String(entry['logger'] ?? '').startsWith('http.log.access'))
    return 'caddy-json';
  if (typeof entry['req'] === 'object' && typeof entry['res'] === 'object') return 'pino-http';
  if ('requestHeaders' in entry || 'logicalUserName' in entry) return 'tomcat-json';
  if ('EdgeResponseStatusCode' in entry || 'RequestUA' in entry) return 'edgeone-json';
  if ('remote_addr' in entry || 'http_user_agent' in entry || 'body_bytes_sent' in entry) return 'nginx-json';
  return 'json';
}

/** Monolog's JsonFormatter. */
function monolog(entry: Record<string, unknown>, context: FormatContext): ApplicationRecord {
  const details = (typeof entry['context'] === 'object' && entry['context'] !== null ? entry['context'] : {}) as Record<
    string,
    unknown
  >;
  const exception = details['exception'] as Record<string, unknown> | string | undefined;
  const object = typeof exception === 'object' && exception !== null ? exception : undefined;
  return {
    kind: 'application',
    ...timeOf(entry, context),
    level: String(entry['level_name']).toUpperCase(),
    message: text(entry['message']) ?? '',
    ip: text(lookUp(details, JSON_KEYS.ip)),
    method: text(lookUp(details, JSON_KEYS.method)),
    target: text(lookUp(details, JSON_KEYS.target)),
    exception: text(object?.['class']),
    at: text(object?.['file']),
  };
}

const PINO_LEVELS: Readonly<Record<number, string>> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

function application(entry: Record<string, unknown>, context: FormatContext): ApplicationRecord {
  const level = entry['level'];
  const error = entry['err'] as Record<string, unknown> | undefined;
  return {
    kind: 'application',
    ...timeOf(entry, context),
    level: (typeof level === 'number' ? PINO_LEVELS[level] : undefined) ?? String(level).toUpperCase(),
    message: text(entry['msg'] ?? entry['message']) ?? '',
    ip: text(lookUp(entry, JSON_KEYS.ip)),
    target: text(lookUp(entry, JSON_KEYS.target)),
    exception: typeof error === 'object' && error !== null ? text(error['type']) : undefined,
  };
}
