/** Where requests enter: registered routes, pages, cloud functions, decorated and conventional controllers, PHP actions. */

import type { Place } from '../base/finding.ts';
import type { ClassMember, Decorator, FunctionExpression } from '../ir/nodes.ts';
import type { FileSource } from '../project/files.ts';
import { textOf } from '../project/queries.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { callFunction } from './calls.ts';
import { type Around, type Outcome, runRoute, typed } from './entry.ts';
import { evaluate } from './expressions.ts';
import { instanceOf } from './instances.ts';
import { Machine, type ModuleRun, type Registration, type World } from './machine.ts';
import { afterFilters, globalFilters } from './nest-filters.ts';
import { decoratedParameter, runGuards, validatesBodies } from './nest-inputs.ts';
import { pageEntries } from './pages.ts';
import { unregisteredEntries } from './unregistered.ts';
import { type ClassValue, type Closure, onlyString, UNKNOWN, type Value } from './value.ts';
import { moduleRun, worldOf } from './world.ts';

/** One way into the program, and what comes of running it. */
export interface Entry {
  readonly method: string;
  readonly path: string;
  readonly framework: string;
  readonly place: Place;
  readonly page: boolean;
  readonly outcome: Outcome;
}

/** Every registration of the checked folder's scripts that matter; the key is the list of files. */
const registrationsOf = defineQuery<FileSource, readonly Registration[]>('registrations', (store, files) =>
  files === '' ? [] : files.split('\n').flatMap((file) => moduleRun(store, file)?.registrations ?? []),
);

/** The entries of a script. `files`: the scripts among which routers are mounted, joined by line ends. */
export function entriesOf(store: Store<FileSource>, file: string, files: string): Entry[] {
  const run = moduleRun(store, file);
  if (!run) return [];
  const world = worldOf(store, file);
  const all = registrationsOf(store, files);
  const entries: Entry[] = [];
  for (const route of run.registrations) {
    if (route.row.role !== 'route' && !endsAlone(route, all)) continue;
    const page = route.row.framework === 'mini-program';
    const seen = new Set<string>();
    for (const { prefix, around } of mountings(route, all)) {
      // A plugin registered in several places under one path, between the same handlers, is one route.
      const key = JSON.stringify([prefix, [...around.before, ...around.errors].map((one) => one.place)]);
      if (seen.has(key)) continue;
      seen.add(key);
      const outcome = runRoute(world, route, around);
      entries.push({
        method: route.method,
        path: join(prefix, route.path ?? '/'),
        framework: route.row.role === 'route' ? route.row.framework : 'module',
        place: handlerPlace(route),
        page,
        outcome,
      });
      if (page) break;
    }
  }
  entries.push(...cloudFunctions(world, run), ...controllers(store, world, run));
  entries.push(...pageEntries(world, run, textOf(store, file) ?? ''), ...unregisteredEntries(store, world, run));
  if (run.hits.length > 0)
    entries.push({
      method: 'ANY',
      path: '/',
      framework: 'module',
      place: { file, start: 0, end: 0 },
      page: false,
      outcome: { hits: run.hits, inputs: [], exhausted: false },
    });
  return entries;
}

/** A middleware that no route runs, as where an application is one `app.use(async (ctx) => …)`: it answers itself. */
function endsAlone(one: Registration, all: readonly Registration[]): boolean {
  if (one.row.role !== 'middleware' || isErrorHandler(one)) return false;
  if (!one.handlers.some((handler) => handler.fns.length > 0)) return false;
  return !all.some(
    (other) =>
      other.router === one.router &&
      (other.row.role === 'route' ||
        other.handlers.some((handler) => handler.objects.length > 0 && handler.fns.length === 0)),
  );
}

function handlerPlace(route: Registration): Place {
  const fn = route.handlers.at(-1)?.fns[0];
  return fn?.kind === 'closure' ? { file: fn.file, start: fn.node.start, end: fn.node.end } : route.place;
}

function join(...pieces: string[]): string {
  return `/${pieces
    .flatMap((piece) => piece.split('/'))
    .filter(Boolean)
    .join('/')}`;
}

/** The ways a router is reached from the outermost one, with what stands before and after its handlers on each. */
function mountings(route: Registration, all: readonly Registration[]): { prefix: string; around: Around }[] {
  const walk = (
    router: string,
    until: Registration | undefined,
    path: string,
    seen: readonly string[],
  ): { prefix: string; before: Registration[]; errors: Registration[] }[] => {
    const own = all.filter((one) => one.router === router);
    const index = until
      ? own.findIndex(
          (one) => one === until || (one.place.file === until.place.file && one.place.start === until.place.start),
        )
      : own.length;
    const isRouter = (value: Value) => value.objects.length > 0 && value.fns.length === 0;
    const before = own.filter(
      (one, at) =>
        one.row.role === 'middleware' &&
        (one.path === undefined || covers(one.path, path)) &&
        (at < index || one.row.framework === 'fastify' || one.row.framework === 'hapi') &&
        !isErrorHandler(one) &&
        one.handlers.some((handler) => !isRouter(handler)),
    );
    const errors = own.filter(
      (one, at) =>
        (one.row.role === 'error' || isErrorHandler(one)) &&
        (one.path === undefined || covers(one.path, path)) &&
        (at > index || one.row.framework !== 'express' || one.row.role === 'error'),
    );
    const parents = all.filter(
      (one) =>
        (one.row.role === 'middleware' || one.row.role === 'mount') &&
        one.handlers.some((handler) => handler.objects.includes(router)),
    );
    if (parents.length === 0 || seen.includes(router)) return [{ prefix: '', before, errors }];
    return parents.slice(0, 4).flatMap((parent) =>
      walk(parent.router, parent, join(parent.path ?? '', path), [...seen, router]).map((outer) => ({
        prefix: join(outer.prefix, parent.path ?? ''),
        before: [...outer.before, ...before],
        errors: [...errors, ...outer.errors],
      })),
    );
  };
  return walk(route.router, route, route.path ?? '/', []).map(({ prefix, before, errors }) => ({
    prefix,
    around: { before: before.map(withoutRouters), errors },
  }));
}

function withoutRouters(one: Registration): Registration {
  return one.handlers.length > 1 ? { ...one, handlers: one.handlers.filter((handler) => handler.fns.length > 0) } : one;
}

function covers(prefix: string, path: string): boolean {
  const bare = prefix.replace(/\/?\*.*$/, '').replace(/\/$/, '');
  return bare === '' || path === bare || path.startsWith(`${bare}/`) || /[:(]/.test(bare);
}

/** Express tells error handlers by their four parameters. */
function isErrorHandler(one: Registration): boolean {
  if (one.row.framework !== 'express' || one.row.role !== 'middleware') return false;
  return one.handlers.some((handler) => handler.fns.some((fn) => fn.kind === 'closure' && fn.node.params.length === 4));
}

/** A function run with given parameters, alone. */
function runAlone(world: World, fn: Closure, args: (m: Machine) => Value[], self?: (m: Machine) => Value): Outcome {
  const m = new Machine(world, fn.file, 'h');
  m.middleware = [];
  const value = callFunction(m, fn, self ? self(m) : UNKNOWN, args(m), fn.node);
  return {
    hits: [...m.escaped, ...value.hits, ...m.middleware],
    inputs: [...m.inputs.values()],
    exhausted: m.exhausted,
  };
}

function cloudFunctions(world: World, run: ModuleRun): Entry[] {
  const entries: Entry[] = [];
  for (const id of run.exports.objects) {
    for (const name of ['main', 'handler', 'main_handler']) {
      for (const fn of run.state.heap.get(id)?.get(name)?.fns ?? []) {
        if (fn.kind !== 'closure' || fn.node.params.length === 0) continue;
        const outcome = runAlone(world, fn, (m) => [typed(m, 'cloud.Event'), UNKNOWN]);
        const folder = run.file.split('/').at(-2) ?? '';
        entries.push({
          method: 'CALL',
          path: `/${folder}`,
          framework: 'cloud-functions',
          place: { file: fn.file, start: fn.node.start, end: fn.node.end },
          page: false,
          outcome,
        });
      }
    }
  }
  return entries;
}

// ---------------------------------------------------------------- controllers

function controllers(store: Store<FileSource>, world: World, run: ModuleRun): Entry[] {
  const entries: Entry[] = [];
  for (const cls of run.classes) {
    const decorated = cls.node.decorators?.find((one) =>
      world.models.decorators.get(bare(one.name))?.some((row) => row.role === 'controller'),
    );
    if (decorated) {
      entries.push(...decoratedRoutes(store, world, run, cls, decorated));
      continue;
    }
    const m = new Machine(world, run.file, 'c');
    m.scope = cls.scope;
    const instance = instanceOf(m, cls);
    const known = ['egg.Controller', 'think.Controller'].find(
      (type) => world.models.roots.has(type) && instance.spots.includes(world.models.roots.get(type)!),
    );
    if (!known || !/(^|\/)controllers?\//.test(run.file)) continue;
    for (const member of methodsOf(cls)) {
      const fn = closureOf(cls, member, instance);
      const outcome = runAlone(
        world,
        fn,
        (inner) => [typed(inner, 'koa.Context')],
        () => instance,
      );
      const action = String(member.key).replace(/Action$/, '');
      const name = run.file.replace(/^.*controllers?\//, '').replace(/\.[jt]s$/, '');
      entries.push({
        method: 'ANY',
        path: join(name, action),
        framework: known === 'egg.Controller' ? 'egg' : 'thinkjs',
        place: placeOf(cls, member),
        page: false,
        outcome,
      });
    }
  }
  return entries;
}

function methodsOf(cls: ClassValue): ClassMember[] {
  return cls.node.members.filter(
    (one) =>
      one.member === 'method' &&
      !one.static &&
      typeof one.key === 'string' &&
      one.value?.kind === 'function' &&
      (one.visibility ?? 'public') === 'public',
  );
}

function closureOf(cls: ClassValue, member: ClassMember, self: Value): Closure {
  return {
    kind: 'closure',
    file: cls.file,
    node: member.value as FunctionExpression,
    scope: cls.scope,
    self,
    owner: cls,
  };
}

function placeOf(cls: ClassValue, member: ClassMember): Place {
  return { file: cls.file, start: member.start, end: member.end };
}

function bare(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function decoratedRoutes(
  store: Store<FileSource>,
  world: World,
  run: ModuleRun,
  cls: ClassValue,
  controller: Decorator,
): Entry[] {
  const filters = globalFilters(store, world);
  const entries: Entry[] = [];
  const text = (m: Machine, decorator: Decorator) =>
    decorator.args[0] ? (onlyString(evaluate(m, decorator.args[0])) ?? '') : '';
  for (const member of methodsOf(cls)) {
    for (const decorator of member.decorators ?? []) {
      const row = world.models.decorators.get(bare(decorator.name))?.find((one) => one.role === 'route');
      if (!row) continue;
      const m = new Machine(world, run.file, 'h');
      m.scope = cls.scope;
      const path = join(text(m, controller), text(m, decorator));
      const instance = instanceOf(m, cls);
      const fn = closureOf(cls, member, instance);
      const around = [...(member.decorators ?? []), ...(cls.node.decorators ?? [])];
      m.middleware = [];
      runGuards(m, around);
      const piped = validatesBodies(store, around);
      const args = fn.node.params.map((param) => decoratedParameter(m, param.decorators ?? [], param.type, piped));
      const value = callFunction(m, fn, instance, args, fn.node);
      const thrown = [...m.escaped, ...value.hits, ...m.middleware];
      const hits = afterFilters(world, thrown, cls, member.decorators ?? [], filters);
      const outcome: Outcome = { hits, inputs: [...m.inputs.values()], exhausted: m.exhausted };
      entries.push({
        method: row.method ?? 'ANY',
        path,
        framework: row.framework,
        place: placeOf(cls, member),
        page: false,
        outcome,
      });
    }
  }
  return entries;
}
