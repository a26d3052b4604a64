/**
 * Counts `https://servicewechat.com/{appid}/{version}/…` over all traffic: the mini-program builds that call this server.
 * `0` is a build under development or review, `devtools` the IDE, a number a released build.
 */

import { byteString } from './bytes.ts';
import type { Counts } from './summary.ts';

/** Builds kept apart; a log full of invented ones must not fill the memory. */
const MOST = 2000;
/** Surroundings offered to be learned; whoever learns takes the first few. */
const MOST_TOLD = 64;

export interface RefererCounter {
  /** Looks at the bytes behind `servicewechat.com/`, which ends at `at`; `start` is where the literal begins. */
  count(bytes: Uint8Array, start: number, at: number, end: number): void;
  /** Adds what was counted for surroundings, by the order in which they were learned. */
  counted(index: number, count: number): void;
  readonly byApp: Map<string, Map<string, number>>;
  overflow: boolean;
}

/** Bytes before the name that belong to it: what opens the field, and `https://`. */
export const REFERER_LEAD = 9;

/** `learn` is told surroundings that will come again and answers whether it counts them from now on. */
export function createRefererCounter(learn: (surroundings: Uint8Array) => boolean = () => false): RefererCounter {
  const byApp = new Map<string, Map<string, number>>();
  const learned: { versions: Map<string, number>; version: string }[] = [];
  // A window is searched before its finds are counted, so the same surroundings come many times before they are known.
  const told = new Set<string>();
  let size = 0;
  const counter: RefererCounter = {
    byApp,
    overflow: false,
    count(bytes, start, at, end) {
      if (!isReferer(bytes, start)) return;
      const limit = Math.min(end, at + 64);
      const slash = bytes.subarray(at, limit).indexOf(47);
      const second = slash < 0 ? -1 : bytes.subarray(at + slash + 1, limit).indexOf(47);
      if (second < 0) return;
      const app = byteString(bytes, at, at + slash);
      const version = byteString(bytes, at + slash + 1, at + slash + 1 + second);
      if (!/^(?:wx|tt|gh_)?[\w-]{6,40}$/.test(app) || !/^(?:\d{1,9}|devtools|trial|develop)$/.test(version)) return;
      const versions = byApp.get(app) ?? new Map<string, number>();
      byApp.set(app, versions);
      if (!versions.has(version) && size >= MOST) {
        counter.overflow = true;
        return;
      }
      if (!versions.has(version)) size++;
      versions.set(version, (versions.get(version) ?? 0) + 1);
      if (told.size >= MOST_TOLD) return;
      const key = `${bytes[start - REFERER_LEAD]} ${app} ${version}`;
      if (told.has(key)) return;
      told.add(key);
      if (learn(bytes.slice(start - REFERER_LEAD, at + slash + 1 + second + 1))) learned.push({ versions, version });
    },
    counted(index, count) {
      const { versions, version } = learned[index]!;
      versions.set(version, (versions.get(version) ?? 0) + count);
    },
  };
  return counter;
}

/** Whether the name stands at the beginning of a field, as a whole `https://` address, and not within a query. */
function isReferer(bytes: Uint8Array, start: number): boolean {
  if (start < 9) return false;
  // "//:sptth" backwards, then what opens a field: a quote, a blank, a bracket, a tab, a bar.
  if (bytes[start - 1] !== 47 || bytes[start - 2] !== 47 || bytes[start - 3] !== 58) return false;
  if (bytes[start - 4] !== 115 || bytes[start - 5] !== 112 || bytes[start - 6] !== 116) return false;
  const before = bytes[start - 9]!;
  return before === 34 || before === 32 || before === 91 || before === 9 || before === 124;
}

/** The counts in the summary's shape. */
export function refererSummary(byApp: ReadonlyMap<string, ReadonlyMap<string, number>>): {
  review: number;
  devtools: number;
  released: Counts;
  byApp: Record<string, Counts>;
} {
  const result = { review: 0, devtools: 0, released: {} as Counts, byApp: {} as Record<string, Counts> };
  for (const [app, versions] of byApp) {
    result.byApp[app] = Object.fromEntries(versions);
    for (const [version, count] of versions) {
      if (version === 'devtools') result.devtools += count;
      else if (/^[1-9]\d*$/.test(version)) result.released[version] = (result.released[version] ?? 0) + count;
      else result.review += count;
    }
  }
  return result;
}
