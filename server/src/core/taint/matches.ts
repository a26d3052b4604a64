/** What `text.match(pattern)`, `pattern.exec(text)` and `text.matchAll(pattern)` give: the match and its groups, each with what its own pattern rules out. */

import type { SummaryRow } from '../models/schema/flow.ts';
import { bit } from './classes.ts';
import type { Machine } from './machine.ts';
import { patternFacts } from './patterns/decide.ts';
import { captures } from './patterns/groups.ts';
import { type CallSite, valueAt } from './rows.ts';
import { type Label, UNKNOWN, type Value } from './value.ts';

export function matchValue(m: Machine, row: SummaryRow, site: CallSite): Value {
  const text = valueAt(m, row.from, site);
  if (text.labels.length === 0) return UNKNOWN;
  const pattern = valueAt(m, row.matches!, site).pattern;
  const piece = (key: string, source: string | undefined): [string, Value] => {
    const flags = pattern?.flags.replace('g', '') ?? '';
    const accepted = source === undefined ? 0 : patternFacts(`^(?:${source})$`, flags).accepted;
    const labels = text.labels.map(
      ({ hit: _, container: _c, ...label }): Label => ({
        ...label,
        id: `${label.id}>${site.node.start}.${key}`,
        mask: (m.left({ ...label }) & ~accepted & ~bit('list')) | (key === '0' ? 0 : bit('absent')),
      }),
    );
    return [key, { ...UNKNOWN, labels }];
  };
  const whole = piece('0', pattern?.source);
  if (!pattern) return { ...UNKNOWN, objects: [m.newObject([['*', whole[1]]])] };
  const groups = captures(pattern.source).map((group, index) => ({
    group,
    entry: piece(String(index + 1), group.source),
  }));
  const named = groups.flatMap(({ group, entry }): [string, Value][] =>
    group.name === undefined ? [] : [[group.name, entry[1]]],
  );
  const match = (): Value => ({
    ...UNKNOWN,
    objects: [
      m.newObject([
        whole,
        ...groups.map(({ entry }) => entry),
        ['groups', { ...UNKNOWN, objects: [m.newObject(named)] }] as [string, Value],
      ]),
    ],
  });
  if (site.name === 'matchAll') return { ...UNKNOWN, objects: [m.newObject([['*', match()]])] };
  return site.name === 'match' && pattern.flags.includes('g')
    ? { ...UNKNOWN, objects: [m.newObject([['*', whole[1]]])] }
    : match();
}
