import { narrow, unescapeLogged } from '../bytes.ts';
import type { ApplicationRecord, FormatContext, LogFormat, LogRecord } from '../record.ts';
import { fieldValue, type NamedFields, namedFields, requestOf, timeOf } from './named-fields.ts';

/**
 * One JSON object a line: nginx with a template, Caddy, pino, Tomcat, cloud logs, monolog's JsonFormatter. Keys are looked
 * up by the names in field-names.ts. A template without `escape=json` writes `\xHH` into JSON strings, which is no JSON; both are read.
 */
export const jsonLines: LogFormat = {
  id: 'json-lines',
  title: 'JSON lines (nginx escape=json, Caddy, pino, Tomcat, cloud logs)',

  parse(line, context) {
    if (line[0] !== '{') return undefined;
    const object = readObject(line);
    if (object === undefined) return undefined;
    const entry = object as Record<string, unknown>;
    const fields = namedFields(entry);
    if (typeof entry['level_name'] === 'string' && 'message' in entry) return monolog(entry, fields, context);
    const record = requestOf(fields, context);
    if (record) return Object.assign(record, { shape: shapeOf(entry) });
    return ('level' in entry || 'severity' in entry || 'lvl' in entry) && ('msg' in entry || 'message' in entry)
      ? application(entry, fields, context)
      : undefined;
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

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? narrow(value) : undefined;
}

/** Which writer's keys these are, for the report. */
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
function monolog(entry: Record<string, unknown>, fields: NamedFields, context: FormatContext): ApplicationRecord {
  const details = (typeof entry['context'] === 'object' && entry['context'] !== null ? entry['context'] : {}) as Record<
    string,
    unknown
  >;
  const inner = namedFields(details);
  const exception = details['exception'] as Record<string, unknown> | string | undefined;
  const object = typeof exception === 'object' && exception !== null ? exception : undefined;
  return {
    kind: 'application',
    ...timeOf(fields, context),
    level: String(entry['level_name']).toUpperCase(),
    message: text(entry['message']) ?? '',
    ip: fieldValue(inner, 'ip'),
    method: fieldValue(inner, 'method'),
    target: fieldValue(inner, 'target'),
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

function application(entry: Record<string, unknown>, fields: NamedFields, context: FormatContext): ApplicationRecord {
  const level = entry['level'] ?? entry['severity'] ?? entry['lvl'];
  const error = (entry['err'] ?? entry['error']) as Record<string, unknown> | undefined;
  return {
    kind: 'application',
    ...timeOf(fields, context),
    level: (typeof level === 'number' ? PINO_LEVELS[level] : undefined) ?? String(level).toUpperCase(),
    message: text(entry['msg'] ?? entry['message']) ?? '',
    ip: fieldValue(fields, 'ip'),
    target: fieldValue(fields, 'target'),
    exception: typeof error === 'object' && error !== null ? text(error['type'] ?? error['name']) : undefined,
  };
}
