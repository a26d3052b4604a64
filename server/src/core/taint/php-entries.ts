/** PHP actions: the route readers say which functions answer requests, and the engine runs them inside what surrounds them. */

import { message, type Unread } from '../base/finding.ts';
import { lineStarts, positionAt } from '../base/lines.ts';
import { loweredPhp } from '../frontends/lowered-php.ts';
import type { FunctionExpression, Module } from '../ir/nodes.ts';
import { childrenOf, type WalkNode } from '../ir/walk.ts';
import type { FileSource } from '../project/files.ts';
import { listing, textOf } from '../project/queries.ts';
import { actionsOf, classesOf } from '../routes/php/classes.ts';
import { readPhpRoutes } from '../routes/php/read.ts';
import type { FoundRoute } from '../routes/route.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { bit } from './classes.ts';
import type { Entry } from './entries.ts';
import { instanceOf } from './instances.ts';
import { Machine } from './machine.ts';
import { patternFacts } from './patterns/decide.ts';
import { answered, answeredByScript, type PhpAround, phpAround, readByNeutral, runAction } from './php-around.ts';
import { runBody } from './statements.ts';
import { type Closure, type Hit, type Label, UNKNOWN } from './value.ts';
import { moduleRun, modulesOf, phpFrameworkAt, phpRootOf, worldOf } from './world.ts';

const phpFiles = defineQuery<FileSource, string>('php files', (store) =>
  [...listing(store, '').keys()].filter((path) => path.endsWith('.php') && !/(?:^|\/)vendor\//.test(path)).join('\n'),
);

/** The routes of every PHP project of the checked folder. The key is `''`. */
export const phpRoutes = defineQuery<FileSource, readonly FoundRoute[]>('php routes', (store) => {
  const files = phpFiles(store, '').split('\n').filter(Boolean);
  if (files.length === 0) return [];
  return readPhpRoutes({
    files,
    root: '',
    lowered: (file) => modulesOf(store, file)?.[0],
    text: (file) => textOf(store, file),
  });
});

/** Files that may read a request and hold code that cannot be read: what stands there is not followed. */
export function phpUnread(store: Store<FileSource>): readonly Unread[] {
  return phpFiles(store, '')
    .split('\n')
    .filter(Boolean)
    .flatMap((file): Unread[] => {
      const text = textOf(store, file) ?? '';
      if (!/request|\$_[A-Z]|\binput\(|php:\/\/input/i.test(text)) return [];
      const problem = loweredPhp(store, file)?.problems[0];
      if (!problem) return [];
      const line = positionAt(lineStarts(text), problem.start).line + 1;
      return [{ file, why: message('Line {0} is not code that can be read ({1}).', line, problem.message) }];
    });
}

/** What surrounds the actions of one project; the key is its folder. */
const aroundOf = defineQuery<FileSource, PhpAround>('php around', (store, root) => {
  const at = (path: string) => (root ? `${root}/${path}` : path);
  return phpAround(
    phpFrameworkAt(store, root),
    (path) => modulesOf(store, at(path))?.[0],
    (path) => textOf(store, at(path)),
  );
});

/** The entries of every PHP route, and of what runs when a file is loaded or requested. */
export function phpEntries(store: Store<FileSource>): Entry[] {
  const byHandler = new Map<string, FoundRoute>();
  const routed = new Set<string>();
  for (const route of phpRoutes(store, '')) {
    // The first is the one that is written; an address by convention comes after it and has no middleware of its own.
    const key = [route.handler.file, route.handler.start, route.handler.end, marked(route).join()].join('\n');
    routed.add(`${route.handler.file}\n${route.handler.start}`);
    if (!byHandler.has(key)) byHandler.set(key, route);
  }
  const entries: Entry[] = [];
  for (const route of byHandler.values()) {
    const outcome = phpOutcome(store, keyOf(route));
    if (outcome)
      entries.push({
        outcome,
        method: route.method,
        path: route.path,
        framework: route.framework,
        place: route.handler,
        page: false,
      });
  }
  for (const file of phpFiles(store, '').split('\n').filter(Boolean)) {
    for (const key of unrouted(store, file).split('\t').filter(Boolean)) {
      if (routed.has(key.split('\n').slice(0, 2).join('\n'))) continue;
      const outcome = phpOutcome(store, key);
      const [, start, end] = key.split('\n');
      const place = { file, start: Number(start), end: Number(end) };
      if (outcome && outcome.hits.length > 0)
        entries.push({ outcome, method: 'ANY', path: '/', framework: 'module', place, page: false });
    }
  }
  return entries;
}

/** The failures that leave an action or a requested file, with the framework that answers it. The key is `''`. */
export const phpFailures = defineQuery<FileSource, readonly { readonly framework: string; readonly hit: Hit }[]>(
  'php failures',
  (store) => phpEntries(store).flatMap(({ framework, outcome }) => outcome.hits.map((hit) => ({ framework, hit }))),
);

/** What comes of running the handler of a route. */
export function phpOutcomeOf(store: Store<FileSource>, route: FoundRoute): Entry['outcome'] | undefined {
  return phpOutcome(store, keyOf(route));
}

/** What a middleware reads that is the same for every action, as `readByNeutral` tells; the key is the project's folder and the class. */
const neutralReads = defineQuery<FileSource, readonly Label[] | undefined>('php middleware', (store, key) => {
  const [root, name] = key.split('\n') as [string, string];
  // Any file of the project: its world is the project's.
  const file = root ? `${root}/index.php` : 'index.php';
  return readByNeutral(new Machine(worldOf(store, file), file, 'm'), aroundOf(store, root), name);
});

/** Routes with equal keys run alike. */
function keyOf(route: FoundRoute): string {
  const { handler, middleware } = route;
  return [handler.file, handler.start, handler.end, marked(route).join(), middleware?.join() ?? ''].join('\n');
}

/** The path's parameters; those that the route lets only be well-formed text (`{id:\\d+}`) end in a colon. */
function marked({ path, params }: FoundRoute): string[] {
  return params.map((name) => {
    const written = new RegExp(`[{<]${name}:((?:[^{}<>]|\\{[\\d,]*\\})+)[}>]`).exec(path)?.[1];
    const ruled = written ? patternFacts(`^(?:${written})$`, 'D', { php: true }).accepted : 0;
    return ruled & bit('utf8') ? `${name}:` : name;
  });
}

/** Methods of controllers that take the request: they answer requests even where no route was found that leads to them. */
const unrouted = defineQuery<FileSource, string>('php unrouted', (store, file) => {
  const text = textOf(store, file) ?? '';
  if (!/controller/i.test(file) || !/\bRequest\b/.test(text)) return '';
  const module = modulesOf(store, file)?.[0];
  const keys = (module ? classesOf(module) : []).flatMap((found) =>
    actionsOf({ file, class: found })
      .filter((action) =>
        action.function.params.some((param) => /(?:^|\\)(?:Server)?Request(?:Interface)?$/.test(param.type ?? '')),
      )
      .map((action) => `${file}\n${action.member.start}\n${action.member.end}\n`),
  );
  return keys.join('\t');
});

const phpOutcome = defineQuery<FileSource, Entry['outcome'] | undefined>('php action', (store, key) => {
  const [file, from, to, params, attached] = key.split('\n') as [string, string, string, string, string?];
  const [start, end] = [Number(from), Number(to)];
  const world = worldOf(store, file);
  const around = aroundOf(store, phpRootOf(store, file));
  const module = modulesOf(store, file)?.[0];
  const run = moduleRun(store, file);
  if (!module || !run) return undefined;
  const m = new Machine(world, file, 'h');
  const outcome = (hits: readonly Hit[]) => ({ hits, inputs: [...m.inputs.values()], exhausted: m.exhausted });
  if (start === module.start && end === module.end) {
    runBody(m, module.body);
    return outcome(m.escaped.filter((hit) => !answered(world, around, hit) && !answeredByScript(m, hit)));
  }
  const found = functionAt(module, start, end);
  if (!found) return undefined;
  const owner = run.classes.find((cls) => cls.node.start <= found.start && found.end <= cls.node.end);
  m.scope = run.scope;
  const own = attached?.split(',').filter(Boolean) ?? [];
  const root = phpRootOf(store, file);
  const middleware = [...around.middleware, ...own].filter((name) => {
    const read = neutralReads(store, `${root}\n${name}`);
    for (const label of read ?? []) m.inputs.set(`${label.kind}${label.param ? `.${label.param}` : ''}`, label);
    return read === undefined;
  });
  const within = { ...around, middleware };
  const self = owner ? { ...instanceOf(m, owner), objects: [m.newObject()] } : undefined;
  const fn: Closure = {
    kind: 'closure',
    file,
    node: found,
    scope: owner?.scope ?? run.scope,
    ...(self ? { self } : {}),
    ...(owner ? { owner } : {}),
  };
  return outcome(runAction(m, within, fn, self ?? UNKNOWN, found, params.split(',').filter(Boolean)));
});

/** The outermost function within a stretch of a file. */
function functionAt(module: Module, start: number, end: number): FunctionExpression | undefined {
  const pending: WalkNode[] = [...module.body];
  while (pending.length > 0) {
    const node = pending.shift()!;
    if (node.end < start || node.start > end) continue;
    if (node.kind === 'function' && node.start >= start && node.end <= end) return node;
    pending.push(...childrenOf(node));
  }
  return undefined;
}
