/** ThinkPHP 5, 6 and 8: route files, and the default `module/controller/action` addresses. */

import type { Expression } from '../../ir/nodes.ts';
import { belowRoot, type FoundRoute, joinPath, type RouteReader, type RouteSources } from '../route.ts';
import { attributeRoutes, hasRouteAttributes } from './attributes.ts';
import { entry, pathParameters, returnedValue, text } from './calls.ts';
import { actionsOf, type ClassFiles, classesOf, classFiles, findMethod, placeOf } from './classes.ts';
import { type FacadeContext, type FacadeDialect, readFacade } from './facade.ts';

const DIALECT: FacadeDialect = {
  framework: 'thinkphp',
  roots: (root) => /(?:^|\\)Route$/.test(root),
  handlerText: (written, context) => handlerOf(written, context),
  resource: [
    ['GET', '', 'index'],
    ['GET', 'create', 'create'],
    ['POST', '', 'save'],
    ['GET', ':id', 'read'],
    ['GET', ':id/edit', 'edit'],
    ['PUT', ':id', 'update'],
    ['DELETE', ':id', 'delete'],
  ],
};

const ROUTE_FILE =
  /^(?:route\/.+|(?:app|application)\/[^/]+\/route\/.+|application\/route|app\/route|app\/[^/]+\/route)\.php$/;
/** `app/controller/Live.php`, `app/api/controller/v1/Live.php`, `application/api/controller/Live.php`. */
const CONTROLLER = /^(?:app|application)\/(?:([^/]+)\/)?controller\/(.+)\.php$/i;

export const thinkphpRoutes: RouteReader = {
  framework: 'thinkphp',
  read(sources) {
    const index = classFiles(sources.files);
    const files = sources.files.filter((file) => ROUTE_FILE.test(belowRoot(sources, file)));
    return [
      ...files.flatMap((file) => readFacade(DIALECT, sources, index, file, appPrefix(belowRoot(sources, file)))),
      ...files.flatMap((file) => routeTable(sources, index, file)),
      ...controllers(sources),
    ];
  },
};

/** In multi-application mode `app/api/route/…` is below `/api`. */
function appPrefix(file: string): string {
  return /^app\/([^/]+)\/route\//.exec(file)?.[1] ?? '';
}

/** `v1.live/record`, `api/v1.Live/record`, `\app\controller\Live@record`, `app\controller\Live::record`. */
function handlerOf(written: string, context: FacadeContext): [string, string] | undefined {
  if (/[@]|::/.test(written) && written.includes('\\')) {
    const [className, method] = written.replace(/^\\/, '').split(/@|::/);
    return className && method ? [className, method] : undefined;
  }
  const pieces = `${context.namespace}${written.split('?')[0]}`.split(/[/@]/).filter(Boolean);
  const action = pieces.pop();
  const controller = pieces.pop();
  if (!action || !controller) return undefined;
  const app = pieces.pop() ?? /(?:^|\/)app\/([^/]+)\/route\//.exec(context.file)?.[1];
  const below = controller.split(/[.\\]/);
  const name = below.pop()!;
  const pascal = name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return [['app', ...(app ? [app] : []), 'controller', ...below, pascal].join('\\'), action];
}

/** ThinkPHP 5 route files may return a table: `['hello/:name' => ['index/hello', ['method' => 'get']]]`. */
function routeTable(sources: RouteSources, index: ClassFiles, file: string): FoundRoute[] {
  const table = returnedValue(sources.lowered(file));
  if (table?.kind !== 'object') return [];
  const context: FacadeContext = { sources, index, file, prefix: '', namespace: '', controller: undefined };
  return table.entries.flatMap((each) => {
    if (each.kind !== 'property' || typeof each.key !== 'string' || each.key.startsWith('__')) return [];
    const target: Expression | undefined = each.value.kind === 'array' ? each.value.items[0] : each.value;
    const options = each.value.kind === 'array' ? each.value.items[1] : undefined;
    const written = text(target);
    const named = written === undefined ? undefined : handlerOf(written, context);
    const found = named ? findMethod(sources, index, named[0], named[1]) : undefined;
    if (!found) return [];
    const path = joinPath(each.key);
    const methods = (text(entry(options, 'method')) ?? 'any').split('|').map((method) => method.toUpperCase());
    return methods.map((method) => ({
      method,
      path,
      framework: 'thinkphp',
      handler: placeOf(found),
      params: pathParameters(path),
    }));
  });
}

/** Hooks of the framework's base controller, which no request reaches. */
const HOOKS = new Set(['initialize', 'validate', 'fetch', 'assign', 'display']);

function controllers(sources: RouteSources): FoundRoute[] {
  return sources.files.flatMap((file) => {
    const match = CONTROLLER.exec(belowRoot(sources, file));
    const module = match ? sources.lowered(file) : undefined;
    if (!match || !module) return [];
    const [, app, below] = match;
    const pieces = below!.split('/');
    const name = pieces.pop()!;
    const controller = [...pieces, snake(name)].join('.');
    const written = hasRouteAttributes(sources.text(file)) ? attributeRoutes('thinkphp', sources, file) : [];
    const byConvention = classesOf(module).flatMap((found) =>
      actionsOf({ file, class: found })
        .filter((action) => !HOOKS.has(action.name))
        .map((action): FoundRoute => {
          const path = joinPath(app ?? '', controller, action.name);
          return { method: 'ANY', path, framework: 'thinkphp', handler: placeOf(action), params: [] };
        }),
    );
    return [...written, ...byConvention];
  });
}

/** `UserCenter` is `user_center` in an address. */
function snake(name: string): string {
  return name.replace(/(?<=[a-z0-9])([A-Z])/g, '_$1').toLowerCase();
}
