/**
 * A map of which copies cost nothing: a run forks its state at every condition, and most branches change little of it.
 *
 * Entries lie in layers that never change again once they are shared; a copy writes into a layer of its own. Two copies
 * differ at most in what lies above the layer they have in common, so bringing branches together costs what they changed.
 */
export class SharedMap<K, V> {
  private top: Layer<K, V> | undefined;
  private own = new Map<K, V | typeof GONE>();

  constructor(top?: Layer<K, V>) {
    this.top = top;
  }

  /** A copy. Both go on with the same entries and write apart. */
  fork(): SharedMap<K, V> {
    this.share();
    return new SharedMap(this.top);
  }

  /** Whether neither was written to since one was forked from the other. */
  same(other: SharedMap<K, V>): boolean {
    return this.top === other.top && this.own.size === 0 && other.own.size === 0;
  }

  get size(): number {
    return this.all().size;
  }

  get(key: K): V | undefined {
    let value = this.own.get(key);
    for (let layer = this.top; value === undefined && layer; layer = layer.below) value = layer.entries.get(key);
    return value === GONE ? undefined : (value as V | undefined);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  keys(): IterableIterator<K> {
    return this.all().keys();
  }

  values(): IterableIterator<V> {
    return this.all().values();
  }

  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this.all()[Symbol.iterator]();
  }

  set(key: K, value: V): void {
    if (value === undefined) this.deleteAll([key]);
    else this.own.set(key, value);
  }

  /** Deletes all of `keys`. */
  deleteAll(keys: readonly K[]): void {
    for (const key of keys) this.own.set(key, GONE);
  }

  /** The entries of `other` that may be others here: all that either has written since they were one. */
  *changes(other: SharedMap<K, V>): Generator<[K, V]> {
    if (this.same(other)) return;
    const mine = new Set<Layer<K, V>>();
    for (let layer = this.top; layer; layer = layer.below) mine.add(layer);
    let common = other.top;
    while (common && !mine.has(common)) common = common.below;
    const keys = new Set<K>();
    for (const map of [this, other]) {
      for (const key of map.own.keys()) keys.add(key);
      for (let layer = map.top; layer && layer !== common; layer = layer.below) {
        for (const key of layer.entries.keys()) keys.add(key);
      }
    }
    for (const key of keys) {
      const value = other.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  /** Freezes what was written; small layers are merged, so that a look-up passes few of them. */
  private share(): void {
    if (this.own.size === 0) return;
    let entries = this.own;
    let below = this.top;
    while (below && below.entries.size <= 2 * entries.size) {
      const merged = new Map(below.entries);
      for (const [key, value] of entries) merged.set(key, value);
      entries = merged;
      below = below.below;
    }
    this.top = { entries, below };
    this.own = new Map();
  }

  private all(): Map<K, V> {
    const layers: ReadonlyMap<K, V | typeof GONE>[] = [];
    for (let layer = this.top; layer; layer = layer.below) layers.push(layer.entries);
    const all = new Map<K, V>();
    for (const entries of [...layers.reverse(), this.own]) {
      for (const [key, value] of entries) {
        if (value === GONE) all.delete(key);
        else all.set(key, value as V);
      }
    }
    return all;
  }
}

interface Layer<K, V> {
  readonly entries: ReadonlyMap<K, V | typeof GONE>;
  readonly below: Layer<K, V> | undefined;
}

/** Stands for an entry that lies in a layer below and is deleted above it. */
const GONE = Symbol('gone');
