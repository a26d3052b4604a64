/** Times as logs write them, to milliseconds since 1970. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface LoggedTime {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** The log did not say in which zone, and the reader's was assumed. */
  readonly zoneAssumed: boolean;
}

/**
 * Reads the time at the beginning of `text`: `22/Nov/2026:12:48:36 +0000` (Apache, nginx; also with a space for the first
 * colon), ISO 8601 with `T` or space, fraction after `.` or `,`, zone `Z`, `+08:00`, `+0800` or none, `Nov 22 2026
 * 12:49:02`, `Sun, 22 Nov 2026 12:49:02 GMT`, `20261122T124902Z`. `zone` is assumed where none is written: minutes east of UTC.
 */
export function readTime(text: string, zone: number): LoggedTime | undefined {
  const common =
    /^\[?(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4})[: ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: ?([+-]\d{4}))?/.exec(text);
  if (common) {
    const [, day, month, year, hour, minute, second, fraction, offset] = common;
    return build(year!, MONTHS.indexOf(month!) + 1, day!, hour!, minute!, second!, fraction, offset, zone);
  }
  const iso =
    /^\[?(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ]| - )(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: ?(Z|[+-]\d{2}:?\d{2}))?/.exec(
      text,
    );
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction, offset] = iso;
    return build(year!, Number(month), day!, hour!, minute!, second!, fraction, offset, zone);
  }
  const asc = /^\[?(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\d{4})/.exec(text);
  if (asc) {
    const [, month, day, hour, minute, second, year] = asc;
    return build(year!, MONTHS.indexOf(month!) + 1, day!, hour!, minute!, second!, undefined, undefined, zone);
  }
  const web = /^\[?[A-Z][a-z]{2}, (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2})(?: (GMT|[+-]\d{4}))?/.exec(
    text,
  );
  if (web) {
    const [, day, month, year, hour, minute, second, offset] = web;
    const east = offset === 'GMT' ? 'Z' : offset;
    return build(year!, MONTHS.indexOf(month!) + 1, day!, hour!, minute!, second!, undefined, east, zone);
  }
  const compact = /^\[?(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})(Z)?(?!\d)/.exec(text);
  if (compact) {
    const [, year, month, day, hour, minute, second, offset] = compact;
    return build(year!, Number(month), day!, hour!, minute!, second!, undefined, offset, zone);
  }
  return undefined;
}

function build(
  year: string,
  month: number,
  day: string,
  hour: string,
  minute: string,
  second: string,
  fraction: string | undefined,
  offset: string | undefined,
  zone: number,
): LoggedTime | undefined {
  if (month < 1 || month > 12 || Number(day) < 1 || Number(day) > 31 || Number(hour) > 24 || Number(minute) > 59) {
    return undefined;
  }
  const milliseconds = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  const local = Date.UTC(
    Number(year),
    month - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  );
  return {
    time: local - (offset === undefined ? zone : zoneMinutes(offset)) * 60_000,
    zoneAssumed: offset === undefined,
  };
}

/** `+0800`, `+08:00` or `Z` as minutes east of UTC. */
export function zoneMinutes(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.replace(/[^0-9]/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4));
  return offset.startsWith('-') ? -minutes : minutes;
}

/** A number that is a time since 1970 in seconds, milliseconds, microseconds or nanoseconds, by its size. */
export function epochTime(value: number): number | undefined {
  if (!Number.isFinite(value) || value < 1e8) return undefined;
  if (value < 1e11) return Math.round(value * 1000);
  if (value < 1e14) return Math.round(value);
  if (value < 1e17) return Math.round(value / 1000);
  return Math.round(value / 1e6);
}

/** ISO 8601 in UTC with milliseconds, or `undefined` for a time out of range. */
export function isoTime(time: number | undefined): string | undefined {
  if (time === undefined || !Number.isFinite(time) || Math.abs(time) > 8.64e15) return undefined;
  return new Date(time).toISOString();
}
