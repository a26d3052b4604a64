/** What the execution of one file keeps, and what the execution of one function in it keeps. */

import type { FunctionExpression } from '../../ir/nodes.ts';
import type {
  CallRecord,
  ClassTerms,
  Condition,
  FunctionTerms,
  Origin,
  Owner,
  Site,
  Term,
  WriteRecord,
} from '../terms.ts';
import type { Scope, Variable } from './scope.ts';
import type { State } from './state.ts';

/** Execution of one file. */
export interface FileRun {
  readonly file: string;
  readonly functions: Map<string, FunctionTerms>;
  readonly classes: Map<string, ClassTerms>;
  readonly variables: Map<string, Term>;
  readonly exports: Map<string, Term>;
  readonly reexports: string[];
  readonly places: Map<string, readonly [number, number]>;
  /** How often each key was given out. */
  readonly counts: Map<string, number>;
  /** Functions whose bodies wait to be executed. */
  readonly pending: (() => void)[];
  /** Assignments from inner functions to variables of outer ones, by `fn|name`. */
  readonly outerWrites: Map<string, Term[]>;
  /** The setters of React states, and the states they set, both by `fn|name`. */
  readonly setters: Map<string, string>;
  /** Variables, by `fn|name`, whose objects inner functions change: they are read as what they are in the end. */
  readonly mutated: ReadonlySet<string>;
}

/** Execution of one function. */
export interface FunctionRun {
  readonly file: FileRun;
  readonly key: string;
  /** The function whose `this` an arrow function shares. */
  readonly thisKey: string;
  scope: Scope;
  state: State;
  when: readonly Condition[];
  readonly calls: CallRecord[];
  readonly writes: WriteRecord[];
  readonly returns: { readonly when: readonly Condition[]; readonly value: Term; readonly fallback: boolean }[];
  /** Inside a `catch`: what is returned here is used only where the `try` returns nothing. */
  fallback: boolean;
}

/** Names the n-th thing of that text in the file and remembers where it stands. */
export function keyFor(run: FileRun, text: string, start: number, end: number): string {
  const count = run.counts.get(text) ?? 0;
  run.counts.set(text, count + 1);
  const key = count === 0 ? text : `${text}#${count}`;
  run.places.set(key, [start, end]);
  return key;
}

export function originFor(run: FileRun, text: string, start: number, end: number): Origin {
  return { file: run.file, key: keyFor(run, `"${text.length > 80 ? text.slice(0, 80) : text}`, start, end) };
}

export function siteFor(run: FileRun, text: string, start: number, end: number): Site {
  return { file: run.file, key: keyFor(run, `(${text}`, start, end) };
}

/** Where a property assignment of a variable of an outer function is kept. */
export function outerKey(variable: Variable): string {
  return `${variable.fn}|${variable.name}`;
}

/** A function that is still to be executed: all its body needs of the place where it was created. */
export interface FunctionSource {
  readonly key: string;
  readonly node: FunctionExpression;
  readonly scope: Scope;
  readonly thisKey: string;
  readonly when: readonly Condition[];
  readonly owner: Owner | undefined;
  readonly constructs: boolean;
}
