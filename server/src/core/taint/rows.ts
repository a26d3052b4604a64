/** What the models say of one call: input read, decoders, checks, sanitizers, registrations. */

import { message } from '../base/finding.ts';
import type { Call, Expression, New, Node } from '../ir/nodes.ts';
import type { InputKind, OptionRow, SourceRow, SummaryRow } from '../models/schema/flow.ts';
import { ALL_CLASSES, bit, type ClassMask, carriedBy, maskOf } from './classes.ts';
import { acceptedOnly, keptElements, quantified, runCallbacks } from './collections.ts';
import { runSinks } from './decoders.ts';
import { elementOf, keyName, memberOf } from './expressions.ts';
import { factsOf } from './facts.ts';
import { applyGuards } from './guards.ts';
import type { Machine } from './machine.ts';
import { matchValue } from './matches.ts';
import { rootSpots, type Spot, step } from './models.ts';
import { patternFacts } from './patterns/decide.ts';
import { splitDelimited } from './patterns/parse.ts';
import { keyedBy, keysOf } from './php-arrays.ts';
import { register, routeObject } from './registrations.ts';
import { apply, setMember } from './state.ts';
import { extend } from './trail.ts';
import { applyValidations, builderShape, kindsOf } from './validators.ts';
import { type Hit, joinValues, type Label, literal, onlyString, UNKNOWN, type Value } from './value.ts';

export interface CallSite {
  readonly node: Call | New;
  readonly receiver: Value;
  readonly args: readonly Value[];
  readonly name: string | undefined;
  readonly construct?: boolean;
  /** What is called. */
  readonly target?: Value;
  /** What the callbacks among the arguments gave when they ran, by argument. */
  readonly results?: ReadonlyMap<number, Value>;
}

/** The value of a call that some row describes; undefined where none does. `callbacks`: the rows have run the callbacks. */
export function applyRows(
  m: Machine,
  target: Value,
  called: CallSite,
): { value: Value; callbacks: boolean } | undefined {
  if (target.spots.length === 0) return undefined;
  let site: CallSite = called;
  let value: Value | undefined;
  let callbacks = false;
  const sinks = target.spots
    .flatMap((spot) => spot.sinks)
    .filter((row) => Boolean(row.construct) === Boolean(site.construct));
  const summaries = target.spots
    .flatMap((spot) => spot.summaries)
    .filter(
      (row) =>
        Boolean(row.construct) === Boolean(site.construct) &&
        (row.when ?? []).every((option) => optionHolds(m, option, site)),
    );
  for (const spot of target.spots) {
    for (const row of spot.handlers) {
      if (site.construct) continue;
      register(m, row, site);
      callbacks = true;
    }
    for (const row of spot.statuses) {
      if (row.makes) value = madeError(row, site);
      else applyStatus(m, row, site);
    }
    if (!m.state) return { value: UNKNOWN, callbacks };
  }
  if (callbacks) value = site.receiver;
  const group = target.spots.some((spot) => spot.handlers.some((row) => row.role === 'group'));
  const route = group && !site.args.some((arg) => arg.fns.length > 0) ? routeObject(m, site) : undefined;
  if (route) value = { ...UNKNOWN, objects: [route] };
  if (sinks.length > 0) {
    const ran = runSinks(m, sinks, target, site);
    if (!m.state) return { value: UNKNOWN, callbacks };
    value = joinValues(value, ran.value);
    callbacks ||= ran.callbacks;
  }
  if (summaries.length > 0) {
    const first = summaries.filter((row) => (row.to ?? 'Return').startsWith('Argument'));
    if (first.length > 0) {
      site = { ...site, results: runCallbacks(m, first, site) };
      callbacks = true;
      if (!m.state) return { value: UNKNOWN, callbacks };
    }
    const kept = keptElements(m, first, site);
    let given: Value | undefined;
    for (const row of summaries) {
      if (first.includes(row) || kept) continue;
      given = joinValues(given, summaryValue(m, row, site));
    }
    given ??= kept;
    if (given) value = value ? joinValues(value, given) : given;
    else value ??= UNKNOWN;
  }
  const builder = target.spots.some((spot) => spot.gives.includes('validator')) || site.receiver.shape;
  if (builder && site.name && !target.spots.some((spot) => spot.validations.length > 0))
    return { value: { ...UNKNOWN, shape: builderShape(m, site.receiver.shape, site.name, site) }, callbacks: true };
  const asked = quantified(m, site);
  if (asked) value = { ...(value ?? UNKNOWN), facts: asked };
  const guarded = applyGuards(m, target.spots, site);
  if (guarded) value = { ...(value ?? UNKNOWN), ...guarded };
  const validated = applyValidations(m, target.spots, site);
  if (validated) value = { ...joinValues(value, validated), ...(validated.facts ? { facts: validated.facts } : {}) };
  return value || callbacks ? { value: value ?? UNKNOWN, callbacks } : undefined;
}

/** The value at `Argument[0].Element`, `Receiver`, `Argument[any]` of a call. */
export function valueAt(m: Machine, path: string, site: CallSite): Value {
  const [head, ...rest] = path.match(/[^.[\]]+(?:\[[^\]]*\])?/g) ?? [];
  let value: Value;
  const argument = /^Argument\[(.*)\]$/.exec(head ?? '')?.[1];
  if (head === 'Receiver') value = site.receiver;
  else if (head === 'LastDecoded') value = m.decoded ?? UNKNOWN;
  else if (argument === 'any') value = site.args.reduce<Value>((all, arg) => joinValues(all, arg), UNKNOWN);
  else if (argument !== undefined) value = site.args.at(Number(argument)) ?? UNKNOWN;
  else return UNKNOWN;
  for (const piece of rest) {
    const member = /^Member\[(.*)\]$/.exec(piece)?.[1];
    const keyed = /^Keyed\[(\d+)\]$/.exec(piece)?.[1];
    if (member !== undefined) value = memberOf(m, value, literal(member), site.node);
    else if (keyed !== undefined) value = keyedMember(m, value, site.args[Number(keyed)], site);
    else if (piece === 'Key') value = keysOf(m, value.objects);
    else if (piece === 'Return') value = site.results?.get(Number(argument)) ?? UNKNOWN;
    else value = elementOf(m, value);
  }
  return value;
}

/** The member that a value names; a text with dots is a path (`_.get(ctx, 'query.id')`). */
function keyedMember(m: Machine, value: Value, key: Value | undefined, site: CallSite): Value {
  const path = onlyString(key);
  if (path === undefined || site.name !== 'get' || !path.includes('.') || site.args[1] !== key)
    return memberOf(m, value, key, site.node);
  return path.split('.').reduce((at, name) => memberOf(m, at, literal(name), site.node), value);
}

/** Whether a call is written as the option says. */
export function optionHolds(m: Machine, option: OptionRow, site: CallSite): boolean {
  const names = site.node.argNames;
  const named = option.argumentName && names ? names.indexOf(option.argumentName) : -1;
  const index = named >= 0 ? named : option.argument;
  const node = site.node.args[index];
  const value = option.constructed ? constructedWith(m, site.receiver, index) : site.args[index];
  if (option.missing) return value === undefined;
  if (value === undefined) return false;
  if (option.mentions) return node !== undefined && option.mentions.some((name) => mentions(node, name));
  if (option.is !== undefined) {
    const one = value.literals?.length === 1 ? value.literals[0] : undefined;
    return typeof one === 'string' && typeof option.is === 'string'
      ? one.toLowerCase() === option.is.toLowerCase()
      : one === option.is;
  }
  if (option.property) {
    const member = memberOf(m, value, literal(option.property.key), node ?? site.node);
    return member.literals?.length === 1 && member.literals[0] === option.property.is;
  }
  return true;
}

function constructedWith(m: Machine, receiver: Value, index: number): Value | undefined {
  for (const id of receiver.objects) {
    const found = m.members(id)?.get(`#argument${index}`);
    if (found) return found;
  }
  return undefined;
}

function mentions(node: Expression, name: string): boolean {
  switch (node.kind) {
    case 'name':
      return node.name === name || node.name.endsWith(`\\${name}`);
    case 'binary':
      return mentions(node.left, name) || mentions(node.right, name);
    case 'member':
      return node.key === name;
    case 'array':
      return node.items.some((item) => mentions(item, name));
    case 'object':
      return node.entries.some((entry) => entry.kind === 'property' && mentions(entry.value, name));
    case 'conditional':
      return mentions(node.then, name) && mentions(node.else, name);
    default:
      return false;
  }
}

// ---------------------------------------------------------------- sources

/** The input that stands at these spots; with a `site` for what a call gives. */
export function sourcesAt(
  m: Machine,
  spots: readonly Spot[],
  site: CallSite | undefined,
  node: Node | undefined,
): readonly Label[] {
  const labels: Label[] = [];
  for (const spot of spots) {
    for (const row of spot.sources) {
      for (const label of sourceLabels(m, row, site, node))
        if (!labels.some((one) => one.id === label.id)) labels.push(label);
    }
  }
  return labels;
}

/** An array of just the parameters that the call lists (`$request->only(['a', 'b'])`). */
export function listedInput(m: Machine, spots: readonly Spot[], site: CallSite): Value | undefined {
  const entries = new Map<string, Value>();
  for (const spot of spots) {
    for (const row of spot.sources) {
      const listed = row.only === undefined ? undefined : site.args[row.only];
      const members = (listed?.objects ?? []).flatMap((id) => [...(m.members(id)?.values() ?? [])]);
      const names = members.map(onlyString);
      if (names.length === 0 || names.some((name) => name === undefined)) continue;
      for (const name of names as string[]) {
        const labels = sourceLabels(m, { ...row, name }, undefined, site.node);
        entries.set(name, joinValues(entries.get(name), { ...UNKNOWN, labels }));
      }
    }
  }
  return entries.size === 0 ? undefined : { ...UNKNOWN, objects: [m.newObject(entries)] };
}

/** The input that a property stands for where a framework's request answers any name (`$request->id`). */
export function magicInput(m: Machine, spots: readonly Spot[], name: string, node: Node): readonly Label[] {
  return step(m.models, spots, 'Property').flatMap((spot) =>
    spot.sources.flatMap((row) => sourceLabels(m, { ...row, name }, undefined, node)),
  );
}

function sourceLabels(m: Machine, row: SourceRow, site: CallSite | undefined, node: Node | undefined): Label[] {
  if (row.when && !(site && row.when.every((option) => optionHolds(m, option, site)))) return [];
  let kind: InputKind = row.kind;
  const asked = row.kindFrom === undefined ? undefined : onlyString(site?.args[row.kindFrom]);
  if (asked !== undefined) kind = kindsOf(asked)[0] as InputKind;
  const argument = row.name && /^Argument\[(\d+)\]$/.exec(row.name)?.[1];
  let mask: ClassMask = row.carries ? maskOf(row.carries) : carriedBy(kind, m.models.language);
  for (const option of row.options ?? []) if (site && optionHolds(m, option, site)) mask &= ~maskOf(option.clears);
  const names: (string | undefined)[] = [];
  if (argument !== undefined && argument !== '') {
    const given = site?.args[Number(argument)];
    if (given && !(given.literals?.length === 1 && (given.literals[0] === null || given.literals[0] === undefined))) {
      const listed = given.objects.flatMap((id) => [...(m.members(id)?.values() ?? [])].map(onlyString));
      if (listed.length > 0) names.push(undefined);
      else names.push(...(given.literals?.map((one) => String(one)) ?? ['*']));
    } else names.push(undefined);
  } else names.push(row.name);
  return names.map((written) => {
    let name = written;
    if (name !== undefined && row.prefixes) {
      for (const [prefix, prefixed] of Object.entries(row.prefixes)) {
        if (!name.startsWith(prefix)) continue;
        kind = prefixed;
        name = name.slice(prefix.length);
      }
    }
    if (name !== undefined && row.suffixes) {
      for (const [suffix, clears] of Object.entries(row.suffixes)) {
        if (!name.endsWith(suffix)) continue;
        mask &= ~maskOf(clears);
        name = name.slice(0, -suffix.length);
      }
    }
    // `input('post.')` is all of them.
    if (name === '' && written !== '') name = undefined;
    if (row.filter !== undefined && site?.args[row.filter]) mask &= ~filtered(m, site.args[row.filter]!);
    const container = name === undefined && row.shape !== 'value';
    const label: Label = {
      id: name !== undefined ? `${kind}.${name}` : container ? kind : `${kind}:${readAs(node)}`,
      kind,
      param: name ?? '',
      mask,
      trail: extend(
        undefined,
        node ? m.place(node) : { file: m.scope.file, start: 0, end: 0 },
        message('The request parameter {0} is read here.', name ? `${kind}.${name}` : kind),
      ),
      ...(container ? { container: true } : {}),
    };
    if (!container) m.inputs.set(`${kind}${name ? `.${name}` : ''}`, label);
    return label;
  });
}

/** How input without a name of its own is read (`req.url`, `req.hostname`): other words read other input. */
function readAs(node: Node | undefined): string {
  const read = node as Expression | undefined;
  const member = read?.kind === 'call' ? read.callee : read;
  return member?.kind === 'member' && typeof member.key === 'string' ? member.key : '';
}

/** What the functions that a filter argument names rule out. */
function filtered(m: Machine, filter: Value): ClassMask {
  let cleared = 0;
  const names = filter.objects.flatMap((id) => [...(m.members(id)?.values() ?? [])]).map(onlyString);
  for (const name of [...names, ...(onlyString(filter)?.split(',') ?? [])]) {
    if (!name) continue;
    for (const spot of step(m.models, rootSpots(m.models, 'global'), `Member[${name.trim()}]`)) {
      for (const row of spot.summaries) cleared |= row.from === 'nothing' ? ALL_CLASSES : maskOf(row.clears);
    }
  }
  return cleared;
}

// ---------------------------------------------------------------- summaries

function summaryValue(m: Machine, row: SummaryRow, site: CallSite): Value {
  if (row.from === 'nothing') return UNKNOWN;
  if (row.matches) return matchValue(m, row, site);
  const from = valueAt(m, row.from, site);
  if (row.accepted) return acceptedOnly(m, from, site);
  if (row.wraps) return row.wraps === 'promise' ? { ...from, promised: true, fns: from.fns } : from;
  const target = row.to ?? 'Return';
  const value = changed(m, row, from, site);
  if (target.startsWith('Receiver')) {
    const key = /Keyed\[(\d+)\]/.exec(target)?.[1];
    const name = key === undefined ? undefined : keyName(site.args[Number(key)]);
    for (const id of site.receiver.objects) if (m.state) writeTo(m, id, name, value, site.receiver.objects.length > 1);
    return UNKNOWN;
  }
  if (target === 'Input') {
    overwriteInput(m, value);
    return UNKNOWN;
  }
  const inner = target.split('.').slice(1);
  let result = value;
  for (const piece of inner.reverse()) {
    if (piece === 'Awaited') result = { ...result, promise: true, hits: [...result.hits, ...rejections(m, row, from)] };
    else if (piece === 'Key') result = keyedBy(m, result);
    else {
      const member = /^Member\[(.*)\]$/.exec(piece)?.[1];
      result = { ...UNKNOWN, objects: [m.newObject([[member ?? '*', result]])] };
    }
  }
  return result;
}

/** `$request->merge(['id' => …])`: who reads that parameter from now on gets this. */
function overwriteInput(m: Machine, values: Value): void {
  for (const id of values.objects)
    for (const [name, value] of m.members(id) ?? []) {
      const left = value.labels.reduce((mask, label) => mask | m.left(label), 0);
      for (const kind of ['query', 'body']) m.state?.narrow.set(`${kind}.${name}`, left);
    }
}

/** The failures of the promises in a list, which become those of the promise of them all. */
function rejections(m: Machine, row: SummaryRow, from: Value): Hit[] {
  if (row.settles) return [];
  return from.objects.flatMap((id) =>
    [...(m.members(id)?.values() ?? [])].flatMap((one) => (one.promise ? [...one.hits] : [])),
  );
}

function writeTo(m: Machine, object: string, name: string | undefined, value: Value, weak: boolean): void {
  if (!m.state) return;
  if (!m.state.heap.has(object)) m.state.heap.set(object, new Map(m.members(object) ?? []));
  setMember(m.state, object, name ?? '*', value, weak || name === undefined);
}

/** The value that comes out, with what the row rules out and adds. */
export function changed(m: Machine, row: SummaryRow, from: Value, site: CallSite): Value {
  if (from.labels.length === 0) {
    return row.same
      ? from
      : {
          ...UNKNOWN,
          objects: from.objects,
          fns: from.fns,
          instances: from.instances,
          spots: [],
          hits: from.hits,
          ...(from.promise ? { promise: true } : {}),
        };
  }
  let clears = maskOf(row.clears);
  if (row.format !== undefined && onlyNumbers(onlyString(site.args[row.format]))) return UNKNOWN;
  const adds = maskOf(row.adds);
  const flags = row.pattern === undefined ? undefined : splitDelimited(onlyString(site.args[row.pattern]) ?? '')?.flags;
  if (m.php && flags?.includes('u')) clears |= bit('utf8');
  if (row.replaces) clears |= replacement(m, row.replaces, site);
  const labels = from.labels.map((label): Label => {
    const before = m.left(label);
    const mask = (before & ~clears) | adds | (before & bit('percent') ? maskOf(row.addsToText) : 0);
    if (row.same) return { ...label, mask };
    const { hit: _, container, ...plain } = label;
    // A container that goes through whole (`Object.assign({}, req.query)`) is still the container.
    if (container && adds === 0) return { ...label, mask };
    return {
      ...plain,
      id: `${label.id}>${site.node.start}`,
      mask,
      trail: extend(
        label.trail,
        m.place(site.node),
        message('It goes through {0} here.', site.name ?? calleeName(site)),
      ),
    };
  });
  return { ...(row.same ? from : UNKNOWN), labels, objects: from.objects, facts: undefined, literals: undefined };
}

export function calleeName(site: CallSite): string {
  const { callee } = site.node;
  if (callee.kind === 'name') return callee.name;
  if (callee.kind === 'member' && typeof callee.key === 'string') return callee.key;
  return '…';
}

/** Whether a text for `sprintf` puts in numbers only. */
function onlyNumbers(format: string | undefined): boolean {
  const places = format?.replace(/%%/g, '').match(/%[^a-zA-Z%]*[a-zA-Z]/g);
  return places?.every((place) => /[bcdeEfFgGouxX]$/.test(place)) ?? false;
}

/** What a replacement rules out: of every match, by a text that is known. */
function replacement(m: Machine, row: NonNullable<SummaryRow['replaces']>, site: CallSite): ClassMask {
  const what = site.args[row.pattern];
  const by = onlyString(site.args[row.with]);
  if (!what) return 0;
  let source: string;
  let flags: string;
  if (what.pattern) ({ source, flags } = what.pattern);
  else {
    const text = onlyString(what);
    if (text === undefined) return 0;
    const split = m.php && row.all === true ? splitDelimited(text) : undefined;
    source = split ? split.source : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    flags = split ? split.flags : '';
  }
  // PHP gives null where a pattern with `u` meets malformed UTF-8.
  const wellFormed = m.php && flags.includes('u') ? bit('utf8') : 0;
  const all = row.all === 'by-flag' ? (what.pattern ? flags.includes('g') : false) : row.all;
  if (!all) return wellFormed;
  if (by === undefined) return wellFormed;
  // What is left holds no match: it is a text that the pattern rejects, and what was put in is known.
  const rest = patternFacts(source, flags.replace('g', ''), { php: m.php }).rejected;
  const put = by === '' ? ALL_CLASSES : safeText(by);
  // `%` by `%25` leaves `%` only where an escape is whole.
  if (source === '%' && by === '%25') return bit('percent');
  return (rest & put) | wellFormed;
}

function safeText(text: string): ClassMask {
  let mask = ALL_CLASSES & ~(bit('json') | bit('digits') | bit('base64') | bit('hex') | bit('date') | bit('format'));
  if (text.includes('%') || text.includes('$')) mask &= ~bit('percent');
  return mask;
}

/** `createError(400)`: an error that asks to be answered so. */
function madeError(row: Spot['statuses'][number], site: CallSite): Value {
  const status = typeof row.set === 'number' ? literal(row.set) : site.args.find((arg) => arg.literals?.length === 1);
  return { ...UNKNOWN, error: { class: 'Error', ...(status ? { status } : {}) } };
}

/** `res.status(400)`, `ctx.throw(422)`. */
function applyStatus(m: Machine, row: Spot['statuses'][number], site: CallSite): void {
  if (!m.state || row.set === 'Assigned') return;
  const status =
    typeof row.set === 'number' ? literal(row.set) : (site.args[Number(/\d/.exec(row.set)![0])] ?? UNKNOWN);
  if (row.unless !== undefined) {
    const { whenTrue } = factsOf(site.args[row.unless] ?? UNKNOWN);
    if (whenTrue) apply(m.state, whenTrue);
    else m.state = undefined;
    return;
  }
  if (row.throws) {
    const code = Number(keyName(status) ?? 400);
    if (code >= 500) for (const hit of m.handling.at(-1) ?? []) m.raise(hit);
    m.state = undefined;
    return;
  }
  m.setStatus(status);
}
