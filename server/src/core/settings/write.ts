/** Changes to the text of a configuration file that keep its comments and its layout. */

import { type Edit, type FormattingOptions, type JSONPath, modify, type ParseError, parse } from 'jsonc-parser';
import type { IgnoredFinding } from './table.ts';

/** The lists of hosts that the team's word goes into. */
export type HostList = 'productionHosts' | 'testHosts';

const OTHER: Readonly<Record<HostList, HostList>> = { productionHosts: 'testHosts', testHosts: 'productionHosts' };

/**
 * The edits after which `host` is in `list`, and no longer in the other one. Edits are in the order of their places and
 * do not overlap.
 * @param text of the file; undefined where there is none yet
 * @param inForce what the list holds where the file does not name it: a file that names it wins over the editor's settings
 * @returns undefined where the text is no JSON object, and nothing can be written into it
 */
export function hostEdits(
  text: string | undefined,
  list: HostList,
  host: string,
  inForce: readonly string[],
): readonly Edit[] | undefined {
  const added = addEdits(text, list, host, inForce);
  const values = text === undefined ? undefined : objectOf(text);
  if (!added || text === undefined || !values) return added;
  const other = values[OTHER[list]];
  if (!Array.isArray(other) || !other.includes(host)) return added;
  const left: unknown[] = other.filter((one) => one !== host);
  const removed = modify(text, [OTHER[list]], left, { formattingOptions: layoutOf(text) });
  return [...added, ...removed].sort((one, two) => one.offset - two.offset);
}

/** Puts a value at the end of a list that the text may lack. */
function addEdits(
  text: string | undefined,
  key: 'productionHosts' | 'testHosts' | 'ignore',
  value: unknown,
  inForce: readonly unknown[],
): readonly Edit[] | undefined {
  if (text === undefined || text.trim() === '') {
    const created = `${JSON.stringify({ [key]: [...inForce, value] }, null, 2)}\n`;
    return [{ offset: 0, length: text?.length ?? 0, content: created }];
  }
  const values = objectOf(text);
  if (!values) return undefined;
  const options = { formattingOptions: layoutOf(text) };
  const known = values[key];
  if (!Array.isArray(known)) return modify(text, [key], [...inForce, value], options);
  if (known.includes(value)) return [];
  const path: JSONPath = [key, known.length];
  return modify(text, path, value, { ...options, isArrayInsertion: true });
}

/** The object that a configuration is; undefined where it is none, or no JSON. */
function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  const errors: ParseError[] = [];
  const root: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || typeof root !== 'object' || root === null || Array.isArray(root)) return undefined;
  return root as Readonly<Record<string, unknown>>;
}

/**
 * The edits after which the settings silence a rule in a file.
 * @returns undefined where the text is no JSON object
 */
export function ignoreEdits(
  text: string | undefined,
  entry: IgnoredFinding,
  inForce: readonly IgnoredFinding[],
): readonly Edit[] | undefined {
  return addEdits(text, 'ignore', entry, inForce);
}

/** The indentation and line ends that the text has. */
function layoutOf(text: string): FormattingOptions {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 4 : indent.length,
    eol: /\r\n|\n/.exec(text)?.[0] ?? '\n',
  };
}
