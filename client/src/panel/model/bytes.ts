/**
 * The bytes behind what a summary writes: it keeps printable ASCII, doubles a backslash and writes every other byte
 * `\xHH`. Here they become bytes again, one character (0 to 255) each.
 */
import type { HitSample } from './summary.ts';

/** Undoes the summary's writing. What is no escape of it stays as it is. */
export function bytesOf(printable: string): string {
  return printable.replace(/\\(?:x([0-9a-fA-F]{2})|\\)/g, (_, hex?: string) =>
    hex === undefined ? '\\' : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** What the scanner put into the request line. */
export interface Target {
  /** One character a byte. */
  readonly bytes: string;
  /** False where the log did not keep all of it, or where the path holds bytes that are no text. */
  readonly exact: boolean;
}

const MOST_KEPT = 2000;
const PLAIN_PATH = /^[!-~]+$/;

/** Undefined where the server logged no target at all. */
export function targetOf(sample: Pick<HitSample, 'path' | 'query'>): Target | undefined {
  if (sample.path === '-' || sample.path === '(other)' || sample.path === '') return undefined;
  const query = bytesOf(sample.query);
  const bytes = query === '' ? utf8(sample.path) : `${utf8(sample.path)}?${query}`;
  return { bytes, exact: PLAIN_PATH.test(sample.path) && sample.path.length < 500 && query.length < MOST_KEPT };
}

/** A string as its UTF-8 bytes. */
export function utf8(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

/** The characters of RFC 3986 that may stand in a path and query as they are, `%` included: what the scanner encoded stays encoded. */
const URL_SAFE = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/g;

/** A target as a URL may carry it: a server that decodes it once gets the same bytes. */
export function encodedTarget(bytes: string): string {
  return bytes.replace(URL_SAFE, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
