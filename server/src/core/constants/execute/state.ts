/** The values of a function's own variables at one point of its run, and how two branches come together again. */

import type { Term } from '../terms.ts';
import { UNDEFINED, UNKNOWN } from '../terms.ts';
import { isTooHeavy } from './weight.ts';

/** A state is a chain of overlays, so that a branch costs only what it changes. */
export class State {
  private readonly base: State | undefined;
  private readonly own = new Map<string, Term>();

  constructor(base?: State) {
    this.base = base;
  }

  get(name: string): Term | undefined {
    for (let state: State | undefined = this; state; state = state.base) {
      const term = state.own.get(name);
      if (term) return term;
    }
    return undefined;
  }

  set(name: string, term: Term): void {
    this.own.set(name, isTooHeavy(term) ? UNKNOWN : term);
  }

  fork(): State {
    return new State(this);
  }

  changed(): Iterable<string> {
    return this.own.keys();
  }

  /** Takes over what `branch`, a fork of this state, has changed. */
  adopt(branch: State): void {
    for (const [name, term] of branch.own) this.own.set(name, term);
  }

  /** Every variable with its value. */
  entries(): Map<string, Term> {
    const all = this.base ? this.base.entries() : new Map<string, Term>();
    for (const [name, term] of this.own) all.set(name, term);
    return all;
  }

  /** After a branch: what either fork has changed becomes a choice by `test` (or an undecided one without it). */
  join(test: Term | undefined, then: State, otherwise: State): void {
    const names = new Set([...then.changed(), ...otherwise.changed()]);
    for (const name of names) {
      const a = then.get(name) ?? UNDEFINED;
      const b = otherwise.get(name) ?? UNDEFINED;
      if (a === b) this.own.set(name, a);
      else this.set(name, test ? { k: 'cond', test, then: a, else: b } : { k: 'choice', of: [a, b] });
    }
  }
}
