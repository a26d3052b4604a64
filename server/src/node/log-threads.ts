/** Starts and ends the thread that reads logs. */

import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LogSummary } from '../core/log/summary.ts';
import { cacheFolder } from './cache-folder.ts';
import type { LogOptions } from './log-session.ts';
import { usualStateFile } from './log-state.ts';
import type { LogAnswer, LogRequest } from './log-worker.ts';

export interface LogThread {
  /** Reads these logs from now on, instead of what was read before. */
  open(options: LogOptions): void;
  /** Stops reading. */
  close(): void;
  /** Ends the thread. */
  dispose(): Promise<void>;
}

export interface LogListener {
  /** At most four times a second. */
  summary(summary: LogSummary): void;
  /** The options could not be understood, or the thread died; one sentence. */
  failed(problem: string): void;
}

/** Starts the thread. It is started again by the next `open` should it die. */
export function startLogThread(listener: LogListener): LogThread {
  let worker: Worker | undefined;
  const start = (): Worker => {
    const made = workerOf();
    made.on('message', (answer: LogAnswer) => {
      if (answer.kind === 'summary') listener.summary(answer.summary);
      else listener.failed(answer.problem);
    });
    made.on('error', (error) => {
      worker = undefined;
      listener.failed(error.message);
    });
    made.unref();
    return made;
  };
  const send = (request: LogRequest): void => {
    worker ??= start();
    worker.postMessage(request);
  };
  return {
    open(options) {
      const folder = options.follow === true ? cacheFolder(process.env) : undefined;
      const stateFile =
        options.stateFile ??
        (folder === undefined ? undefined : usualStateFile(path.join(folder, 'logs'), options.files));
      send({ kind: 'open', options: { ...options, stateFile } });
    },
    close: () => worker?.postMessage({ kind: 'close' } satisfies LogRequest),
    async dispose() {
      const ended = worker;
      worker = undefined;
      await ended?.terminate();
    },
  };
}

/** The built server has the thread's code beside it; from sources it is loaded as the sources are. */
function workerOf(): Worker {
  const source = import.meta.url as string | undefined;
  if (source === undefined || !source.endsWith('.ts')) return new Worker(path.join(__dirname, 'log-worker.cjs'));
  return new Worker(
    `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./log-worker.ts', source).href)}); });`,
    { eval: true },
  );
}
