/**
 * Requests: every place where the program talks to a host, followed from the call outwards through the wrappers around it.
 *
 * A function's request whose URL depends on its parameters is an *open* request of that function; where the function is
 * called, it is evaluated again with what the caller passes. So a wrapper costs one evaluation for each caller, and a
 * file that calls no wrapper with open requests is never read.
 */

import { TARGETS, type Target } from '../base/finding.ts';
import type { Traffic } from '../models/schema/clients.ts';
import { projectOf } from '../project/discover.ts';
import { defineQuery } from '../store/store.ts';
import { askingFunctions } from './asking.ts';
import {
  apiName,
  isSendingKey,
  requestCalls,
  requestRewrite,
  requestUrl,
  sendingProperty,
  urlArgument,
} from './evaluate/clients.ts';
import { Evaluator, piecesOf } from './evaluate/evaluator.ts';
import { jsxUrls } from './evaluate/jsx.ts';
import { elements } from './evaluate/objects.ts';
import type { World } from './evaluate/world.ts';
import { keptAt } from './kept.ts';
import { isRelevant } from './relevance.ts';
import {
  type CallRecord,
  type Condition,
  equalTerms,
  type FunctionTerms,
  type Origin,
  type Site,
  type Term,
} from './terms.ts';
import {
  alternatives,
  type Chosen,
  type Frame,
  lazyItems,
  mapValue,
  type Piece,
  truthiness,
  type Value,
} from './values.ts';
import { type ConstantsStore, fileTermsOf, functionTermsOf, worldOf } from './world.ts';
import { wrapperAt } from './wrappers.ts';

/** One URL that one place asks. */
export interface Request {
  /** The call or assignment that sends. */
  readonly sink: Site;
  readonly api: string;
  readonly traffic: Traffic;
  readonly targets: readonly Target[];
  /** The URL as far as it is known; holes where it is not. */
  readonly pieces: readonly Piece[];
  /** Literals that decided which of several URLs it is. */
  readonly chosen: readonly Origin[];
  /** Calls on the way from the place where the URL is known to the sink. */
  readonly via: readonly Site[];
}

/**
 * A call that sends, or leads to one that does, what parameters of a function decide. It stands in the function itself or
 * in one nested in it.
 */
interface OpenCall {
  readonly file: string;
  readonly fn: string;
  readonly site: string;
  /**
   * The URL depends on the parameters, not merely what is called: nearly every function calls a parameter (`resolve(x)`), and
   * only one that is given a client makes a request by it.
   */
  readonly sends: boolean;
}

interface Requests {
  readonly known: readonly Request[];
  /** Calls that depend on the parameters of a function (`of`): this one, or one it is nested in. */
  readonly open: readonly { readonly of: string; readonly call: OpenCall }[];
  /** Places that ask what could not be followed to its end. */
  readonly unfinished: readonly Site[];
}

const NOTHING: Requests = { known: [], open: [], unfinished: [] };
/** Wrappers are a few layers deep; more is recursion. */
const DEEPEST_WRAPPER = 7;
const MOST_OPEN = 48;
const MOST_KNOWN = 400;
/** Calls that are followed from one function: wrappers of wrappers multiply. */
const MOST_FOLLOWED = 3000;

/** What one function asks (`file\nfn`), in a file that has been found worth reading. */
const requestsOf = defineQuery<ConstantsStore['host'], Requests>(
  'requests',
  (store, key) => {
    const [file = '', fn = ''] = key.split('\n');
    const terms = functionTermsOf(store, file, fn);
    return terms ? collect(store, file, terms) : NOTHING;
  },
  { equals: equalTerms, onCycle: () => NOTHING },
);

/** Requests that become known in a file: its own, and those of the wrappers it calls. */
export function requestsIn(store: ConstantsStore, file: string): Request[] {
  if (!isRelevant(store, file)) return [];
  const all: Request[] = [];
  for (const fn of askingFunctions(store, file)) all.push(...requestsOf(store, `${file}\n${fn}`).known);
  return all;
}

/** The calls of a file whose hosts were given up for the length of the way to them. */
export function unfinishedIn(store: ConstantsStore, file: string): Site[] {
  if (!isRelevant(store, file)) return [];
  return askingFunctions(store, file).flatMap((fn) => requestsOf(store, `${file}\n${fn}`).unfinished);
}

/** Whether anything a file defines makes requests that its callers decide. */
export function hasOpenRequests(store: ConstantsStore, file: string): boolean {
  return askingFunctions(store, file).some((fn) =>
    requestsOf(store, `${file}\n${fn}`).open.some((one) => one.call.sends),
  );
}

/**
 * The open calls that a call of a function brings to life: its own and those of functions nested in it, as far as they
 * depend on parameters of the function, or of those it is nested in (which the call may have bound: a closure).
 */
function openCallsOf(store: ConstantsStore, file: string, fn: string): OpenCall[] {
  const calls: OpenCall[] = [];
  if (nesting >= DEEPEST_NESTING) return calls;
  nesting++;
  try {
    collectOpenCalls(store, file, fn, calls);
  } finally {
    nesting--;
  }
  return calls.slice(0, MOST_OPEN);
}

/** Calls of calls across files nest the stack; chains of wrappers longer than this are recursion around a cycle of modules. */
const DEEPEST_NESTING = 48;
let nesting = 0;

function collectOpenCalls(store: ConstantsStore, file: string, fn: string, calls: OpenCall[]): void {
  for (const key of nestedOf(store, `${file}\n${fn}`)) {
    for (const open of requestsOf(store, `${file}\n${key}`).open) {
      if (open.of === fn || fn.startsWith(`${open.of}/`)) calls.push(open.call);
    }
  }
}

/** Methods of arrays that call a function with each item. */
const EACH = new Set(['forEach', 'map', 'flatMap', 'filter', 'find', 'some', 'every']);

class Collector {
  readonly store: ConstantsStore;
  readonly world: World;
  readonly file: string;
  readonly fn: FunctionTerms;
  readonly known = new Map<string, Request>();
  readonly open = new Map<string, { of: string; call: OpenCall }>();
  readonly unfinished = new Map<string, Site>();
  readonly evaluator: Evaluator;
  private followed = 0;

  constructor(store: ConstantsStore, file: string, fn: FunctionTerms, target: Target) {
    this.store = store;
    this.world = worldOf(store);
    this.file = file;
    this.fn = fn;
    this.evaluator = new Evaluator(this.world, target, file);
  }

  run(): void {
    if (!this.holds(this.fn.when, undefined)) return;
    for (const record of this.fn.calls) {
      this.evaluator.restart();
      if (!this.holds(record.when, undefined)) continue;
      this.follow(record, { record, depth: 0, frame: undefined, via: [], sends: false });
    }
    for (const write of this.fn.writes) {
      if (typeof write.key !== 'string' || !isSendingKey(write.key)) continue;
      this.evaluator.restart();
      if (!this.holds(write.when, undefined)) continue;
      for (const base of this.written(write.base)) {
        if (base.k !== 'native') continue;
        const path = `${base.path}.${write.key}`;
        const traffic = sendingProperty(path);
        if (traffic)
          this.sent(
            this.evaluator.evaluate(write.value, undefined),
            { sink: write.site, api: apiName(path), traffic },
            undefined,
          );
      }
    }
  }

  /** What is written to; where the object is kept below `this`, what other methods have put there. */
  private written(base: Term): readonly Value[] {
    const direct = alternatives(this.evaluator.evaluate(base, undefined));
    const terms = direct.some(({ k }) => k === 'native') ? undefined : fileTermsOf(this.store, this.file);
    const kept = terms ? keptAt(terms, base) : [];
    return [...direct, ...kept.flatMap((term) => alternatives(this.evaluator.evaluate(term, undefined)))];
  }

  /** Conditions that are certainly false for this target rule a call out. */
  private holds(when: readonly Condition[], frame: Frame | undefined): boolean {
    return when.every(({ test, not }) => truthiness(this.evaluator.evaluate(test, frame)) !== not);
  }

  /**
   * Looks at one call, in the frame in which it is made: it sends, or it calls something of the project that may, or it
   * calls what a parameter gives.
   */
  private follow(record: CallRecord, from: Following): void {
    if (from.depth > DEEPEST_WRAPPER) {
      // Functions of one file that call one another in a circle say nothing new; a way through ever new files may well end in a request.
      const { record, via, sends } = from;
      if (sends && new Set(via.map(({ file }) => file)).size === via.length)
        this.unfinished.set(record.site.key, record.site);
      return;
    }
    if (this.known.size > MOST_KNOWN || ++this.followed > MOST_FOLLOWED) return;
    const { callee, self } = this.evaluator.callee(record.call.callee, from.frame);
    const args = lazyItems(record.call.args, from.frame);
    const wrapper = wrapperAt(this.store, record.site);
    for (const { url, traffic } of wrapper?.sends ?? []) {
      this.sent(urlArgument(this.evaluator, args, url), { sink: record.site, api: wrapper!.call, traffic }, from);
    }
    for (const one of alternatives(callee)) this.called(one, self, args, record, from);
  }

  private called(callee: Value, self: Value | undefined, args: Args, record: CallRecord, from: Following): void {
    switch (callee.k) {
      case 'native':
        for (const row of requestCalls(callee.path)) {
          const { traffic, host, kinds } = row;
          if (kinds && !kinds.includes(projectOf(this.store, this.file)?.kind ?? '')) continue;
          const sends = { sink: record.site, api: apiName(callee.path), traffic };
          const value = requestUrl(this.evaluator, args, row);
          this.sent(host ? withScheme(value) : value, sends, from);
        }
        if (callee.path === 'jsx') this.element(args, record, from);
        this.rewrites(callee.path, args);
        break;
      case 'function': {
        const frame = this.evaluator.frameFor(callee, args, self);
        if (frame) this.enter(callee.file, callee.fn, frame, record, from);
        break;
      }
      case 'class': {
        const construct = this.world.classTerms(callee.file, callee.cls)?.construct;
        if (!construct || !record.call.isNew) return;
        const frame: Frame = {
          of: `${callee.file}\n${construct}`,
          args,
          self: undefined,
          parent: callee.frame,
          depth: (callee.frame?.depth ?? 0) + 1,
        };
        this.enter(callee.file, construct, frame, record, from);
        break;
      }
      case 'object':
        if (callee.callable) this.called(callee.callable, self, args, record, from);
        break;
      case 'method':
        // `request.call(this, …)`, `request.apply(…)`
        if (callee.self.k === 'function' && (callee.name === 'call' || callee.name === 'apply')) {
          this.called(callee.self, undefined, callee.name === 'call' ? args.slice(1) : ['spread'], record, from);
        } else this.callback(callee, args, record, from);
        break;
      case 'open':
        this.leaveOpen(callee.fns, from, false);
        break;
    }
  }

  /** `promise.then(f)` and `list.forEach(f)`: the function is called with what the promise gives, and with each item. */
  private callback(method: Extract<Value, { k: 'method' }>, args: Args, record: CallRecord, from: Following): void {
    const { self, name } = method;
    const [given] = args;
    if (given === undefined || given === 'spread' || !(name === 'then' || (self.k === 'array' && EACH.has(name))))
      return;
    for (const one of alternatives(this.evaluator.force(given))) {
      if (one.k !== 'function') continue;
      for (const item of name === 'then' ? [self] : elements(this.evaluator, self)) {
        this.called(one, undefined, [{ value: item }], record, from);
      }
    }
  }

  /** An element of JSX: the host's loads what its attributes say, a component of the project is called with them. */
  private element(args: Args, record: CallRecord, from: Following): void {
    const [tag, attributes] = args;
    if (tag === undefined || tag === 'spread' || attributes === undefined || attributes === 'spread') return;
    for (const one of alternatives(this.evaluator.force(tag))) {
      if (one.k === 'function') this.called(one, undefined, [attributes], record, from);
      for (const { value, api, traffic } of jsxUrls(this.evaluator, one, attributes)) {
        this.sent(value, { sink: record.site, api, traffic }, from);
      }
    }
  }

  /** A function that changes every request: what it writes into its parameter, or returns, begins every URL. */
  private rewrites(path: string, args: Args): void {
    const rewrite = requestRewrite(path);
    if (!rewrite) return;
    const { key, traffic } = rewrite;
    const api = apiName(path);
    for (const fn of alternatives(urlArgument(this.evaluator, args, rewrite.function))) {
      const terms = fn.k === 'function' ? this.world.functionTerms(fn.file, fn.fn) : undefined;
      if (fn.k !== 'function' || !terms) continue;
      for (const write of terms.writes) {
        if (write.key !== key || !this.holds(write.when, fn.frame)) continue;
        this.sent(this.evaluator.evaluate(write.value, fn.frame), { sink: write.site, api, traffic }, undefined);
      }
    }
  }

  /** The open calls of a function that is called, with the parameters of this call. */
  private enter(file: string, fn: string, frame: Frame, record: CallRecord, from: Following): void {
    if (!isRelevant(this.store, file) && !this.bindsClient(frame)) return;
    for (const open of openCallsOf(this.store, file, fn)) {
      const inner = this.world.functionTerms(open.file, open.fn)?.calls.find((one) => one.site.key === open.site);
      if (!inner || !this.holds(inner.when, frame)) continue;
      this.follow(inner, {
        record: from.record,
        depth: from.depth + 1,
        frame,
        via: [...from.via, record.site],
        sends: open.sends,
      });
    }
  }

  /** A function that knows of no request may be given one: `promisify(wx.request)`. */
  private bindsClient(frame: Frame): boolean {
    for (let at: Frame | undefined = frame; at; at = at.parent) {
      for (const arg of at.args) {
        if (arg === 'spread') continue;
        const value = this.evaluator.force(arg);
        if (value.k === 'native' && requestCalls(value.path).length > 0) return true;
      }
    }
    return false;
  }

  /** A URL has come to a place that sends it. */
  private sent(value: Value, sends: Sends, from: Following | undefined): void {
    const fns = new Set<string>();
    for (const one of alternatives(value)) {
      if (one.k === 'open') for (const fn of one.fns) fns.add(fn);
      const pieces = one.k === 'string' ? one.pieces : one.k === 'runtime' ? piecesOf(one) : undefined;
      if (one.k === 'unknown') this.leaveUnfinished(from?.record.site ?? sends.sink);
      if (!pieces) continue;
      const first = pieces[0];
      // Without its beginning a URL has no host: it waits for a caller. A hole does not say whose parameter it is, but
      // only parameters of the function at hand, and of those around it, can still be open.
      if (first && 'hole' in first) {
        if (first.hole === 'open') for (const fn of enclosingFunctions(this.file, this.fn.key)) fns.add(fn);
        if (first.hole === 'unknown') this.leaveUnfinished(from?.record.site ?? sends.sink);
        if (first.hole === 'open' || first.hole === 'unknown') continue;
      }
      const { sink, api, traffic } = sends;
      const via = from?.via ?? [];
      const request: Request = {
        sink,
        api,
        traffic,
        targets: [this.evaluator.target],
        pieces,
        chosen: one.k === 'string' ? chosenOf(one.chosen) : [],
        via,
      };
      const id = JSON.stringify([sink, pieces, via[0]]);
      if (!this.known.has(id)) this.known.set(id, request);
    }
    if (from && fns.size > 0) this.leaveOpen([...fns], from, true);
  }

  /** Nothing is known of what is sent: worth a word where that is because the search for it was given up. */
  private leaveUnfinished(site: Site): void {
    if (this.evaluator.gaveUp) this.unfinished.set(site.key, site);
  }

  /** The URL, or what is called, depends on parameters of `fns`: each of them that is at hand here keeps it open for its callers. */
  private leaveOpen(fns: readonly string[], from: Following, sends: boolean): void {
    if (this.open.size >= MOST_OPEN) return;
    const call = { file: this.file, fn: this.fn.key, site: from.record.site.key, sends };
    for (const fn of enclosingFunctions(this.file, this.fn.key)) {
      if (!fns.includes(fn)) continue;
      const of = fn.slice(fn.indexOf('\n') + 1);
      this.open.set(JSON.stringify([of, call]), { of, call });
    }
  }
}

type Args = ReturnType<typeof lazyItems>;

/** How far a call has been followed. */
interface Following {
  /** The call in the function at hand with which it began. */
  readonly record: CallRecord;
  readonly depth: number;
  readonly frame: Frame | undefined;
  readonly via: readonly Site[];
  /** It is known to lead to a request. */
  readonly sends: boolean;
}

/** A place that sends, and how. */
interface Sends {
  readonly sink: Site;
  readonly api: string;
  readonly traffic: Traffic;
}

function collect(store: ConstantsStore, file: string, fn: FunctionTerms): Requests {
  const release = new Collector(store, file, fn, 'release');
  release.run();
  if (!release.evaluator.dependsOnTarget) {
    return {
      known: [...release.known.values()].map((request) => ({ ...request, targets: TARGETS })),
      open: [...release.open.values()],
      unfinished: [...release.unfinished.values()],
    };
  }
  const review = new Collector(store, file, fn, 'review');
  review.run();
  const known = new Map<string, Request>();
  for (const [id, request] of [...review.known, ...release.known]) {
    const before = known.get(id);
    known.set(id, before ? { ...before, targets: TARGETS } : request);
  }
  return {
    known: [...known.values()],
    open: [...new Map([...review.open, ...release.open]).values()],
    unfinished: [...new Map([...review.unfinished, ...release.unfinished]).values()],
  };
}

/** A host alone, as a URL. */
function withScheme(value: Value): Value {
  return mapValue(value, (one) =>
    one.k === 'string' ? { ...one, pieces: [{ text: 'https://' }, ...one.pieces] } : one,
  );
}

/** `file\nfn` for a function and those it is nested in; keys of functions are paths. */
function enclosingFunctions(file: string, fn: string): string[] {
  const all: string[] = [];
  for (let at = fn; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) all.push(`${file}\n${at}`);
  return all;
}

const nestedByFunction = defineQuery<ConstantsStore['host'], ReadonlyMap<string, readonly string[]>>(
  'nested by function',
  (store, file) => {
    const nested = new Map<string, string[]>();
    for (const key of askingFunctions(store, file)) {
      // The module's own code is no function that anybody calls.
      for (let fn = key; fn !== ''; fn = fn.slice(0, Math.max(0, fn.lastIndexOf('/')))) {
        const known = nested.get(fn);
        if (known) known.push(key);
        else nested.set(fn, [key]);
      }
    }
    return nested;
  },
  { equals: equalTerms },
);

/** The functions that may ask among a function (`file\nfn`) and those nested in it. */
const nestedOf = defineQuery<ConstantsStore['host'], readonly string[]>(
  'nested functions',
  (store, key) => {
    const [file = '', fn = ''] = key.split('\n');
    return nestedByFunction(store, file).get(fn) ?? [];
  },
  { equals: equalTerms },
);

function chosenOf(chosen: Chosen | undefined): readonly Origin[] {
  const all: Origin[] = [];
  for (let at = chosen; at && all.length < 8; at = at.before) all.push(at.by);
  return all;
}
