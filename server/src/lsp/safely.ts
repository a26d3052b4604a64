/** One wrapper for every handler: a mistake of ours is logged with where it happened, answered harmlessly, and survived. */

import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { Cancelled } from '../core/store/store.ts';

export interface Log {
  error(text: string): void;
  info(text: string): void;
}

/** @param harmless what is answered when the handler fails */
export function safely<P, R>(
  log: Log,
  name: string,
  harmless: R,
  handler: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R> {
  return async (params, token) => {
    try {
      return await handler(params, token);
    } catch (error) {
      if (error instanceof Cancelled) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      log.error(`${name}: ${inFull(error)}`);
      return harmless;
    }
  };
}

/** For what a person asked for by name: a failure is logged, and answered as one. */
export function openly<P, R>(
  log: Log,
  name: string,
  handler: (params: P, token: CancellationToken) => Promise<R>,
): (params: P, token: CancellationToken) => Promise<R> {
  return async (params, token) => {
    try {
      return await handler(params, token);
    } catch (error) {
      if (error instanceof Cancelled) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      log.error(`${name}: ${inFull(error)}`);
      throw error;
    }
  };
}

function inFull(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The same for what nobody waits for. */
export function quietly(log: Log, name: string, work: () => void | Promise<void>): void {
  const fail = (error: unknown) => {
    if (error instanceof Cancelled) return;
    log.error(`${name}: ${inFull(error)}`);
  };
  try {
    const promise = work();
    if (promise) promise.catch(fail);
  } catch (error) {
    fail(error);
  }
}
