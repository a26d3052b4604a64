/** NestJS exception filters: `@Catch()` classes that answer what a handler threw. */

import type { Decorator } from '../ir/nodes.ts';
import type { FileSource } from '../project/files.ts';
import { listing, textOf } from '../project/queries.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { callValue } from './calls.ts';
import { typed, unansweredBy } from './entry.ts';
import { evaluate, memberOf } from './expressions.ts';
import { instanceOf } from './instances.ts';
import { Machine, type World } from './machine.ts';
import { type ClassValue, type Hit, literal, UNKNOWN } from './value.ts';

const GLOBAL = /useGlobalFilters\s*\(([^;]{0,500}?)\)\s*;|APP_FILTER\s*,\s*use(?:Class|Existing)\s*:\s*(\w+)/g;

/** Names of the filter classes that hold for every controller of the checked folder, joined by blanks. The key is `''`. */
const globalNames = defineQuery<FileSource, string>('nest global filters', (store) => {
  const names = new Set<string>();
  for (const path of listing(store, '').keys()) {
    if (!/\.[cm]?[jt]s$/.test(path) || /(?:^|\/)node_modules\//.test(path)) continue;
    for (const name of namedIn(store, path).split(' ')) if (name) names.add(name);
  }
  return [...names].sort().join(' ');
});

const namedIn = defineQuery<FileSource, string>('nest filters named', (store, path) => {
  const text = textOf(store, path) ?? '';
  if (!/useGlobalFilters|APP_FILTER/.test(text)) return '';
  return [...text.matchAll(GLOBAL)]
    .flatMap((match) => (match[2] ? [match[2]] : [...match[1]!.matchAll(/\b[A-Z]\w*/g)].map(([name]) => name)))
    .join(' ');
});

/** Where each global filter's class is declared, as `path` lines. The key is `''`. */
const globalFiles = defineQuery<FileSource, string>('nest filter files', (store) => {
  const names = globalNames(store, '').split(' ').filter(Boolean);
  if (names.length === 0) return '';
  return [...listing(store, '').keys()]
    .filter((path) => /\.[cm]?[jt]s$/.test(path) && !/(?:^|\/)node_modules\//.test(path))
    .filter((path) => {
      const text = textOf(store, path) ?? '';
      return text.includes('@Catch(') && names.some((name) => new RegExp(`class\\s+${name}\\b`).test(text));
    })
    .join('\n');
});

/** The filters that hold for every controller. */
export function globalFilters(store: Store<FileSource>, world: World): ClassValue[] {
  const names = new Set(globalNames(store, '').split(' '));
  return globalFiles(store, '')
    .split('\n')
    .filter(Boolean)
    .flatMap((path) => world.run(path)?.classes ?? [])
    .filter((cls) => cls.node.name !== undefined && names.has(cls.node.name));
}

/** The failures of a handler that no filter answers below 500. The nearest filter that catches a class decides. */
export function afterFilters(
  world: World,
  hits: readonly Hit[],
  cls: ClassValue,
  decorators: readonly Decorator[],
  everywhere: readonly ClassValue[],
): Hit[] {
  if (hits.length === 0) return [];
  const m = new Machine(world, cls.file, 'f');
  m.scope = cls.scope;
  const filters = [...usedBy(m, decorators), ...usedBy(m, cls.node.decorators ?? []), ...everywhere];
  let pending = hits.filter((hit) => !hit.crash);
  const open = hits.filter((hit) => hit.crash);
  for (const filter of filters) {
    const caught = pending.filter((hit) => catches(m, filter, hit.error));
    if (caught.length === 0) continue;
    pending = pending.filter((hit) => !caught.includes(hit));
    open.push(...unanswered(world, filter, caught));
  }
  return [...open, ...pending];
}

function named(decorators: readonly Decorator[], name: string): Decorator[] {
  return decorators.filter((one) => one.name.slice(one.name.lastIndexOf('.') + 1) === name);
}

/** `@UseFilters(A, new B())`. */
function usedBy(m: Machine, decorators: readonly Decorator[]): ClassValue[] {
  return named(decorators, 'UseFilters').flatMap((decorator) =>
    decorator.args.flatMap((arg) => {
      const value = evaluate(m, arg);
      return [...value.classes, ...value.instances];
    }),
  );
}

function catches(m: Machine, filter: ClassValue, error: string): boolean {
  const decorator = named(filter.node.decorators ?? [], 'Catch')[0];
  if (!decorator) return false;
  if (decorator.args.length === 0) return true;
  return decorator.args.some((arg) => arg.kind === 'name' && m.isError(error, arg.name));
}

function unanswered(world: World, filter: ClassValue, hits: readonly Hit[]): Hit[] {
  return unansweredBy(world, filter.file, hits, (m, error) => {
    const self = instanceOf(m, filter);
    const node = { kind: 'literal', value: undefined, start: 0, end: 0 } as const;
    const run = memberOf(m, self, literal('catch'), node);
    return run.fns.length === 0
      ? { ...UNKNOWN, error: error.error!, hits: error.hits }
      : callValue(m, { ...UNKNOWN, fns: run.fns }, self, [error, typed(m, 'nest.Host')], {
          kind: 'new',
          callee: node,
          args: [],
          start: 0,
          end: 0,
        });
  });
}
