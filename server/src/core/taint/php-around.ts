/** What runs around every action of a PHP project: middleware before it, the framework's encoder and exception handler after it. */

import { message, type Place } from '../base/finding.ts';
import type { Expression, FunctionExpression, Module, Parameter } from '../ir/nodes.ts';
import type { FrameworkModel, SinkRow } from '../models/schema/flow.ts';
import { callFunction } from './calls.ts';
import { bit, carriedBy } from './classes.ts';
import { deepLabels } from './decoders.ts';
import { classMember, instanceOf, typedValue } from './instances.ts';
import { Machine, type World } from './machine.ts';
import { apply } from './state.ts';
import { extend } from './trail.ts';
import { narrowingOf, shapeOf } from './validators.ts';
import { type Closure, type Fn, type Hit, type Label, type Native, UNKNOWN, type Value } from './value.ts';

export interface PhpAround {
  readonly framework: FrameworkModel | undefined;
  /** Names of middleware classes, first to last, and the method that runs. */
  readonly middleware: readonly string[];
  readonly method: string;
  /** The class that answers what was thrown. */
  readonly handler: string | undefined;
}

/** Reads the project's configuration. Paths are relative to the project's folder. */
export function phpAround(
  framework: FrameworkModel | undefined,
  lowered: (path: string) => Module | undefined,
  text: (path: string) => string | undefined,
): PhpAround {
  const listed = (path: string, key: string | undefined) => classNames(returned(lowered(path)), key);
  switch (framework?.name) {
    case 'webman':
      return {
        framework,
        middleware: listed('config/middleware.php', ''),
        method: 'process',
        handler: listed('config/exception.php', '')[0],
      };
    case 'thinkphp': {
      const provider = /exception\\{1,2}Handle(?:::class|['"])\s*=>\s*['"]?\\?([\w\\]+)/.exec(
        text('app/provider.php') ?? '',
      );
      const written = (provider?.[1] ?? 'ExceptionHandle').replace(/\\\\/g, '\\');
      const handler = written.includes('\\') ? written : `app\\${written}`;
      return { framework, middleware: listed('app/middleware.php', undefined), method: 'handle', handler };
    }
    case 'laravel':
      return { framework, middleware: [], method: 'handle', handler: 'App\\Exceptions\\Handler' };
    default:
      return { framework, middleware: [], method: 'process', handler: undefined };
  }
}

function returned(module: Module | undefined): Expression | undefined {
  for (const statement of module?.body ?? []) if (statement.kind === 'return') return statement.value;
  return undefined;
}

/** Class names in a list, or under `key` of a table of lists. */
function classNames(value: Expression | undefined, key: string | undefined): string[] {
  if (value?.kind === 'array') {
    return value.items.flatMap((item) =>
      item.kind === 'literal' && typeof item.value === 'string' ? [item.value.replace(/^\\/, '')] : [],
    );
  }
  if (value?.kind === 'literal' && typeof value.value === 'string') return [value.value.replace(/^\\/, '')];
  if (value?.kind !== 'object' || key === undefined) return [];
  return value.entries.flatMap((entry) =>
    entry.kind === 'property' && entry.key === key ? classNames(entry.value, undefined) : [],
  );
}

/** Request types by framework, for middleware and exception handlers that do not say. */
const REQUEST_TYPES: Readonly<Record<string, string>> = {
  webman: 'support\\Request',
  thinkphp: 'think\\Request',
  laravel: 'Illuminate\\Http\\Request',
  hyperf: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
};

function requestOf(m: Machine, around: PhpAround): Value {
  const type = REQUEST_TYPES[around.framework?.name ?? ''];
  return type ? typedValue(m, type) : UNKNOWN;
}

/** Runs an action inside its middleware. Answers the failures that leave all of it. */
export function runAction(
  m: Machine,
  around: PhpAround,
  action: Fn,
  self: Value,
  node: FunctionExpression,
  params: readonly string[],
): readonly Hit[] {
  const late: Hit[] = [];
  const handle = (): Value => {
    const outer = m.calls.splice(0);
    const row = around.framework?.returned;
    m.atReturn = row ? (place, value) => late.push(...returnedHits(m, row, m.place(place), value)) : undefined;
    const value = callFunction(m, action, self, argumentsOf(m, around, node, params), node);
    m.atReturn = undefined;
    m.calls.push(...outer);
    return value;
  };
  const chain = around.middleware.flatMap((name) => middlewareNamed(m, around, name) ?? []);
  const runFrom = (index: number): Value => {
    const link = chain[index];
    if (!link) return handle();
    const next: Native = { kind: 'native', name: 'next', run: () => runFrom(index + 1) };
    return callFunction(m, link.fn, link.self, [requestOf(m, around), { ...UNKNOWN, fns: [next] }], node);
  };
  runFrom(0);
  return [...m.escaped, ...late].filter((hit) => !answered(m.world, around, hit));
}

interface Link {
  readonly self: Value;
  readonly fn: Closure;
}

function middlewareNamed(m: Machine, around: PhpAround, name: string): Link | undefined {
  const cls = m.world.classNamed(name)?.classes[0];
  if (!cls || m.world.mayGuard?.(cls.file) === false) return undefined;
  const instance = instanceOf(m, cls);
  const fn = classMember(m, cls, around.method, instance)?.fns[0];
  return fn?.kind === 'closure' ? { self: instance, fn } : undefined;
}

/**
 * What a middleware reads, where it changes nothing for the action behind it: it always hands on with nothing checked,
 * catches nothing, and nothing fails in it. Undefined where it matters and must run around each action.
 */
export function readByNeutral(m: Machine, around: PhpAround, name: string): readonly Label[] | undefined {
  const link = middlewareNamed(m, around, name);
  if (!link) return [];
  let reached = 0;
  let neutral = true;
  const next: Native = {
    kind: 'native',
    name: 'next',
    run: () => {
      reached++;
      if (!m.state || m.state.narrow.size > 0 || m.catchers.length > 0) neutral = false;
      return UNKNOWN;
    },
  };
  callFunction(m, link.fn, link.self, [requestOf(m, around), { ...UNKNOWN, fns: [next] }], link.fn.node);
  return neutral && reached > 0 && m.escaped.length === 0 && m.fuel > 0 ? [...m.inputs.values()] : undefined;
}

/** Arguments that the framework fills from the path or the query by the parameters' names. */
function argumentsOf(m: Machine, around: PhpAround, node: FunctionExpression, params: readonly string[]): Value[] {
  const byName = around.framework?.conventions?.[0]?.byName;
  const route = around.framework?.handlers?.find((row) => row.role === 'route')?.parameters;
  return node.params.map((param, index) => {
    if (param.type) validateForm(m, param.type, param);
    // Slim gives the path's parameters as one array.
    if (route?.[index] && param.type === 'array') return pathArray(m, params, param);
    if (param.target.kind !== 'name' || param.rest || (param.type && !/^\??(?:string|mixed)$/.test(param.type)))
      return UNKNOWN;
    const { name } = param.target;
    if (/^(?:request|req)$/i.test(name)) return requestOf(m, around);
    const written = params.find((one) => one.split(':')[0] === name);
    const kind = written ? 'path' : byName;
    if (!kind || written?.includes(':')) return UNKNOWN;
    // Laravel and Symfony match paths with /u: malformed bytes are a 404 there.
    const wellFormed = kind === 'path' && /^(?:laravel|symfony)$/.test(around.framework?.name ?? '');
    const mask =
      carriedBy(kind, 'php') & ~bit('absent') & ~(param.type ? bit('list') : 0) & ~(wellFormed ? bit('utf8') : 0);
    const label: Label = {
      id: `${kind}.${name}`,
      kind,
      param: name,
      mask,
      trail: extend(undefined, m.place(param), message('The request parameter {0} is read here.', `${kind}.${name}`)),
    };
    m.inputs.set(label.id, label);
    return { ...UNKNOWN, labels: [label] };
  });
}

/** The path's parameters by name; those that their routes let only be well-formed text are none to speak of. */
function pathArray(m: Machine, params: readonly string[], node: Parameter): Value {
  const members = params
    .filter((one) => !one.includes(':'))
    .map((name): [string, Value] => {
      const id = `path.${name}`;
      const trail = extend(undefined, m.place(node), message('The request parameter {0} is read here.', id));
      const label: Label = { id, kind: 'path', param: name, mask: carriedBy('path', 'php') & ~bit('absent'), trail };
      m.inputs.set(id, label);
      return [name, { ...UNKNOWN, labels: [label] }];
    });
  return { ...UNKNOWN, objects: [m.newObject(members)] };
}

/** A form request (Laravel, Hyperf): its rules have passed when the action starts. */
function validateForm(m: Machine, type: string, node: Parameter): void {
  const form = typedValue(m, type);
  const cls = form.instances[0];
  if (!cls || form.spots.length === 0 || !m.state) return;
  const rules = classMember(m, cls, 'rules', form)?.fns[0];
  if (rules?.kind !== 'closure') return;
  // As a closure it is followed although it reads no request itself.
  const followed: Closure = { ...rules, node: { ...rules.node, uses: [] } };
  const { value } = m.isolate(() => callFunction(m, followed, form, [], node));
  const shape = shapeOf(m, value, 'rule-string', { kind: 'literal', value: null, start: node.start, end: node.end });
  for (const kind of ['query', 'body']) if (m.state) apply(m.state, narrowingOf(shape, kind));
}

/** Whether the script's own `set_exception_handler` answers that failure below 500; PHP itself sets no status then. */
export function answeredByScript(m: Machine, hit: Hit): boolean {
  const handler = m.registrations.findLast(({ row }) => row.role === 'error')?.handlers[0]?.fns[0];
  if (handler?.kind !== 'closure') return false;
  const run = new Machine(m.world, handler.file, 'x');
  run.scope = handler.scope;
  const error: Value = { ...UNKNOWN, hits: [hit], error: { class: hit.error }, objects: [run.newObject()] };
  run.handling.push([hit]);
  run.middleware = [];
  callFunction(run, handler, UNKNOWN, [error], handler.node);
  return run.middleware.length === 0 && run.escaped.length === 0;
}

/** An array that the framework encodes after the action has returned it. */
function returnedHits(m: Machine, row: SinkRow, place: Place, value: Value): Hit[] {
  if (value.spots.length > 0 || value.instances.length > 0 || value.objects.length === 0) return [];
  const fails = row.fails.reduce((mask, one) => mask | bit(one.on), 0);
  return deepLabels(m, value).flatMap((label): Hit[] => {
    const broken = m.left(label) & fails;
    if (broken === 0) return [];
    const trail = extend(label.trail, place, message('The framework encodes what is returned here.'));
    const id = `${place.file}:${place.start}:${label.id}`;
    return [{ id, place, sink: row, label: { ...label, trail }, mask: broken, error: row.error ?? 'Exception' }];
  });
}

/** Whether the project's own exception handler answers that failure below 500. */
export function answered(world: World, around: PhpAround, hit: Hit): boolean {
  const cls = around.handler ? world.classNamed(around.handler)?.classes[0] : undefined;
  if (!cls) return false;
  const m = new Machine(world, cls.file, 'e');
  const self = instanceOf(m, cls);
  const render = classMember(m, cls, 'render', self)?.fns[0];
  if (render?.kind !== 'closure' || !render.node.params[1]) return false;
  const error: Value = { ...UNKNOWN, hits: [hit], error: { class: hit.error }, objects: [m.newObject()] };
  m.handling.push([hit]);
  let honest = true;
  m.atReturn = (_, value) => {
    // What the framework's own handler would answer (`parent::render`) is not known here, and it is a 500.
    const codes = m.state?.status?.literals?.map(Number) ?? [];
    if (value.spots.length === 0 || codes.some((code) => code >= 500)) honest = false;
  };
  const { value, hits } = m.isolate(() => callFunction(m, render, self, [requestOf(m, around), error], render.node));
  return honest && hits.length === 0 && value.spots.length > 0;
}
