/** Sets of UTF-16 code units as sorted, disjoint, inclusive ranges. */

export type Charset = readonly (readonly [number, number])[];

export const ANY: Charset = [[0, 0xffff]];
export const DIGIT: Charset = [[48, 57]];
export const WORD: Charset = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
export const SPACE: Charset = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
/** What `\s` matches among bytes. */
export const ASCII_SPACE: Charset = [
  [9, 13],
  [32, 32],
];
export const LINE_END: Charset = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];

export function union(...sets: readonly Charset[]): Charset {
  const ranges = sets.flat().sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [low, high] of ranges) {
    const last = out.at(-1);
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else out.push([low, high]);
  }
  return out;
}

export function complement(set: Charset): Charset {
  const out: [number, number][] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) out.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= 0xffff) out.push([next, 0xffff]);
  return out;
}

export function has(set: Charset, unit: number): boolean {
  return set.some(([low, high]) => low <= unit && unit <= high);
}

/** The set with the other case of its ASCII letters. */
export function foldCase(set: Charset): Charset {
  const extra: [number, number][] = [];
  for (const [low, high] of set) {
    const upper: [number, number] = [Math.max(low, 65), Math.min(high, 90)];
    if (upper[0] <= upper[1]) extra.push([upper[0] + 32, upper[1] + 32]);
    const lower: [number, number] = [Math.max(low, 97), Math.min(high, 122)];
    if (lower[0] <= lower[1]) extra.push([lower[0] - 32, lower[1] - 32]);
  }
  return union(set, extra);
}
