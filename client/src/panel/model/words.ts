/** Words of the panel: one thing has one name, in the list, the details and the exports alike. */
import type { Counts } from './summary.ts';

/** What says a sentence in the reader's language; `vscode.l10n` is one, and tests have their own. */
export interface L10n {
  t(message: string, ...args: (string | number)[]): string;
}

export interface Locale {
  readonly l10n: L10n;
  /** BCP 47: `en`, `zh-CN`. */
  readonly language: string;
  /** An IANA name; the machine's own where it is undefined. */
  readonly timeZone?: string;
}

/** What a payload tries. A family that is newer than this list shows its own name. */
export function familyName(l10n: L10n, family: string): string {
  const names: Record<string, string> = {
    sqli: l10n.t('SQL injection'),
    nosqli: l10n.t('NoSQL injection'),
    xss: l10n.t('XSS'),
    'path-traversal': l10n.t('path traversal'),
    'sensitive-file': l10n.t('sensitive file'),
    rce: l10n.t('command injection'),
    'code-injection': l10n.t('code injection'),
    ssti: l10n.t('template injection'),
    'url-injection': l10n.t('URL injection'),
    crlf: l10n.t('CRLF injection'),
    ldap: l10n.t('LDAP injection'),
    xxe: l10n.t('XXE'),
    log4j: l10n.t('Log4Shell'),
    deserialization: l10n.t('deserialization'),
    'type-confusion': l10n.t('unexpected type'),
    malformed: l10n.t('malformed bytes'),
    opaque: l10n.t('payload in the body'),
    baseline: l10n.t('control request'),
    refused: l10n.t('refused before it was read'),
  };
  return Object.hasOwn(names, family) ? names[family]! : family;
}

/** By what a line is held to be the scanner's. */
export function identityName(l10n: L10n, identity: string): string {
  const names: Record<string, string> = {
    'ua+ip': l10n.t('User-Agent and address'),
    'ua+xff': l10n.t('User-Agent, and address behind a proxy'),
    'ua-only': l10n.t('User-Agent only: the log holds no client address'),
    'ip-only': l10n.t('address only: the log holds no User-Agent'),
    'xff-only': l10n.t('address behind a proxy only: the log holds no User-Agent'),
  };
  return Object.hasOwn(names, identity) ? names[identity]! : identity;
}

export const count = (locale: Locale, value: number) => new Intl.NumberFormat(locale.language).format(value);

/** `7 Nov 2024, 21:55` */
export function dateTime(locale: Locale, iso: string): string {
  return format(locale, iso, { dateStyle: 'medium', timeStyle: 'short' });
}

/** `21:55:29`: within a session the day is known. */
export function timeOfDay(locale: Locale, iso: string): string {
  return format(locale, iso, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

/** What is no time stays as it was written. */
function format({ language, timeZone }: Locale, iso: string, options: Intl.DateTimeFormatOptions): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  return new Intl.DateTimeFormat(language, { ...options, timeZone }).format(time);
}

const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `2 days ago`. @param now milliseconds since 1970 */
export function ago({ language, l10n }: Locale, iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (Number.isNaN(seconds)) return '';
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) {
      return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.trunc(seconds / length), unit);
    }
  }
  return l10n.t('just now');
}

/** `1 min 20 s`; what took no second lasted `1 s`. */
export function duration({ l10n }: Locale, seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours > 0) return minutes > 0 ? l10n.t('{0} h {1} min', hours, minutes) : l10n.t('{0} h', hours);
  if (minutes > 0) return rest > 0 ? l10n.t('{0} min {1} s', minutes, rest) : l10n.t('{0} min', minutes);
  return l10n.t('{0} s', rest);
}

/** `12.3 MB`, by thousands as file managers write it. */
export function size(locale: Locale, bytes: number): string {
  const unit = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const options: Intl.NumberFormatOptions = { style: 'unit', unit: unit[power], maximumFractionDigits: 1 };
  return new Intl.NumberFormat(locale.language, options).format(bytes / 1000 ** power);
}

/** Largest first, and by name where they are equal, so that a redraw never shuffles. */
export function byCount(counts: Counts): [string, number][] {
  return Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
