/**
 * Handlers whose registration is out of sight: functions `(req, res)` that a file exports and that no file of the project
 * imports, as where a folder is loaded by its names or the platform calls them.
 */

import { importersOf } from '../modules/graph.ts';
import type { FileSource } from '../project/files.ts';
import type { Store } from '../store/store.ts';
import { callFunction } from './calls.ts';
import type { Entry } from './entries.ts';
import { typed } from './entry.ts';
import { Machine, type ModuleRun, type World } from './machine.ts';
import type { Closure, Value } from './value.ts';
import { UNKNOWN } from './value.ts';

const NOT_SERVED = /(?:^|\/)(?:__mocks__|__tests__|mocks?|tests?|scripts?)\//;

export function unregisteredEntries(store: Store<FileSource>, world: World, run: ModuleRun): Entry[] {
  if (run.registrations.length > 0 || NOT_SERVED.test(run.file)) return [];
  const exported = [run.exports, ...run.exports.objects.flatMap((id) => [...(run.state.heap.get(id)?.values() ?? [])])];
  const handlers = new Map<Closure['node'], Closure>();
  for (const value of [...exported, ...exported.flatMap((one) => membersOf(run, one))])
    for (const fn of value.fns) if (fn.kind === 'closure' && answers(fn)) handlers.set(fn.node, fn);
  const named = namedExports(world, run);
  for (const { fn } of named) handlers.delete(fn.node);
  if (handlers.size > 0 && importersOf(store, run.file).some((importer) => importer !== run.file)) handlers.clear();
  const plain = [...handlers.values()].map((fn) => ({
    fn,
    types: ['express.Request', 'express.Response'],
    method: 'ANY',
  }));
  return [...named, ...plain].map(({ fn, types, method }) => {
    const m = new Machine(world, fn.file, 'h');
    m.middleware = [];
    const value = callFunction(
      m,
      fn,
      UNKNOWN,
      types.map((type) => typed(m, type)),
      fn.node,
    );
    const name = run.file.slice(run.file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
    return {
      method,
      path: `/${name}`,
      framework: 'module',
      place: { file: fn.file, start: fn.node.start, end: fn.node.end },
      page: false,
      outcome: {
        hits: [...m.escaped, ...value.hits, ...m.middleware],
        inputs: [...m.inputs.values()],
        exhausted: m.exhausted,
      },
    };
  });
}

/** Functions that a framework calls by the names they are exported under. */
function namedExports(
  world: World,
  run: ModuleRun,
): { readonly fn: Closure; readonly types: readonly string[]; readonly method: string }[] {
  const file = run.file.slice(run.file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  return world.frameworks.flatMap((model) =>
    (model.exports ?? []).flatMap((row) => {
      if (row.files && !row.files.includes(file)) return [];
      return row.names.flatMap((name) =>
        run.exports.objects
          .flatMap((id) => run.state.heap.get(id)?.get(name)?.fns ?? [])
          .filter((fn): fn is Closure => fn.kind === 'closure')
          .map((fn) => ({ fn, types: row.parameters, method: /^[A-Z]+$/.test(name) ? name : 'ANY' })),
      );
    }),
  );
}

function membersOf(run: ModuleRun, value: Value): Value[] {
  return value.objects.flatMap((id) => [...(run.state.heap.get(id)?.values() ?? [])]);
}

/** Whether a function's parameters are named as a request and its response. */
function answers(fn: Closure): boolean {
  const [request, response] = fn.node.params.map((one) => (one.target.kind === 'name' ? one.target.name : ''));
  return /^_?req(?:uest)?$/.test(request ?? '') && /^_?(?:res|resp|response|reply)$/.test(response ?? '');
}
