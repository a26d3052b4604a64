/**
 * Finds several literals in bytes and counts line ends, in one pass.
 *
 * Every literal is at least `stride + 3` bytes long, so each of its occurrences covers a position that is a multiple of
 * the stride, and one of the literal's first `stride` four-byte groups stands exactly there. Looking up a hash of the
 * four bytes at every such position in a small table therefore finds all occurrences while reading an eighth of the
 * positions; the few candidates are compared in full afterwards. Line ends are counted sixteen bytes at a time.
 */

import { assemble, type Code, I32, op, V128 } from './assembler.ts';

const TABLE_BITS = 14;
const MULTIPLIER = 0x9e3779b1 | 0;
/** Past the end of the window the loop may read this much. */
const PADDING = 32;
/** A destination on a page boundary makes the copy out of the page cache several times slower on some processors. */
const UNALIGN = 64;

/**
 * A window of bytes to be filled by the caller (`bytes`, `capacity` long) and searched.
 */
export interface Search {
  readonly bytes: Uint8Array;
  readonly capacity: number;
  /**
   * Searches the first `length` bytes of the window; calls `found` for every occurrence that lies wholly within, in
   * the order of positions. Returns the number of line ends (LF).
   */
  run(length: number, found: (literal: number, at: number) => void): number;
}

function kernel(stride: number): WebAssembly.Module {
  const [at, end, table, out] = [0, 1, 2, 3];
  const [first, lines, lineEnd] = [4, 5, 6];
  const checks: number[] = [];
  for (let offset = 0; offset < 16; offset += stride) {
    checks.push(
      ...op.get(at),
      ...op.load(offset),
      ...op.constant(MULTIPLIER),
      ...op.multiply,
      ...op.constant(32 - TABLE_BITS),
      ...op.shiftRight,
      ...op.get(table),
      ...op.add,
      ...op.loadByte(0),
      ...op.when([
        ...op.get(out),
        ...op.get(at),
        ...op.constant(offset),
        ...op.add,
        ...op.store(0),
        ...op.get(out),
        ...op.constant(4),
        ...op.add,
        ...op.set(out),
      ]),
    );
  }
  const body: Code = [
    ...op.get(out),
    ...op.set(first),
    ...op.constant(10),
    ...op.splatBytes,
    ...op.set(lineEnd),
    ...op.whileTrue(
      [...op.get(at), ...op.get(end), ...op.below],
      [
        ...op.get(at),
        ...op.loadVector(0),
        ...op.get(lineEnd),
        ...op.equalBytes,
        ...op.bitmaskBytes,
        ...op.countOnes,
        ...op.get(lines),
        ...op.add,
        ...op.set(lines),
        ...checks,
        ...op.get(at),
        ...op.constant(16),
        ...op.add,
        ...op.set(at),
      ],
    ),
    // The number of line ends goes right behind the candidates; the result is where that is.
    ...op.get(out),
    ...op.get(lines),
    ...op.store(0),
    ...op.get(out),
  ];
  return new WebAssembly.Module(assemble(4, [I32, I32, V128], body));
}

/**
 * Prepares a search for `literals` (at least 4 bytes each) in windows of up to `capacity` bytes. Throws a RangeError
 * for a shorter literal.
 */
export function createSearch(literals: readonly Uint8Array[], capacity: number): Search {
  const shortest = Math.min(64, ...literals.map((literal) => literal.length));
  if (shortest < 4) throw new RangeError('A literal to search for has at least 4 bytes.');
  const stride = [8, 4, 2, 1].find((size) => size <= shortest - 3)!;

  const tableAt = 1024;
  const windowAt = tableAt + (1 << TABLE_BITS) + UNALIGN;
  const outAt = (windowAt + capacity + PADDING + 7) & ~7;
  const total = outAt + (Math.ceil(capacity / stride) + 8) * 4 + 64;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(total / 65536) });
  const run = new WebAssembly.Instance(kernel(stride), { env: { memory } }).exports['run'] as (
    at: number,
    end: number,
    table: number,
    out: number,
  ) => number;
  const all = new Uint8Array(memory.buffer);
  const words = new Uint32Array(memory.buffer);
  const bytes = all.subarray(windowAt, windowAt + capacity);

  // Chains of (literal, offset) by the hash of the four bytes there.
  const chains = new Map<number, { literal: number; offset: number }[]>();
  literals.forEach((literal, index) => {
    for (let offset = 0; offset < stride; offset++) {
      const hash = hashAt(literal, offset);
      const chain = chains.get(hash) ?? [];
      chain.push({ literal: index, offset });
      chains.set(hash, chain);
      all[tableAt + hash] = 1;
    }
  });
  const lookup: ({ literal: number; offset: number }[] | undefined)[] = new Array(1 << TABLE_BITS);
  for (const [hash, chain] of chains) lookup[hash] = chain;

  const saved = new Uint8Array(PADDING);
  return {
    bytes,
    capacity,
    run(length, found) {
      // What lies behind the searched part must not be seen by the sixteen-byte steps.
      const behind = all.subarray(windowAt + length, windowAt + length + PADDING);
      saved.set(behind);
      behind.fill(0);
      const last = run(windowAt, windowAt + length, tableAt, outAt) >>> 0;
      behind.set(saved);
      const lines = words[last >> 2]!;
      for (let word = outAt >> 2; word < last >> 2; word++) {
        const at = words[word]!;
        const chain = lookup[hashAt(all, at)];
        if (chain === undefined) continue;
        for (const { literal, offset } of chain) {
          const start = at - offset;
          const expected = literals[literal]!;
          if (start < windowAt || start + expected.length > windowAt + length) continue;
          let same = 0;
          while (same < expected.length && all[start + same] === expected[same]) same++;
          if (same === expected.length) found(literal, start - windowAt);
        }
      }
      return lines;
    },
  };
}

function hashAt(bytes: Uint8Array, at: number): number {
  const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  return Math.imul(word, MULTIPLIER) >>> (32 - TABLE_BITS);
}
