/** What a value becomes on its way to the code behind it, and what it does to decoders there. */

import { decodeUtf8, isUtf8, narrow } from '../bytes.ts';
import { percentDecode } from './parameters.ts';

/** Values beyond this are classified by their beginning: a payload never needs more, a hostile line may have more. */
export const LONGEST_VALUE = 16_384;
const MOST_ROUNDS = 3;

export interface DecodedValue {
  /** Bytes after one round: what the framework gives to the handler. */
  readonly once: string;
  /** Bytes after all rounds that change anything. */
  readonly bytes: string;
  /** `bytes` as UTF-8 text; what is not UTF-8 is U+FFFD. */
  readonly text: string;
  /** Rounds of percent-encoding that were undone, at most 3. */
  readonly rounds: number;
}

/** Decodes a value of a query: `+` is a space in the first round, `%uXXXX` counts as an escape too. */
export function decodeValue(raw: string, plus = true): DecodedValue {
  const value = raw.length > LONGEST_VALUE ? raw.slice(0, LONGEST_VALUE) : raw;
  const once = percentDecode(plus ? value.replaceAll('+', ' ') : value);
  let bytes = once;
  let rounds = once === value ? 0 : 1;
  while (rounds < MOST_ROUNDS && /%[0-9a-fA-F]{2}/.test(bytes)) {
    const next = percentDecode(bytes);
    if (next === bytes) break;
    bytes = next;
    rounds++;
  }
  if (/%u[0-9a-fA-F]{4}/.test(bytes)) {
    bytes = bytes.replace(/%u([0-9a-fA-F]{4})/g, (_, hex) => narrow(String.fromCharCode(Number.parseInt(hex, 16))));
  }
  return { once, bytes, text: decodeUtf8(bytes), rounds };
}

/** The bytes are no UTF-8 after one round of decoding, which is what strict decoders and JSON encoders fail on. */
export function hasInvalidUtf8(raw: string): boolean {
  // A logger that replaced what was no UTF-8 left U+FFFD in its place, raw; a client would have encoded it.
  return raw.includes('\xef\xbf\xbd') || !isUtf8(percentDecode(raw));
}

/** `decodeURIComponent` throws on the value as sent. */
export function hasBadPercent(raw: string): boolean {
  if (!raw.includes('%')) return false;
  try {
    decodeURIComponent(raw);
    return false;
  } catch {
    return true;
  }
}

/** Seconds a payload wants the database to sleep, if it does. */
export function sleepSecondsOf(text: string): number | undefined {
  const call = /\b(?:pg_)?sleep\s{0,8}\(\s{0,8}(\d{1,6}(?:\.\d{1,3})?)\s{0,8}\)/i.exec(text);
  if (call) {
    const seconds = Number(call[1]);
    // JavaScript's sleep, in a `$where`, counts milliseconds.
    return seconds >= 1000 ? seconds / 1000 : seconds;
  }
  const wait = /\bwaitfor\s{1,8}delay\s{0,8}['"(]{0,2}(\d{1,3}):(\d{1,3}):(\d{1,3})/i.exec(text);
  return wait ? Number(wait[1]) * 3600 + Number(wait[2]) * 60 + Number(wait[3]) : undefined;
}
