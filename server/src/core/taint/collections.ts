/** Callbacks of library functions: what they are called with, and what their answers prove of the elements. */

import type { SummaryRow } from '../models/schema/flow.ts';
import { runCallback } from './calls.ts';
import { ALL_CLASSES } from './classes.ts';
import { elementOf } from './expressions.ts';
import { factsOf } from './facts.ts';
import type { Machine } from './machine.ts';
import { groupList, groupsOf } from './patterns/groups.ts';
import { assignTo, calledByName, listOf } from './php-functions.ts';
import type { CallSite } from './rows.ts';
import { changed, valueAt } from './rows.ts';
import { type Facts, type Label, type Narrowing, onlyString, UNKNOWN, type Value } from './value.ts';

/** Runs the callbacks that the rows speak of, each once; answers what each gave, by its argument. */
export function runCallbacks(m: Machine, rows: readonly SummaryRow[], site: CallSite): Map<number, Value> {
  const targets = new Map<number, { row: SummaryRow; position: number | undefined }[]>();
  for (const row of rows) {
    if (writesElements(m, row, site)) continue;
    const target = /^Argument\[(-?\d+)\](?:\.Parameter\[(\d+)\])?$/.exec(row.to ?? '');
    if (!target) continue;
    const index = Number(target[1]) < 0 ? site.args.length + Number(target[1]) : Number(target[1]);
    const entry = { row, position: target[2] === undefined ? undefined : Number(target[2]) };
    targets.set(index, [...(targets.get(index) ?? []), entry]);
  }
  const results = new Map<number, Value>();
  for (const [index, entries] of targets) {
    const given = site.args[index];
    const callback = given && m.php ? calledByName(m, given) : given;
    if (!callback || (callback.fns.length === 0 && callback.spots.length === 0)) continue;
    const args: Value[] = [];
    for (const { row, position } of entries) {
      if (position === undefined || row.from === 'nothing') continue;
      while (args.length < position) args.push(UNKNOWN);
      args[position] = changed(m, row, valueAt(m, row.from, site), site);
    }
    const { later, every, catches } = entries[0]!.row;
    if (catches) {
      const { value } = m.isolate(() => runCallback(m, callback, args, site.node, false, site.node.args[index]));
      results.set(index, value);
    } else if (later) {
      const { hits } = m.isolate(() => runCallback(m, callback, args, site.node));
      for (const hit of hits) if (!m.escaped.some((one) => one.id === hit.id)) m.escaped.push({ ...hit, crash: true });
    } else {
      results.set(index, runCallback(m, callback, args, site.node, every, site.node.args[index]));
      const left = every ? m.leftByReference?.get(0) : undefined;
      if (left) assignTo(m, site.node.args[0], listOf(m, left));
    }
  }
  return results;
}

/** The elements that the callback accepts, where that is what comes out of the call. */
export function keptElements(m: Machine, rows: readonly SummaryRow[], site: CallSite): Value | undefined {
  for (const row of rows) {
    const result = row.keepsAccepted && site.results?.get(Number(/\d+/.exec(row.to ?? '')?.[0]));
    if (!result) continue;
    const proven = factsOf(result).whenTrue;
    const element = changed(m, row, valueAt(m, row.from, site), site);
    const labels = element.labels.map((label) => ({
      ...label,
      mask: m.left(label) & (proven?.get(label.id) ?? ALL_CLASSES),
    }));
    return listOf(m, { ...element, labels });
  }
  return undefined;
}

/** PHP: an argument that the call fills by reference (`preg_match($pattern, $text, $found)`). */
function writesElements(m: Machine, row: SummaryRow, site: CallSite): boolean {
  const written = /^Argument\[(\d+)\]\.Element$/.exec(row.to ?? '')?.[1];
  if (written === undefined) return false;
  const source = changed(m, row, valueAt(m, row.from, site), site);
  const elements = row.groups === undefined ? undefined : groupsOf(onlyString(site.args[row.groups]), source);
  assignTo(m, site.node.args[Number(written)], elements ? groupList(m, elements) : listOf(m, source));
  return true;
}

/** The elements for which the callback says yes. */
export function acceptedOnly(m: Machine, from: Value, site: CallSite): Value {
  const proven = proof(site);
  if (!proven) return from;
  const narrowed = (value: Value): Value => ({
    ...value,
    labels: value.labels.map((label) => ({
      ...label,
      id: `${label.id}>${site.node.start}`,
      mask: m.left(label) & (proven.get(label.id) ?? ALL_CLASSES),
    })),
  });
  if (site.name === 'find' || site.name === 'findLast') return narrowed(from);
  const element = narrowed(elementOf(m, from));
  return { ...UNKNOWN, objects: [m.newObject([['*', element]])] };
}

function proof(site: CallSite): Narrowing | undefined {
  const answer = site.results?.get(0);
  return answer && factsOf(answer).whenTrue;
}

/** What `some` and `every` prove by their answers. */
export function quantified(m: Machine, site: CallSite): Facts | undefined {
  const answer = site.results?.get(0);
  if (!answer || (site.name !== 'some' && site.name !== 'every')) return undefined;
  const facts = factsOf(answer);
  const elements = new Set(elementOf(m, site.receiver).labels.map((label: Label) => label.id));
  const only = (narrowing: Narrowing | undefined, ofElements: boolean) =>
    new Map([...(narrowing ?? [])].filter(([id]) => elements.has(id) === ofElements));
  return site.name === 'some'
    ? { whenTrue: only(facts.whenTrue, false), whenFalse: only(facts.whenFalse, true) }
    : { whenTrue: only(facts.whenTrue, true), whenFalse: only(facts.whenFalse, false) };
}
