/** Addresses in CSS that a program computes. */

import type { Piece } from '../values.ts';

/** What stands between `url(` and `)`, the quotes left out. */
export function cssAddress(pieces: readonly Piece[]): readonly Piece[] {
  const inside: Piece[] = [];
  let open = false;
  for (const piece of pieces) {
    if ('hole' in piece) {
      if (open) inside.push(piece);
      continue;
    }
    let { text } = piece;
    if (!open) {
      const at = /url\(\s{0,8}["']?/i.exec(text);
      if (!at) continue;
      open = true;
      text = text.slice(at.index + at[0].length);
    }
    const close = /["']?\s{0,8}\)/.exec(text);
    inside.push({ ...piece, text: close ? text.slice(0, close.index) : text });
    if (close) break;
  }
  return inside.filter((piece) => 'hole' in piece || piece.text !== '');
}
