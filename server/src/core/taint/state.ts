/** What holds at one point of a run: the variables, the objects, what checks have proven, and the answer's status. */

import { ALL_CLASSES, type ClassMask } from './classes.ts';
import { SharedMap } from './shared-map.ts';
import { joinValues, type Label, type Narrowing, type Value } from './value.ts';

export interface State {
  /** By scope id and name. */
  readonly vars: SharedMap<string, Value>;
  /** Objects by id, their members by key; `*` holds the elements and members without a known key. */
  readonly heap: SharedMap<string, Map<string, Value>>;
  /** By value id: the classes that are not ruled out. Absent: none is. */
  narrow: Map<string, ClassMask>;
  /** The status that the handler has set on its answer. */
  status: Value | undefined;
}

export function emptyState(): State {
  return { vars: new SharedMap(), heap: new SharedMap(), narrow: new Map(), status: undefined };
}

/** A copy to go on with in one branch. Objects are copied when they are written to. */
export function fork(state: State): State {
  return { vars: state.vars.fork(), heap: state.heap.fork(), narrow: new Map(state.narrow), status: state.status };
}

/** What holds after either; undefined stands for a path that is never taken. */
export function joinStates(a: State | undefined, b: State | undefined): State | undefined {
  if (!a) return b;
  if (!b || a === b) return a;
  const vars = a.vars.fork();
  for (const [key, value] of a.vars.changes(b.vars)) {
    const other = a.vars.get(key);
    if (other !== value) vars.set(key, other ? joinValues(bake(a, other), bake(b, value)) : value);
  }
  const heap = a.heap.fork();
  for (const [id, members] of a.heap.changes(b.heap)) {
    const other = a.heap.get(id);
    if (!other) heap.set(id, members);
    else if (other !== members) {
      const joined = new Map(other);
      for (const [key, value] of members) {
        const known = other.get(key);
        joined.set(key, known && known !== value ? joinValues(bake(a, known), bake(b, value)) : value);
      }
      heap.set(id, joined);
    }
  }
  return {
    vars,
    heap,
    narrow: joinNarrow(a.narrow, b.narrow),
    status: a.status && b.status ? joinValues(a.status, b.status) : undefined,
  };
}

/** Only what both prove. */
export function joinNarrow(a: Narrowing, b: Narrowing): Map<string, ClassMask> {
  const out = new Map<string, ClassMask>();
  for (const [id, keep] of a) {
    const other = b.get(id);
    if (other !== undefined && (keep | other) !== ALL_CLASSES) out.set(id, keep | other);
  }
  return out;
}

export function apply(state: State, narrowing: Narrowing): void {
  for (const [id, keep] of narrowing) state.narrow.set(id, (state.narrow.get(id) ?? ALL_CLASSES) & keep);
}

/** Both hold. */
export function bothNarrow(a: Narrowing, b: Narrowing): Narrowing {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const out = new Map(a);
  for (const [id, keep] of b) out.set(id, (out.get(id) ?? ALL_CLASSES) & keep);
  return out;
}

/** What may still be wrong with a label here. */
export function remaining(state: State, label: Label): ClassMask {
  let mask = label.mask & (state.narrow.get(label.id) ?? ALL_CLASSES);
  const dot = label.id.lastIndexOf('.');
  // What a decoder or a concatenation made of a member is another value than the one that was checked.
  if (dot > 0 && !/[>+]/.test(label.id.slice(dot)))
    mask &= state.narrow.get(`${label.id.slice(0, dot)}.*`) ?? ALL_CLASSES;
  return mask;
}

/** The value with what checks have proven written into it, so that it survives where their proof is lost. */
export function bake(state: State, value: Value): Value {
  if (value.labels.length === 0 || state.narrow.size === 0) return value;
  let changed = false;
  const labels = value.labels.map((label) => {
    const mask = remaining(state, label);
    if (mask === label.mask) return label;
    changed = true;
    return { ...label, mask };
  });
  return changed ? { ...value, labels } : value;
}

/** Sets a member of an object. `weak`: it may or may not be this object, or this member. */
export function setMember(state: State, object: string, key: string, value: Value, weak: boolean): void {
  const members = new Map(state.heap.get(object) ?? []);
  members.set(key, weak ? joinValues(members.get(key), value) : value);
  state.heap.set(object, members);
}
