/** The routes of every PHP project below the checked folder, each read by its framework's own reader. */

import type { FoundRoute, RouteReader, RouteSources } from '../route.ts';
import { detectPhpFramework, phpRoots, rootOf } from './detect.ts';
import { hyperfRoutes } from './hyperf.ts';
import { laravelRoutes } from './laravel.ts';
import { plainRoutes } from './plain.ts';
import { slimRoutes } from './slim.ts';
import { symfonyRoutes } from './symfony.ts';
import { thinkphpRoutes } from './thinkphp.ts';
import { webmanRoutes } from './webman.ts';
import { yiiRoutes } from './yii.ts';

const READERS: ReadonlyMap<string, RouteReader> = new Map(
  [webmanRoutes, laravelRoutes, thinkphpRoutes, hyperfRoutes, slimRoutes, symfonyRoutes, yiiRoutes].map((reader) => [
    reader.framework,
    reader,
  ]),
);

/** `sources` spans the whole checked folder; projects in it are told apart here. */
export function readPhpRoutes(sources: RouteSources): readonly FoundRoute[] {
  const roots = phpRoots(sources.files, (path) => sources.text(path) !== undefined);
  const byRoot = new Map<string, string[]>();
  for (const file of sources.files) {
    const root = rootOf(roots, file);
    const list = byRoot.get(root);
    if (list) list.push(file);
    else byRoot.set(root, [file]);
  }
  return [...byRoot].flatMap(([root, files]) => {
    const composer = sources.text(root ? `${root}/composer.json` : 'composer.json');
    const framework = detectPhpFramework(composer, textsOf(sources, files));
    const reader = (framework && READERS.get(framework.name)) ?? plainRoutes;
    return reader.read({ ...sources, files, root });
  });
}

function* textsOf(sources: RouteSources, files: readonly string[]): Generator<string> {
  for (const file of files) {
    const text = sources.text(file);
    if (text !== undefined) yield text;
  }
}
