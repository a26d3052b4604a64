/** What a program registers with a framework while its top level runs. */

import type { HandlerRow } from '../models/schema/flow.ts';
import { callFunction, runCallback } from './calls.ts';
import { keyName, memberOf } from './expressions.ts';
import type { Machine } from './machine.ts';
import type { CallSite } from './rows.ts';
import { setMember } from './state.ts';
import { joinValues, literal, type Native, onlyString, UNKNOWN, type Value } from './value.ts';

export function register(m: Machine, row: HandlerRow, site: CallSite): void {
  if (!m.state) return;
  const { args, receiver, node } = site;
  if (row.event !== undefined && !row.event.split('|').includes(onlyString(args[0]) ?? '')) return;
  const list = row.handlerMember !== undefined && row.pathArgument === undefined ? listOf(m, args[0]) : [];
  if (list.length > 0) {
    for (const item of list) register(m, row, { ...site, args: [item] });
    return;
  }
  const own = receiver.objects[0] ?? `router|${m.scope.file}`;
  const members = m.members(own);
  const router = onlyString(members?.get('#router')) ?? own;
  const made = members?.get('#argument0');
  const below = made ? onlyString(memberOf(m, made, literal('prefix'), node)) : undefined;
  const base = (below ?? '') + (onlyString(members?.get('#path')) ?? '');
  const prefix = m.prefixes.join('') + base;
  const options = args.find((arg) => arg.objects.length > 0 && arg.fns.length === 0 && arg.spots.length === 0);
  if (row.handlerMember !== undefined && options && (row.pathArgument === undefined || args.length === 1)) {
    const method = keyName(memberOf(m, options, literal('method'), node)) ?? 'ANY';
    const path =
      onlyString(memberOf(m, options, literal('path'), node)) ?? onlyString(memberOf(m, options, literal('url'), node));
    const direct = memberOf(m, options, literal(row.handlerMember), node);
    const inner =
      direct.fns.length > 0
        ? direct
        : memberOf(m, memberOf(m, options, literal('options'), node), literal(row.handlerMember), node);
    push(m, row, router, method.toUpperCase(), prefix + (path ?? ''), [inner], options, site);
    return;
  }
  const pathValue = row.pathArgument === undefined ? undefined : args[row.pathArgument];
  const written = pathValue && pathValue.fns.length === 0 ? paths(m, pathValue) : [];
  let from = row.handlersFrom ?? (written.length > 0 && row.pathArgument !== undefined ? row.pathArgument + 1 : 0);
  if (
    row.pathArgument !== undefined &&
    written.length === 0 &&
    pathValue &&
    pathValue.fns.length === 0 &&
    pathValue.spots.length === 0 &&
    pathValue.objects.length === 0 &&
    args.length > 1
  ) {
    from = Math.max(from, row.pathArgument + 1);
  }
  const handlers = args.slice(from).flatMap((arg) => flatten(m, arg));
  if (row.role === 'group') {
    const callback = handlers.find((arg) => arg.fns.length > 0);
    const optionPrefix = options ? onlyString(memberOf(m, options, literal('prefix'), node)) : undefined;
    if (callback) {
      m.prefixes.push(written[0] ?? optionPrefix ?? '');
      runCallback(m, callback, [receiver], node);
      m.prefixes.pop();
    }
    return;
  }
  const method = row.method?.startsWith('Argument[')
    ? (onlyString(args[Number(/\d+/.exec(row.method)![0])]) ?? 'ANY').toUpperCase()
    : (row.method ?? 'ANY');
  for (const path of written.length > 0 ? written : [undefined])
    push(m, row, router, method, path === undefined ? prefix || undefined : prefix + path, handlers, options, site);
}

/** The items of an array of route objects. */
function listOf(m: Machine, value: Value | undefined): Value[] {
  return (value?.objects ?? []).flatMap((id) =>
    [...(m.members(id) ?? [])].filter(([key]) => /^(\d+|\*)$/.test(key)).map(([, item]) => item),
  );
}

/** `router.route('/x')`: an object that registers with the router below that path. */
export function routeObject(m: Machine, site: CallSite): string | undefined {
  const path = onlyString(site.args[0]);
  const own = site.receiver.objects[0];
  if (path === undefined || !own || !m.state) return undefined;
  const id = m.newObject();
  setMember(m.state, id, '#router', literal(own), false);
  setMember(m.state, id, '#path', literal(path), false);
  return id;
}

function push(
  m: Machine,
  row: HandlerRow,
  router: string,
  method: string,
  path: string | undefined,
  handlers: readonly Value[],
  options: Value | undefined,
  site: CallSite,
): void {
  if (m.registrations.length > 5000) return;
  const before = options ? (row.before ?? []).flatMap((name) => hooks(m, options, name, site)) : [];
  m.registrations.push({
    router,
    row,
    method,
    path,
    handlers: [...before, ...handlers],
    options,
    place: m.place(site.node),
  });
}

/** The functions that a route's options name to run before its handler, in `options` of their own or not. */
function hooks(m: Machine, options: Value, name: string, site: CallSite): Value[] {
  const at = (value: Value, key: string) => memberOf(m, value, literal(key), site.node);
  const found = [at(options, name), at(at(options, 'options'), name), at(at(options, 'config'), name)];
  return found
    .flatMap((value) => flatten(m, value))
    .flatMap((value) => (value.fns.length > 0 ? [value] : assigned(at(value, 'method'), at(value, 'assign'), name)));
}

/** hapi's `{ method, assign }`: what the function gives is found under that name afterwards. */
function assigned(method: Value, assign: Value, member: string): Value[] {
  if (method.fns.length === 0) return [];
  const name = onlyString(assign);
  if (name === undefined) return [method];
  const run: Native = {
    kind: 'native',
    name: member,
    run: (args, running) => {
      let value: Value | undefined;
      for (const fn of method.fns) value = joinValues(value, callFunction(running, fn, UNKNOWN, args, NOWHERE));
      const request = args[0]?.objects[0];
      if (!request || !running.state || !value) return UNKNOWN;
      const known = running.members(request)?.get(member)?.objects[0] ?? running.newObject();
      setMember(running.state, known, name, value, false);
      setMember(running.state, request, member, { ...UNKNOWN, objects: [known] }, false);
      return UNKNOWN;
    },
  };
  return [{ ...UNKNOWN, fns: [run] }];
}

const NOWHERE = { start: 0, end: 0 };

function paths(m: Machine, value: Value): string[] {
  const one = onlyString(value);
  if (one !== undefined) return [one];
  const all = value.literals?.filter((item): item is string => typeof item === 'string') ?? [];
  if (all.length > 0) return all;
  return value.objects.flatMap((id) => [...(m.members(id)?.values() ?? [])].flatMap((item) => onlyString(item) ?? []));
}

function flatten(m: Machine, value: Value): Value[] {
  if (value.fns.length > 0 || value.spots.length > 0 || value.objects.length === 0) return [value];
  const items = value.objects.flatMap((id) =>
    [...(m.members(id) ?? [])].filter(([key]) => /^(\d+|\*)$/.test(key)).map(([, item]) => item),
  );
  return items.length > 0 ? items : [value];
}
