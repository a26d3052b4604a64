/** What was counted and how far, kept in a file between two sessions that read the same logs in the same way. */

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { wechatReview } from '../core/models/scanners/wechat-review.ts';
import { replaceFile } from './cache-folder.ts';
import type { FilePosition } from './log-file.ts';
import type { LogOptions } from './log-session.ts';
import { build } from './version.ts';

export interface KeptState {
  readonly files: Readonly<Record<string, FilePosition>>;
  readonly tally: unknown;
  readonly exceptions: unknown;
}

/** States of so many sets of logs are kept without anybody having named a file for them. */
const MOST_KEPT = 32;

/** Where the state of these logs is kept when nobody says where; the oldest states beyond a few are removed. */
export function usualStateFile(folder: string, files: readonly string[]): string {
  const name = `log-${createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 32)}.json`;
  try {
    const states = fs
      .readdirSync(folder)
      .filter((file) => /^log-[0-9a-f]{32}\.json$/.test(file) && file !== name)
      .map((file) => ({ file, modified: fs.statSync(path.join(folder, file)).mtimeMs }))
      .sort((a, b) => b.modified - a.modified);
    for (const { file } of states.slice(MOST_KEPT - 1)) fs.rmSync(path.join(folder, file), { force: true });
  } catch {
    // There is no such folder yet, or somebody else is tidying it too.
  }
  return path.join(folder, name);
}

export class LogState {
  /** Why the kept state is not used or could not be kept, in one English sentence. */
  problem: string | undefined;
  private readonly path: string;
  private readonly digest: string;

  constructor(file: string, options: LogOptions) {
    this.path = file;
    const settings = Object.entries(options)
      .filter(([name, value]) => name !== 'follow' && name !== 'stateFile' && value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    // Another version may count otherwise, another list of addresses would have.
    this.digest = createHash('sha256')
      .update(JSON.stringify([build(), wechatReview, settings]))
      .digest('hex');
  }

  /** What was kept, when it is of the same logs, options and version; a state that cannot be used is as good as none. */
  load(): KeptState | undefined {
    let text: string;
    try {
      text = fs.readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.problem = 'The kept state could not be read; reading begins anew.';
      return undefined;
    }
    try {
      const kept = JSON.parse(text) as { digest: string; sum: string; state: KeptState };
      const sum = createHash('sha256').update(JSON.stringify(kept.state)).digest('hex');
      if (kept.digest !== this.digest) return undefined;
      if (kept.sum === sum) return kept.state;
    } catch {
      // Cut short, or something else altogether.
    }
    this.problem = 'The kept state is damaged; reading begins anew.';
    return undefined;
  }

  /** Removes what was kept. */
  remove(): void {
    fs.rmSync(this.path, { force: true });
  }

  /** Keeps a state in the place of the one before; a crash in the middle leaves that one. */
  save(state: KeptState): void {
    const text = JSON.stringify(state);
    const sum = createHash('sha256').update(text).digest('hex');
    try {
      replaceFile(this.path, `{"digest":"${this.digest}","sum":"${sum}","state":${text}}`);
    } catch {
      this.problem = 'What was counted could not be kept; the next session reads everything again.';
    }
  }
}
