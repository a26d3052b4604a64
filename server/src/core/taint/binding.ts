/** Where values go: variables, members, and the pieces of a destructuring. */

import { message } from '../base/finding.ts';
import type { Expression, Pattern } from '../ir/nodes.ts';
import { bit } from './classes.ts';
import { elementOf, evaluate, keyName, memberOf, useOfNull } from './expressions.ts';
import { type Machine, OVERLAY } from './machine.ts';
import { step } from './models.ts';
import { addKey } from './php-arrays.ts';
import { writeElement } from './php-each.ts';
import { referenced } from './php-references.ts';
import { setMember } from './state.ts';
import { extend } from './trail.ts';
import { joinValues, literal, UNKNOWN, type Value } from './value.ts';

export type Binding = 'assign' | 'declare';

export function bindPattern(m: Machine, pattern: Pattern, value: Value, binding: Binding): void {
  if (!m.state) return;
  switch (pattern.kind) {
    case 'name': {
      const noted = note(m, value, pattern);
      const place = referenced(m, pattern.name);
      if (place) {
        bindPattern(m, place, noted, binding);
        return;
      }
      if (binding === 'declare') m.declare(pattern.name, noted);
      else m.assign(pattern.name, noted);
      return;
    }
    case 'member': {
      const object = evaluate(m, pattern.object);
      const key =
        pattern.key === null
          ? undefined
          : typeof pattern.key === 'string'
            ? literal(pattern.key)
            : evaluate(m, pattern.key);
      writeMember(m, object, pattern, key, note(m, value, pattern));
      if (m.walks.length > 0) writeElement(m, pattern, value);
      return;
    }
    case 'object-pattern': {
      useOfNull(m, value, pattern as unknown as Expression);
      const taken = new Set<string>();
      for (const property of pattern.properties) {
        const key = typeof property.key === 'string' ? literal(property.key) : evaluate(m, property.key);
        const name = keyName(key);
        if (name !== undefined) taken.add(name);
        bindPattern(m, property.value, memberOf(m, value, key, property.value as unknown as Expression), binding);
      }
      if (pattern.rest) bindPattern(m, pattern.rest, value, binding);
      return;
    }
    case 'array-pattern':
      pattern.items.forEach((item, index) => {
        if (item)
          bindPattern(m, item, memberOf(m, value, literal(String(index)), item as unknown as Expression), binding);
      });
      if (pattern.rest) {
        bindPattern(m, pattern.rest, { ...UNKNOWN, objects: [m.newObject([['*', elementOf(m, value)]])] }, binding);
      }
      return;
    case 'default-pattern': {
      const present: Value =
        value.literals?.every((one) => one === undefined) && value.labels.length === 0
          ? UNKNOWN
          : { ...value, labels: value.labels.map((label) => ({ ...label, mask: label.mask & ~bit('absent') })) };
      const fallback = evaluate(m, pattern.default);
      const only = value.literals && !value.literals.includes(undefined);
      const none = value.literals?.every((one) => one === undefined) && value.labels.length === 0;
      bindPattern(m, pattern.target, only ? value : none ? fallback : joinValues(present, fallback), binding);
      return;
    }
    case 'opaque':
      return;
  }
}

/** The value that stands at an assignable place now. */
export function readPattern(m: Machine, pattern: Pattern): Value {
  if (pattern.kind === 'name' || pattern.kind === 'member') return evaluate(m, pattern);
  return UNKNOWN;
}

function writeMember(
  m: Machine,
  object: Value,
  pattern: Extract<Pattern, { kind: 'member' }>,
  key: Value | undefined,
  value: Value,
): void {
  if (!m.state) return;
  const name = keyName(key);
  const spots = name === undefined ? [] : step(m.models, object.spots, `Member[${name}]`);
  for (const spot of spots) for (const row of spot.statuses) if (row.set === 'Assigned') m.setStatus(value);
  const objects = object.objects;
  for (const id of objects) {
    // Writing copies what the object holds: code that fills an object with thousands of members is not followed to its end.
    m.fuel -= (m.members(id)?.size ?? 0) >> 6;
    if (!m.state.heap.has(id)) m.state.heap.set(id, new Map(m.members(id) ?? []));
    setMember(m.state, id, name ?? '*', value, objects.length > 1 || name === undefined);
    addKey(m, id, key);
  }
  if (m.php && objects.length > 0 && pattern.object.kind === 'member') keepMember(m, pattern.object, object);
  if (objects.length === 0 && (pattern.object.kind === 'name' || pattern.object.kind === 'member')) {
    // An object from elsewhere gets a member: it becomes one that also has what is known of it.
    const known = evaluate(m, pattern.object);
    if (known.instances.length > 0 || !m.state) return;
    const id = m.newObject([[name ?? '*', value]], OVERLAY);
    addKey(m, id, key);
    bindPattern(m, pattern.object, { ...known, objects: [id], literals: undefined }, 'assign');
  }
}

/** `$this->seen['x'] = …`: the array that the field was declared with is from now on the object's own. */
function keepMember(m: Machine, member: Extract<Expression, { kind: 'member' }>, value: Value): void {
  const holder = evaluate(m, member.object);
  const key = typeof member.key === 'string' ? member.key : undefined;
  if (!m.state || key === undefined) return;
  for (const id of holder.objects)
    if (!m.members(id)?.has(key)) setMember(m.state, id, key, value, holder.objects.length > 1);
}

/** Remembers in the trail that the value now goes by this name. */
function note(m: Machine, value: Value, pattern: Pattern): Value {
  if (value.labels.length === 0) return value;
  const name =
    pattern.kind === 'name'
      ? pattern.name
      : pattern.kind === 'member' && typeof pattern.key === 'string'
        ? pattern.key
        : undefined;
  if (name === undefined) return value;
  return {
    ...value,
    labels: value.labels.map((label) =>
      label.container
        ? label
        : { ...label, trail: extend(label.trail, m.place(pattern), message('It goes by the name {0}.', name)) },
    ),
  };
}
