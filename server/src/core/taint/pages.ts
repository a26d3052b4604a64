/** Ways into a mini-program's pages that no call registers: Vue options, Taro components, and what pages ask of the platform. */

import type { FunctionExpression } from '../ir/nodes.ts';
import { callFunction } from './calls.ts';
import type { Entry } from './entries.ts';
import { typed } from './entry.ts';
import { instanceOf } from './instances.ts';
import { Machine, type ModuleRun, type World } from './machine.ts';
import { type Closure, type Fn, UNKNOWN, type Value } from './value.ts';

/** What the platform calls these with; functions of any other name get nothing that comes from outside. */
const GIVEN: Readonly<Record<string, string>> = {
  onLoad: 'page.Query',
  onLaunch: 'app.Options',
  onShow: 'app.Options',
};
/** Calls that read what the mini-program was opened with, wherever they stand. */
const ASKS = ['getEnterOptionsSync', 'getLaunchOptionsSync', 'getCurrentInstance', 'useRouter', 'getCurrentPages'];

/** `this` in a page: its own members, and a component's methods. */
export function selfOf(m: Machine, options: Value): Value {
  const objects = new Set(options.objects);
  for (const id of options.objects)
    for (const inner of m.members(id)?.get('methods')?.objects ?? []) objects.add(inner);
  return { ...UNKNOWN, objects: [...objects] };
}

/** Entries of pages in a file. `text`: the file's, to pass over functions that cannot see a page's query. */
export function pageEntries(world: World, run: ModuleRun, text: string): Entry[] {
  const entries: Entry[] = [];
  const registered = run.registrations.filter((one) => one.row.framework === 'mini-program');
  for (const options of new Set(registered.map((one) => one.options))) {
    if (!options) continue;
    const done = registered.filter((one) => one.options === options).map((one) => one.row.handlerMember);
    entries.push(...functionsOf(world, run, options, text, done));
  }
  const exported = run.exports.objects.flatMap((id) => run.state.heap.get(id)?.get('default') ?? []);
  for (const value of exported) {
    if (/\.vue$/.test(run.file)) entries.push(...functionsOf(world, run, value, text, []));
    else if (text.includes('@tarojs/taro')) entries.push(...componentEntries(world, run, value));
  }
  return entries;
}

/** The functions of a page's options object but those that are `done`: the ones that the framework's rows name. */
function functionsOf(
  world: World,
  run: ModuleRun,
  options: Value,
  text: string,
  done: readonly (string | undefined)[],
): Entry[] {
  const entries: Entry[] = [];
  // Searched for one by one, each is found or missed at the speed of memory; as alternatives of one pattern they are not.
  const asks = ASKS.some((name) => text.includes(name));
  const holders = options.objects.flatMap((id) => {
    const own = run.state.heap.get(id);
    const groups = ['methods', 'lifetimes', 'pageLifetimes'].flatMap((name) => own?.get(name)?.objects ?? []);
    return [
      { members: own, own: true },
      ...groups.map((group) => ({ members: run.state.heap.get(group), own: false })),
    ];
  });
  for (const { members, own } of holders) {
    for (const [name, value] of members ?? []) {
      const given = GIVEN[name];
      if (own && done.includes(name)) continue;
      if (!given && !asks) continue;
      for (const fn of value.fns) {
        if (fn.kind !== 'closure') continue;
        entries.push(
          pageEntry(
            world,
            fn,
            (m) => (given ? [typed(m, given)] : []),
            (m) => selfOf(m, options),
          ),
        );
      }
    }
  }
  return entries;
}

/** A Taro page: a function component, or the methods of a class component. */
function componentEntries(world: World, run: ModuleRun, value: Value): Entry[] {
  const entries = value.fns
    .filter((fn: Fn): fn is Closure => fn.kind === 'closure')
    .map((fn) =>
      pageEntry(
        world,
        fn,
        () => [],
        () => UNKNOWN,
      ),
    );
  for (const cls of value.classes) {
    for (const member of cls.node.members) {
      if (member.value?.kind !== 'function' || member.static || typeof member.key !== 'string') continue;
      const given = member.key === 'onLoad' ? 'page.Query' : undefined;
      const fn: Closure = {
        kind: 'closure',
        file: run.file,
        node: member.value as FunctionExpression,
        scope: cls.scope,
        owner: cls,
      };
      entries.push(
        pageEntry(
          world,
          fn,
          (m) => (given ? [typed(m, given)] : []),
          (m) => instanceOf(m, cls),
        ),
      );
    }
  }
  return entries;
}

function pageEntry(world: World, fn: Closure, args: (m: Machine) => Value[], self: (m: Machine) => Value): Entry {
  const m = new Machine(world, fn.file, 'h');
  const me = self(m);
  const value = callFunction(m, fn.node.arrow ? fn : { ...fn, self: me }, me, args(m), fn.node);
  return {
    method: 'OPEN',
    path: '/',
    framework: 'mini-program',
    place: { file: fn.file, start: fn.node.start, end: fn.node.end },
    page: true,
    outcome: { hits: [...m.escaped, ...value.hits], inputs: [...m.inputs.values()], exhausted: m.exhausted },
  };
}
