/**
 * Routes written as calls on a facade or a router: webman, Laravel, ThinkPHP, Hyperf, Slim. They differ in names only,
 * and each framework's reader says which.
 */

import type { Place } from '../../base/finding.ts';
import { joinPath as joinFolders } from '../../base/paths.ts';
import type { Expression } from '../../ir/nodes.ts';
import { type FoundRoute, joinPath, type RouteSources } from '../route.ts';
import {
  type Chain,
  closure,
  entry,
  type Link,
  pathParameters,
  readChain,
  text,
  texts,
  topExpressions,
} from './calls.ts';
import { type ClassFiles, findMethod, placeOf } from './classes.ts';

export interface FacadeDialect {
  readonly framework: string;
  /** Whether a chain that starts so registers routes. */
  readonly roots: (root: string) => boolean;
  /** How a handler written as text names its class and method; undefined where it names none. */
  readonly handlerText: (written: string, context: FacadeContext) => [className: string, method: string] | undefined;
  /** Methods made by `resource`, as [method, path behind the resource, action]. */
  readonly resource: readonly (readonly [string, string, string])[];
}

export interface FacadeContext {
  readonly sources: RouteSources;
  readonly index: ClassFiles;
  readonly file: string;
  readonly prefix: string;
  /** Namespace or folder put before handlers written as text (`Route::namespace('Api')`, ThinkPHP `prefix('v1.')`). */
  readonly namespace: string;
  /** Laravel's `Route::controller(C::class)`. */
  readonly controller: string | undefined;
}

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'options', 'head']);
const MAX_DEPTH = 12;

/** All routes that `file` registers. */
export function readFacade(
  dialect: FacadeDialect,
  sources: RouteSources,
  index: ClassFiles,
  file: string,
  prefix = '',
): FoundRoute[] {
  const module = sources.lowered(file);
  if (!module) return [];
  const context: FacadeContext = { sources, index, file, prefix, namespace: '', controller: undefined };
  return [...topExpressions(module.body)].flatMap((expression) => readExpression(dialect, context, expression, 0));
}

function readExpression(
  dialect: FacadeDialect,
  context: FacadeContext,
  expression: Expression,
  depth: number,
): FoundRoute[] {
  // `return function (App $app) { … }`, as Slim's route files are written.
  const returned = closure(expression);
  if (returned && depth < MAX_DEPTH) {
    return [...topExpressions(returned.body)].flatMap((each) => readExpression(dialect, context, each, depth + 1));
  }
  if (expression.kind === 'import' && expression.style === 'include' && depth < MAX_DEPTH) {
    const file = includedFile(context, expression.specifier);
    const module = file === undefined ? undefined : context.sources.lowered(file);
    if (!module) return [];
    const inside = { ...context, file: file! };
    return [...topExpressions(module.body)].flatMap((each) => readExpression(dialect, inside, each, depth + 1));
  }
  const chain = readChain(expression);
  return chain && dialect.roots(chain.root) ? readRouteChain(dialect, context, chain, depth) : [];
}

/** `require __DIR__ . '/../app/admin/route.php'`, `require base_path('routes/admin.php')`. */
function includedFile(context: FacadeContext, specifier: Expression): string | undefined {
  const folder = context.file.slice(0, Math.max(0, context.file.lastIndexOf('/')));
  const written = text(specifier);
  const beside =
    specifier.kind === 'binary' && specifier.left.kind === 'name' && specifier.left.name === '__DIR__'
      ? text(specifier.right)
      : undefined;
  const based = specifier.kind === 'call' ? text(specifier.args[0]) : undefined;
  const file =
    beside !== undefined
      ? joinFolders(folder, beside.replace(/^\//, ''))
      : based !== undefined
        ? joinFolders(context.sources.root, based)
        : written && joinFolders(folder, written);
  return file !== undefined && context.sources.files.includes(file) ? file : undefined;
}

function readRouteChain(dialect: FacadeDialect, context: FacadeContext, chain: Chain, depth: number): FoundRoute[] {
  let inner = context;
  const found: FoundRoute[] = [];
  const middleware: string[] = [];
  let group: { link: Link; context: FacadeContext } | undefined;
  for (const link of chain.links) {
    const first = text(link.args[0]);
    switch (link.method) {
      case 'prefix':
        // ThinkPHP's prefix after a group is put before the handlers, not the path.
        if (group && first !== undefined) group.context = { ...group.context, namespace: first };
        else if (first !== undefined) inner = { ...inner, prefix: joinPath(inner.prefix, first) };
        break;
      case 'namespace':
        if (first !== undefined) inner = { ...inner, namespace: joinNamespace(inner.namespace, first) };
        break;
      case 'controller': {
        if (first !== undefined) inner = { ...inner, controller: first };
        break;
      }
      case 'middleware':
        middleware.push(...link.args.flatMap((arg) => texts(arg)).filter((name) => name.includes('\\')));
        break;
      case 'group':
      case 'addgroup':
        group = { link, context: groupContext(inner, link) };
        break;
      default:
        found.push(...readLink(dialect, inner, link));
    }
  }
  if (group && depth < MAX_DEPTH) {
    const body = group.link.args.map(closure).find(Boolean)?.body ?? [];
    // `->group(base_path('routes/admin.php'))`
    const loaded = group.link.args.at(-1);
    if (body.length === 0 && loaded && loaded.kind !== 'function') {
      const included: Expression = {
        kind: 'import',
        style: 'include',
        specifier: loaded,
        start: loaded.start,
        end: loaded.end,
      };
      found.push(...readExpression(dialect, group.context, included, depth + 1));
    }
    for (const expression of topExpressions(body)) {
      found.push(...readExpression(dialect, group.context, expression, depth + 1));
    }
  }
  if (middleware.length === 0) return found;
  return found.map((one) => ({ ...one, middleware: [...middleware, ...(one.middleware ?? [])] }));
}

/** `group('/a', fn)`, `group(['prefix' => 'a', 'namespace' => 'B'], fn)`. */
function groupContext(context: FacadeContext, link: Link): FacadeContext {
  const options = link.args[0];
  const prefix = text(options) ?? text(entry(options, 'prefix')) ?? '';
  const namespace = text(entry(options, 'namespace')) ?? '';
  return {
    ...context,
    prefix: joinPath(context.prefix, prefix),
    namespace: joinNamespace(context.namespace, namespace),
  };
}

function joinNamespace(outer: string, inner: string): string {
  return outer && inner ? `${outer}\\${inner}` : outer || inner;
}

function readLink(dialect: FacadeDialect, context: FacadeContext, link: Link): FoundRoute[] {
  const [first, second, third] = link.args;
  const path = text(first);
  if (VERBS.has(link.method) && path !== undefined) return route(dialect, context, [link.method], path, second);
  switch (link.method) {
    case 'any':
      return path === undefined ? [] : route(dialect, context, ['any'], path, second);
    case 'rule':
      return path === undefined ? [] : route(dialect, context, (text(third) ?? 'any').split('|'), path, second);
    case 'match':
    case 'map':
    case 'add':
    case 'addroute': {
      const target = text(second);
      return target === undefined ? [] : route(dialect, context, texts(first), target, third);
    }
    case 'resource':
    case 'apiresource':
    case 'rest':
      return path === undefined ? [] : resource(dialect, context, path, second);
    case 'resources':
    case 'apiresources':
      return first?.kind !== 'object'
        ? []
        : first.entries.flatMap((each) =>
            each.kind === 'property' && typeof each.key === 'string'
              ? resource(dialect, context, each.key, each.value)
              : [],
          );
    default:
      return [];
  }
}

function route(
  dialect: FacadeDialect,
  context: FacadeContext,
  methods: readonly string[],
  path: string,
  target: Expression | undefined,
): FoundRoute[] {
  const handler = handlerPlace(dialect, context, target);
  if (!handler) return [];
  const full = joinPath(context.prefix, path);
  const params = pathParameters(full);
  const found = methods.map((method) => method.trim().toUpperCase()).map((method) => (method === '*' ? 'ANY' : method));
  return found.map((method) => ({ method, path: full, framework: dialect.framework, handler, params }));
}

function resource(
  dialect: FacadeDialect,
  context: FacadeContext,
  name: string,
  target: Expression | undefined,
): FoundRoute[] {
  const written = text(target);
  if (written === undefined) return [];
  const named = classOf(dialect, context, written);
  return dialect.resource.flatMap(([method, behind, action]): FoundRoute[] => {
    const found = named ? findMethod(context.sources, context.index, named, action) : undefined;
    if (!found) return [];
    const path = joinPath(context.prefix, name, behind);
    return [{ method, path, framework: dialect.framework, handler: placeOf(found), params: pathParameters(path) }];
  });
}

function classOf(dialect: FacadeDialect, context: FacadeContext, written: string): string | undefined {
  return dialect.handlerText(`${written}@index`, context)?.[0] ?? written;
}

/** Where a handler's code is: a closure, `[C::class, 'm']`, `'C@m'`, `C::class` (invokable), or a method of the group's controller. */
function handlerPlace(
  dialect: FacadeDialect,
  context: FacadeContext,
  target: Expression | undefined,
): Place | undefined {
  const inline = closure(target);
  if (inline) return { file: context.file, start: inline.start, end: inline.end };
  const named = handlerName(dialect, context, target);
  const found = named && findMethod(context.sources, context.index, named[0], named[1]);
  return found ? placeOf(found) : undefined;
}

function handlerName(
  dialect: FacadeDialect,
  context: FacadeContext,
  target: Expression | undefined,
): [string, string] | undefined {
  if (target?.kind === 'array') {
    const [className, method] = target.items;
    const [named, called] = [text(className), text(method)];
    return named !== undefined && called !== undefined ? [named.replace(/^\\/, ''), called] : undefined;
  }
  if (target?.kind === 'object') return handlerName(dialect, context, entry(target, 'uses'));
  const written = text(target);
  if (written === undefined) return undefined;
  if (context.controller && /^\w+$/.test(written)) return [context.controller, written];
  return dialect.handlerText(written, context) ?? [written.replace(/^\\/, ''), '__invoke'];
}
