/** Classes and their instances: members by name, up the line of ancestors of this project. */

import type { ClassExpression, ClassMember } from '../ir/nodes.ts';
import { evaluate, memberOf } from './expressions.ts';
import type { Machine } from './machine.ts';
import { rootSpots, step } from './models.ts';
import { type ClassValue, joinValues, literal, UNKNOWN, type Value } from './value.ts';

const DEEPEST_LINE = 12;

export function classValue(m: Machine, node: ClassExpression): Value {
  const superclass = node.superclass ? evaluate(m, node.superclass) : undefined;
  const cls: ClassValue = { file: m.scope.file, node, scope: m.scope, superclass };
  return { ...UNKNOWN, classes: [cls], spots: m.php && node.name ? m.global(node.name).spots : [] };
}

/** The class and its ancestors in this project, nearest first. */
export function lineOf(m: Machine, cls: ClassValue): ClassValue[] {
  const line: ClassValue[] = [];
  const pending = [cls];
  while (pending.length > 0 && line.length < DEEPEST_LINE) {
    const next = pending.shift()!;
    if (line.includes(next)) continue;
    line.push(next);
    for (const parent of parentsOf(m, next)) pending.push(...parent.classes);
  }
  return line;
}

/** PHP: `$this->$action()` with a name from the request calls whichever method is asked for. */
export function anyMethod(m: Machine, object: Value): Value {
  let methods: Value | undefined;
  for (const cls of object.instances)
    for (const { key, value } of cls.node.members)
      if (typeof key === 'string' && value?.kind === 'function' && !key.startsWith('__'))
        methods = joinValues(methods, classMember(m, cls, key, object));
  return methods ? { ...UNKNOWN, fns: methods.fns } : UNKNOWN;
}

function parentsOf(m: Machine, cls: ClassValue): Value[] {
  const parents: Value[] = cls.superclass ? [cls.superclass] : [];
  if (m.php) for (const name of cls.node.interfaces) parents.push(m.world.classNamed(name) ?? m.global(name));
  return parents;
}

/** What the models know of instances of this class: of whatever library class it descends from. */
export function instanceSpots(m: Machine, cls: ClassValue) {
  const spots = new Set(m.php && cls.node.name ? rootSpots(m.models, cls.node.name) : []);
  for (const one of lineOf(m, cls)) {
    for (const parent of parentsOf(m, one))
      for (const spot of step(m.models, parent.spots, 'Instance')) spots.add(spot);
    if (!m.php) continue;
    const above =
      one.node.superclass?.kind === 'name' ? [one.node.superclass.name, ...one.node.interfaces] : one.node.interfaces;
    for (const name of above) for (const spot of rootSpots(m.models, name)) spots.add(spot);
  }
  return [...spots];
}

/** An instance; its fields are read from the class, not from a run of the constructor. */
export function instanceOf(m: Machine, cls: ClassValue): Value {
  return { ...UNKNOWN, instances: [cls], spots: instanceSpots(m, cls) };
}

/** A member of an instance of `cls` or of the class itself; undefined where the project does not say. */
export function classMember(m: Machine, cls: ClassValue, name: string, self: Value): Value | undefined {
  for (const owner of lineOf(m, cls)) {
    const member = owner.node.members.find((one) => one.key === name);
    if (member) return memberValue(m, owner, member, self);
    const promoted = promotedField(m, owner, name);
    if (promoted) return promoted;
    const assigned = assignedField(m, owner, name);
    if (assigned) return assigned;
  }
  return undefined;
}

function memberValue(m: Machine, owner: ClassValue, member: ClassMember, self: Value): Value | undefined {
  const inClass = <T>(work: () => T): T => {
    const [scope, frame] = [m.scope, m.frame];
    m.scope = owner.scope;
    m.frame = { ...frame, file: owner.file, self, owner };
    const result = work();
    m.scope = scope;
    m.frame = frame;
    return result;
  };
  if (member.value?.kind === 'function' && member.member !== 'field') {
    const fn = { kind: 'closure' as const, file: owner.file, node: member.value, scope: owner.scope, self, owner };
    return member.member === 'getter' ? inClass(() => callGetter(m, fn)) : { ...UNKNOWN, fns: [fn] };
  }
  if (member.value) return inClass(() => evaluate(m, member.value!));
  const assigned = typeof member.key === 'string' ? assignedField(m, owner, member.key) : undefined;
  if (assigned) return assigned;
  return member.type ? inClass(() => typedValue(m, member.type!)) : undefined;
}

let callGetter: (m: Machine, fn: Value['fns'][number]) => Value = () => UNKNOWN;
/** Breaks the circle between members and calls. */
export function setGetterCall(call: typeof callGetter): void {
  callGetter = call;
}

/** `constructor(private readonly svc: LiveService)`: the field is an instance of the type. */
function promotedField(m: Machine, owner: ClassValue, name: string): Value | undefined {
  const build = constructorOf(owner);
  const param = build?.params.find((one) => one.property && one.target.kind === 'name' && one.target.name === name);
  if (!param?.type) return undefined;
  return withScope(m, owner, () => typedValue(m, param.type!));
}

function constructorOf(owner: ClassValue) {
  const build = owner.node.members.find((one) => one.member === 'constructor' || one.key === '__construct');
  return build?.value?.kind === 'function' ? build.value : undefined;
}

/** `this.x = …` in the constructor: a binding of a method, an instance, a parameter with a type. */
function assignedField(m: Machine, owner: ClassValue, name: string): Value | undefined {
  const build = constructorOf(owner);
  if (!build) return undefined;
  for (const statement of build.body) {
    if (statement.kind !== 'expression' || statement.expression.kind !== 'assign') continue;
    const { target, value } = statement.expression;
    if (target.kind !== 'member' || target.object.kind !== 'this' || target.key !== name) continue;
    const from =
      value.kind === 'name'
        ? build.params.find((one) => one.target.kind === 'name' && one.target.name === value.name)
        : undefined;
    if (from) return from.type ? withScope(m, owner, () => typedValue(m, from.type!)) : UNKNOWN;
    if (m.calls.includes(statement)) return undefined;
    m.calls.push(statement);
    const result = withScope(m, owner, () => {
      m.pushScope(build.params.flatMap((one) => (one.target.kind === 'name' ? [one.target.name] : [])));
      for (const one of build.params) {
        if (one.target.kind === 'name') m.declare(one.target.name, one.type ? typedValue(m, one.type) : UNKNOWN);
      }
      return m.isolate(() => evaluate(m, value)).value;
    });
    m.calls.pop();
    return result;
  }
  return undefined;
}

function withScope<T>(m: Machine, owner: ClassValue, work: () => T): T {
  const [scope, frame] = [m.scope, m.frame];
  m.scope = owner.scope;
  m.frame = { ...frame, file: owner.file, self: instanceOf(m, owner), owner };
  const result = work();
  m.scope = scope;
  m.frame = frame;
  return result;
}

/** A value of a written type: an instance of a project's class, or whatever the models know of the name. */
export function typedValue(m: Machine, type: string): Value {
  const bare = type
    .replace(/^\?/, '')
    .replace(/<[\s\S]*$/, '')
    .trim();
  let value: Value | undefined;
  for (const name of bare.split(/[|&]/)) {
    const clean = name.trim().replace(/^\\/, '');
    if (!clean || !/^[\w\\.$]+$/.test(clean)) continue;
    value = joinValues(value, namedType(m, clean));
  }
  return value ?? UNKNOWN;
}

function namedType(m: Machine, name: string): Value {
  if (m.php) {
    const cls = m.world.classNamed(name);
    if (cls?.classes[0]) return instanceOf(m, cls.classes[0]);
    return { ...UNKNOWN, spots: rootSpots(m.models, name) };
  }
  const pieces = name.split('.');
  let at: Value = m.lookup(pieces[0]!) ?? m.global(pieces[0]!);
  for (const piece of pieces.slice(1)) at = memberOf(m, at, literal(piece), NOWHERE);
  if (at.classes[0]) return instanceOf(m, at.classes[0]);
  return { ...UNKNOWN, spots: step(m.models, at.spots, 'Instance') };
}

const NOWHERE = { kind: 'literal', value: undefined, start: 0, end: 0 } as const;

/** A member of the class above, for `super.x` and `parent::x`. */
export function superclassMember(m: Machine, owner: ClassValue, name: string, self: Value): Value | undefined {
  for (const parent of parentsOf(m, owner)) {
    for (const cls of parent.classes) {
      const found = classMember(m, cls, name, self);
      if (found) return found;
    }
  }
  return undefined;
}
