/** Decoder calls: which input breaks this one, and what becomes of the failure. */

import { message } from '../base/finding.ts';
import type { Failure, SinkRow } from '../models/schema/flow.ts';
import { runCallback } from './calls.ts';
import { bit, type ClassMask, decodedText, maskOf } from './classes.ts';
import type { Machine } from './machine.ts';
import { keysOf } from './php-arrays.ts';
import { isQuiet } from './php-functions.ts';
import { type CallSite, optionHolds } from './rows.ts';
import { extend } from './trail.ts';
import { type Hit, joinLabels, joinValues, type Label, UNDEFINED, UNKNOWN, type Value } from './value.ts';

/** Runs the decoder rows of one call. */
export function runSinks(
  m: Machine,
  rows: readonly SinkRow[],
  target: Value,
  site: CallSite,
): { value: Value; callbacks: boolean } {
  let value: Value | undefined;
  let callbacks = false;
  for (const row of rows) {
    if (!m.state) break;
    const effect = effectOf(m, row, site);
    const argument = row.receiver ? site.receiver : site.args[row.argument ?? 0];
    const missing = argument === undefined && !row.construct ? UNDEFINED : (argument ?? UNKNOWN);
    const labels = row.deep ? deepLabels(m, missing) : missing.labels;
    const callback = row.callback === undefined ? undefined : site.args.at(row.callback);
    if (callback && callback.fns.length > 0 && !target.promised) {
      callbacks = true;
      runErrorCallback(m, row, labels, effect, callback, site);
      continue;
    }
    let failure = effect.failure;
    if (target.promised && failure === 'throw') failure = 'reject';
    if (failure === 'warning')
      failure = m.silenced === 0 && !isQuiet(m, row.quietedBy) && m.warningsThrow ? 'throw' : 'null';
    const hits = effect.safe ? [] : hitsOf(m, row, labels, effect, site);
    const out = output(m, row, labels, site, hits, failure);
    if (failure === 'throw') {
      for (const hit of hits) {
        m.raise(hit);
        // Past the call the value is known to have been fine.
        m.state.narrow.set(hit.label.id, (m.state.narrow.get(hit.label.id) ?? -1) & ~hit.mask);
      }
      value = joinValues(value, out);
    } else if (failure === 'reject') value = joinValues(value, { ...out, promise: true, hits });
    else if (failure === 'late-throw') {
      for (const hit of hits) if (!m.escaped.some((one) => one.id === hit.id)) m.escaped.push(hit);
      value = joinValues(value, out);
    } else value = joinValues(value, out);
    if (row.name === 'json_decode' && failure === 'null') m.decoded = value;
  }
  return { value: value ?? UNKNOWN, callbacks };
}

interface Effect {
  readonly safe: boolean;
  readonly failure: Failure;
  readonly error: string;
  readonly clears: ClassMask;
}

function effectOf(m: Machine, row: SinkRow, site: CallSite): Effect {
  const option = row.options?.find((one) => optionHolds(m, one, site));
  return {
    safe: option?.safe ?? false,
    failure:
      option?.failure ??
      row.byVersion?.find((one) => isBelow(m.world.version?.(one.package), one.below))?.failure ??
      row.failure,
    error: option?.error ?? row.error ?? (m.php ? 'ErrorException' : 'Error'),
    clears: maskOf(option?.clears),
  };
}

/** Whether a version as written (`2.1.2`, `^1.5`) is surely below another: of a range that only its major tells, only that counts. */
function isBelow(written: string | undefined, below: string): boolean {
  const found = written === undefined ? undefined : /^\s*([\^~>=v]*)\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(written);
  if (!found || found[1]!.includes('>')) return false;
  const [major, minor, patch] = below.split('.').map(Number) as [number, number, number];
  const own = [found[2], found[3], found[4]].map((piece) => Number(piece ?? 0)) as [number, number, number];
  if (own[0] !== major) return own[0] < major;
  if (/[\^~]/.test(found[1]!) || found[4] === undefined) return false;
  return own[1] !== minor ? own[1] < minor : own[2] < patch;
}

function hitsOf(m: Machine, row: SinkRow, labels: readonly Label[], effect: Effect, site: CallSite): Hit[] {
  const fails = row.fails.reduce((mask, one) => mask | bit(one.on), 0) & ~effect.clears;
  const hits: Hit[] = [];
  for (const label of labels) {
    // A whole container is an object: it breaks a decoder of texts by type only, which is not what this rule is about.
    // A body is a text where nothing has parsed it, and who decodes it whole says so.
    if (label.container && !row.deep && label.kind !== 'body') continue;
    const broken = m.left(label) & fails;
    if (broken === 0) continue;
    const place = m.place(site.node);
    if (label.hit && (broken & ~bit('null')) === 0) {
      // What an earlier decoder gave in place of a value: the failure is that one's.
      hits.push({ ...label.hit, error: effect.error, consequence: place });
      continue;
    }
    // What throws different things may be caught in part.
    const byError = new Map<string, ClassMask>();
    for (const { on } of row.fails) {
      if (!(broken & bit(on))) continue;
      const error = row.errors?.[on] ?? effect.error;
      byError.set(error, (byError.get(error) ?? 0) | bit(on));
    }
    const decoded = { ...label, trail: extend(label.trail, place, message('It reaches {0} here.', row.name)) };
    for (const [error, mask] of byError)
      hits.push({ id: `${place.file}:${place.start}:${label.id}`, place, sink: row, label: decoded, mask, error });
  }
  return hits;
}

/** The labels of a value and of what lies inside it, a few levels deep. */
export function deepLabels(m: Machine, value: Value, depth = 5, seen = new Set<string>()): readonly Label[] {
  let labels = value.labels.map((label) =>
    label.container ? { ...label, id: `${label.id}.*`, param: '*', container: false } : label,
  ) as readonly Label[];
  if (depth === 0) return labels;
  for (const id of value.objects) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const member of m.members(id)?.values() ?? [])
      labels = joinLabels(labels, deepLabels(m, member, depth - 1, seen));
  }
  return joinLabels(labels, keysOf(m, value.objects).labels);
}

function output(
  m: Machine,
  row: SinkRow,
  labels: readonly Label[],
  site: CallSite,
  hits: readonly Hit[],
  failure: Failure,
): Value {
  const anew = row.gives ? undefined : decodedText(m.models.language) | bit('absent') | bit('list');
  const out = labels.flatMap((label): Label[] => {
    if (label.container && !row.deep) return [];
    const hit = hits.find((one) => one.label.id === label.id);
    const before = m.left(label);
    const more = before & bit('percent') ? maskOf(row.gives?.addsToText) : 0;
    const mask = anew ?? (before & maskOf(row.gives?.keeps)) | maskOf(row.gives?.adds) | more;
    const nullable = failure === 'null' && hit ? bit('null') : 0;
    const after = hit && !row.note && failure !== 'null' && failure !== 'silent' ? hit : label.after;
    return [
      {
        id: `${label.id}>${site.node.start}`,
        kind: label.kind,
        param: label.param,
        mask: mask | nullable,
        trail: hit?.label.trail ?? extend(label.trail, m.place(site.node), message('It reaches {0} here.', row.name)),
        ...(nullable && hit ? { hit } : {}),
        ...(after ? { after } : {}),
      },
    ];
  });
  const kept = out.filter((label) => label.mask !== 0);
  return { ...UNKNOWN, labels: kept };
}

/** A decoder that tells its callback: only `if (err) throw err` fails, and then nobody catches it. */
function runErrorCallback(
  m: Machine,
  row: SinkRow,
  labels: readonly Label[],
  effect: Effect,
  callback: Value,
  site: CallSite,
): void {
  const hits = effect.safe ? [] : hitsOf(m, row, labels, effect, site);
  const result = output(m, row, labels, site, [], 'throw');
  m.handling.push(hits);
  const ran = m.isolate(() =>
    runCallback(m, callback, [{ ...UNKNOWN, hits, error: { class: hits[0]?.error ?? 'Error' } }, result], site.node),
  );
  m.handling.pop();
  for (const hit of ran.hits) if (!m.escaped.some((one) => one.id === hit.id)) m.escaped.push({ ...hit, crash: true });
}
