/** Slim and Mezzio-like routers: `$app->get('/x', …)`, groups, `map`. */

import type { RouteReader } from '../route.ts';
import { classFiles } from './classes.ts';
import { type FacadeDialect, readFacade } from './facade.ts';

const DIALECT: FacadeDialect = {
  framework: 'slim',
  roots: (root) => /^\$(?:app|group|router|route|api|this)\w*$/.test(root),
  handlerText: (written) => {
    const [className, method] = written.replace(/^\\/, '').split(/::?/);
    return className && method ? [className, method] : undefined;
  },
  resource: [],
};

/** A quick look before parsing: a route call on a variable. */
const LOOKS_LIKE_ROUTES =
  /\$(?:app|group|router|route|api|this)\w*\s*->\s*(?:get|post|put|patch|delete|any|map|group)\s*\(\s*['"[]/i;

export const slimRoutes: RouteReader = {
  framework: 'slim',
  read(sources) {
    const index = classFiles(sources.files);
    return sources.files
      .filter((file) => file.endsWith('.php') && LOOKS_LIKE_ROUTES.test(sources.text(file) ?? ''))
      .flatMap((file) => readFacade(DIALECT, sources, index, file));
  },
};
