/**
 * A map of which copies cost nothing until one of them is written to: a run forks its state at every condition, and most
 * branches change little of it.
 */
export class SharedMap<K, V> {
  private map: Map<K, V>;
  private shared: boolean;

  constructor(map: Map<K, V> = new Map(), shared = false) {
    this.map = map;
    this.shared = shared;
  }

  /** A copy. Both go on with the same entries, and the first that is written to takes its own. */
  fork(): SharedMap<K, V> {
    this.shared = true;
    return new SharedMap(this.map, true);
  }

  /** Whether neither was written to since one was forked from the other. */
  same(other: SharedMap<K, V>): boolean {
    return this.map === other.map;
  }

  get size(): number {
    return this.map.size;
  }
  get(key: K): V | undefined {
    return this.map.get(key);
  }
  has(key: K): boolean {
    return this.map.has(key);
  }
  keys(): IterableIterator<K> {
    return this.map.keys();
  }
  values(): IterableIterator<V> {
    return this.map.values();
  }
  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this.map[Symbol.iterator]();
  }

  set(key: K, value: V): void {
    if (this.shared && this.map.get(key) === value && value !== undefined) return;
    this.own().set(key, value);
  }

  /** Deletes all of `keys`. */
  deleteAll(keys: readonly K[]): void {
    if (keys.length === 0) return;
    const map = this.own();
    for (const key of keys) map.delete(key);
  }

  private own(): Map<K, V> {
    if (this.shared) {
      this.map = new Map(this.map);
      this.shared = false;
    }
    return this.map;
  }
}
