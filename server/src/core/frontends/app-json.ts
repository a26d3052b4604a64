/** Reads `app.json`, and the JSON beside pages, components and plugins: what belongs to the package, and what of it matters before a review. */

import type { Node } from '../ir/nodes.ts';
import {
  child,
  entries,
  type JsonNode,
  type JsonProblem,
  JsonReader,
  type Placed,
  parseJson,
  placeOf,
} from './json.ts';

export interface AppJson {
  /** Page paths without extension, relative to the root; those of sub-packages are in `subPackages`. */
  readonly pages: readonly Placed<string>[];
  readonly subPackages: readonly SubPackage[];
  /** All plugins, also those that sub-packages declare. */
  readonly plugins: readonly PluginUse[];
  readonly usingComponents: ReadonlyMap<string, Placed<string>>;
  /** Path prefixes (`~/*`) and what they stand for. */
  readonly resolveAlias: ReadonlyMap<string, Placed<string>>;
  readonly entryPagePath: Placed<string> | undefined;
  readonly tabBar: readonly TabBarItem[];
  /** The folder of the workers, in either way of writing it. */
  readonly workers: Placed<string> | undefined;
  readonly debug: Placed<boolean> | undefined;
  /** `cloudConfig.gatewayDomain`: a host that requests through the cloud gateway go to. */
  readonly gatewayDomain: Placed<string> | undefined;
  readonly sitemapLocation: Placed<string> | undefined;
  readonly lazyCodeLoading: Placed<string> | undefined;
  readonly requiredPrivateInfos: readonly Placed<string>[];
  readonly problems: readonly JsonProblem[];
}

export interface SubPackage extends Node {
  readonly root: Placed<string>;
  readonly name: Placed<string> | undefined;
  /** Relative to `root`. */
  readonly pages: readonly Placed<string>[];
  readonly independent: boolean;
  /** A script of its own that runs first (mini-games, separate entries). */
  readonly entry: Placed<string> | undefined;
}

export interface PluginUse extends Node {
  readonly name: string;
  readonly version: Placed<string> | undefined;
  readonly provider: Placed<string> | undefined;
  /**
   * What the version is. Only `release` may stand in a program that is submitted: `dev` is the plugin beside it in a
   * plugin project, `dev-<32 hex>` an uploaded development build.
   */
  readonly channel: 'release' | 'latest' | 'development' | 'unknown';
}

export interface TabBarItem {
  readonly pagePath: Placed<string> | undefined;
  readonly iconPath: Placed<string> | undefined;
  readonly selectedIconPath: Placed<string> | undefined;
}

/** Reads `app.json` (also `plugin.json` and `game.json`, whose keys are a part of it). Never throws. */
export function readAppJson(text: string): AppJson {
  const { root, problems } = parseJson(text);
  const reader = new JsonReader(problems);
  const packages = [...reader.list(root, 'subPackages'), ...reader.list(root, 'subpackages')];
  return {
    pages: pagePaths(reader, root),
    subPackages: packages.flatMap((node) => subPackage(reader, node) ?? []),
    plugins: [root, ...packages].flatMap((node) => plugins(reader, node)),
    usingComponents: reader.stringMap(root, 'usingComponents'),
    resolveAlias: reader.stringMap(root, 'resolveAlias'),
    entryPagePath: reader.string(root, 'entryPagePath'),
    tabBar: reader.list(reader.object(root, 'tabBar'), 'list').map((item) => ({
      pagePath: reader.string(item, 'pagePath'),
      iconPath: reader.string(item, 'iconPath'),
      selectedIconPath: reader.string(item, 'selectedIconPath'),
    })),
    workers: workers(reader, root),
    debug: reader.boolean(root, 'debug'),
    gatewayDomain: reader.string(reader.object(root, 'cloudConfig'), 'gatewayDomain'),
    sitemapLocation: reader.string(root, 'sitemapLocation'),
    lazyCodeLoading: reader.string(root, 'lazyCodeLoading'),
    requiredPrivateInfos: reader.strings(root, 'requiredPrivateInfos'),
    problems,
  };
}

/** What the JSON of a page or component says. */
export interface PageJson {
  readonly usingComponents: ReadonlyMap<string, Placed<string>>;
  readonly component: boolean;
  readonly problems: readonly JsonProblem[];
}

/** Reads the JSON beside a page or component. Never throws. */
export function readPageJson(text: string): PageJson {
  const { root, problems } = parseJson(text);
  const reader = new JsonReader(problems);
  return {
    usingComponents: reader.stringMap(root, 'usingComponents'),
    component: reader.boolean(root, 'component')?.value === true,
    problems,
  };
}

/** `pages` is a list; a plugin's is an object from names to paths. */
function pagePaths(reader: JsonReader, root: JsonNode | undefined): Placed<string>[] {
  if (child(root, 'pages')?.type === 'object') return [...reader.stringMap(root, 'pages').values()];
  return reader.strings(root, 'pages');
}

function subPackage(reader: JsonReader, node: JsonNode): SubPackage | undefined {
  const root = reader.string(node, 'root');
  if (!root) return undefined;
  return {
    root,
    name: reader.string(node, 'name'),
    pages: reader.strings(node, 'pages'),
    independent: reader.boolean(node, 'independent')?.value === true,
    entry: reader.string(node, 'entry'),
    ...placeOf(node),
  };
}

function plugins(reader: JsonReader, node: JsonNode | undefined): PluginUse[] {
  // A plugin's own plugin.json may list others the same way.
  return entries(reader.object(node, 'plugins')).map(({ key, value, place }) => {
    const version = reader.string(value, 'version');
    return {
      name: key,
      version,
      provider: reader.string(value, 'provider'),
      channel: channelOf(version?.value),
      ...place,
    };
  });
}

/** Source: https://developers.weixin.qq.com/miniprogram/dev/framework/plugin/using.html and the developer-version notes. */
function channelOf(version: string | undefined): PluginUse['channel'] {
  if (version === undefined) return 'unknown';
  if (/^dev(?:-[0-9a-f]+)?$/i.test(version)) return 'development';
  if (version === 'latest') return 'latest';
  return /^\d+\.\d+\.\d+$/.test(version) ? 'release' : 'unknown';
}

/** `"workers": "workers"` or `"workers": {"path": "workers"}`. */
function workers(reader: JsonReader, root: JsonNode | undefined): Placed<string> | undefined {
  return child(root, 'workers')?.type === 'object'
    ? reader.string(child(root, 'workers'), 'path')
    : reader.string(root, 'workers');
}
