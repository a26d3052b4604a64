/** Yii 2: actions of controllers by convention, and the rules of the URL manager. */

import type { Expression } from '../../ir/nodes.ts';
import { belowRoot, type FoundRoute, joinPath, type RouteReader, type RouteSources } from '../route.ts';
import { entry, pathParameters, returnedValue, text } from './calls.ts';
import { actionsOf, classesOf, placeOf } from './classes.ts';

/** `controllers/LiveController.php`, `modules/v1/controllers/…`, `frontend/controllers/admin/…`. */
const CONTROLLER = /^(?:.*?\/)?(?:modules\/([^/]+)\/)?controllers\/(?:(.+)\/)?(\w+)Controller\.php$/;

export const yiiRoutes: RouteReader = {
  framework: 'yii',
  read(sources) {
    const byConvention = sources.files.flatMap((file) => conventional(sources, file));
    return [...byConvention, ...rules(sources, byConvention)];
  },
};

function conventional(sources: RouteSources, file: string): FoundRoute[] {
  const match = CONTROLLER.exec(belowRoot(sources, file));
  const module = match ? sources.lowered(file) : undefined;
  if (!match || !module) return [];
  const [, part, folder, name] = match;
  return classesOf(module).flatMap((found) =>
    actionsOf({ file, class: found }).flatMap((action): FoundRoute[] => {
      if (!/^action[A-Z0-9]/.test(action.name)) return [];
      const path = joinPath(part ?? '', folder ?? '', dashed(name!), dashed(action.name.slice('action'.length)));
      return [{ method: 'ANY', path, framework: 'yii', handler: placeOf(action), params: [] }];
    }),
  );
}

/** `'GET live/<id:\d+>' => 'live/view'` in `components.urlManager.rules`. */
function rules(sources: RouteSources, known: readonly FoundRoute[]): FoundRoute[] {
  const byPath = new Map(known.map((route) => [route.path, route]));
  return sources.files
    .filter((file) => /(?:^|\/)config\/[\w-]+\.php$/.test(file) && sources.text(file)?.includes('urlManager'))
    .flatMap((file) => {
      const components = entry(returnedValue(sources.lowered(file)), 'components');
      const manager = entry(components, 'urlManager') ?? entry(returnedValue(sources.lowered(file)), 'urlManager');
      return readRules(entry(manager, 'rules'), byPath);
    });
}

function readRules(table: Expression | undefined, byPath: ReadonlyMap<string, FoundRoute>): FoundRoute[] {
  if (table?.kind !== 'object') return [];
  return table.entries.flatMap((each): FoundRoute[] => {
    if (each.kind !== 'property' || typeof each.key !== 'string') return [];
    const target = byPath.get(joinPath(text(each.value) ?? ''));
    if (!target) return [];
    const match = /^(?:([A-Z,]+)\s+)?(.*)$/.exec(each.key)!;
    const path = joinPath(match[2]!);
    const methods = match[1]?.split(',') ?? ['ANY'];
    return methods.map((method) => ({ ...target, method, path, params: pathParameters(path) }));
  });
}

/** `UserCenter` is `user-center` in an address. */
function dashed(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
}
