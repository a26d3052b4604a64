/** The linked access logs: what the client links is read, and what they say is sent while it grows. */

import type { Connection } from 'vscode-languageserver';
import type { LogReader, Platform } from './platform.ts';
import * as protocol from './protocol.ts';
import { type Log, openly } from './safely.ts';

/** Undefined where the host reads no logs; whoever links some there is told so. */
export function linkLogs(
  connection: Connection,
  platform: Platform,
  translate: (sentence: string) => string,
  log: Log,
): LogReader | undefined {
  const problem = (sentence: string) =>
    void connection.sendNotification(protocol.LOG_PROBLEM, {
      problem: translate(sentence),
    } satisfies protocol.LogProblemParams);
  const reader = platform.logs?.({
    summary: (summary) =>
      void connection.sendNotification(protocol.LOG_SUMMARY, { summary } satisfies protocol.LogSummaryParams),
    failed: problem,
  });
  connection.onRequest(
    protocol.LINK_LOGS,
    openly(log, protocol.LINK_LOGS, async (params: unknown) => {
      const { files, ...options } = checked(params);
      if (!reader) problem('Logs cannot be read here.');
      else if (files.length === 0) reader.close();
      else reader.open({ files, ...options });
      return null;
    }),
  );
  return reader;
}

/** @throws on anything else than a list of paths */
function checked(params: unknown): protocol.LinkLogsParams {
  const { files, follow, format, formats, trustedProxies } = (params ?? {}) as Partial<
    Record<keyof protocol.LinkLogsParams, unknown>
  >;
  if (!Array.isArray(files) || !files.every((file) => typeof file === 'string' && file !== '-')) {
    throw new Error('files: a list of paths is expected');
  }
  return {
    files,
    follow: follow === true,
    format: typeof format === 'string' ? format : undefined,
    formats: isTexts(formats) ? formats : undefined,
    trustedProxies: Array.isArray(trustedProxies) ? trustedProxies.filter((one) => typeof one === 'string') : undefined,
  };
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
}
