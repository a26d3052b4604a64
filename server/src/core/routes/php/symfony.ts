/** Symfony: `#[Route]` on controllers. Routes in YAML are left to the framework's own tools. */

import type { RouteReader } from '../route.ts';
import { attributeRoutes, hasRouteAttributes } from './attributes.ts';

export const symfonyRoutes: RouteReader = {
  framework: 'symfony',
  read(sources) {
    return sources.files
      .filter((file) => file.endsWith('.php') && hasRouteAttributes(sources.text(file)))
      .flatMap((file) => attributeRoutes('symfony', sources, file));
  },
};
