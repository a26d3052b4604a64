/** webman: `config/route.php`, routes of plugins and applications, and the default `controller/action` addresses. */

import { belowRoot, type FoundRoute, joinPath, type RouteReader, type RouteSources } from '../route.ts';
import { attributeRoutes, hasRouteAttributes } from './attributes.ts';
import { entry, readChain, returnedValue, text, topExpressions } from './calls.ts';
import { actionsOf, classesOf, classFiles, placeOf } from './classes.ts';
import { type FacadeDialect, readFacade } from './facade.ts';

const DIALECT: FacadeDialect = {
  framework: 'webman',
  roots: (root) => /(?:^|\\)Route$/.test(root),
  handlerText: (written) => {
    const [className, method] = written.replace(/^\\/, '').split('@');
    return className && method ? [className, method] : undefined;
  },
  resource: [
    ['GET', '', 'index'],
    ['GET', 'create', 'create'],
    ['POST', 'store', 'store'],
    ['GET', '{id}', 'show'],
    ['GET', '{id}/edit', 'edit'],
    ['PUT', '{id}', 'update'],
    ['DELETE', '{id}', 'destroy'],
    ['PUT', '{id}/recovery', 'recovery'],
  ],
};

const ROUTE_FILE =
  /^(?:config\/route(?:\/[^/]+)?\.php|config\/plugin\/.+\/route\.php|(?:.+\/)?plugin\/[^/]+\/config\/route\.php|app\/[^/]+\/config\/route\.php)$/;
/** A plugin's own repository keeps it deeper (`src/plugin/shop/…`). `app/controller/Foo.php`, `app/admin/controller/v1/Foo.php`, `plugin/shop/app/controller/Foo.php`. */
const CONTROLLER = /^(?:(?:.+\/)?plugin\/([^/]+)\/)?app\/(?:([^/]+)\/)?controller\/(.+)\.php$/i;

export const webmanRoutes: RouteReader = {
  framework: 'webman',
  read(sources) {
    const index = classFiles(sources.files);
    const written = sources.files
      .filter((file) => ROUTE_FILE.test(belowRoot(sources, file)))
      .flatMap((file) => readFacade(DIALECT, sources, index, file));
    return [...written, ...annotated(sources), ...defaults(sources)];
  },
};

function annotated(sources: RouteSources): FoundRoute[] {
  return sources.files
    .filter((file) => file.endsWith('.php') && CONTROLLER.test(belowRoot(sources, file)))
    .filter((file) => hasRouteAttributes(sources.text(file)))
    .flatMap((file) => attributeRoutes('webman', sources, file));
}

/** Every public action of every controller is an address, unless the application switched that off. */
function defaults(sources: RouteSources): FoundRoute[] {
  if (defaultRoutesAreOff(sources)) return [];
  const suffix = controllerSuffix(sources);
  return sources.files.flatMap((file) => {
    const match = CONTROLLER.exec(belowRoot(sources, file));
    const module = match ? sources.lowered(file) : undefined;
    if (!match || !module) return [];
    const [, plugin, app, below] = match;
    const pieces = below!.split('/');
    const last = pieces.pop()!;
    const controller = suffix && last.endsWith(suffix) ? last.slice(0, -suffix.length) : last;
    const base = joinPath(...(plugin ? ['app', plugin] : []), app ?? '', ...pieces, snake(controller));
    return classesOf(module).flatMap((found) =>
      actionsOf({ file, class: found }).map((action): FoundRoute => {
        const path = action.name === 'index' ? base : joinPath(base, action.name);
        return { method: 'ANY', path, framework: 'webman', handler: placeOf(action), params: [] };
      }),
    );
  });
}

/** `UserCenter` answers at `/user-center`, `/userCenter` and `/UserCenter`; the log mostly shows the last two as written. */
function snake(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function controllerSuffix(sources: RouteSources): string {
  const config = sources.files.find((file) => belowRoot(sources, file) === 'config/app.php');
  const written = text(entry(returnedValue(config ? sources.lowered(config) : undefined), 'controller_suffix'));
  return written ?? 'Controller';
}

function defaultRoutesAreOff(sources: RouteSources): boolean {
  const config = sources.files.find((file) => belowRoot(sources, file) === 'config/route.php');
  const module = config ? sources.lowered(config) : undefined;
  for (const expression of topExpressions(module?.body ?? [])) {
    const chain = readChain(expression);
    const off = chain?.links.find((link) => link.method === 'disabledefaultroute');
    if (chain && off && DIALECT.roots(chain.root) && off.args.length === 0) return true;
  }
  return false;
}
