/** Non-deterministic automata of patterns, and two questions about them, with bounded work. */

import { ANY, type Charset, has } from './charset.ts';
import type { Pattern } from './parse.ts';

/** States are numbers; `start` begins, `accept` accepts. `sure` is false where the pattern accepts fewer strings than this says. */
export interface Automaton {
  readonly start: number;
  readonly accept: number;
  readonly sure: boolean;
  readonly empty: readonly (readonly number[])[];
  readonly moves: readonly (readonly { readonly set: Charset; readonly to: number }[])[];
}

/** A deterministic automaton over code units, given as a function: the strings that a decoder fails on. */
export interface BadStrings {
  readonly start: number;
  readonly next: (state: number, unit: number) => number;
  readonly bad: (state: number) => boolean;
  /** One code unit of each kind that `next` tells apart. */
  readonly units: readonly number[];
}

const MOST_STATES = 4000;
const MOST_PAIRS = 60_000;

/**
 * The automaton of "this pattern matches somewhere in the text" (`full`: matches it all). `undefined` where the pattern
 * grows too large.
 */
export function automatonOf(pattern: Pattern, full: boolean): Automaton | undefined {
  const builder = new Builder();
  const start = builder.state();
  const accept = builder.state();
  const inner = builder.state();
  const innerEnd = builder.state();
  builder.link(start, inner);
  builder.link(innerEnd, accept);
  if (!full) {
    // Text before and after the match; `^` and `$` cut these off by their marks, see Builder.build.
    builder.move(start, ANY, start);
    builder.move(accept, ANY, accept);
  }
  if (!builder.build(pattern, inner, innerEnd, start, accept)) return undefined;
  return builder.done(start, accept);
}

class Builder {
  private readonly empty: number[][] = [];
  private readonly moves: { set: Charset; to: number }[][] = [];
  private sure = true;
  /** Gates that hold only at the very start or very end of the text. */
  private readonly atStart = new Set<number>();
  private readonly atEnd = new Set<number>();

  state(): number {
    this.empty.push([]);
    this.moves.push([]);
    return this.empty.length - 1;
  }
  link(from: number, to: number): void {
    this.empty[from]!.push(to);
  }
  move(from: number, set: Charset, to: number): void {
    this.moves[from]!.push({ set, to });
  }

  build(pattern: Pattern, from: number, to: number, start: number, accept: number): boolean {
    if (this.empty.length > MOST_STATES) return false;
    switch (pattern.kind) {
      case 'set':
        this.move(from, pattern.set, to);
        return true;
      case 'start': {
        const gate = this.state();
        this.atStart.add(gate);
        this.link(from, gate);
        this.link(gate, to);
        return true;
      }
      case 'end': {
        const gate = this.state();
        this.atEnd.add(gate);
        this.link(from, gate);
        this.link(gate, to);
        return true;
      }
      case 'unsure':
        this.sure = false;
        this.link(from, to);
        if (pattern.wide) this.move(from, ANY, from);
        return true;
      case 'choice':
        return pattern.items.every((item) => this.build(item, from, to, start, accept));
      case 'sequence': {
        let at = from;
        for (const item of pattern.items) {
          const next = this.state();
          if (!this.build(item, at, next, start, accept)) return false;
          at = next;
        }
        this.link(at, to);
        return true;
      }
      case 'repeat': {
        // Counts beyond a handful only widen the language when they are dropped.
        const exact = pattern.max <= 64 && pattern.min <= 64;
        if (!exact && pattern.max !== Number.POSITIVE_INFINITY) this.sure = false;
        const min = Math.min(pattern.min, 64);
        const max = exact ? pattern.max : Number.POSITIVE_INFINITY;
        let at = from;
        for (let count = 0; count < min; count++) {
          const next = this.state();
          if (!this.build(pattern.item, at, next, start, accept)) return false;
          at = next;
        }
        if (max === Number.POSITIVE_INFINITY) {
          const loop = this.state();
          this.link(at, loop);
          if (!this.build(pattern.item, loop, loop, start, accept)) return false;
          this.link(loop, to);
          return true;
        }
        this.link(at, to);
        for (let count = min; count < max; count++) {
          const next = this.state();
          if (!this.build(pattern.item, at, next, start, accept)) return false;
          this.link(next, to);
          at = next;
        }
        return true;
      }
    }
  }

  /**
   * Splits every state in three phases to make `^` and `$` exact: nothing read yet, in the middle, nothing more may be
   * read. A `^` gate passes only in the first, a `$` gate leads to the last, where moves are cut.
   */
  done(start: number, accept: number): Automaton {
    const count = this.empty.length;
    const empty: number[][] = Array.from({ length: count * 3 + 1 }, () => []);
    const moves: { set: Charset; to: number }[][] = Array.from({ length: count * 3 + 1 }, () => []);
    const final = count * 3;
    for (let state = 0; state < count; state++) {
      for (let phase = 0; phase < 3; phase++) {
        const here = state * 3 + phase;
        if (this.atStart.has(state) && phase === 1) continue;
        for (const to of this.empty[state]!) {
          if (this.atStart.has(state) && phase === 2) continue;
          empty[here]!.push(to * 3 + (this.atEnd.has(state) ? 2 : phase));
        }
        if (phase < 2) for (const { set, to } of this.moves[state]!) moves[here]!.push({ set, to: to * 3 + 1 });
      }
    }
    for (let phase = 0; phase < 3; phase++) empty[accept * 3 + phase]!.push(final);
    // `^` directly followed by `$`: a start gate reached at phase 2 without reading would need a fourth phase; it only
    // accepts the empty text, which `start` covers when both gates stand in order.
    return { start: start * 3, accept: final, sure: this.sure, empty, moves };
  }
}

/** Whether the pattern accepts some bad string; true when unsure. Texts are of units up to `most`. */
export function acceptsBad(automaton: Automaton, bad: BadStrings, most: number): boolean {
  const units = unitsOf(automaton, bad, most);
  const seen = new Set<string>();
  const pending: [number, number][] = [[automaton.start, bad.start]];
  const push = (state: number, other: number) => {
    const key = `${state},${other}`;
    if (seen.has(key)) return;
    seen.add(key);
    pending.push([state, other]);
  };
  seen.add(`${automaton.start},${bad.start}`);
  while (pending.length > 0) {
    if (seen.size > MOST_PAIRS) return true;
    const [state, other] = pending.pop()!;
    if (state === automaton.accept && bad.bad(other)) return true;
    for (const to of automaton.empty[state]!) push(to, other);
    for (const { set, to } of automaton.moves[state]!) {
      for (const unit of units) if (has(set, unit)) push(to, bad.next(other, unit));
    }
  }
  return false;
}

/** Whether the pattern accepts every bad string; false when unsure. Texts are of units up to `most`. */
export function acceptsAllBad(automaton: Automaton, bad: BadStrings, most: number): boolean {
  if (!automaton.sure) return false;
  const units = unitsOf(automaton, bad, most);
  const closure = (states: Iterable<number>): number[] => {
    const all = new Set<number>(states);
    const pending = [...all];
    while (pending.length > 0) {
      for (const to of automaton.empty[pending.pop()!]!) {
        if (!all.has(to)) {
          all.add(to);
          pending.push(to);
        }
      }
    }
    return [...all].sort((a, b) => a - b);
  };
  const first = closure([automaton.start]);
  const pending: [number[], number][] = [[first, bad.start]];
  const seen = new Set([`${first.join()};${bad.start}`]);
  let work = 0;
  while (pending.length > 0) {
    const [states, other] = pending.pop()!;
    if (bad.bad(other) && !states.includes(automaton.accept)) return false;
    for (const unit of units) {
      if (++work > MOST_PAIRS) return false;
      const moved = new Set<number>();
      for (const state of states) for (const { set, to } of automaton.moves[state]!) if (has(set, unit)) moved.add(to);
      const next = closure(moved);
      const key = `${next.join()};${bad.next(other, unit)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      pending.push([next, bad.next(other, unit)]);
    }
  }
  return true;
}

/** One code unit for each class that neither automaton tells apart. */
function unitsOf(automaton: Automaton, bad: BadStrings, most: number): number[] {
  const cuts = new Set<number>([0]);
  const sets = new Set<Charset>();
  for (const list of automaton.moves) for (const { set } of list) sets.add(set);
  for (const set of sets) {
    for (const [low, high] of set) {
      cuts.add(low);
      if (high < 0xffff) cuts.add(high + 1);
    }
  }
  return [...new Set([...cuts, ...bad.units])].filter((unit) => unit <= most);
}
