/** Which build lies in the folder that is uploaded, by what the bundler wrote into it. */

import type { CheckStore } from '../analysis.ts';
import { message } from '../base/finding.ts';
import { folderOf, joinPath } from '../base/paths.ts';
import { readProjectConfig } from '../frontends/project-config.ts';
import { textOf } from '../project/queries.ts';
import type { Setting } from './json-settings.ts';

/** Scripts that every build of the frameworks has, relative to the folder of the program. */
const BUNDLES = [
  'app.js',
  'runtime.js',
  'vendors.js',
  'taro.js',
  'common/main.js',
  'common/vendor.js',
  'common/runtime.js',
];

/** How much of a bundle is looked at: its first modules tell. */
const LOOKED_AT = 300_000;

/**
 * In development mode webpack wraps each module in `eval` and names it by a `sourceURL`; a production build has none.
 * Source: https://webpack.js.org/configuration/devtool/ (`eval` is the default of development mode alone).
 */
function isDevelopmentBundle(text: string): boolean {
  const begin = text.slice(0, LOOKED_AT);
  const wrapped = begin.indexOf('eval(');
  return wrapped >= 0 && begin.indexOf('sourceURL=webpack', wrapped) >= 0;
}

/** The place of `miniprogramRoot` where what it names was built for development. @param config path of the configuration */
export function developmentBundles(store: CheckStore, config: string, text: string): readonly Setting[] {
  const { miniprogramRoot: root } = readProjectConfig(text);
  const folder = root && joinPath(folderOf(config), root.value);
  if (!root || folder === undefined) return [];
  const built = BUNDLES.map((name) => joinPath(folder, name)!).find((path) => {
    const bundle = textOf(store, path);
    return bundle !== undefined && isDevelopmentBundle(bundle);
  });
  if (built === undefined) return [];
  return [
    {
      start: root.start,
      end: root.end,
      kind: 'development-build',
      message: message(
        '“{0}” holds a development build ({1} was bundled in development mode): what is uploaded from it asks the hosts of development. Upload the production build.',
        root.value,
        built,
      ),
    },
  ];
}
