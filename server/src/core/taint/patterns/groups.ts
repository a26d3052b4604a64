/** What the groups of a PHP pattern may hold where it has matched. */

import type { Machine } from '../machine.ts';
import { UNKNOWN, type Value } from '../value.ts';
import { patternFacts } from './decide.ts';
import { splitDelimited } from './parse.ts';

const MOST_GROUPS = 20;

/** The groups of `/…/flags` by number and name, each with what `text` may still be as far as the group's own pattern goes. */
export function groupsOf(delimited: string | undefined, text: Value): Map<string, Value> | undefined {
  const pattern = delimited === undefined ? undefined : splitDelimited(delimited);
  if (!pattern || text.labels.length === 0) return undefined;
  const found = new Map<string, Value>();
  const set = (key: string, source: string) => {
    const { accepted } = patternFacts(`^(?:${source})$`, `${pattern.flags}D`, { php: true });
    found.set(key, {
      ...UNKNOWN,
      labels: text.labels.map((label) => ({ ...label, id: `${label.id}#${key}`, mask: label.mask & ~accepted })),
    });
  };
  set('0', pattern.source);
  let number = 0;
  for (const group of captures(pattern.source)) {
    number++;
    if (number > MOST_GROUPS) return undefined;
    set(String(number), group.source);
    if (group.name) set(group.name, group.source);
  }
  return found;
}

/** An array of these elements. */
export function groupList(m: Machine, elements: ReadonlyMap<string, Value>): Value {
  return { ...UNKNOWN, objects: [m.newObject(elements)] };
}

export interface Capture {
  readonly name: string | undefined;
  readonly source: string;
}

/** The capturing groups in the order of their numbers; the first has number 1. */
export function captures(source: string): Capture[] {
  const found: { start: number; end: number; name: string | undefined }[] = [];
  const open: (number | undefined)[] = [];
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '\\') at++;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') {
      inClass = true;
      if (source[at + 1] === ']') at++;
      else if (source[at + 1] === '^' && source[at + 2] === ']') at += 2;
    } else if (char === '(') {
      const named = /^\(\?P?[<']([A-Za-z_]\w*)[>']/.exec(source.slice(at, at + 40));
      if (source[at + 1] === '?' && !named) open.push(undefined);
      else {
        open.push(found.length);
        found.push({ start: at + (named?.[0].length ?? 1), end: source.length, name: named?.[1] });
      }
    } else if (char === ')') {
      const index = open.pop();
      if (index !== undefined) found[index]!.end = at;
    }
  }
  return found.map(({ start, end, name }) => ({ name, source: source.slice(start, end) }));
}
