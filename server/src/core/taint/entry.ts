/** Runs one route, page or function the way its framework would: middleware, handler, error handlers. */

import type { FrameworkModel, HandlerRow } from '../models/schema/flow.ts';
import { callValue } from './calls.ts';
import { ALL_CLASSES } from './classes.ts';
import { memberOf } from './expressions.ts';
import { Machine, type Registration, type World } from './machine.ts';
import { rootSpots } from './models.ts';
import { selfOf } from './pages.ts';
import { patternFacts } from './patterns/decide.ts';
import { sourcesAt } from './rows.ts';
import { apply, type State } from './state.ts';
import { honest } from './statements.ts';
import { kindsOf, narrowingOf, shapeOf } from './validators.ts';
import { type Hit, type Label, literal, type Native, UNKNOWN, type Value } from './value.ts';

export interface Outcome {
  readonly hits: readonly Hit[];
  readonly inputs: readonly Label[];
  readonly exhausted: boolean;
}

/** What stands around a handler: middleware before it, and error handlers after. */
export interface Around {
  readonly before: readonly Registration[];
  readonly errors: readonly Registration[];
}

/** Runs a registered route. */
export function runRoute(world: World, route: Registration, around: Around): Outcome {
  const m = new Machine(world, route.place.file, 'h');
  const framework = world.models.frameworks.get(route.row.framework);
  const params = parametersOf(m, route.row, around);
  const chain = [
    ...around.before.flatMap((one) => one.handlers.map((handler) => ({ handler, row: one.row }))),
    ...route.handlers.map((handler) => ({ handler, row: route.row })),
  ].filter(({ handler }) => handler.fns.length > 0);
  applyOptions(m, route);
  applyPath(m, route);
  const forwarded: Hit[] = [];
  const unanswered: Hit[] = [];
  const lateAnswer = framework?.errors;
  const runFrom = (index: number): Value => {
    const link = chain[index];
    if (!link || !m.state) return UNKNOWN;
    const args = params(link.row);
    if (link.row.next !== undefined)
      args[link.row.next] = { ...UNKNOWN, fns: [nextOf(m, link.row, () => runFrom(index + 1), forwarded)] };
    const page = route.row.framework === 'mini-program' && route.options;
    const self = page ? selfOf(m, page) : link.row.thisType ? typed(m, link.row.thisType) : (args[0] ?? UNKNOWN);
    const follows = index < chain.length - 1;
    const outer = { middleware: m.middleware, ends: m.ends };
    m.middleware = unanswered;
    const alone = link.row.next === undefined || !takes(link.handler, link.row.next);
    m.ends = follows && alone ? hasAnswered : undefined;
    const value = callValue(m, { ...UNKNOWN, fns: link.handler.fns }, self, args, {
      kind: 'new',
      callee: NOWHERE,
      args: [],
      start: route.place.start,
      end: route.place.end,
    });
    m.middleware = outer.middleware;
    m.ends = outer.ends;
    if (alone && (link.row.next === undefined || link.row.nextOptional) && follows && m.state) {
      const rest = runFrom(index + 1);
      return value.promise && value.hits.length > 0
        ? { ...rest, promise: true, hits: [...value.hits, ...rest.hits] }
        : rest;
    }
    return value;
  };
  const result = runFrom(0);
  const late = asyncSemantics(world, framework);
  const thrown: Hit[] = [...m.escaped, ...forwarded].map((hit) =>
    lateAnswer?.sync === 'crash' ? { ...hit, crash: true } : hit,
  );
  const rejected = result.hits.map((hit) => (late === 'crash' || late === 'hang' ? { ...hit, crash: true } : hit));
  const open = afterErrorHandlers(m, [...thrown, ...rejected], around.errors, params);
  // What the handlers have answered themselves, with a status of 500, reaches no error handler.
  const answered = unanswered.filter((hit) => !open.some((one) => one.id === hit.id));
  return { hits: [...open, ...answered], inputs: [...m.inputs.values()], exhausted: m.exhausted };
}

/** Whether a handler's function declares the parameter at that position. */
function takes(handler: Value, position: number): boolean {
  return handler.fns.some((fn) => fn.kind === 'native' || fn.node.params.length > position);
}

/** A handler that has answered on this path: it gives the reply back, or has set a status that refuses. */
function hasAnswered(value: Value, state: State): boolean {
  if (value.spots.some((spot) => spot.gives.some((type) => ANSWERS.has(type)))) return true;
  return state.status?.literals?.length === 1 && Number(state.status.literals[0]) >= 400;
}

const ANSWERS: ReadonlySet<string> = new Set(['fastify.Reply', 'hapi.Answer', 'hono.Response']);

/** `/live/:id(\\d+)`: the route takes only what fits, so the handler sees nothing else. */
function applyPath(m: Machine, route: Registration): void {
  if (!m.state) return;
  for (const [, name, group, braces] of (route.path ?? '').matchAll(/[:{](\w+)(?:\(([^()]+)\)|\{([^{}]+)\})/g)) {
    const source = group ?? braces!;
    const accepted = patternFacts(`^(?:${source})$`, '').accepted;
    if (accepted) apply(m.state, new Map([[`path.${name}`, ALL_CLASSES & ~accepted]]));
  }
}

const NOWHERE = { kind: 'literal', value: undefined, start: 0, end: 0 } as const;

export function typed(m: Machine, type: string): Value {
  const spots = rootSpots(m.models, type);
  const labels = sourcesAt(m, spots, undefined, undefined);
  return { ...UNKNOWN, spots, labels, objects: [m.newObject()] };
}

/** Parameters by type: the same request object for every handler of the chain. */
function parametersOf(m: Machine, _row: HandlerRow, _around: Around): (row: HandlerRow) => Value[] {
  const byType = new Map<string, Value>();
  return (row) =>
    row.parameters.map((type) => {
      if (type === '') return UNKNOWN;
      let value = byType.get(type);
      if (!value) {
        value = typed(m, type);
        byType.set(type, value);
      }
      return value;
    });
}

function nextOf(m: Machine, row: HandlerRow, run: () => Value, forwarded: Hit[]): Native {
  return {
    kind: 'native',
    name: 'next',
    run: (args) => {
      const error = args[0];
      const isError = error && !error.literals && (error.hits.length > 0 || error.error);
      if (isError) {
        const hits = error.hits.length > 0 ? error.hits : (m.handling.at(-1) ?? []);
        if (!honest(m, error))
          for (const hit of hits) if (m.state?.narrow.get(`error ${hit.id}`) !== 0) forwarded.push(hit);
        return UNKNOWN;
      }
      // Frameworks whose `next` returns a promise let the middleware catch; the others answer on their own.
      if (row.parameters.length < 3) {
        const { value, hits } = m.isolate(run);
        return { ...UNKNOWN, promise: true, hits: [...hits, ...value.hits] };
      }
      const { value, hits } = m.isolate(run);
      forwarded.push(...hits, ...value.hits);
      return UNKNOWN;
    },
  };
}

function asyncSemantics(world: World, framework: FrameworkModel | undefined): 'answered' | 'crash' | 'hang' {
  for (const row of framework?.errors.asyncByVersion ?? [])
    if (world.major(row.package) === row.major) return row.async;
  return framework?.errors.async ?? 'answered';
}

/** The failures that no error handler answers honestly. */
function afterErrorHandlers(
  m: Machine,
  hits: readonly Hit[],
  handlers: readonly Registration[],
  params: (row: HandlerRow) => Value[],
): Hit[] {
  const crashed = hits.filter((hit) => hit.crash);
  let open = hits.filter((hit) => !hit.crash);
  for (const handler of handlers) {
    if (open.length === 0) break;
    const fn = handler.handlers.find((one) => one.fns.length > 0);
    if (!fn) continue;
    open = unansweredBy(m.world, handler.place.file, open, (inner, value, bad) => {
      // Express tells an error handler by its four parameters: the error comes before those of a middleware.
      const shifted = handler.row.role === 'middleware';
      const own = handler.row.parameters;
      const args = shifted
        ? [value, ...params(handler.row)]
        : params(handler.row).map((one, index) =>
            own[index] === 'error' ? value : own[index] === 'hapi.Failed' ? failedRequest(inner, one) : one,
          );
      if (handler.row.next !== undefined) {
        args[handler.row.next + (shifted ? 1 : 0)] = {
          ...UNKNOWN,
          fns: [nextOf(inner, { ...handler.row, parameters: ['', '', '', ''] }, () => UNKNOWN, bad)],
        };
      }
      const answer = callValue(inner, { ...UNKNOWN, fns: fn.fns }, args[0] ?? UNKNOWN, args, {
        kind: 'new',
        callee: NOWHERE,
        args: [],
        start: 0,
        end: 0,
      });
      if (own.includes('hapi.Failed') && passedOn(inner, answer, args[0]!)) bad.push(...value.hits);
      return answer;
    });
  }
  return [...crashed, ...open];
}

/**
 * The failures that an error handler does not answer below 500: it runs once for every class of error. `run` calls it
 * with the error; what it passes on goes to `bad`.
 */
export function unansweredBy(
  world: World,
  file: string,
  hits: readonly Hit[],
  run: (m: Machine, error: Value, bad: Hit[]) => Value,
): Hit[] {
  const still: Hit[] = [];
  for (const error of new Set(hits.map((hit) => hit.error))) {
    const these = hits.filter((hit) => hit.error === error);
    const m = new Machine(world, file, 'e');
    const bad: Hit[] = [];
    m.middleware = bad;
    m.handling.push(these);
    const value: Value = { ...UNKNOWN, hits: these, error: { class: error }, objects: [m.newObject()] };
    const ran = m.isolate(() => run(m, value, bad));
    still.push(...bad, ...ran.hits, ...(ran.value.error && ran.value.hits.length > 0 ? ran.value.hits : []));
  }
  return still;
}

/** hapi gives `onPreResponse` the request whose response is the failure. */
function failedRequest(m: Machine, request: Value): Value {
  const output = m.newObject([['statusCode', literal(500)]]);
  const boom = m.newObject([
    ['isBoom', literal(true)],
    ['isServer', literal(true)],
    ['output', { ...UNKNOWN, objects: [output] }],
  ]);
  const response: Value = { ...UNKNOWN, objects: [boom] };
  return { ...request, objects: [m.newObject([['response', response]])] };
}

/** Whether hapi's extension lets the failure through: it goes on, and has not changed the failure's status. */
function passedOn(m: Machine, answer: Value, request: Value): boolean {
  if (!answer.spots.some((spot) => spot.gives.includes('hapi.Continue'))) return false;
  const response = memberOf(m, request, literal('response'), NOWHERE);
  const code = memberOf(m, memberOf(m, response, literal('output'), NOWHERE), literal('statusCode'), NOWHERE);
  return !code.literals || code.literals.some((one) => Number(one) >= 500);
}

/** Rules that the framework checks before the handler runs. */
function applyOptions(m: Machine, route: Registration): void {
  const { options } = route;
  if (!options || !m.state) return;
  const at = (value: Value, name: string) => memberOf(m, value, literal(name), NOWHERE);
  for (const [value, dialect] of [
    [at(options, 'schema'), 'json-schema'],
    [at(options, 'validate'), 'builder'],
    [at(at(options, 'options'), 'validate'), 'builder'],
    [at(at(options, 'config'), 'validate'), 'builder'],
  ] as const) {
    for (const id of value.objects) {
      for (const [key, rules] of m.members(id) ?? []) {
        const shape = shapeOf(m, rules, dialect, NOWHERE);
        for (const kind of kindsOf(key)) apply(m.state, narrowingOf(shape, kind));
      }
    }
  }
}
