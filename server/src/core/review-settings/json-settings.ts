/** Settings in the JSON files of a project that should not survive until the upload. Each has a source. */

import { type Message, message, type Severity } from '../base/finding.ts';
import { readAppJson } from '../frontends/app-json.ts';
import { child, entries, parseJson, placeOf } from '../frontends/json.ts';
import { readProjectConfig } from '../frontends/project-config.ts';
import type { Node } from '../ir/nodes.ts';

export interface Setting extends Node {
  readonly kind: string;
  readonly message: Message;
  /** Absent: the rule's own. */
  readonly severity?: Severity;
}

/**
 * `app.json`: debugging, and development versions of plugins, which only a plugin's own project may use.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/framework/plugin/using.html
 */
export function inAppJson(text: string, isPluginProject: boolean): readonly Setting[] {
  const { debug, plugins } = readAppJson(text);
  const found: Setting[] = [];
  if (debug?.value === true) {
    found.push({
      start: debug.start,
      end: debug.end,
      kind: 'debug',
      severity: 'info',
      message: message('“debug” is on in app.json.'),
    });
  }
  for (const plugin of isPluginProject ? [] : plugins) {
    if (plugin.channel === 'development' && plugin.version) found.push(developmentPlugin(plugin.name, plugin.version));
  }
  return found;
}

/** `manifest.json` of uni-app, from whose `mp-weixin` the `app.json` is made. */
export function inManifest(text: string): readonly Setting[] {
  const plugins = child(child(parseJson(text).root, 'mp-weixin'), 'plugins');
  return entries(plugins).flatMap(({ key, value }) => {
    const version = child(value, 'version');
    return typeof version?.value === 'string' && DEVELOPMENT.test(version.value)
      ? [developmentPlugin(key, placeOf(version))]
      : [];
  });
}

const DEVELOPMENT = /^dev(?:-[0-9a-f]+)?$/i;

function developmentPlugin(name: string, { start, end }: Node): Setting {
  return {
    start,
    end,
    kind: 'plugin-version',
    message: message(
      'The plugin “{0}” is used in a development version, which a program that is submitted may not.',
      name,
    ),
  };
}

/** Where the development builds of uni-app's command line and of HBuilderX go. */
const DEVELOPMENT_BUILD = /(?:^|\/)dist\/dev(?:\/|$)/;

/** `project.config.json`: what is uploaded, and for whom. */
export function inProjectConfig(text: string): readonly Setting[] {
  const { miniprogramRoot, appid } = readProjectConfig(text);
  const found: Setting[] = [];
  if (miniprogramRoot && DEVELOPMENT_BUILD.test(miniprogramRoot.value)) {
    found.push({
      start: miniprogramRoot.start,
      end: miniprogramRoot.end,
      kind: 'development-build',
      message: message(
        '“{0}” holds a development build: what is uploaded from it asks the hosts of development. Upload the production build.',
        miniprogramRoot.value,
      ),
    });
  }
  if (appid?.value === 'touristappid') {
    found.push({
      start: appid.start,
      end: appid.end,
      kind: 'tourist',
      severity: 'info',
      message: message('“touristappid” stands for no program of anybody: with it nothing can be uploaded.'),
    });
  }
  return found;
}
