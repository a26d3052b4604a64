/** Long work in short slices, so that typing never waits for it. */

import { Cancelled } from '../core/store/store.ts';
import type { Folder } from './folder.ts';
import type { Platform } from './platform.ts';

/** How long messages may have to wait, in milliseconds. */
const SLICE = 10;
/** After this many slices in a row without an end, slices grow: a single step may be longer than one of them. */
const PATIENCE = 120;
/** How long after a key the background stays out of the way, in milliseconds: the next key comes within that time, or it can wait a slice. */
const QUIET = 60;

/** When the background may go on. One for all folders, for there is one thread. */
export interface Pace {
  /** Somebody is typing. */
  typed(): void;
  /** Somebody waits for an answer; call the result once it is given. */
  waited(): () => void;
  /** Resolves once nobody types or waits. */
  calm(): Promise<void>;
}

export function createPace(platform: Platform): Pace {
  let lastTyped = Number.NEGATIVE_INFINITY;
  let waiting = 0;
  return {
    typed() {
      lastTyped = platform.now();
    },
    waited() {
      waiting++;
      return () => waiting--;
    },
    async calm() {
      for (;;) {
        const left = lastTyped + QUIET - platform.now();
        if (waiting === 0 && left <= 0) return;
        await new Promise<void>((resolve) => platform.later(Math.max(left, 5), resolve));
      }
    },
  };
}

/**
 * Runs `work` over the folder's checker to its end, in the background: after whatever somebody types or waits for. What an
 * interrupted slice has worked out is remembered by the store, so the next one goes on from there.
 * @throws {Cancelled} as soon as `cancelled` says so
 */
export function inSlices<T>(folder: Folder, platform: Platform, work: () => T, cancelled: () => boolean): Promise<T> {
  return sliced(folder, platform, work, cancelled, () => folder.pace.calm());
}

/** The same for what somebody waits for: only messages get in between. @throws {Cancelled} */
export async function atOnce<T>(
  folder: Folder,
  platform: Platform,
  work: () => T,
  cancelled: () => boolean,
): Promise<T> {
  const done = folder.pace.waited();
  try {
    return await sliced(folder, platform, work, cancelled, undefined);
  } finally {
    done();
  }
}

async function sliced<T>(
  folder: Folder,
  platform: Platform,
  work: () => T,
  cancelled: () => boolean,
  giveWay: (() => Promise<void>) | undefined,
): Promise<T> {
  for (let turn = 0; ; turn++) {
    await giveWay?.();
    if (cancelled()) throw new Cancelled();
    const slice = turn < PATIENCE ? SLICE : SLICE * 1.2 ** (turn - PATIENCE);
    const end = platform.now() + slice;
    let finished = false;
    let result: T | undefined;
    folder.checker.within(
      () => platform.now() > end,
      () => {
        result = work();
        finished = true;
      },
    );
    if (finished) return result as T;
    await platform.pause();
  }
}
