/**
 * Just enough of a WebAssembly assembler to write one hot loop by named instructions, so that no binary has to be kept
 * in the sources and no compiler is needed to build them. Encodings are those of the WebAssembly core specification 2.0.
 */

export type Code = readonly number[];

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest ? low | 0x80 : low);
  } while (rest);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

const VOID = 0x40;

/** The instructions in use. Addresses are unaligned; `offset` is the constant part of an address. */
export const op = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  constant: (value: number): Code => [0x41, ...signed(value)],
  load: (offset: number): Code => [0x28, 0, ...unsigned(offset)],
  loadByte: (offset: number): Code => [0x2d, 0, ...unsigned(offset)],
  store: (offset: number): Code => [0x36, 0, ...unsigned(offset)],
  add: [0x6a] as Code,
  multiply: [0x6c] as Code,
  shiftRight: [0x76] as Code,
  below: [0x49] as Code,
  countOnes: [0x69] as Code,
  subtract: [0x6b] as Code,
  isZero: [0x45] as Code,
  xorVector: [0xfd, 0x51] as Code,
  andVector: [0xfd, 0x4e] as Code,
  orVector: [0xfd, 0x50] as Code,
  anyTrue: [0xfd, 0x53] as Code,
  loadVector: (offset: number): Code => [0xfd, 0x00, 0, ...unsigned(offset)],
  splatBytes: [0xfd, 0x0f] as Code,
  equalBytes: [0xfd, 0x23] as Code,
  bitmaskBytes: [0xfd, 0x64] as Code,
  when: (body: Code): Code => [0x04, VOID, ...body, 0x0b],
  /** Runs `body` as long as `condition` leaves something other than 0. */
  whileTrue: (condition: Code, body: Code): Code => [
    ...[0x03, VOID],
    ...condition,
    ...[0x04, VOID],
    ...body,
    ...[0x0c, 1], // branch to the loop's head
    ...[0x0b, 0x0b],
  ],
};

export const I32 = 0x7f;
export const V128 = 0x7b;

/** A module that exports one function `run` of `parameters` i32 and one i32 result, and imports `env.memory`. */
export function assemble(parameters: number, locals: readonly number[], body: Code): Uint8Array {
  const name = (text: string): number[] => [text.length, ...[...text].map((c) => c.charCodeAt(0))];
  const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
  const code = [...unsigned(locals.length), ...locals.flatMap((type) => [1, type]), ...body, 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters, ...new Array<number>(parameters).fill(I32), 1, I32]),
    ...section(2, [1, ...name('env'), ...name('memory'), 0x02, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('run'), 0x00, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}
