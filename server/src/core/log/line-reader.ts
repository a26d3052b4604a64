/** One line to a record, whatever it is wrapped in: formats are tried, the one that read the line before first. */

import { FORMATS } from './formats/index.ts';
import { unwrap } from './formats/wrappers.ts';
import type { FormatContext, LogFormat, LogRecord } from './record.ts';

export interface ReadLine {
  readonly record: LogRecord;
  readonly format: LogFormat;
  /** Name of the format as reports show it, wrappers included: `docker:nginx-combined`. */
  readonly label: string;
}

export interface LineReader {
  readonly context: FormatContext;
  /** `undefined`: in no known format; `whyNot` tells the reason. */
  read(line: string): ReadLine | undefined;
}

/** A reader for the lines of one file. `given` is a format the user named; it is tried before all others. */
export function createLineReader(zone: number, given?: LogFormat): LineReader {
  const context: FormatContext = { zone };
  const order = given ? [given, ...FORMATS] : [...FORMATS];
  return {
    context,
    read(raw) {
      const { line, time, wrappers } = unwrap(raw);
      context.entryTime = time;
      for (let at = 0; at < order.length; at++) {
        const format = order[at]!;
        const record = format.parse(line, context);
        if (record === undefined) continue;
        // Mixed files exist, but most lines are like the one before. A given format keeps its place.
        if (at > (given ? 1 : 0) && record.kind !== 'note') {
          order.splice(at, 1);
          order.splice(given ? 1 : 0, 0, format);
        }
        const timed =
          time !== undefined && record.kind !== 'note' && record.time === undefined ? { ...record, time } : record;
        const name = format.label?.(record) ?? format.id;
        return {
          record: timed,
          format,
          label: [...wrappers.filter((wrapper) => wrapper !== 'colours'), name].join(':'),
        };
      }
      return undefined;
    },
  };
}

/** Why a line is in no known format, in one English sentence. */
export function whyUnparsed(line: string): string {
  if (line.includes('\0')) return 'Holds NUL bytes: a hole that a truncated writer left, or not a text file.';
  if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(line.slice(0, 64))) return 'Begins with control bytes: not a line of a log.';
  if (line[0] === '{')
    return 'Looks like JSON, but is not an access log entry: no request and status, or the line is cut.';
  if (/\[\d{2}\/[A-Z][a-z]{2}\/\d{4}[: ]/.test(line)) {
    return /" \d{3} /.test(line)
      ? 'Has a date and a status, but the fields around them are in no known order: give the format string.'
      : 'Is cut before the status, or a log of another kind.';
  }
  if (/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}/.test(line))
    return 'Has a time, but its fields are in no known order: give the format string.';
  return 'Holds neither a time nor a request that any known format has.';
}
