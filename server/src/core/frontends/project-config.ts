/** Reads `project.config.json`, its private overlay, and `ext.json`: where the parts of a project are, and the switches of the developer tools. */

import { entries, type JsonNode, type JsonProblem, JsonReader, type Placed, parseJson, placeOf } from './json.ts';

export interface ProjectConfig {
  readonly appid: Placed<string> | undefined;
  readonly projectName: Placed<string> | undefined;
  /** `miniprogram` (also where absent), `plugin`, `game`, … */
  readonly compileType: Placed<string> | undefined;
  readonly libVersion: Placed<string> | undefined;
  /** Folders, as written: relative to the file, with or without a slash at the end. */
  readonly miniprogramRoot: Placed<string> | undefined;
  /** Where the sources are when the tools compile them elsewhere. */
  readonly srcMiniprogramRoot: Placed<string> | undefined;
  readonly pluginRoot: Placed<string> | undefined;
  readonly cloudfunctionRoot: Placed<string> | undefined;
  readonly cloudcontainerRoot: Placed<string> | undefined;
  readonly qcloudRoot: Placed<string> | undefined;
  /** The switches that matter here, by name; every boolean of `setting` is given. */
  readonly setting: ReadonlyMap<string, Placed<boolean>>;
  /** What the upload leaves out. */
  readonly packIgnore: readonly PackRule[];
  readonly packInclude: readonly PackRule[];
  /** Commands that run before compiling, preview and upload. */
  readonly scripts: ReadonlyMap<string, Placed<string>>;
  readonly problems: readonly JsonProblem[];
}

export interface PackRule {
  /** `file`, `folder`, `suffix`, `prefix`, `regexp` or `glob`. */
  readonly type: string;
  readonly value: Placed<string>;
}

/** Reads `project.config.json` or `project.private.config.json`. Never throws. */
export function readProjectConfig(text: string): ProjectConfig {
  const { root, problems } = parseJson(text);
  const reader = new JsonReader(problems);
  const pack = reader.object(root, 'packOptions');
  return {
    appid: reader.string(root, 'appid'),
    projectName: reader.string(root, 'projectname'),
    compileType: reader.string(root, 'compileType'),
    libVersion: reader.string(root, 'libVersion'),
    miniprogramRoot: reader.string(root, 'miniprogramRoot'),
    srcMiniprogramRoot: reader.string(root, 'srcMiniprogramRoot'),
    pluginRoot: reader.string(root, 'pluginRoot'),
    cloudfunctionRoot: reader.string(root, 'cloudfunctionRoot'),
    cloudcontainerRoot: reader.string(root, 'cloudcontainerRoot'),
    qcloudRoot: reader.string(root, 'qcloudRoot'),
    setting: booleans(reader.object(root, 'setting')),
    packIgnore: packRules(reader, pack, 'ignore'),
    packInclude: packRules(reader, pack, 'include'),
    scripts: reader.stringMap(root, 'scripts'),
    problems,
  };
}

/** A value, and whether it comes from the private file. */
export type Owned<T> = Placed<T> & { readonly private: boolean };

/**
 * A switch of the tools as it is in force: the private file wins, key by key. Source: the `description` that the tools
 * write into project.private.config.json.
 */
export function settingOf(
  shared: ProjectConfig | undefined,
  own: ProjectConfig | undefined,
  key: string,
): Owned<boolean> | undefined {
  const mine = own?.setting.get(key);
  if (mine) return { ...mine, private: true };
  const theirs = shared?.setting.get(key);
  return theirs && { ...theirs, private: false };
}

/** `setting` also holds objects (`babelSetting`) and strings; only the switches are of interest. */
function booleans(node: JsonNode | undefined): ReadonlyMap<string, Placed<boolean>> {
  const map = new Map<string, Placed<boolean>>();
  for (const { key, value } of entries(node)) {
    if (value.type === 'boolean') map.set(key, { value: value.value as boolean, ...placeOf(value) });
  }
  return map;
}

function packRules(reader: JsonReader, pack: JsonNode | undefined, key: string): PackRule[] {
  return reader.list(pack, key).flatMap((node) => {
    const value = reader.string(node, 'value');
    return value ? [{ type: reader.string(node, 'type')?.value ?? 'file', value }] : [];
  });
}

/** What `ext.json` gives to a program that a service provider publishes; in a published version the provider's own values win. */
export interface ExtJson {
  /** False: the file is not used at all. */
  readonly enabled: boolean;
  readonly appid: Placed<string> | undefined;
  /** Commits straight to the list of versions awaiting review. */
  readonly directCommit: Placed<boolean> | undefined;
  /** Every string, number and boolean below `ext`, by its path (`api.host`). */
  readonly values: ReadonlyMap<string, Placed<string | number | boolean>>;
  readonly problems: readonly JsonProblem[];
}

/** Reads `ext.json`. Never throws. */
export function readExtJson(text: string): ExtJson {
  const { root, problems } = parseJson(text);
  const reader = new JsonReader(problems);
  const values = new Map<string, Placed<string | number | boolean>>();
  collect(reader.object(root, 'ext'), '', values);
  return {
    enabled: reader.boolean(root, 'extEnable')?.value === true,
    appid: reader.string(root, 'extAppid'),
    directCommit: reader.boolean(root, 'directCommit'),
    values,
    problems,
  };
}

/** The nesting is bounded by `parseJson`. */
function collect(
  node: JsonNode | undefined,
  path: string,
  values: Map<string, Placed<string | number | boolean>>,
): void {
  if (!node) return;
  if (node.type === 'object') {
    for (const { key, value } of entries(node)) collect(value, path === '' ? key : `${path}.${key}`, values);
  } else if (node.type === 'array') {
    for (const [index, item] of (node.children ?? []).entries()) collect(item, `${path}.${index}`, values);
  } else if (node.type !== 'null') {
    values.set(path, { value: node.value as string | number | boolean, ...placeOf(node) });
  }
}
