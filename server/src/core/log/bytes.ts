/**
 * Byte strings: text with one character (0 to 255) a byte, so that bytes which are not UTF-8 survive until somebody
 * decides what they mean. Everything between a log file and the summary works on these.
 */

/** The bytes from `start` to `end` as a byte string. */
export function byteString(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const part = bytes.subarray(start, end);
  // Most lines are ASCII, which the decoder turns into one flat string; appending makes a tree that is flattened later.
  if (part.length > 32 && isAscii(part)) return lenient.decode(part);
  let text = '';
  for (let at = 0; at < part.length; at++) text += String.fromCharCode(part[at]!);
  return text;
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at]! > 127) return false;
  return true;
}

/** The bytes of a byte string. */
export function toBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

const encoder = new TextEncoder();
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Characters beyond one byte become their UTF-8 bytes, all others stay: undoes `\uXXXX` of a JSON writer. */
export function narrow(text: string): string {
  if (!/[^\x00-\xff]/.test(text)) return text;
  return text.replace(/[^\x00-\xff]+/g, (wide) => byteString(encoder.encode(wide)));
}

/** A byte string read as UTF-8; what is not UTF-8 becomes U+FFFD. */
export function decodeUtf8(text: string): string {
  return /[^\x00-\x7f]/.test(text) ? lenient.decode(toBytes(text)) : text;
}

/** Whether a byte string is well-formed UTF-8. */
export function isUtf8(text: string): boolean {
  if (!/[^\x00-\x7f]/.test(text)) return true;
  try {
    strict.decode(toBytes(text));
    return true;
  } catch {
    return false;
  }
}

/** A JSON-safe rendering of a byte string that keeps every byte: all but printable ASCII is written `\xHH`, a backslash doubled. */
export function printable(text: string): string {
  return text.replace(/[^ -[\]-~]/g, (byte) =>
    byte === '\\' ? '\\\\' : `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/**
 * Text that cannot act: control characters, and the characters that hide or turn others around, are spelled out.
 * For decoded values that people will read in a terminal or an editor.
 */
export function visible(text: string): string {
  return text.replace(
    /[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g,
    (bad) => {
      const code = bad.codePointAt(0)!;
      if (code < 0x20) return String.fromCharCode(0x2400 + code);
      if (code === 0x7f) return '\u2421';
      return `\u2039U+${code.toString(16).toUpperCase().padStart(4, '0')}\u203a`;
    },
  );
}

const NAMED: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '"': '"',
  '\\': '\\',
};

/**
 * Undoes a logger's escapes: nginx (`\xHH`), Apache (`\"`, `\\`, `\n`, `\xhh`), Tomcat and morgan (`\uXXXX`). What is no
 * escape stays as it is, so text that was never escaped passes through, save for what looks like an escape by chance.
 */
export function unescapeLogged(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([nrtbfv"\\]))/g, (_, hex, wide, name) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (wide !== undefined) return narrow(String.fromCharCode(Number.parseInt(wide, 16)));
    return NAMED[name as string]!;
  });
}
