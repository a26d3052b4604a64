/**
 * Makes text from a log harmless to look at: everything that would not be seen, or would turn its neighbours around,
 * is spelled out. Whoever shows a log's text, in whatever form, sends it through here.
 */

/**
 * Control characters, then what has no width, steers the direction of text, or selects a variant: marks and embeddings
 * (U+200B to U+200F, U+202A to U+202E, U+2066 to U+2069), line separators, the soft hyphen, fillers that look like
 * nothing, byte order mark, annotations, variation selectors, tags, halves of surrogate pairs.
 */
const HIDDEN =
  /\u034f|\u17b4|\u17b5|[\u180b-\u180e]|[\ufe00-\ufe0f]|[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\ud800-\udfff]/gu;

/** Running it twice changes nothing more. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (hidden) => {
    const code = hidden.codePointAt(0)!;
    // The control pictures of Unicode: a newline becomes one sign and still says which it was.
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `\u2039U+${code.toString(16).toUpperCase().padStart(4, '0')}\u203a`;
  });
}

/** At most `most` characters, whole ones; what is left out is marked. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most);
  // A surrogate pair is not cut in two.
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
