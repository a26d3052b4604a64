/** Reads configuration written as JSON, with comments and trailing commas as editors allow them, and keeps the places. */

import { type Node as JsonNode, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Message, message } from '../base/finding.ts';
import type { Node } from '../ir/nodes.ts';

export type { Node as JsonNode } from 'jsonc-parser';

/** A value and where it stands; strings with their quotes. */
export interface Placed<T> extends Node {
  readonly value: T;
}

/** Something wrong in a configuration file, at its place. The rest of the file was still read. */
export interface JsonProblem extends Node {
  readonly message: Message;
}

/** Deeper nesting would overflow the parser's stack; no configuration comes near. */
const DEEPEST = 256;

/** The tree of a JSON text, undefined where there is none (an empty file is none, and no problem). Never throws. */
export function parseJson(text: string): { readonly root: JsonNode | undefined; readonly problems: JsonProblem[] } {
  const problems: JsonProblem[] = [];
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    problems.push({ start: deep, end: deep + 1, message: message('nested too deeply to be read') });
    return { root: undefined, problems };
  }
  const plain = text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text;
  if (plain.trim() === '') return { root: undefined, problems };
  const errors: ParseError[] = [];
  const root = parseTree(plain, errors, { allowTrailingComma: true });
  for (const error of errors) {
    const end = Math.min(text.length, error.offset + Math.max(1, error.length));
    problems.push({
      start: Math.min(error.offset, end),
      end,
      message: message('not valid JSON ({0})', printParseErrorCode(error.error)),
    });
  }
  return { root, problems };
}

/** Where brackets nest deeper than is read, by a count that skips strings and comments. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    if (unit === '"') {
      for (at++; at < text.length && text[at] !== '"' && text[at] !== '\n'; at++) if (text[at] === '\\') at++;
    } else if (unit === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (unit === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 1;
    } else if (unit === '[' || unit === '{') {
      if (++depth > DEEPEST) return at;
    } else if (unit === ']' || unit === '}') depth = Math.max(0, depth - 1);
  }
  return undefined;
}

/** The last value of a key, as JSON.parse takes it; undefined where the node is no object or lacks the key. */
export function child(node: JsonNode | undefined, key: string): JsonNode | undefined {
  if (node?.type !== 'object') return undefined;
  let found: JsonNode | undefined;
  for (const property of node.children ?? []) {
    if (property.children?.[0]?.value === key) found = property.children[1];
  }
  return found;
}

/** The keys and values of an object, in order; nothing for anything else. */
export function entries(
  node: JsonNode | undefined,
): { readonly key: string; readonly value: JsonNode; readonly place: Node }[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key && value ? [{ key: String(key.value), value, place: placeOf(key) }] : [];
  });
}

export function placeOf(node: JsonNode): Node {
  return { start: node.offset, end: node.offset + node.length };
}

/** Reads typed values out of a tree, and notes at their place what has another type. */
export class JsonReader {
  readonly problems: JsonProblem[];

  constructor(problems: JsonProblem[] = []) {
    this.problems = problems;
  }

  string(node: JsonNode | undefined, key: string): Placed<string> | undefined {
    return this.scalar(child(node, key), 'string', message('“{0}” should be a string', key));
  }

  boolean(node: JsonNode | undefined, key: string): Placed<boolean> | undefined {
    return this.scalar(child(node, key), 'boolean', message('“{0}” should be true or false', key));
  }

  object(node: JsonNode | undefined, key: string): JsonNode | undefined {
    return this.structure(child(node, key), 'object', message('“{0}” should be an object', key));
  }

  /** The items of a list; empty where there is none. */
  list(node: JsonNode | undefined, key: string): readonly JsonNode[] {
    return this.structure(child(node, key), 'array', message('“{0}” should be a list', key))?.children ?? [];
  }

  /** The strings of a list; other items are noted and left out. */
  strings(node: JsonNode | undefined, key: string): Placed<string>[] {
    return this.list(node, key).flatMap(
      (item) => this.scalar<string>(item, 'string', message('“{0}” should hold strings only', key)) ?? [],
    );
  }

  /** The string values of an object, by key. */
  stringMap(node: JsonNode | undefined, key: string): ReadonlyMap<string, Placed<string>> {
    const map = new Map<string, Placed<string>>();
    for (const entry of entries(this.object(node, key))) {
      const value = this.scalar<string>(
        entry.value,
        'string',
        message('“{0}” should be a string', `${key}.${entry.key}`),
      );
      if (value) map.set(entry.key, value);
    }
    return map;
  }

  private scalar<T>(node: JsonNode | undefined, type: 'string' | 'boolean', wrong: Message): Placed<T> | undefined {
    if (!node) return undefined;
    if (node.type === type) return { value: node.value as T, ...placeOf(node) };
    this.problems.push({ ...placeOf(node), message: wrong });
    return undefined;
  }

  private structure(node: JsonNode | undefined, type: 'object' | 'array', wrong: Message): JsonNode | undefined {
    if (!node || node.type === type) return node;
    this.problems.push({ ...placeOf(node), message: wrong });
    return undefined;
  }
}
