/**
 * The thread that reads linked logs: a scan of gigabytes must keep neither typing nor the panel waiting. Started by
 * `startLogWorker` (log-threads.ts); speaks only the messages below.
 */

import { parentPort } from 'node:worker_threads';
import type { LogSummary } from '../core/log/summary.ts';
import { type LogOptions, LogSession } from './log-session.ts';

/** To the thread. Every `open` replaces what was open before. */
export type LogRequest = { readonly kind: 'open'; readonly options: LogOptions } | { readonly kind: 'close' };

/** From the thread. */
export type LogAnswer =
  | { readonly kind: 'summary'; readonly summary: LogSummary }
  | { readonly kind: 'failed'; readonly problem: string };

/** A summary is sent at most this often. */
const EVERY_MS = 250;

let session: LogSession | undefined;

async function open(options: LogOptions): Promise<void> {
  session?.stop();
  const current = new LogSession(options);
  session = current;
  let last = 0;
  let later: NodeJS.Timeout | undefined;
  const send = (): void => {
    clearTimeout(later);
    later = undefined;
    last = Date.now();
    if (session === current) answer({ kind: 'summary', summary: current.summary() });
  };
  const changed = (): void => {
    if (Date.now() - last >= EVERY_MS) send();
    else later ??= setTimeout(send, last + EVERY_MS - Date.now());
  };
  await current.readAll(changed);
  if (current.lost && session === current) {
    // Another log lies under the name, as when somebody fetches one anew: what the old one said would only confuse.
    clearTimeout(later);
    current.forget();
    current.close();
    return open(options);
  }
  send();
  if (options.follow) await current.followAll(changed);
  clearTimeout(later);
}

function answer(message: LogAnswer): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (request: LogRequest) => {
  if (request.kind === 'close') {
    // Nobody reads these any more: whoever links them again wants to see them counted from the start.
    session?.forget();
    session?.stop();
    session = undefined;
    return;
  }
  open(request.options).catch((error: unknown) => {
    answer({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) });
  });
});
