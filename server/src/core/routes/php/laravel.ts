/** Laravel and Lumen: the files in `routes/`, with the prefix their service provider puts before them. */

import { belowRoot, type RouteReader, type RouteSources } from '../route.ts';
import { readChain, text, topExpressions } from './calls.ts';
import { classesOf, classFiles } from './classes.ts';
import { type FacadeContext, type FacadeDialect, readFacade } from './facade.ts';

const DIALECT: FacadeDialect = {
  framework: 'laravel',
  roots: (root) =>
    root === 'Illuminate\\Support\\Facades\\Route' ||
    root === 'Route' ||
    root === '$router' ||
    root === '$api' ||
    root === '$app',
  handlerText: (written, context) => {
    const [className, method] = written.replace(/^\\/, '').split('@');
    if (!className || !method) return undefined;
    return [withNamespace(className, context), method];
  },
  resource: [
    ['GET', '', 'index'],
    ['GET', 'create', 'create'],
    ['POST', '', 'store'],
    ['GET', '{id}', 'show'],
    ['GET', '{id}/edit', 'edit'],
    ['PUT', '{id}', 'update'],
    ['DELETE', '{id}', 'destroy'],
  ],
};

/** Before Laravel 8 handlers were written below `App\Http\Controllers`. */
function withNamespace(className: string, context: FacadeContext): string {
  if (/^App\\/i.test(className)) return className;
  const pieces = ['App\\Http\\Controllers', context.namespace.replace(/^\\?App\\Http\\Controllers\\?/i, ''), className];
  return pieces.filter(Boolean).join('\\');
}

const ROUTE_FILE = /^(?:routes\/.+|app\/Http\/routes|Modules\/[^/]+\/(?:Routes|routes)\/.+)\.php$/;

export const laravelRoutes: RouteReader = {
  framework: 'laravel',
  read(sources) {
    const index = classFiles(sources.files);
    return sources.files
      .filter((file) => ROUTE_FILE.test(belowRoot(sources, file)) && !/\/(?:console|channels)\.php$/.test(file))
      .filter((file) => sources.text(file)?.includes('->') || sources.text(file)?.includes('Route::'))
      .flatMap((file) => readFacade(DIALECT, sources, index, file, prefixOf(sources, belowRoot(sources, file))));
  },
};

/** `routes/api.php` is below `/api` unless the application says otherwise; other files are at the root. */
function prefixOf(sources: RouteSources, file: string): string {
  const provider = sources.files.find((each) => each.endsWith('Providers/RouteServiceProvider.php'));
  if (provider) return prefixFromProvider(sources, provider, file) ?? '';
  if (!/(?:^|\/)api\.php$/.test(file)) return '';
  const bootstrap = sources.files.find((each) => belowRoot(sources, each) === 'bootstrap/app.php');
  const source = bootstrap ? sources.text(bootstrap) : undefined;
  if (!source?.includes('withRouting')) return '';
  return /apiPrefix\s*:\s*['"]([^'"]*)['"]/.exec(source)?.[1] ?? 'api';
}

/** `Route::prefix('api')->…->group(base_path('routes/api.php'))`. */
function prefixFromProvider(sources: RouteSources, provider: string, file: string): string | undefined {
  const module = sources.lowered(provider);
  const methods = (module ? classesOf(module) : []).flatMap((found) => found.members);
  for (const member of methods) {
    if (member.value?.kind !== 'function') continue;
    const bodies = [member.value.body];
    for (const expression of topExpressions(member.value.body)) {
      // `$this->routes(function () { … })`
      for (const argument of expression.kind === 'call' ? expression.args : []) {
        if (argument.kind === 'function') bodies.push(argument.body);
      }
    }
    for (const expression of bodies.flatMap((body) => [...topExpressions(body)])) {
      const chain = readChain(expression);
      const group = chain?.links.find((link) => link.method === 'group');
      if (!chain || !group || !DIALECT.roots(chain.root)) continue;
      const loaded = group.args.at(-1);
      const path = text(loaded) ?? (loaded?.kind === 'call' ? text(loaded.args[0]) : undefined);
      if (path?.endsWith(file)) return text(chain.links.find((link) => link.method === 'prefix')?.args[0]) ?? '';
    }
  }
  return undefined;
}
