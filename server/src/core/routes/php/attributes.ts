/** Routes written at their handlers, as attributes or doc comment annotations: Hyperf, Symfony, webman, ThinkPHP's annotation plugin. */

import type { Decorator, Expression } from '../../ir/nodes.ts';
import { type FoundRoute, joinPath, type RouteSources } from '../route.ts';
import { pathParameters, text, texts } from './calls.ts';
import { actionsOf, classesOf, placeOf } from './classes.ts';

const VERB_ATTRIBUTES: { readonly [name: string]: string } = {
  getmapping: 'GET',
  postmapping: 'POST',
  putmapping: 'PUT',
  deletemapping: 'DELETE',
  patchmapping: 'PATCH',
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  delete: 'DELETE',
  patch: 'PATCH',
  any: 'ANY',
};
const GENERAL_ATTRIBUTES = new Set(['requestmapping', 'route', 'routemapping']);
const PREFIX_ATTRIBUTES = new Set([
  'controller',
  'autocontroller',
  'routegroup',
  'group',
  'prefix',
  'route',
  'routemapping',
  'requestmapping',
  'restcontroller',
]);

/** A quick look, before parsing: whether the file can hold such routes at all. */
export function hasRouteAttributes(source: string | undefined): boolean {
  return (
    source !== undefined &&
    /[@[\\](?:Auto|Rest)?(?:Controller|Route|Mapping|Get|Post|Put|Delete|Patch|Any|RequestMapping|Group)\w*\b/.test(
      source,
    )
  );
}

/** The routes of one file. `auto`: Hyperf's AutoController gives every public method an address. */
export function attributeRoutes(framework: string, sources: RouteSources, file: string): FoundRoute[] {
  const module = sources.lowered(file);
  if (!module) return [];
  return classesOf(module).flatMap((found) => {
    const head = (found.decorators ?? []).find((decorator) => PREFIX_ATTRIBUTES.has(shortName(decorator)));
    const prefix = head ? (pathOf(head, 'prefix') ?? pathOf(head, 'path') ?? pathOf(head, 'value') ?? '') : '';
    const base = prefix || (head && /controller$/i.test(shortName(head)) ? defaultPrefix(found.name ?? '') : '');
    return actionsOf({ file, class: found }).flatMap((action) => {
      const own = (action.member.decorators ?? []).flatMap((decorator): FoundRoute[] => {
        const name = shortName(decorator);
        const verb = VERB_ATTRIBUTES[name];
        if (!verb && !GENERAL_ATTRIBUTES.has(name)) return [];
        const written = pathOf(decorator, 'path') ?? pathOf(decorator, 'value') ?? '';
        const absolute = framework === 'hyperf' && written.startsWith('/');
        const path = absolute ? joinPath(written) : joinPath(base, written);
        const methods = verb ? [verb] : methodsOf(decorator);
        return methods.map((method) => ({
          method,
          path,
          framework,
          handler: placeOf(action),
          params: pathParameters(path),
        }));
      });
      if (own.length > 0 || !head || shortName(head) !== 'autocontroller') return own;
      const path = joinPath(base, action.name);
      return [{ method: 'ANY', path, framework, handler: placeOf(action), params: [] }];
    });
  });
}

function shortName(decorator: Decorator): string {
  return decorator.name.slice(decorator.name.lastIndexOf('\\') + 1).toLowerCase();
}

/** The named argument `name`, or the first unnamed one for `path`. */
function pathOf(decorator: Decorator, name: string): string | undefined {
  return (
    text(argument(decorator, name)) ?? (name === 'path' || name === 'prefix' ? text(unnamed(decorator, 0)) : undefined)
  );
}

function argument(decorator: Decorator, name: string): Expression | undefined {
  const at = decorator.argNames?.indexOf(name) ?? -1;
  return at >= 0 ? decorator.args[at] : undefined;
}

function unnamed(decorator: Decorator, position: number): Expression | undefined {
  return decorator.argNames?.[position] === undefined ? decorator.args[position] : undefined;
}

/** `methods: ['GET']`, `methods="get,post"`, `method="GET"`, or the second argument; all methods where none is told. */
function methodsOf(decorator: Decorator): string[] {
  const written = argument(decorator, 'methods') ?? argument(decorator, 'method') ?? unnamed(decorator, 1);
  const found = texts(written)
    .flatMap((each) => each.split(/[,|]/))
    .map((each) => each.trim().toUpperCase())
    .filter((each) => /^[A-Z]+$/.test(each));
  return found.length > 0 ? found : ['ANY'];
}

/** Hyperf: `App\Controller\UserCenterController` is at `/user_center`. */
function defaultPrefix(className: string): string {
  const name = className.replace(/^.*?\\?Controller\\/i, '').replace(/Controller$/, '');
  return name
    .split('\\')
    .map((piece) => piece.replace(/(?<=[a-z0-9])([A-Z])/g, '_$1').toLowerCase())
    .join('/');
}
