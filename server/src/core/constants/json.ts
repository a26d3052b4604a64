/** JSON files as modules: `require('./config.json')`. */

import { type Node, parseTree } from 'jsonc-parser';
import { type Entry, type FileTerms, type Term, UNKNOWN } from './terms.ts';

/** The terms of a JSON file: one export, the value. A broken file gives what could be read. */
export function jsonTerms(file: string, text: string): FileTerms {
  const places = new Map<string, readonly [number, number]>();
  const counts = new Map<string, number>();
  const root = parseTree(text, [], { allowTrailingComma: true });
  const convert = (node: Node, depth: number): Term => {
    if (depth > 100) return UNKNOWN;
    switch (node.type) {
      case 'object': {
        const entries: Entry[] = [];
        for (const property of node.children ?? []) {
          const [key, value] = property.children ?? [];
          if (key && value) entries.push({ key: String(key.value), value: convert(value, depth + 1) });
        }
        return { k: 'object', entries };
      }
      case 'array':
        return { k: 'array', items: (node.children ?? []).map((child) => ({ value: convert(child, depth + 1) })) };
      case 'string': {
        const text = `"${String(node.value).slice(0, 80)}`;
        const count = counts.get(text) ?? 0;
        counts.set(text, count + 1);
        const key = count === 0 ? text : `${text}#${count}`;
        places.set(key, [node.offset, node.offset + node.length]);
        return { k: 'const', v: node.value as string, o: { file, key } };
      }
      default:
        return { k: 'const', v: node.value as number | boolean | null };
    }
  };
  const value = root ? convert(root, 0) : UNKNOWN;
  return {
    file,
    functions: new Map(),
    classes: new Map(),
    variables: new Map(),
    exports: new Map([['module.exports', value]]),
    reexports: [],
    places,
  };
}
