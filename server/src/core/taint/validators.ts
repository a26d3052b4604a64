/** Validators: sets of rules, read in the ways people write them, and what passing them proves. */

import type { Call, Expression } from '../ir/nodes.ts';
import type { ValidationRow, ValidatorRow, ValidatorWord } from '../models/schema/flow.ts';
import { callFunction } from './calls.ts';
import { ALL_CLASSES, bit, type ClassMask, carriedBy, maskOf } from './classes.ts';
import { keyName, memberOf } from './expressions.ts';
import { instanceOf } from './instances.ts';
import type { Machine } from './machine.ts';
import type { Spot } from './models.ts';
import { patternFacts } from './patterns/decide.ts';
import { splitDelimited } from './patterns/parse.ts';
import { type CallSite, valueAt } from './rows.ts';
import { apply } from './state.ts';
import { joinValues, type Label, literal, type Native, onlyString, type Shape, UNKNOWN, type Value } from './value.ts';

type Dialect = ValidatorRow['dialect'];

const NO_SHAPE: Shape = { clears: 0 };

function wordOf(m: Machine, dialect: Dialect, name: string): ValidatorWord | undefined {
  for (const row of m.models.validators) {
    if (row.dialect !== dialect) continue;
    const word = row.words.find((one) => one.word === name || one.word.split('|').includes(name));
    if (word) return word;
  }
  return undefined;
}

/** One call in a builder's chain: `z.string().uuid()`, the shape so far and what this word adds. */
export function builderShape(m: Machine, before: Shape | undefined, name: string, site: CallSite): Shape {
  const word = wordOf(m, 'builder', name);
  const own = before ?? NO_SHAPE;
  if (!word) return own;
  if (word.role === 'object') {
    const given = site.args[0];
    const fields = new Map<string, Shape>(own.fields ?? []);
    for (const id of given?.objects ?? [])
      for (const [key, value] of m.members(id) ?? []) fields.set(key, value.shape ?? NO_SHAPE);
    return { clears: own.clears, fields };
  }
  if (word.role === 'array') return { clears: 0, each: site.args[0]?.shape ?? NO_SHAPE };
  if (word.role === 'enum') return { ...own, clears: ALL_CLASSES };
  if (word.role === 'keep')
    return { ...own, clears: own.clears & ~(name === 'optional' || name === 'nullish' ? bit('absent') : 0) };
  let clears = own.clears | maskOf(word.clears);
  if (typeof word.pattern === 'number') {
    const pattern = site.args[word.pattern]?.pattern;
    if (pattern) clears |= patternFacts(pattern.source, pattern.flags).accepted;
  }
  return { ...own, clears };
}

/** The shape that a value written as rules describes. */
export function shapeOf(m: Machine, value: Value, dialect: Dialect, node: Expression): Shape {
  if (value.shape) return value.shape;
  const member = (name: string) => memberOf(m, value, literal(name), node);
  if (dialect === 'json-schema') {
    const fields = new Map<string, Shape>();
    for (const id of member('properties').objects) {
      for (const [key, rules] of m.members(id) ?? []) fields.set(key, shapeOf(m, rules, dialect, node));
    }
    const type = keyName(member('type'));
    let clears = type ? maskOf(wordOf(m, dialect, type)?.clears) : 0;
    const pattern = onlyString(member('pattern'));
    if (pattern !== undefined) clears |= patternFacts(pattern, '').accepted;
    const format = onlyString(member('format'));
    if (format) clears |= maskOf(wordOf(m, dialect, format)?.clears);
    if (member('enum').objects.length > 0 || member('const').literals) clears = ALL_CLASSES;
    return { clears, ...(fields.size > 0 ? { fields } : {}) };
  }
  if (dialect === 'rule-string') {
    const text = onlyString(value);
    if (text !== undefined) return { clears: ruleString(m, text) };
    // ThinkPHP's validate classes hold their rules in a field.
    if (value.instances.length > 0) return shapeOf(m, { ...member('rule'), instances: [] }, dialect, node);
    const fields = new Map<string, Shape>();
    for (const id of value.objects)
      for (const [key, rules] of m.members(id) ?? []) fields.set(key.split('|')[0]!, { clears: ruleList(m, rules) });
    return { clears: 0, fields };
  }
  if (dialect === 'rule-object') {
    const word = onlyString(value);
    if (word !== undefined) return { clears: maskOf(wordOf(m, dialect, word.replace(/\?$/, ''))?.clears) };
    const type = onlyString(member('type'));
    const values = member('values');
    const format = member('format').pattern;
    if (type !== undefined || format) {
      let clears = type ? maskOf(wordOf(m, dialect, type.replace(/\?$/, ''))?.clears) : 0;
      if (format) clears |= patternFacts(format.source, format.flags).accepted;
      if (type === 'enum' || values.objects.length > 0) clears = ALL_CLASSES;
      return { clears };
    }
    const fields = new Map<string, Shape>();
    for (const id of value.objects)
      for (const [key, rules] of m.members(id) ?? [])
        fields.set(key, rules.objects.length > 0 || rules.literals ? shapeOf(m, rules, dialect, node) : NO_SHAPE);
    return { clears: 0, fields };
  }
  return NO_SHAPE;
}

/** The rules of one field: a string, or a list of strings, of rules with their argument by name, and of closed sets (`Rule::in([…])`). */
function ruleList(m: Machine, rules: Value): ClassMask {
  if (rules.spots.some((spot) => spot.gives.includes('closed rule'))) return ALL_CLASSES;
  let clears = ruleString(m, onlyString(rules) ?? '');
  for (const id of rules.objects) {
    for (const [key, rule] of m.members(id) ?? []) {
      if (/^\d+$/.test(key)) clears |= ruleList(m, rule);
      else clears |= ruleString(m, `${key}:${onlyString(rule) ?? ''}`);
    }
  }
  return clears;
}

function ruleString(m: Machine, text: string): ClassMask {
  let clears = 0;
  for (const rule of text.split('|')) {
    const [name, ...rest] = rule.split(':');
    const word = name ? wordOf(m, 'rule-string', name) : undefined;
    if (!word) continue;
    if (word.role === 'enum') clears = ALL_CLASSES;
    clears |= maskOf(word.clears);
    const split = word.pattern === 'after' ? splitDelimited(rest.join(':')) : undefined;
    if (split) clears |= patternFacts(split.source, split.flags, { php: m.php }).accepted;
  }
  return clears;
}

/** What `shape` rules out about a label of a container or a value, written into the narrowing. */
export function narrowingOf(shape: Shape, id: string): Map<string, ClassMask> {
  const out = new Map<string, ClassMask>();
  if (shape.clears) out.set(id, ALL_CLASSES & ~shape.clears);
  for (const [name, field] of shape.fields ?? [])
    for (const [key, keep] of narrowingOf(field, `${id}.${name}`)) out.set(key, keep);
  if (shape.each) for (const [key, keep] of narrowingOf(shape.each, `${id}.*`)) out.set(key, keep);
  return out;
}

/** ThinkPHP: rules given as the name of a validate class (`'Seat'`, `'Seat.edit'`, `Seat::class`). */
function validatorClass(m: Machine, row: ValidationRow, rules: Value): Value | undefined {
  const written = m.php && row.dialect === 'rule-string' ? onlyString(rules)?.split('.')[0] : undefined;
  if (!written || !/^[\w\\]+$/.test(written)) return undefined;
  const app = /(?:^|\/)app(?:lication)?\/(\w+)\/controller\//.exec(m.scope.file)?.[1];
  const names = [
    written.replace(/^\\/, ''),
    ...(app ? [`app\\${app}\\validate\\${written}`] : []),
    `app\\validate\\${written}`,
  ];
  const cls = names.map((name) => m.world.classNamed(name)?.classes[0]).find(Boolean);
  return cls && instanceOf(m, cls);
}

/** Input kinds that a source of that name stands for. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  input: ['query', 'body', 'path'],
  querystring: ['query'],
  query: ['query'],
  params: ['path'],
  param: ['path'],
  payload: ['body'],
  json: ['body'],
  form: ['body'],
  body: ['body'],
  headers: ['header'],
  header: ['header'],
  cookie: ['cookie'],
};

export function kindsOf(name: string): readonly string[] {
  return KINDS[name] ?? [name];
}

export function applyValidations(m: Machine, spots: readonly Spot[], site: CallSite): Value | undefined {
  let result: Value | undefined;
  for (const spot of spots) {
    for (const row of spot.validations) {
      const value = applyValidation(m, row, site);
      if (value) result = result ? joinValues(result, value) : value;
    }
  }
  return result;
}

function rulesOf(m: Machine, row: ValidationRow, site: CallSite): Value {
  if (row.rules === 'Receiver') return site.receiver;
  const made = /^Made\[(\d+)\]$/.exec(row.rules)?.[1];
  if (made === undefined) return valueAt(m, row.rules, site);
  for (const id of site.target?.objects ?? []) {
    const found = m.members(id)?.get(`#argument${made}`);
    if (found) return found;
  }
  return UNKNOWN;
}

/** A middleware that validates when it runs, and then hands on. */
function validatingMiddleware(m: Machine, row: ValidationRow, rules: Value, site: CallSite): Value {
  const named = /^named Argument\[(\d+)\]$/.exec(row.validates)?.[1];
  const kind = named === undefined ? undefined : onlyString(site.args[Number(named)]);
  const kinds = kind === undefined ? [] : kindsOf(kind);
  const proof = new Map<string, ClassMask>();
  if (row.dialect !== 'callback') {
    const shapes: (readonly [readonly string[], Shape])[] =
      row.validates === 'kinds'
        ? rules.objects.flatMap((id) =>
            [...(m.members(id) ?? [])].map(
              ([key, value]) => [kindsOf(key), shapeOf(m, value, row.dialect as Dialect, site.node as Call)] as const,
            ),
          )
        : [[kinds, shapeOf(m, rules, row.dialect, site.node as Call)]];
    for (const [into, shape] of shapes)
      for (const one of into) for (const [id, keep] of narrowingOf(shape, one)) proof.set(id, keep);
  }
  const run: Native = {
    kind: 'native',
    name: 'validate',
    run: (args, running) => {
      if (!running.state) return UNKNOWN;
      if (row.dialect === 'callback' && kinds[0]) {
        const given: Value = { ...UNKNOWN, labels: [wholeInput(running, kinds[0] as Label['kind'], site)] };
        checkBy(running, rules, [given, args[0] ?? UNKNOWN], site);
      } else apply(running.state, proof);
      const next = args.find((arg) => arg.fns.some((fn) => fn.kind === 'native' && fn.name === 'next'));
      return next?.fns[0]?.kind === 'native' ? next.fns[0].run([], running) : UNKNOWN;
    },
  };
  return { ...UNKNOWN, fns: [run] };
}

/** Runs a checking function; the path goes on where it has not answered. */
function checkBy(m: Machine, check: Value, args: readonly Value[], site: CallSite): void {
  const before = m.ends;
  m.ends = (value, state) =>
    value.spots.some((spot) => spot.gives.includes('hono.Response')) ||
    (state.status?.literals?.some((one) => Number(one) >= 400) ?? false);
  const calls = m.calls.splice(0);
  for (const fn of check.fns) if (m.state) callFunction(m, fn, UNKNOWN, args, site.node);
  m.calls.push(...calls);
  m.ends = before;
}

function wholeInput(m: Machine, kind: Label['kind'], site: CallSite): Label {
  return {
    id: kind,
    kind,
    param: '',
    mask: carriedBy(kind, m.models.language),
    container: true,
    trail: {
      place: m.place(site.node),
      message: { text: 'The validated input comes from here.', args: [] },
      before: undefined,
      length: 1,
    },
  };
}

function applyValidation(m: Machine, row: ValidationRow, site: CallSite): Value | undefined {
  if (!m.state) return undefined;
  const rules = rulesOf(m, row, site);
  if (row.middleware) return validatingMiddleware(m, row, rules, site);
  if (row.dialect === 'callback') return undefined;
  const shape = shapeOf(m, validatorClass(m, row, rules) ?? rules, row.dialect, site.node as Call);
  if (row.rejects === 'later') return { ...UNKNOWN, shape };
  const proof = new Map<string, ClassMask>();
  let given: Value = UNKNOWN;
  if (row.validates.startsWith('Argument') || row.validates === 'Receiver') {
    given = valueAt(m, row.validates, site);
    for (const label of given.labels) for (const [id, keep] of narrowingOf(shape, label.id)) proof.set(id, keep);
  } else {
    for (const kind of kindsOf(row.validates)) for (const [id, keep] of narrowingOf(shape, kind)) proof.set(id, keep);
    const kind = kindsOf(row.validates)[0]! as Label['kind'];
    given = {
      ...UNKNOWN,
      labels: [{ ...wholeInput(m, kind, site), mask: 0 }],
    };
    const fields: [string, Value][] = [];
    for (const name of shape.fields?.keys() ?? []) {
      const labels: Label[] = [
        {
          ...given.labels[0]!,
          id: `${kind}.${name}`,
          param: name,
          container: false,
          mask:
            ALL_CLASSES &
            ~(bit('nan') | bit('null') | bit(m.php ? 'surrogate' : 'utf8')) &
            ~shape.fields!.get(name)!.clears,
        },
      ];
      fields.push([name, { ...UNKNOWN, labels }]);
    }
    given = { ...UNKNOWN, objects: [m.newObject(fields)] };
  }
  const asked = /^Return\.Member\[(.*)\]\.Return$/.exec(row.verdict?.path ?? '')?.[1];
  if (asked !== undefined) return askedLater(m, row, asked, proof, given, shape);
  if (row.rejects === 'throw') {
    apply(m.state, proof);
    if (!row.gives) return UNKNOWN;
    return wrap(m, row.gives, validated(m, given, shape));
  }
  const facts =
    row.verdict?.accepts === 'false'
      ? { whenTrue: new Map(), whenFalse: proof }
      : { whenTrue: proof, whenFalse: new Map() };
  const out = row.gives ? wrap(m, row.gives, given) : UNKNOWN;
  const path = row.verdict?.path.replace(/^Return\.?/, '').replace(/^Member\[(.*)\]$/, '$1');
  if (!path) return { ...out, facts };
  const objects = out.objects.length > 0 && row.gives !== 'Return' ? out.objects : [m.newObject()];
  const members = new Map(m.state.heap.get(objects[0]!) ?? []);
  members.set(path, { ...UNKNOWN, facts });
  m.state.heap.set(objects[0]!, members);
  return { ...out, objects };
}

/** A validator that has been made and is asked by a method (`$validator->fails()`), or that method lets only fit input come back (`->validate()`). */
function askedLater(
  m: Machine,
  row: ValidationRow,
  method: string,
  proof: ReadonlyMap<string, ClassMask>,
  given: Value,
  shape: Shape,
): Value {
  const none: ReadonlyMap<string, ClassMask> = new Map();
  const ask: Native = {
    kind: 'native',
    name: method,
    run: (_, running) => {
      if (row.rejects === 'throw') {
        if (running.state) apply(running.state, proof);
        return validated(running, given, shape);
      }
      const fit = row.verdict?.accepts === 'true';
      return { ...UNKNOWN, facts: { whenTrue: fit ? proof : none, whenFalse: fit ? none : proof } };
    },
  };
  const members = method.split(',').map((name): [string, Value] => [name, { ...UNKNOWN, fns: [ask] }]);
  return { ...UNKNOWN, objects: [m.newObject(members)] };
}

function validated(m: Machine, given: Value, shape: Shape): Value {
  if (!m.state) return given;
  return { ...given, labels: given.labels.map((label) => ({ ...label, mask: m.left(label) & ~shape.clears })) };
}

function wrap(m: Machine, path: string, value: Value): Value {
  const member = /Member\[(.*)\]$/.exec(path)?.[1];
  return member ? { ...UNKNOWN, objects: [m.newObject([[member, value]])] } : value;
}
