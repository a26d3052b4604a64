/** The script of package.json with which a project is built for upload, and the platform of its own that it may name. */

import { joinPath } from '../base/paths.ts';
import { child, entries, type JsonNode, parseJson } from '../frontends/json.ts';
import type { Store } from '../store/store.ts';
import type { FileSource } from './files.ts';
import { textOf } from './queries.ts';

/** The first of `names`, most telling first, that the package at `root` has. */
export function uploadScript(
  store: Store<FileSource>,
  root: string,
  names: readonly string[],
): { readonly name: string; readonly command: string } | undefined {
  const scripts = entries(child(manifestOf(store, root), 'scripts'));
  for (const name of names) {
    const command: unknown = scripts.find(({ key }) => key === name)?.value.value;
    if (typeof command === 'string') return { name, command };
  }
  return undefined;
}

/**
 * `uni build -p NAME`, where package.json defines a platform of that name by `uni-app.scripts`.
 * Source: https://uniapp.dcloud.net.cn/collocation/package.html
 */
export function customPlatformOf(
  store: Store<FileSource>,
  root: string,
  command: string,
): { readonly name: string; readonly node: JsonNode } | undefined {
  const name = /(?:\s-p|--platform|\bbuild:custom|\bUNI_SCRIPT)[\s=]+["']?([\w.-]+)/.exec(command)?.[1];
  const node = name && child(child(child(manifestOf(store, root), 'uni-app'), 'scripts'), name);
  return name && node ? { name, node } : undefined;
}

/** The names that such a platform defines for conditional compilation. */
export function customNames(store: Store<FileSource>, root: string, scripts: readonly string[]): ReadonlySet<string> {
  const script = uploadScript(store, root, scripts);
  const custom = script && customPlatformOf(store, root, script.command);
  const defined = entries(child(custom?.node, 'define')).filter(({ value }) => value.value === true);
  return new Set(defined.map(({ key }) => key));
}

function manifestOf(store: Store<FileSource>, root: string): JsonNode | undefined {
  const text = textOf(store, joinPath(root, 'package.json')!);
  return text === undefined ? undefined : parseJson(text).root;
}
