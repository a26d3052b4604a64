/** The appid a project is uploaded with. */

import type { CheckStore } from '../analysis.ts';
import { joinPath } from '../base/paths.ts';
import { child, parseJson } from '../frontends/json.ts';
import { projectOf } from '../project/discover.ts';
import { projectConfigOf } from '../project/native.ts';
import { textOf } from '../project/queries.ts';

/** What every real appid looks like; `touristappid` and what templates leave there do not. */
const APPID = /^wx[0-9a-f]{16}$/;

/** The appid of the project that `from` belongs to: of uni-app's manifest, or of the tools' configuration, the private file first. */
export function appidOf(store: CheckStore, from: string): string | undefined {
  const project = projectOf(store, from);
  if (!project) return undefined;
  const written =
    project.kind === 'uni-app'
      ? child(
          child(parseJson(textOf(store, joinPath(project.packageRoot, 'manifest.json')!) ?? '').root, 'mp-weixin'),
          'appid',
        )?.value
      : [project.privateConfig, project.config]
          .map((path) => path && projectConfigOf(store, path)?.appid?.value)
          .find((appid) => appid !== undefined && appid !== '');
  return typeof written === 'string' && APPID.test(written) ? written : undefined;
}
