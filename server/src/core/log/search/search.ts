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
/** Odd numbers that spread four bytes well; the first that keeps the frequent literal apart from the others is taken. */
const MULTIPLIERS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1, 0xcc9e2d51, 0x1b873593].map(
  (n) => n | 0,
);
/** Past the end of the window the loop may read this much. */
const PADDING = 32;
/** A destination on a page boundary makes the copy out of the page cache several times slower on some processors. */
const UNALIGN = 64;

/** Marks in the table: 1 for a literal, more for the frequent one, and then how far before the position its surroundings begin. */
const PLAIN = 1;
/** Known surroundings of the frequent literal: 64 bytes, a mask of 64, a count. */
const KNOWN_SIZE = 144;
const KNOWN_MOST = 16;
const KNOWN_END_AT = 1024;
const KNOWN_AT = 1040;

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
  /**
   * From now on counts occurrences of the frequent literal that stand in exactly these surroundings (`lead` bytes before
   * it, at most 64 in all) instead of reporting them. Answers whether there was room for it.
   */
  learn(surroundings: Uint8Array): boolean;
  /** Hands over what was counted since the last time, by the order in which surroundings were learned. */
  drain(counted: (index: number, count: number) => void): void;
}

/** A literal that nearly every line holds: what surrounds it is compared while searching. */
export interface Frequent {
  readonly literal: number;
  /** Bytes of its surroundings before it. */
  readonly lead: number;
}

function kernel(stride: number, multiplier: number): WebAssembly.Module {
  const [at, end, table, out] = [0, 1, 2, 3];
  const [first, lines, lineEnd, mark, known, start] = [4, 5, 6, 7, 8, 9];

  /** Where the frequent literal stands with surroundings that are known, counts them and takes the mark away. */
  const countKnown = (offset: number): Code => [
    ...op.get(at),
    ...op.constant(offset),
    ...op.add,
    ...op.get(mark),
    ...op.subtract,
    ...op.set(start),
    ...op.constant(KNOWN_AT),
    ...op.set(known),
    ...op.whileTrue(
      [...op.get(known), ...op.constant(0), ...op.load(KNOWN_END_AT), ...op.below],
      [
        ...[0, 16, 32, 48].flatMap((part) => [
          ...op.get(start),
          ...op.loadVector(part),
          ...op.get(known),
          ...op.loadVector(part),
          ...op.xorVector,
          ...op.get(known),
          ...op.loadVector(64 + part),
          ...op.andVector,
          ...(part === 0 ? [] : op.orVector),
        ]),
        ...op.anyTrue,
        ...op.isZero,
        ...op.when([
          ...op.get(known),
          ...op.get(known),
          ...op.load(128),
          ...op.constant(1),
          ...op.add,
          ...op.store(128),
          ...op.constant(0),
          ...op.set(mark),
          ...op.constant(0),
          ...op.load(KNOWN_END_AT),
          ...op.set(known),
        ]),
        ...op.get(known),
        ...op.constant(KNOWN_SIZE),
        ...op.add,
        ...op.set(known),
      ],
    ),
  ];
  const checks: number[] = [];
  for (let offset = 0; offset < 16; offset += stride) {
    checks.push(
      ...op.get(at),
      ...op.load(offset),
      ...op.constant(multiplier),
      ...op.multiply,
      ...op.constant(32 - TABLE_BITS),
      ...op.shiftRight,
      ...op.get(table),
      ...op.add,
      ...op.loadByte(0),
      ...op.set(mark),
      ...op.get(mark),
      ...op.when([
        ...op.constant(PLAIN),
        ...op.get(mark),
        ...op.below,
        ...op.when(countKnown(offset)),
        ...op.get(mark),
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
  return new WebAssembly.Module(assemble(4, [I32, I32, V128, I32, I32, I32], body));
}

/**
 * Prepares a search for `literals` (at least 4 bytes each) in windows of up to `capacity` bytes. Throws a RangeError
 * for a shorter literal.
 */
export function createSearch(literals: readonly Uint8Array[], capacity: number, frequent?: Frequent): Search {
  const shortest = Math.min(64, ...literals.map((literal) => literal.length));
  if (shortest < 4) throw new RangeError('A literal to search for has at least 4 bytes.');
  const stride = [8, 4, 2, 1].find((size) => size <= shortest - 3)!;
  const multiplier =
    MULTIPLIERS.find((candidate) => keepsApart(literals, stride, candidate, frequent)) ?? MULTIPLIERS[0]!;

  const tableAt = 4096;
  const windowAt = tableAt + (1 << TABLE_BITS) + UNALIGN;
  const outAt = (windowAt + capacity + PADDING + 7) & ~7;
  const total = outAt + (Math.ceil(capacity / stride) + 8) * 4 + 64;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(total / 65536) });
  const run = new WebAssembly.Instance(kernel(stride, multiplier), { env: { memory } }).exports['run'] as (
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
      const hash = hashAt(literal, offset, multiplier);
      const chain = chains.get(hash) ?? [];
      chain.push({ literal: index, offset });
      chains.set(hash, chain);
      const lone = chain.length === 1 && index === frequent?.literal;
      all[tableAt + hash] = lone ? offset + frequent.lead : PLAIN;
    }
  });
  const lookup: ({ literal: number; offset: number }[] | undefined)[] = new Array(1 << TABLE_BITS);
  for (const [hash, chain] of chains) lookup[hash] = chain;

  const saved = new Uint8Array(PADDING);
  let knownCount = 0;
  words[KNOWN_END_AT >> 2] = KNOWN_AT;
  return {
    bytes,
    capacity,
    learn(surroundings) {
      if (frequent === undefined || knownCount >= KNOWN_MOST || surroundings.length > 64) return false;
      const entry = KNOWN_AT + KNOWN_SIZE * knownCount++;
      all.set(surroundings, entry);
      all.fill(0xff, entry + 64, entry + 64 + surroundings.length);
      words[KNOWN_END_AT >> 2] = KNOWN_AT + KNOWN_SIZE * knownCount;
      return true;
    },
    drain(counted) {
      for (let index = 0; index < knownCount; index++) {
        const word = (KNOWN_AT + KNOWN_SIZE * index + 128) >> 2;
        if (words[word]! > 0) counted(index, words[word]!);
        words[word] = 0;
      }
    },
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
        const chain = lookup[hashAt(all, at, multiplier)];
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

function hashAt(bytes: Uint8Array, at: number, multiplier: number): number {
  const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  return Math.imul(word, multiplier) >>> (32 - TABLE_BITS);
}

/** Whether no four bytes of the frequent literal share their place in the table with another literal's. */
function keepsApart(
  literals: readonly Uint8Array[],
  stride: number,
  multiplier: number,
  frequent: Frequent | undefined,
): boolean {
  if (frequent === undefined) return true;
  const hashes = (literal: Uint8Array) =>
    Array.from({ length: stride }, (_, offset) => hashAt(literal, offset, multiplier));
  const own = hashes(literals[frequent.literal]!);
  return (
    new Set(own).size === own.length &&
    !literals.some((literal, index) => index !== frequent.literal && hashes(literal).some((hash) => own.includes(hash)))
  );
}
