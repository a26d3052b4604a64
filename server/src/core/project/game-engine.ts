/** Projects of game engines that are built for WeChat: told by the engine's own file, and by some sign that WeChat is a target. */

import { folderOf, joinPath } from '../base/paths.ts';
import { child, parseJson } from '../frontends/json.ts';
import type { Store } from '../store/store.ts';
import type { FileSource } from './files.ts';
import type { Project, ProjectKind } from './project.ts';
import { textOf } from './queries.ts';

interface Engine {
  readonly kind: ProjectKind;
  /** The file that every project of the engine has; where others have one of that name too, the key that tells it. */
  readonly marker: RegExp;
  readonly key?: string;
  /** Where the scripts are; all of them are built. */
  readonly sources: string;
}

/** Sources: https://docs.cocos.com/creator/manual/en/getting-started/project-structure, https://layaair.com, https://docs.egret.com */
const ENGINES: readonly Engine[] = [
  { kind: 'cocos', marker: /(?:^|\/)project\.json$/, key: 'engine', sources: 'assets' },
  { kind: 'cocos', marker: /(?:^|\/)package\.json$/, key: 'creator', sources: 'assets' },
  { kind: 'laya', marker: /(?:^|\/)[^/]+\.laya$/, sources: 'src' },
  { kind: 'egret', marker: /(?:^|\/)egretProperties\.json$/, sources: 'src' },
];

/** What the engines' editors leave behind when somebody has built for WeChat, or set it up. */
const WECHAT =
  /(?:^|\/)(?:settings|build-templates|scripts|release|local|profiles|platform|packages)\b.{0,80}(?:wechat-?game|wxgame|weixin)/i;

/** Projects of game engines among the files. */
export function* gameProjects(store: Store<FileSource>, paths: ReadonlyMap<string, number>): Generator<Project> {
  for (const path of paths.keys()) {
    const engine = ENGINES.find(({ marker }) => marker.test(path));
    if (!engine || /(?:^|\/)node_modules\//.test(path)) continue;
    if (engine.key !== undefined && !child(parseJson(textOf(store, path) ?? '').root, engine.key)) continue;
    const root = folderOf(path);
    const sources = joinPath(root, engine.sources)!;
    const inside = [...paths.keys()].filter((one) => root === '' || one.startsWith(`${root}/`));
    if (!inside.some((one) => one.startsWith(`${sources}/`))) continue;
    if (!inside.some((one) => WECHAT.test(one)) && !usesPlatform(store, inside, sources)) continue;
    yield {
      root,
      kind: engine.kind,
      platform: 'mp-weixin',
      sourceRoots: [sources],
      packageRoot: sources,
      problems: [],
    };
  }
}

function usesPlatform(store: Store<FileSource>, paths: readonly string[], sources: string): boolean {
  return paths.some(
    (path) =>
      path.startsWith(`${sources}/`) &&
      /\.[jt]s$/.test(path) &&
      /\bwx\.(?:request|login|getSystemInfo|onShow|shareAppMessage|createImage)\b|WECHAT_?GAME/.test(
        textOf(store, path) ?? '',
      ),
  );
}
