/** Hits one by one: as JSON lines and as a table for spreadsheets. */

import type { HitSample } from '../summary.ts';

const COLUMNS = [
  'file',
  'offset',
  'length',
  'time',
  'ip',
  'identity',
  'method',
  'path',
  'query',
  'param',
  'family',
  'sub',
  'status',
  'seconds',
  'raw',
] as const;

/** One hit as one line of JSON, with its line break. */
export function hitJson(sample: HitSample): string {
  const { file, offset, length, time, ip, identity, method, path, query, param, family, status, raw } = sample;
  const { sub, decoded, rounds, invalidUtf8, badPercent, sleepSeconds, seconds } = sample;
  return `${JSON.stringify({
    ...{ file, offset, length, time, ip, identity, method, path, query, param, family, status, raw },
    ...{ sub, decoded, rounds, invalidUtf8, badPercent, sleepSeconds, seconds },
  })}\n`;
}

/** The head line of the table. */
export function csvHead(): string {
  return `${COLUMNS.join(',')}\r\n`;
}

/** One hit as one row of the table. */
export function hitCsv(sample: HitSample): string {
  return `${COLUMNS.map((column) => cell(sample[column])).join(',')}\r\n`;
}

/** A spreadsheet takes what begins like a formula for one; a quote before it makes it text. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
