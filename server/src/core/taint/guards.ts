/** Checks that the models describe: what each outcome proves. */

import type { GuardRow } from '../models/schema/flow.ts';
import { ALL_CLASSES, bit, maskOf } from './classes.ts';
import { deepLabels } from './decoders.ts';
import { narrowing } from './facts.ts';
import type { Machine } from './machine.ts';
import type { Spot } from './models.ts';
import { patternFacts } from './patterns/decide.ts';
import { splitDelimited } from './patterns/parse.ts';
import { type CallSite, optionHolds, valueAt } from './rows.ts';
import { apply, bothNarrow } from './state.ts';
import { type Facts, type Narrowing, onlyString, type Value } from './value.ts';

/** The facts that a call's result carries, if a guard row describes it; `no-exception` guards take effect at once. */
export function applyGuards(m: Machine, spots: readonly Spot[], site: CallSite): Partial<Value> | undefined {
  let facts: Facts | undefined;
  let position = false;
  let answers: Value['answers'];
  let fallible = false;
  for (const spot of spots) {
    for (const row of spot.guards) {
      if (!(row.when ?? []).every((option) => optionHolds(m, option, site))) continue;
      const found = guardFacts(m, row, site);
      if (!found || !m.state) continue;
      if (row.answer !== undefined) {
        answers = { text: row.answer, proves: found.whenTrue! };
        continue;
      }
      if (row.accepts === 'no-exception') {
        apply(m.state, found.whenTrue!);
        continue;
      }
      const here: Facts = row.accepts === 'true' ? found : { whenTrue: found.whenFalse, whenFalse: found.whenTrue };
      facts = facts
        ? {
            whenTrue: bothNarrow(facts.whenTrue!, here.whenTrue!),
            whenFalse: bothNarrow(facts.whenFalse!, here.whenFalse!),
          }
        : here;
      position ||= row.position ?? false;
      fallible ||= row.fallible ?? false;
    }
  }
  if (!facts) return answers && { answers };
  return position ? { found: facts } : { facts: fallible ? { ...facts, fallible } : facts };
}

const NOTHING: Narrowing = new Map();

/** `whenTrue`: what acceptance proves. */
function guardFacts(m: Machine, row: GuardRow, site: CallSite): Facts | undefined {
  const value = valueAt(m, row.value, site);
  const labels = row.value.endsWith('AnyMember') || row.value.endsWith('Element') ? deepLabels(m, value) : value.labels;
  if (labels.length === 0) return undefined;
  if (row.among) {
    const list = valueAt(m, row.among, site);
    // A list that the request itself may have filled proves nothing.
    if (deepLabels(m, list).length > 0) return undefined;
    return { whenTrue: narrowing(labels, 0), whenFalse: NOTHING };
  }
  if (row.pattern) {
    const pattern = valueAt(m, row.pattern.in, site);
    const text = onlyString(pattern);
    const split = row.pattern.delimited && text !== undefined ? splitDelimited(text) : undefined;
    const written =
      pattern.pattern ??
      split ??
      (text !== undefined && !row.pattern.delimited ? { source: text, flags: '' } : undefined);
    if (!written) return undefined;
    // A pattern with the flag g remembers where it stopped; it still matches only what it matches.
    const proof = patternFacts(written.source, written.flags, { full: row.pattern.full, php: m.php });
    const typed = m.php
      ? bit('list') | bit('absent')
      : refusesAbsent(written.source, written.flags)
        ? bit('absent')
        : 0;
    return {
      whenTrue: narrowing(labels, ALL_CLASSES & ~(proof.accepted | (proof.accepted ? typed : 0))),
      whenFalse: narrowing(labels, ALL_CLASSES & ~proof.rejected),
    };
  }
  return { whenTrue: narrowing(labels, ALL_CLASSES & ~maskOf(row.clears)), whenFalse: NOTHING };
}

/** An absent parameter is asked as the text `undefined` or `null`. */
function refusesAbsent(source: string, flags: string): boolean {
  try {
    const pattern = new RegExp(source, flags.replace(/[gy]/g, ''));
    return !pattern.test('undefined') && !pattern.test('null');
  } catch {
    return false;
  }
}
