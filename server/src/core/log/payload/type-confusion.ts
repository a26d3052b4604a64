import type { Parameter } from './parameters.ts';

/**
 * How odd a value is for a parameter that expects text or a number: 0 not at all, 1 when the control request had another,
 * 2 in any case.
 */
export function oddity(parameter: Parameter, text: string): 0 | 1 | 2 {
  const list = /^[^[]+\[\d{0,3}\](\[\w{0,16}\])?$/.exec(parameter.name);
  if (list !== null && /^1?$/.test(text)) return list[1] === undefined ? 1 : 2;
  if (/^(?:1e\d{3,4}|-?Infinity|9{12,}|-?9{18,})$/i.test(text)) return 2;
  return /^(?:|null|undefined|nil|none|nan|true|false|-\d{1,3}|\d{15,40}|\[\]|\{\}|\[object Object\])$/i.test(text)
    ? 1
    : 0;
}
