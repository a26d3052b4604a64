/**
 * Work that is remembered: queries whose answers are kept until something they read has changed.
 *
 * Rules of the house:
 * - A query reads the outside world only through `store.host` in queries that the host invalidates by name and key
 *   (`text`, `listing`), and everything else through other queries; so every dependency is seen.
 * - An answer is a plain immutable value. When a re-run gives an equal answer, the readers stay as they are (cut-off).
 * - A query that is asked for its own answer while it runs gets `onCycle(key)`; design queries so that this is rare
 *   and its answer does not depend on who asked first.
 * - Cancelling leaves the store usable: an answer is either kept whole or not at all.
 * - How far news travels: a change marks its readers, near and far, to be looked at when they are next asked for. Queries
 *   that usually cut a change off (`firewall`) stop the marks; they are answered first at the next question, and pass on
 *   the news only if there is any. So an edit that changes nothing for others costs nothing in proportion to the project.
 */

/** Thrown out of a query when the host has asked to stop; only hosts' entry points catch it. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
  }
}

/** Reads one remembered answer. */
export interface Query<Host, V> {
  (store: Store<Host>, key: string): V;
  readonly queryName: string;
  /** @internal */
  readonly definition: Definition<Host, V>;
}

interface Definition<Host, V> {
  readonly name: string;
  readonly compute: (store: Store<Host>, key: string) => V;
  readonly equals: (before: V, after: V) => boolean;
  readonly onCycle: ((key: string) => V) | undefined;
  readonly firewall: boolean;
  /** For shares: cuts the share of `key` out of the answer that it is part of. */
  readonly share: ((whole: unknown, key: string) => V) | undefined;
}

export interface QueryOptions<V> {
  /** Tells equal answers, to stop a change from spreading. Default: identity. */
  readonly equals?: (before: V, after: V) => boolean;
  /** The answer on a cycle. Without it a cycle is a bug and throws. */
  readonly onCycle?: (key: string) => V;
  /**
   * The answer is cheap once its source is at hand, depends on one file, and seldom differs after an edit: what the file
   * tells others. Only for queries that read none that stands above other firewalls.
   */
  readonly firewall?: boolean;
}

export function defineQuery<Host, V>(
  name: string,
  compute: (store: Store<Host>, key: string) => V,
  options: QueryOptions<V> = {},
): Query<Host, V> {
  const definition: Definition<Host, V> = {
    name,
    compute,
    equals: options.equals ?? Object.is,
    onCycle: options.onCycle,
    firewall: options.firewall ?? false,
    share: undefined,
  };
  return queryOf(definition);
}

/**
 * Shares of an answer that is a map: `key` is the whole's key, a line end, and the key in the map. When the whole changes,
 * its shares are compared where they lie; nothing runs for those that stay the same.
 */
export function defineShares<Host, V>(
  name: string,
  whole: Query<Host, ReadonlyMap<string, V>>,
  missing: V,
  options: Pick<QueryOptions<V>, 'equals'> = {},
): Query<Host, V> {
  const share = (map: unknown, key: string) =>
    (map as ReadonlyMap<string, V>).get(key.slice(key.indexOf('\n') + 1)) ?? missing;
  return queryOf({
    name,
    compute: (store, key) => share(whole(store, key.slice(0, key.indexOf('\n'))), key),
    equals: options.equals ?? Object.is,
    onCycle: undefined,
    firewall: false,
    share,
  });
}

function queryOf<Host, V>(definition: Definition<Host, V>): Query<Host, V> {
  const query = (store: Store<Host>, key: string) => store.read(definition, key);
  return Object.assign(query, { queryName: definition.name, definition });
}

const CLEAN = 0;
const CHECK = 1;
const DIRTY = 2;

// biome-ignore lint/suspicious/noExplicitAny: one table holds the memos of all queries, whatever their hosts and values
type AnyDefinition = Definition<any, any>;

interface Memo {
  readonly definition: AnyDefinition;
  readonly key: string;
  value: unknown;
  hasValue: boolean;
  state: typeof CLEAN | typeof CHECK | typeof DIRTY;
  running: boolean;
  /** Its reads are being looked at: met again, it stands on a cycle. */
  checking: boolean;
  reads: Memo[];
  readonly readers: Set<Memo>;
}

export class Store<Host> {
  readonly host: Host;
  /** Asked at every query; a host sets it to stop long work. */
  cancelled: () => boolean = () => false;
  /** When set, called with each query that really ran, as `name(key)`: tests and `--timing` read it. */
  onRun: ((name: string, key: string) => void) | undefined;

  private readonly memos = new Map<AnyDefinition, Map<string, Memo>>();
  private reader: Memo | undefined;
  /** Firewalls that a change has reached and that are not answered again yet; their readers know nothing of it. */
  private readonly unsettled = new Set<Memo>();

  constructor(host: Host) {
    this.host = host;
  }

  /** Forgets the answer of `query` for `key`: its source in the outside world has changed. Readers re-run only if the new answer differs. */
  invalidate<V>(query: Query<Host, V>, key: string): void {
    const memo = this.memos.get(query.definition)?.get(key);
    if (!memo) return;
    memo.state = DIRTY;
    this.markReaders(memo);
  }

  /** The keys that `query` has been asked for so far. */
  keysOf<V>(query: Query<Host, V>): readonly string[] {
    return [...(this.memos.get(query.definition)?.keys() ?? [])];
  }

  /** @internal Called by queries. */
  read<V>(definition: Definition<Host, V>, key: string): V {
    if (this.cancelled()) throw new Cancelled();
    if (this.unsettled.size > 0 && !this.reader) this.settle();
    const memo = this.memo(definition, key);
    const reader = this.reader;
    // A run begins with no reads, so a memo that knows its reader has been read in this very run.
    if (reader && !memo.readers.has(reader)) {
      reader.reads.push(memo);
      memo.readers.add(reader);
    }
    if (memo.running) {
      if (!definition.onCycle) throw new Error(`query ${definition.name}(${key}) asks for itself`);
      return definition.onCycle(key);
    }
    if (memo.state !== CLEAN) this.refresh(memo);
    return memo.value as V;
  }

  private memo(definition: AnyDefinition, key: string): Memo {
    let byKey = this.memos.get(definition);
    if (!byKey) {
      byKey = new Map();
      this.memos.set(definition, byKey);
    }
    let memo = byKey.get(key);
    if (!memo) {
      memo = {
        definition,
        key,
        value: undefined,
        hasValue: false,
        state: DIRTY,
        running: false,
        checking: false,
        reads: [],
        readers: new Set(),
      };
      byKey.set(key, memo);
    }
    return memo;
  }

  private refresh(memo: Memo): void {
    if (memo.state === CHECK) {
      memo.checking = true;
      let certain = true;
      try {
        for (const read of memo.reads) {
          if (read.state === CLEAN || read.running || read === memo) continue;
          // A cycle cannot be told clean by its own members: the one that was asked first runs again and decides.
          if (read.checking) read.state = DIRTY;
          else this.refresh(read);
          if ((memo.state as number) === DIRTY) break;
          if ((read.state as number) !== CLEAN) certain = false;
        }
      } finally {
        memo.checking = false;
      }
      if (memo.state === CHECK && certain) memo.state = CLEAN;
    }
    if (memo.state === DIRTY) this.run(memo);
  }

  private run(memo: Memo): void {
    const outerReader = this.reader;
    for (const read of memo.reads) read.readers.delete(memo);
    memo.reads = [];
    this.reader = memo;
    memo.running = true;
    try {
      this.onRun?.(memo.definition.name, memo.key);
      const value = memo.definition.compute(this, memo.key);
      const same = memo.hasValue && memo.definition.equals(memo.value, value);
      if (!same) {
        memo.value = value;
        memo.hasValue = true;
        for (const reader of memo.readers) if (!reader.running) this.outdate(reader, value);
      }
      memo.state = CLEAN;
    } finally {
      memo.running = false;
      this.reader = outerReader;
    }
  }

  /** What `reader` has read has become `value`. */
  private outdate(reader: Memo, value: unknown): void {
    const { share, equals } = reader.definition;
    if (share && reader.hasValue && equals(reader.value, share(value, reader.key))) {
      reader.state = CLEAN;
      return;
    }
    const wasClean = reader.state === CLEAN;
    reader.state = DIRTY;
    // Above a firewall nobody has been told yet.
    if (wasClean && !this.stopsAt(reader)) this.markReaders(reader);
  }

  /** Tells every reader, near and far, that it must check before it answers. Iterative: chains of readers can be thousands long. */
  private markReaders(memo: Memo): void {
    const pending = [...memo.readers];
    while (pending.length > 0) {
      const next = pending.pop()!;
      if (next.state !== CLEAN) continue;
      next.state = CHECK;
      if (this.stopsAt(next)) continue;
      for (const reader of next.readers) pending.push(reader);
    }
  }

  private stopsAt(memo: Memo): boolean {
    if (!memo.definition.firewall || memo.running) return false;
    this.unsettled.add(memo);
    return true;
  }

  /** Answers the firewalls that a change has reached, so that every reader that is clean is so rightly. @throws {Cancelled} */
  private settle(): void {
    if (this.unsettled.size > MOST_SETTLED) {
      // Another branch was checked out, most likely: to mark everything is cheaper than to answer what nobody may ask.
      for (const memo of this.unsettled) this.markReaders(memo);
      this.unsettled.clear();
      return;
    }
    for (const memo of this.unsettled) {
      try {
        if (memo.state !== CLEAN) this.refresh(memo);
      } catch (error) {
        // Any other failure is met again by those who ask, and they can tell of it.
        if (error instanceof Cancelled) throw error;
      }
      if ((memo.state as number) !== CLEAN) this.markReaders(memo);
      this.unsettled.delete(memo);
    }
  }
}

/** Some hundred files of some ten functions each. */
const MOST_SETTLED = 4000;
