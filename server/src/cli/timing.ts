/** `--timing`: what became of the cache, and which queries ran how often, on standard error. */

import type { Translate } from '../core/base/translate.ts';
import type { CheckedFolder } from './folders.ts';
import type { Terminal } from './terminal.ts';

export interface Timing {
  print(terminal: Terminal, translate: Translate): void;
}

export function timed(folders: readonly CheckedFolder[], wanted: boolean): Timing {
  if (!wanted) return { print: () => {} };
  const begin = performance.now();
  const runs = new Map<string, number>();
  for (const { checker } of folders) {
    checker.store.onRun = (name) => runs.set(name, (runs.get(name) ?? 0) + 1);
  }
  return {
    print(terminal, translate) {
      const elapsed = performance.now() - begin;
      const { user, system } = process.cpuUsage();
      const rows = [...runs]
        .sort(([, left], [, right]) => right - left)
        .map(([name, count]) => `${String(count).padStart(8)}  ${name}\n`);
      const notes = folders.map((folder) => folder.cacheNote());
      terminal.err(
        `${elapsed.toFixed(0)} ms, ${((user + system) / 1000).toFixed(0)} ms CPU since start\n${notes.map((note) => (note ? `${translate(note)}\n` : '')).join('')}${rows.join('')}`,
      );
    },
  };
}
