/** Casts: what a value is as a text or as a number. */

import { bit } from './classes.ts';
import type { Machine } from './machine.ts';
import { UNKNOWN, type Value } from './value.ts';

/** PHP `(int) $x`, `(string) $x`. */
export function castValue(m: Machine, type: string, value: Value): Value {
  if (type === 'bool') return value.facts ? { ...UNKNOWN, facts: value.facts } : UNKNOWN;
  if (type === 'int' || type === 'float') return UNKNOWN;
  if (type === 'string') {
    return {
      ...UNKNOWN,
      ...(value.literals ? { literals: value.literals } : {}),
      labels: value.labels.map((label) => ({
        ...label,
        mask: m.left(label) & ~(bit('list') | bit('absent') | bit('null')),
      })),
    };
  }
  return value;
}

/** A number made of a value: nothing of its text is left, but it may be NaN. */
export function numberOf(m: Machine, value: Value): Value {
  if (value.labels.length === 0) return UNKNOWN;
  if (m.php) return UNKNOWN;
  return {
    ...UNKNOWN,
    labels: value.labels.map(({ container: _, hit: _h, ...label }) => ({
      ...label,
      id: `number(${label.id})`,
      mask: bit('nan') | bit('digits'),
    })),
  };
}
