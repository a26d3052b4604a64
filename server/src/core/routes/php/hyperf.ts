/** Hyperf: attributes or annotations on controllers, and `config/routes.php`. */

import { belowRoot, type RouteReader } from '../route.ts';
import { attributeRoutes, hasRouteAttributes } from './attributes.ts';
import { classFiles } from './classes.ts';
import { type FacadeDialect, readFacade } from './facade.ts';

const DIALECT: FacadeDialect = {
  framework: 'hyperf',
  roots: (root) => /(?:^|\\)Router$/.test(root),
  handlerText: (written) => {
    const [className, method] = written.replace(/^\\/, '').split(/@|::/);
    return className && method ? [className, method] : undefined;
  },
  resource: [],
};

export const hyperfRoutes: RouteReader = {
  framework: 'hyperf',
  read(sources) {
    const index = classFiles(sources.files);
    const php = sources.files.filter((file) => file.endsWith('.php'));
    return [
      ...php
        .filter((file) => /^config\/routes\.php$|^routes?\/.+\.php$/.test(belowRoot(sources, file)))
        .flatMap((file) => readFacade(DIALECT, sources, index, file)),
      ...php
        .filter((file) => /Controller\.php$/i.test(file) || /\/controllers?\//i.test(file))
        .filter((file) => hasRouteAttributes(sources.text(file)))
        .flatMap((file) => attributeRoutes('hyperf', sources, file)),
    ];
  },
};
