/**
 * The run of one piece of a program: an abstract interpreter that walks the tree once for every way a handler is
 * reached, follows calls into helpers of any file, and hands every decoder failure to whoever would catch it.
 */

import type { Message, Place } from '../base/finding.ts';
import type { Node } from '../ir/nodes.ts';
import type { FrameworkModel, HandlerRow } from '../models/schema/flow.ts';
import { type Models, rootSpots, step } from './models.ts';
import type { Walk } from './php-each.ts';
import type { Reference } from './php-references.ts';
import { emptyState, fork, joinStates, remaining, type State } from './state.ts';
import type { ClassValue, Hit, Label, Scope, Value } from './value.ts';
import { UNKNOWN } from './value.ts';

/** What a registration at the top level says: `app.get('/x', handler)`. */
export interface Registration {
  /** The router object. */
  readonly router: string;
  readonly row: HandlerRow;
  readonly method: string;
  readonly path: string | undefined;
  readonly handlers: readonly Value[];
  /** Rules that the framework checks before the handler, by the kind of input. */
  readonly options: Value | undefined;
  readonly place: Place;
}

/** One file's top level after it has run. */
export interface ModuleRun {
  readonly file: string;
  readonly exports: Value;
  readonly state: State;
  readonly scope: Scope;
  readonly registrations: readonly Registration[];
  /** Failures in code that runs when the module is loaded, or (PHP) when the file is requested. */
  readonly hits: readonly Hit[];
  readonly classes: readonly ClassValue[];
  /** Whether the work did not suffice for all of it. */
  readonly exhausted: boolean;
}

/** What a run may ask about the rest of the project. */
export interface World {
  readonly models: Models;
  /** The frameworks the project uses. */
  readonly frameworks: readonly FrameworkModel[];
  run(file: string): ModuleRun | undefined;
  /** Where a written import leads: a file of the project, or a package. */
  resolve(from: string, specifier: string): { readonly file: string } | { readonly module: string };
  /** PHP: a class or function by qualified name. */
  classNamed(name: string): Value | undefined;
  functionNamed(name: string): Value | undefined;
  /** Whether a function's own text reads request input; a call that passes none on to one that reads none need not be followed. */
  readsRequest?(file: string, start: number, end: number): boolean;
  /** PHP: the class that the project has bound to a name in its container. */
  bound?(name: string): string | undefined;
  /** PHP: whether that file's text does anything that could change what becomes of a request: catch, check, decode, answer. */
  mayGuard?(file: string): boolean;
  /** PHP: whether calls in that file are checked strictly. */
  strictTypes?(file: string): boolean;
  /** A dependency's version as written, where the project's files tell. */
  version?(name: string): string | undefined;
  /** Major version of a dependency, where the project's files tell. */
  major(name: string): number | undefined;
}

/** Who may catch a failure. */
export interface Catcher {
  readonly hits: Hit[];
  /** Catches failures of that class. */
  readonly catches: (error: string) => boolean;
  /** A boundary collects whatever comes and ends the search: an async function, a callback that runs later. */
  readonly boundary: boolean;
  /** States in which something was thrown. */
  state: State | undefined;
}

export interface Frame {
  readonly file: string;
  readonly self: Value | undefined;
  readonly owner: ClassValue | undefined;
  readonly returns: { readonly value: Value; readonly state: State }[];
  /** What a generator has given so far. */
  readonly yields: Value[];
  /** PHP: the keys it has given them by. */
  readonly yieldedKeys: Value[];
  readonly breaks: Map<string, State | undefined>;
}

/** The kind of objects that hold what has been written over input (`$data = $request->all(); $data['id'] = 1`). */
export const OVERLAY = 'w';

export function isOverlay(object: string): boolean {
  return /^[a-z]?w\d/.test(object);
}

/** So much work for one entry; then the rest of it stays unknown. */
const FUEL = 60_000;
export const DEEPEST_CALL = 24;

export class Machine {
  state: State | undefined = emptyState();
  scope: Scope;
  frame: Frame;
  fuel = FUEL;
  /** Set where input was handed to a call deeper than calls are followed. */
  cutShort = false;
  readonly catchers: Catcher[] = [];
  readonly calls: unknown[] = [];
  /** Failures that nobody in the code catches. */
  readonly escaped: Hit[] = [];
  /** Failures that are being handled in a `catch` body. */
  readonly handling: (readonly Hit[])[] = [];
  readonly registrations: Registration[] = [];
  /** Parameters that were read, as `query.live_id`. */
  readonly inputs = new Map<string, Label>();
  /** Set while a middleware or error handler runs: failures that it answers with a status of 500 or more. */
  middleware: Hit[] | undefined;
  /** Set while a handler runs after which others follow: whether it has answered on this path, so that none follows. */
  ends: ((value: Value, state: State) => boolean) | undefined;
  /** Told of every value that the outermost function returns: some frameworks encode it afterwards. */
  atReturn: ((node: Node, value: Value) => void) | undefined;
  /** PHP: how many `@` stand around this point: warnings are silenced, and are no exceptions then. */
  silenced = 0;
  /** PHP: the script's own error handler turns warnings into exceptions. */
  warningsAreThrown = false;
  /** PHP: what `json_decode` has given last, for `json_last_error()`. */
  decoded: Value | undefined;
  /** PHP: what the function that was called last has left in the parameters it takes by reference, by position. */
  leftByReference: ReadonlyMap<number, Value> | undefined;
  /** PHP: the `foreach` loops around this point. */
  readonly walks: Walk[] = [];
  /** PHP: variables that are other names for a place, by scope and name. */
  readonly references = new Map<string, Reference>();
  /** Path prefixes of enclosing groups. */
  readonly prefixes: string[] = [];
  readonly world: World;
  private readonly prefix: string;
  private count = 0;

  constructor(world: World, file: string, prefix: string) {
    this.world = world;
    this.prefix = prefix;
    this.scope = { id: `${prefix}${file}`, file, parent: undefined, names: new Set(), later: new Map() };
    this.frame = {
      file,
      self: undefined,
      owner: undefined,
      returns: [],
      yields: [],
      yieldedKeys: [],
      breaks: new Map(),
    };
  }

  get models(): Models {
    return this.world.models;
  }
  get php(): boolean {
    return this.world.models.language === 'php';
  }

  /** PHP: whether a warning is an exception here. */
  get warningsThrow(): boolean {
    return this.warningsAreThrown || this.world.frameworks.some((model) => model.errors.warningsThrow);
  }

  fresh(kind: string): string {
    return `${this.prefix}${kind}${this.count++}`;
  }

  /** A point in time, for `forget`. */
  mark(): number {
    return this.count;
  }

  /** Drops the variables of scopes that were opened since `mark`. */
  forget(state: State, mark: number): void {
    const head = `${this.prefix}s`;
    const gone: string[] = [];
    for (const key of state.vars.keys())
      if (key.startsWith(head) && Number.parseInt(key.slice(head.length), 10) >= mark) gone.push(key);
    state.vars.deleteAll(gone);
  }

  place(node: Node): Place {
    return { file: this.scope.file, start: node.start, end: node.end };
  }

  /** Whether some of what may happen to input was not followed. */
  get exhausted(): boolean {
    return this.fuel <= 0 || this.cutShort;
  }

  /** False once the work for this entry is used up. */
  burn(): boolean {
    return --this.fuel > 0;
  }

  // ------------------------------------------------------------ variables

  pushScope(names: Iterable<string> = []): Scope {
    const scope: Scope = {
      id: this.fresh('s'),
      file: this.scope.file,
      parent: this.scope,
      names: new Set(names),
      later: new Map(),
    };
    this.scope = scope;
    return scope;
  }

  declare(name: string, value: Value): void {
    this.scope.names.add(name);
    this.state?.vars.set(`${this.scope.id} ${name}`, value);
  }

  /**
   * Declares a name whose value is found out when it is asked for: most modules that a handler's file imports have no part in
   * what the handler does.
   */
  declareLater(name: string, value: (m: Machine) => Value): void {
    this.scope.names.add(name);
    this.scope.later.set(name, value);
  }

  /** The scope that declares `name`, from the current one outwards. */
  scopeOf(name: string): Scope | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent)
      if (scope.names.has(name)) return scope;
    return undefined;
  }

  lookup(name: string): Value | undefined {
    const scope = this.scopeOf(name);
    return scope && this.variable(scope, name);
  }

  private variable(scope: Scope, name: string): Value {
    const key = `${scope.id} ${name}`;
    const known = this.state?.vars.get(key) ?? this.world.run(scope.file)?.state.vars.get(key);
    if (known) return known;
    const value = scope.later.get(name)?.(this) ?? UNKNOWN;
    if (scope.later.has(name)) this.state?.vars.set(key, value);
    return value;
  }

  assign(name: string, value: Value): void {
    const scope = this.scopeOf(name);
    if (!scope) {
      this.declare(name, value);
      return;
    }
    this.state?.vars.set(`${scope.id} ${name}`, value);
  }

  /** The handler sets the status of its answer. */
  setStatus(status: Value): void {
    if (!this.state) return;
    this.state.status = status;
    if (!this.middleware || !status.literals?.some((one) => Number(one) >= 500)) return;
    for (const hit of this.handling.at(-1) ?? [])
      if (this.state.narrow.get(`error ${hit.id}`) !== 0) push(this.middleware, hit);
  }

  // ------------------------------------------------------------ objects

  /** The members of an object; where this run has not touched it, as its module left it. */
  members(object: string): ReadonlyMap<string, Value> | undefined {
    const here = this.state?.heap.get(object);
    if (here) return here;
    const at = object.indexOf('|');
    return at < 0 ? undefined : this.world.run(object.slice(at + 1))?.state.heap.get(object);
  }

  newObject(entries: Iterable<readonly [string, Value]> = [], kind = 'o'): string {
    const id = `${this.fresh(kind)}|${this.scope.file}`;
    this.state?.heap.set(id, new Map(entries));
    return id;
  }

  global(name: string): Value {
    return { ...UNKNOWN, spots: step(this.models, rootSpots(this.models, 'global'), `Member[${name}]`) };
  }

  module(name: string): Value {
    const bare = name.startsWith('node:') ? name.slice(5) : name;
    return { ...UNKNOWN, spots: rootSpots(this.models, bare) };
  }

  // ------------------------------------------------------------ failures

  /** Hands a failure to the innermost catcher. Answers whether code catches it. */
  raise(hit: Hit): boolean {
    for (let index = this.catchers.length - 1; index >= 0; index--) {
      const catcher = this.catchers[index]!;
      if (!catcher.boundary && !catcher.catches(hit.error)) continue;
      push(catcher.hits, hit);
      if (this.state) catcher.state = joinStates(catcher.state, fork(this.state));
      return !catcher.boundary;
    }
    push(this.escaped, hit);
    return false;
  }

  /** Runs `work` so that failures in it end in the answer, not in any outer `try`. */
  isolate<T>(work: () => T): { readonly value: T; readonly hits: Hit[] } {
    const catcher: Catcher = { hits: [], catches: () => true, boundary: true, state: undefined };
    this.catchers.push(catcher);
    const value = work();
    this.catchers.pop();
    return { value, hits: catcher.hits };
  }

  /** Whether `error` is of the class `wanted`, or of one that descends from it. Unknown classes descend from everything's root only. */
  isError(error: string, wanted: string): boolean {
    const pending = [error];
    const seen = new Set<string>();
    while (pending.length > 0) {
      const name = pending.pop()!;
      if (name === wanted) return true;
      if (seen.has(name)) continue;
      seen.add(name);
      pending.push(...(this.models.errors.get(name)?.parents ?? []));
    }
    return false;
  }

  /** What can still be wrong with a label at this point. */
  left(label: Label): number {
    return this.state ? remaining(this.state, label) : 0;
  }
}

function push(list: Hit[], hit: Hit): void {
  if (
    !list.some(
      (known) =>
        known.id === hit.id && known.crash === hit.crash && known.error === hit.error && known.mask === hit.mask,
    ) &&
    list.length < 200
  )
    list.push(hit);
}

export interface Noted {
  readonly file: string;
  readonly why: Message;
}
