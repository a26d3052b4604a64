/** From bytes to text, as an editor would show it. */

import { type Message, message } from '../base/finding.ts';

const decoder = new TextDecoder('utf-8');

/** How far a binary file is recognised by its zero bytes, as git does it. */
const LOOKED_AT = 8000;

/**
 * The text of `bytes` without a byte order mark, or why it is none. Bytes that are no UTF-8 become U+FFFD, so that the
 * rest of the file is still read.
 */
export function decodeText(bytes: Uint8Array): string | { readonly why: Message } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.subarray(0, LOOKED_AT).includes(0)) return { why: message('This is a binary file.') };
  return decoder.decode(bytes);
}
