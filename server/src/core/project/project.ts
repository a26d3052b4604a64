/** What a project is. */

import type { Unread } from '../base/finding.ts';

export type ProjectKind =
  | 'weapp'
  | 'weapp-plugin'
  | 'minigame'
  | 'uni-app'
  | 'taro'
  | 'mpx'
  | 'wepy'
  | 'mpvue'
  | 'remax'
  | 'kbone'
  | 'rax'
  | 'chameleon'
  | 'cocos'
  | 'laya'
  | 'egret'
  | 'cloud-functions'
  | 'backend';

/** One project of the checked folder. Paths are relative to the checked folder. */
export interface Project {
  /** The folder of its configuration; tells projects apart. `''` is the checked folder itself. */
  readonly root: string;
  readonly kind: ProjectKind;
  /** The platform it is judged for; absent for what runs on a server. */
  readonly platform?: 'mp-weixin';
  /** The folders whose files are its sources. */
  readonly sourceRoots: readonly string[];
  /** What `/x` in an import or a component path is relative to. */
  readonly packageRoot: string;
  /** `project.config.json`, and the private file beside it. */
  readonly config?: string;
  readonly privateConfig?: string;
  /** `app.json` or `game.json`; `plugin.json` of a plugin. */
  readonly appJson?: string;
  readonly pluginJson?: string;
  /** The script that runs first: `app.js`, `app.ts`, `game.js`, `main.js`. */
  readonly appScript?: string;
  /** What could not be read of its configuration. */
  readonly problems: readonly Unread[];
}

/** Kinds that the developer tools compile as they lie there. */
export function isNative(project: Project): boolean {
  return project.kind === 'weapp' || project.kind === 'weapp-plugin' || project.kind === 'minigame';
}
