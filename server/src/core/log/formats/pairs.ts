import type { LogFormat } from '../record.ts';
import { namedFields, requestOf, unescaped } from './named-fields.ts';

/**
 * `name=value` separated by blanks (logfmt: Heroku's router, lograge, programs in Go) or `name:value` separated by tabs
 * (LTSV). Values in quotes may hold anything; fields are told by their names.
 */
export const pairs: LogFormat = {
  id: 'pairs',
  title: 'Names and values (logfmt, LTSV)',
  parse(line, context) {
    const tabbed = line.includes('\t') ? labelled(line) : undefined;
    const read = tabbed ?? assigned(line);
    if (read === undefined) return undefined;
    // A time without a name stands at the beginning, as log shippers write it.
    const lead = /^\S{10,40}/.exec(line);
    const entry = unescaped(read);
    if (!('time' in entry) && lead !== null) entry['@timestamp'] ??= lead[0];
    return requestOf(namedFields(entry), context);
  },
};

/** LTSV: every field has a label. */
function labelled(line: string): [string, string][] | undefined {
  const found: [string, string][] = [];
  for (const field of line.split('\t')) {
    const colon = field.indexOf(':');
    if (colon < 1 || !/^[\w.-]+$/.test(field.slice(0, colon))) return undefined;
    found.push([field.slice(0, colon), field.slice(colon + 1)]);
  }
  return found.length >= 4 ? found : undefined;
}

const NAME = /[A-Za-z_@][\w.@-]{0,63}=/y;

function assigned(line: string): [string, string][] | undefined {
  const found: [string, string][] = [];
  let at = 0;
  while (at < line.length) {
    NAME.lastIndex = at;
    const name = at === 0 || line[at - 1] === ' ' || line[at - 1] === ',' ? NAME.exec(line) : null;
    if (name === null) {
      // A word without a name: whatever a program writes before its pairs, or an unquoted value's further words.
      const next = line.indexOf(' ', at);
      if (next < 0) break;
      at = next + 1;
      continue;
    }
    const begin = at + name[0].length;
    let end = begin;
    if (line[begin] === '"') {
      end++;
      while (end < line.length && line[end] !== '"') end += line[end] === '\\' ? 2 : 1;
      found.push([name[0].slice(0, -1), line.slice(begin + 1, end)]);
      end++;
    } else {
      while (end < line.length && line[end] !== ' ') end++;
      found.push([name[0].slice(0, -1), line.slice(begin, end).replace(/,$/, '')]);
    }
    at = end + 1;
  }
  return found.length >= 4 ? found : undefined;
}
