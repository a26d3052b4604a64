/** Scripts written inside a template: their `<` is no tag, so they are taken out before the template is read. */

export interface InlineScript {
  /** Where the element's `<` stands. */
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** Blanks the bodies of inline `<wxs>` elements, length and lines kept. Linear in the text. */
export function maskInlineScripts(text: string): { masked: string; bodies: InlineScript[] } {
  const bodies: InlineScript[] = [];
  let masked = '';
  let copied = 0;
  let at = 0;
  // Looked for again only once it is passed: a file without comments is searched once.
  let comment = text.indexOf('<!--');
  while (at < text.length) {
    if (comment >= 0 && comment < at) comment = text.indexOf('<!--', at);
    const tag = text.indexOf('<wxs', at);
    if (tag < 0) break;
    if (comment >= 0 && comment < tag) {
      const end = text.indexOf('-->', comment + 4);
      if (end < 0) break;
      at = end + 3;
      continue;
    }
    const start = tagEnd(text, tag);
    if (start < 0) break;
    at = start;
    if (text[start - 2] === '/' || !/[\s>/]/.test(text[tag + 4] ?? '')) continue;
    const end = text.indexOf('</wxs', start);
    if (end < 0) break;
    bodies.push({ tag, start, end });
    masked += text.slice(copied, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    copied = end;
    at = end;
  }
  return { masked: masked + text.slice(copied), bodies };
}

/** Just behind the `>` that ends the tag, quotes skipped; -1 where there is none. */
function tagEnd(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const unit = text[at]!;
    if (quote !== '') {
      if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '>') return at + 1;
  }
  return -1;
}
