/** Secrets in what is no script: JSON that is uploaded, templates, and `.env` variables that the build puts into the code. */

import type { CheckStore } from '../analysis.ts';
import { baseName, joinPath } from '../base/paths.ts';
import { clientPrefixesOf, environmentFilesOf } from '../constants/build.ts';
import { readDotenv } from '../frontends/dotenv.ts';
import { entries, type JsonNode, parseJson } from '../frontends/json.ts';
import { parseMarkup } from '../frontends/markup.ts';
import type { Node } from '../ir/nodes.ts';
import { projectAt } from '../project/discover.ts';
import { projectScripts, projectTemplates, reached } from '../project/members.ts';
import { listing, textOf } from '../project/queries.ts';
import { hasSecretParameter, isAppSecret, mayHold, namesPlatform, PRIVATE_KEY } from './patterns.ts';

export interface Secret extends Node {
  readonly what: 'secret' | 'key';
}

/** The files without code of a project that may hold a secret which its users get. */
export function dataFiles(store: CheckStore, root: string): string[] {
  const project = projectAt(store, root);
  if (!project) return [];
  const ext = joinPath(project.packageRoot, 'ext.json');
  const json = [
    project.appJson,
    project.pluginJson,
    ext,
    ...reached(store, root).filter((path) => path.endsWith('.json')),
  ];
  const files = [...json, ...projectTemplates(store, root), ...environmentFilesOf(store, root)];
  const known = listing(store, '');
  return [...new Set(files)].filter((path): path is string => path !== undefined && known.has(path));
}

/** The secrets in one of them. */
export function secretsInData(store: CheckStore, root: string, path: string): Secret[] {
  const text = textOf(store, path) ?? '';
  if (!mayHold(text)) return [];
  if (path.endsWith('.json')) return inJson(text);
  return baseName(path).startsWith('.env') ? inEnvironment(store, root, text) : inMarkup(text);
}

function inJson(text: string): Secret[] {
  const platform = namesPlatform(text);
  const found: Secret[] = [];
  const look = (node: JsonNode | undefined, name: string): void => {
    if (node?.type === 'object') for (const { key, value } of entries(node)) look(value, key);
    else if (node?.type === 'array') for (const item of node.children ?? []) look(item, name);
    else if (node?.type === 'string') {
      const what = kindOf(name, node.value as string, platform);
      if (what) found.push({ start: node.offset, end: node.offset + node.length, what });
    }
  };
  // The nesting is bounded by the parser.
  look(parseJson(text).root, '');
  return found;
}

/** Only variables that the build hands to the code, and that some script asks for, are uploaded. */
function inEnvironment(store: CheckStore, root: string, text: string): Secret[] {
  const prefixes = clientPrefixesOf(store, root);
  const platform = namesPlatform(text);
  return readDotenv(text).entries.flatMap(({ key, value, start, end }): Secret[] => {
    const prefix = prefixes.find((one) => key.startsWith(one));
    const what =
      prefix === undefined
        ? undefined
        : (kindOf(key.slice(prefix.length), value, platform) ?? kindOf(key, value, platform));
    const used = what && projectScripts(store, root).some((script) => textOf(store, script)?.includes(key));
    return used ? [{ start, end, what }] : [];
  });
}

function inMarkup(text: string): Secret[] {
  const platform = namesPlatform(text);
  return parseMarkup(text).elements.flatMap(({ attributes }) =>
    attributes.flatMap(({ name, value }): Secret[] => {
      const what = value && kindOf(name.replace(/^(?:data|model|bind)[-:]/, ''), value.text, platform);
      return what ? [{ start: value.start, end: value.end, what }] : [];
    }),
  );
}

function kindOf(name: string, value: string, platform: boolean): Secret['what'] | undefined {
  if (PRIVATE_KEY.test(value)) return 'key';
  return isAppSecret(name, value, platform) || hasSecretParameter(value) ? 'secret' : undefined;
}
