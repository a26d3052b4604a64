/** Evaluation: terms to values, for one build target, on demand. */

import type { Target } from '../../base/finding.ts';
import type { Origin, Term } from '../terms.ts';
import {
  alternatives,
  anyOf,
  chosenBy,
  type Frame,
  type Lazy,
  lazyItems,
  mapValue,
  nullish,
  type Piece,
  text,
  truthiness,
  UNDEFINED_VALUE,
  UNKNOWN_VALUE,
  type Value,
} from '../values.ts';
import { callMethod, callNative } from './builtins.ts';
import { isModelled } from './clients.ts';
import { environmentFact } from './facts.ts';
import { endOfLinks } from './links.ts';
import { elements, instanceOf, keys, memberOf, ownerValue } from './objects.ts';
import { operate } from './operators.ts';
import type { World } from './world.ts';

/** How deep calls may nest before an answer is given up: wrappers are a handful deep, recursion is not. */
const DEEPEST_CALL = 24;
/** How deep terms may nest; protects the stack against generated code. */
const DEEPEST_TERM = 220;
/** Nobody nests terms so deep by hand, but chains of imports do. */
const LONG_CHAIN = 60;
/** `export *` of `export *`, and so on. */
const LONGEST_REEXPORT = 16;
/** How many terms one question may visit, and all questions of one evaluator; protects the editor against programs that compute. */
const MOST_STEPS = 6_000;
const MOST_STEPS_IN_ALL = 60_000;

/** Other names of the app. */
const APP_ALIAS = /^(?:npm:)?(?:wepy|@wepy\/core)\.\$instance(?=[.(]|$)|^Taro\.getApp\(\)|^getApp\(\)\.\$options(?=\.)/;

/** A text of which it is only known that there is one. */
const SOMETHING: Value = { k: 'string', pieces: [{ hole: 'runtime' }, { text: '.' }, { hole: 'runtime' }] };

export class Evaluator {
  readonly world: World;
  readonly target: Target;
  /** The file whose question is being answered: the project it belongs to has the app. */
  readonly from: string;
  /** Set once an answer depended on the target; without it, the answer holds for every target. */
  dependsOnTarget = false;
  /** Set where an answer since the last `restart` was given up for its length or depth. */
  gaveUp = false;
  private steps = 0;
  private stepsBefore = 0;
  private depth = 0;
  private readonly memo = new Map<Term, Value>();
  private readonly owners = new Map<string, Value>();
  private readonly active = new Set<string>();
  private readonly entered = new Set<object>();

  constructor(world: World, target: Target, from: string) {
    this.world = world;
    this.target = target;
    this.from = from;
  }

  /** A new budget, for the next question. */
  restart(): void {
    this.stepsBefore += this.steps;
    this.steps = 0;
    this.gaveUp = false;
  }

  /** Runs `action` unless it is already running for the same thing: a property may be computed from itself. */
  once<T>(thing: object, action: () => T): T | undefined {
    if (this.entered.has(thing)) return undefined;
    this.entered.add(thing);
    try {
      return action();
    } finally {
      this.entered.delete(thing);
    }
  }

  /** Counts work; true once the question has cost what it may. */
  spent(): boolean {
    this.steps++;
    const spent = this.steps > MOST_STEPS || this.stepsBefore + this.steps > MOST_STEPS_IN_ALL;
    if (spent) this.gaveUp = true;
    return spent;
  }

  evaluate(term: Term, frame: Frame | undefined): Value {
    if (term.k === 'const') {
      return typeof term.v === 'string' ? text(term.v, term.o) : { k: 'primitive', v: term.v };
    }
    if (frame === undefined) {
      const known = this.memo.get(term);
      if (known) return known;
    }
    if (this.depth > DEEPEST_TERM) this.gaveUp = true;
    if (this.depth > DEEPEST_TERM || this.spent()) return UNKNOWN_VALUE;
    this.depth++;
    // A long chain of files that hand on what they import: looked along instead of nested.
    const end = this.depth > LONG_CHAIN && (term.k === 'import' || term.k === 'member') && endOfLinks(this.world, term);
    const value = end ? this.evaluate(end, undefined) : this.compute(term, frame);
    this.depth--;
    if (frame === undefined && this.steps <= MOST_STEPS && this.depth < DEEPEST_TERM / 2) this.memo.set(term, value);
    return value;
  }

  force(lazy: Lazy): Value {
    return 'value' in lazy ? lazy.value : this.evaluate(lazy.term, lazy.frame);
  }

  private compute(term: Exclude<Term, { k: 'const' }>, frame: Frame | undefined): Value {
    switch (term.k) {
      case 'regexp':
        return term;
      case 'plus':
        return this.concatenate(term.parts, term.template, frame);
      case 'object':
        return { k: 'object', layers: [{ entries: term.entries, frame }] };
      case 'array':
        return {
          k: 'array',
          items: term.items.map((item) => ({ value: { term: item.value, frame }, spread: item.spread ?? false })),
        };
      case 'function':
        return { k: 'function', file: term.file, fn: term.fn, frame };
      case 'class':
        return { k: 'class', file: term.file, cls: term.cls, frame };
      case 'param':
        return this.parameter(`${term.file}\n${term.fn}`, term.index, term.rest ?? false, frame);
      case 'arguments': {
        const of = `${term.file}\n${term.fn}`;
        const call = findFrame(frame, of);
        if (!call) return { k: 'open', fns: [of] };
        return {
          k: 'array',
          items: call.args.map((arg) =>
            arg === 'spread' ? { value: { value: UNKNOWN_VALUE }, spread: true } : { value: arg },
          ),
        };
      }
      case 'this': {
        const call = findFrame(frame, `${term.file}\n${term.fn}`);
        return call?.self ?? this.owner(term.file, term.fn, frame);
      }
      case 'var':
        return this.variable(term, frame);
      case 'import':
        return this.imported(term.from, term.specifier, term.name);
      case 'global':
        return this.global(term.name);
      case 'member': {
        const object = this.evaluate(term.of, frame);
        return this.member(object, term.key, frame);
      }
      case 'call':
        return this.call(term, frame);
      case 'cond': {
        const test = this.evaluate(term.test, frame);
        const truth = truthiness(test);
        if (truth === undefined) return anyOf([this.evaluate(term.then, frame), this.evaluate(term.else, frame)]);
        return chosenBy(this.evaluate(truth ? term.then : term.else, frame), switchOf(term.test, this, frame));
      }
      case 'logic':
        return this.logic(term, frame);
      case 'op':
        return operate(
          term.op,
          term.args.map((arg) => this.evaluate(arg, frame)),
        );
      case 'with': {
        const base = this.evaluate(term.base, frame);
        return mapValue(base, (one) => {
          const layer = { entries: term.entries, frame };
          if (one.k === 'object') return { ...one, layers: [...one.layers, layer] };
          if (one.k === 'function' || one.k === 'class') return { k: 'object', layers: [layer], callable: one };
          if (one.k === 'primitive' || one.k === 'unknown' || one.k === 'open' || one.k === 'runtime') {
            return { k: 'object', layers: [{ entries: [{ spread: { k: 'unknown' } }], frame }, layer] };
          }
          return one;
        });
      }
      case 'choice':
        return anyOf(dropEmpty(term.of.map((one) => this.evaluate(one, frame))));
      case 'each': {
        const bound = findFrame(frame, `each\n${term.id}`)?.args[0];
        if (bound && bound !== 'spread') return this.force(bound);
        const of = this.evaluate(term.of, frame);
        return term.what === 'key' ? anyOf(keys(this, of)) : anyOf(elements(this, of));
      }
      case 'rest': {
        const of = this.evaluate(term.of, frame);
        return mapValue(of, (one) => {
          if (one.k === 'array') return { ...one, items: one.items.slice(term.from) };
          return one;
        });
      }
      case 'unknown':
        return UNKNOWN_VALUE;
    }
  }

  /** `object[key]`, with a key that may itself be several. */
  member(object: Value, key: string | Term, frame: Frame | undefined): Value {
    if (this.spent()) return UNKNOWN_VALUE;
    if (typeof key === 'string') return mapValue(object, (one) => memberOf(this, one, key));
    const name = this.evaluate(key, frame);
    const of = switchOf(key, this, frame);
    return mapValue(object, (one) =>
      mapValue(name, (oneName) => {
        const known = oneName.k === 'string' || oneName.k === 'primitive' ? textOf(oneName) : undefined;
        if (known !== undefined) return chosenBy(memberOf(this, one, known), of);
        if (one.k === 'object' || one.k === 'array') return anyOf(elements(this, one));
        return one.k === 'open' || one.k === 'runtime' ? one : UNKNOWN_VALUE;
      }),
    );
  }

  private parameter(of: string, index: number, rest: boolean, frame: Frame | undefined): Value {
    const call = findFrame(frame, of);
    if (!call) return { k: 'open', fns: [of] };
    const spread = call.args.indexOf('spread');
    if (spread >= 0 && spread <= index) return UNKNOWN_VALUE;
    if (rest) {
      return {
        k: 'array',
        items: call.args
          .slice(index)
          .map((arg) => (arg === 'spread' ? { value: { value: UNKNOWN_VALUE }, spread: true } : { value: arg })),
      };
    }
    const arg = call.args[index];
    return arg === undefined || arg === 'spread' ? UNDEFINED_VALUE : this.force(arg);
  }

  private owner(file: string, fn: string, frame: Frame | undefined): Value {
    if (frame) return ownerValue(this, file, fn, frame);
    const key = `${file}\n${fn}`;
    const known = this.owners.get(key);
    if (known) return known;
    const value = ownerValue(this, file, fn, frame);
    if (this.steps <= MOST_STEPS) this.owners.set(key, value);
    return value;
  }

  private variable(term: Extract<Term, { k: 'var' }>, frame: Frame | undefined): Value {
    const value = this.world.variable(term.file, term.fn, term.name);
    if (!value) return UNKNOWN_VALUE;
    // A variable may be computed from itself (a counter, a cache); it then adds nothing to what else it holds.
    const id = `${term.file}\n${term.fn}\n${term.name}\n${frame?.depth ?? 0}`;
    if (this.active.has(id)) return UNDEFINED_VALUE;
    this.active.add(id);
    // Variables of the module depend on no call, and are remembered.
    const result = this.evaluate(value, term.fn === '' ? undefined : frame);
    this.active.delete(id);
    return result;
  }

  imported(from: string, specifier: string, name: string): Value {
    const to = this.world.resolve(from, specifier);
    if (!to) return UNKNOWN_VALUE;
    if ('external' in to) return externalValue(to.external, name);
    return this.exportOf(to.file, name, 0);
  }

  /** What a file gives under a name, through re-exports and between the two module systems. */
  private exportOf(file: string, name: string, depth: number): Value {
    if (depth > LONGEST_REEXPORT) {
      const end = endOfLinks(this.world, { k: 'import', from: file, specifier: `\0${file}`, name });
      return end ? this.evaluate(end, undefined) : UNKNOWN_VALUE;
    }
    const id = `${file}\n\n*${name}`;
    if (this.active.has(id)) return UNKNOWN_VALUE;
    this.active.add(id);
    try {
      const names = this.world.exportedNames(file);
      const reexports = this.world.reexports(file);
      const isModule = names.length > 0 || reexports.length > 0;
      if (name === '*') {
        if (!isModule) return this.commonJs(file);
        const entries = names.map((one) => ({
          key: one,
          value: { k: 'import', from: file, specifier: `\0${file}`, name: one } as Term,
        }));
        const spreads = reexports.map((specifier) => ({
          spread: { k: 'import', from: file, specifier, name: '*' } as Term,
        }));
        return { k: 'object', layers: [{ entries: [...spreads, ...entries], frame: undefined }] };
      }
      const own = this.world.exported(file, name);
      if (own) return this.evaluate(own, undefined);
      for (const specifier of reexports) {
        const to = this.world.resolve(file, specifier);
        if (!to || !('file' in to)) continue;
        const value = this.exportOf(to.file, name, depth + 1);
        if (value.k !== 'unknown' && !(value.k === 'primitive' && value.v === undefined)) return value;
      }
      if (isModule) return UNKNOWN_VALUE;
      const common = this.commonJs(file);
      return name === 'default' ? common : mapValue(common, (one) => memberOf(this, one, name));
    } finally {
      this.active.delete(id);
    }
  }

  private commonJs(file: string): Value {
    const term = this.world.exported(file, 'module.exports');
    return term ? this.evaluate(term, undefined) : UNKNOWN_VALUE;
  }

  private global(name: string): Value {
    if (name === 'global' || name === 'window' || name === 'self') return { k: 'native', path: 'globalThis' };
    return this.native(name);
  }

  /** Members and calls of the platform: what the project has put there, what the build defines, what the models say. */
  native(name: string, args?: readonly Lazy[]): Value {
    const path = name.replace(APP_ALIAS, 'getApp()');
    const defined = this.world.defined(path, this.from);
    if (defined) return defined;
    const fact = environmentFact(path);
    if (fact) {
      if ('decided' in fact) return { k: 'runtime', absent: fact.decided === 'runtime' };
      if ('project' in fact) {
        const appid = this.world.appid(this.from);
        return appid === undefined ? { k: 'runtime', absent: false } : text(appid);
      }
      if ('review' in fact) {
        this.dependsOnTarget = true;
        if (fact.release === 'present') return this.target === 'review' ? text('') : SOMETHING;
        return text(fact[this.target]);
      }
      return typeof fact.value === 'string' ? text(fact.value) : { k: 'primitive', v: fact.value };
    }
    const native: Value = args ? { k: 'native', path, args } : { k: 'native', path };
    if (isModelled(path)) return native;
    const written = this.world.global(path, this.from);
    if (written.deeper || this.active.has(path)) return native;
    this.active.add(path);
    const values = written.terms.map((term) => this.evaluate(term, undefined));
    const own = path.startsWith('getApp().') ? this.appMember(path.slice('getApp().'.length)) : undefined;
    if (own) values.unshift(own);
    this.active.delete(path);
    return values.length > 0 ? anyOf(dropEmpty(values)) : native;
  }

  /** `globalData.baseUrl` of the object given to `App({…})`; none where it has no such member. */
  private appMember(path: string): Value | undefined {
    const app = this.world.app(this.from);
    if (!app || path.includes('(')) return undefined;
    let value = this.evaluate(app, undefined);
    for (const key of path.split('.')) value = mapValue(value, (one) => memberOf(this, one, key));
    return value.k === 'primitive' && value.v === undefined ? undefined : value;
  }

  call(term: Extract<Term, { k: 'call' }>, frame: Frame | undefined): Value {
    const { callee, self } = this.callee(term.callee, frame);
    return mapValue(callee, (one) => this.apply(one, lazyItems(term.args, frame), self, term.isNew));
  }

  /** The function a call calls, and the `this` it is called with. */
  callee(term: Term, frame: Frame | undefined): { readonly callee: Value; readonly self: Value | undefined } {
    if (term.k !== 'member') return { callee: this.evaluate(term, frame), self: undefined };
    const self = this.evaluate(term.of, frame);
    return { callee: this.member(self, term.key, frame), self };
  }

  /** Calls a value. Promises are transparent: what a promise gives is what the call gives. */
  apply(callee: Value, args: readonly (Lazy | 'spread')[], self: Value | undefined, isNew = false): Value {
    if (this.spent()) return UNKNOWN_VALUE;
    switch (callee.k) {
      case 'function': {
        if (isNew) return instanceOf(this, callee, args);
        const frame = this.frameFor(callee, args, self);
        if (!frame) return UNKNOWN_VALUE;
        const terms = this.world.functionTerms(callee.file, callee.fn);
        return terms ? this.evaluate(terms.returns, frame) : UNKNOWN_VALUE;
      }
      case 'class':
        return instanceOf(this, callee, args);
      case 'object':
        return callee.callable ? this.apply(callee.callable, args, self, isNew) : UNKNOWN_VALUE;
      case 'method':
        return callMethod(this, callee.self, callee.name, args);
      case 'native':
        return callNative(this, callee.path, args, isNew);
      case 'open':
      case 'runtime':
        return callee;
      case 'any':
        return mapValue(callee, (one) => this.apply(one, args, self, isNew));
      default:
        return UNKNOWN_VALUE;
    }
  }

  /** The frame of a call; none where calls nest too deep. */
  frameFor(
    callee: Extract<Value, { k: 'function' }>,
    args: readonly (Lazy | 'spread')[],
    self: Value | undefined,
  ): Frame | undefined {
    const depth = (callee.frame?.depth ?? 0) + 1;
    let nesting = 0;
    const of = `${callee.file}\n${callee.fn}`;
    for (let at = callee.frame; at; at = at.parent) if (at.of === of) nesting++;
    if (nesting > 2) return undefined;
    if (depth > DEEPEST_CALL || this.depth > DEEPEST_TERM - 20) {
      this.gaveUp = true;
      return undefined;
    }
    return {
      of,
      args: callee.bound ? [...callee.bound, ...args] : args,
      self: callee.self ?? self,
      parent: callee.frame,
      depth,
    };
  }

  private logic(term: Extract<Term, { k: 'logic' }>, frame: Frame | undefined): Value {
    const left = this.evaluate(term.left, frame);
    if (term.op === '&&') {
      const truth = truthiness(left);
      if (truth === false) return left;
      const right = this.evaluate(term.right, frame);
      return truth === true ? right : anyOf([...alternatives(left).filter((one) => truthiness(one) === false), right]);
    }
    const kept: Value[] = [];
    let needed = false;
    for (const one of alternatives(left)) {
      const present =
        term.op === '||'
          ? truthiness(one)
          : term.op === '??'
            ? negate(nullish(one))
            : one.k === 'primitive'
              ? one.v !== undefined
              : negate(nullish(one));
      if (present === true) kept.push(one);
      else if (present === false) needed = true;
      else if (one.k === 'runtime' && !one.absent) {
        // Whoever publishes the build supplies it; the right side is for the developer's own machine.
        kept.push(one);
      } else {
        kept.push(one);
        needed = true;
      }
    }
    if (!needed) return anyOf(kept);
    return anyOf([...kept, this.evaluate(term.right, frame)]);
  }

  private concatenate(parts: readonly Term[], template: boolean, frame: Frame | undefined): Value {
    let results: Piece[][] = [[]];
    let isString = template;
    const open = new Set<string>();
    for (const part of parts) {
      const values = alternatives(this.evaluate(part, frame)).slice(0, 12);
      const next: Piece[][] = [];
      for (const before of results) {
        for (const value of values) {
          if (value.k === 'string') isString = true;
          if (value.k === 'open') for (const fn of value.fns) open.add(fn);
          next.push(joined(before, piecesOf(value)));
          if (next.length >= 24) break;
        }
      }
      results = next;
    }
    if (!isString) {
      if (open.size > 0) return { k: 'open', fns: [...open] };
      return UNKNOWN_VALUE;
    }
    return anyOf(results.map((pieces): Value => ({ k: 'string', pieces })));
  }
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function textOf(value: Value): string | undefined {
  if (value.k === 'primitive') return String(value.v);
  if (value.k !== 'string') return undefined;
  let all = '';
  for (const piece of value.pieces) {
    if ('hole' in piece) return undefined;
    all += piece.text;
  }
  return all;
}

/**
 * What a string is made of is kept to this many pieces: the host is decided by the first few, and code that doubles a string
 * again and again would fill the memory.
 */
const MOST_PIECES = 256;

/** One string after the other; what is beyond the bound is not known. */
export function joined(before: readonly Piece[], after: readonly Piece[]): Piece[] {
  if (before.length + after.length <= MOST_PIECES) return [...before, ...after];
  if (before.length > MOST_PIECES) return before as Piece[];
  return [...before, ...after.slice(0, MOST_PIECES - before.length), { hole: 'unknown' }];
}

/** A value as pieces of a string. An undefined in the middle of a URL is more often our ignorance than the program's. */
export function piecesOf(value: Value): readonly Piece[] {
  switch (value.k) {
    case 'string':
      return value.pieces;
    case 'primitive':
      return value.v === undefined || value.v === null ? [{ hole: 'unknown' }] : [{ text: String(value.v) }];
    case 'open':
      return [{ hole: 'open' }];
    case 'runtime':
      return [{ hole: value.absent ? 'runtime' : 'published' }];
    default:
      return [{ hole: 'unknown' }];
  }
}

export function findFrame(frame: Frame | undefined, of: string): Frame | undefined {
  for (let at = frame; at; at = at.parent) if (at.of === of) return at;
  return undefined;
}

/** Alternatives that are nothing (a variable before it is set) say nothing about what it will be. */
function dropEmpty(values: readonly Value[]): readonly Value[] {
  const flat = values.flatMap((value) => alternatives(value));
  const full = flat.filter(
    (value) =>
      !(value.k === 'primitive' && (value.v === undefined || value.v === null)) &&
      !(value.k === 'string' && value.pieces.every((piece) => 'text' in piece && piece.text === '')),
  );
  return full.length > 0 ? full : flat;
}

function externalValue(specifier: string, name: string): Value {
  const base = `npm:${specifier}`;
  return { k: 'native', path: name === '*' || name === 'default' ? base : `${base}.${name}` };
}

/** The literal on which a test turns: the one string constant it compares or looks up. */
function switchOf(test: Term, evaluator: Evaluator, frame: Frame | undefined): Origin | undefined {
  const pending: Term[] = test.k === 'op' && test.args.length === 2 ? [...test.args] : [test];
  for (const term of pending) {
    if (term.k === 'const') continue;
    const value = evaluator.evaluate(term, frame);
    if (value.k === 'string' && value.pieces.length === 1) {
      const piece = value.pieces[0]!;
      if ('text' in piece && piece.origin) return piece.origin;
    }
  }
  return undefined;
}
