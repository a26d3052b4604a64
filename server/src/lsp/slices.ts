/** Long work in short slices, so that typing never waits for it. */

import { Cancelled } from '../core/store/store.ts';
import type { Folder } from './folder.ts';
import type { Platform } from './platform.ts';

/** How long messages may have to wait, in milliseconds. */
const SLICE = 20;
/** After this many slices in a row without an end, slices grow: a single step may be longer than one of them. */
const PATIENCE = 60;

/**
 * Runs `work` over the folder's checker to its end, letting messages in between. What an interrupted slice has worked
 * out is remembered by the store, so the next one goes on from there.
 * @throws {Cancelled} as soon as `cancelled` says so
 */
export async function inSlices<T>(
  folder: Folder,
  platform: Platform,
  work: () => T,
  cancelled: () => boolean,
): Promise<T> {
  for (let turn = 0; ; turn++) {
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
