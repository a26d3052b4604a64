/** What the linked logs say: asked of the language server, kept for the next window, asked again when the server comes back. */
import * as vscode from 'vscode';
import type { LinkLogsParams, LogProblemParams, LogSummaryParams } from '../../../server/src/lsp/protocol.ts';
import { LINK_LOGS, LOG_PROBLEM, LOG_SUMMARY } from '../../../server/src/lsp/protocol.ts';
import type { LanguageServer } from '../server/language-server.ts';
import type { LogLink } from './log-link.ts';
import type { Phase } from './model/overview.ts';
import type { LogSummary } from './model/summary.ts';

const KEPT = 'log-summary.json';
/** English: sentences about files are translated where they are drawn, like the server's own. */
const STOPPED = 'Reading was stopped.';
/** How long after a change the summary is written down. */
const KEEP_AFTER_MS = 2000;

interface LogSettings {
  readonly format?: string;
  readonly trustedProxies?: readonly string[];
}

export interface LogReader {
  readonly summary: LogSummary | undefined;
  readonly phase: Phase;
  /** Why nothing can be read; empty where that is not so. */
  readonly problem: string;
  readonly onDidChange: vscode.Event<void>;
  /** Reads what is linked, from the beginning. */
  read(): Promise<void>;
  /** Stops reading and keeps what was read. */
  stop(): Promise<void>;
}

export function createLogReader(
  context: vscode.ExtensionContext,
  server: LanguageServer,
  link: LogLink,
  output: vscode.LogOutputChannel,
): LogReader {
  const changed = new vscode.EventEmitter<void>();
  let summary: LogSummary | undefined;
  let phase: Phase = link.files().length > 0 ? 'loading' : 'empty';
  let problem = '';
  let listening: unknown;
  let keeping: NodeJS.Timeout | undefined;

  const become = (next: Phase, why = '') => {
    phase = next;
    problem = why;
    changed.fire();
  };
  const listen = async () => {
    const client = await server.client();
    if (listening === client) return client;
    listening = client;
    client.onNotification(LOG_SUMMARY, (params: LogSummaryParams) => {
      if (link.files().length === 0) return;
      // The first look at a file that was read before knows less than what is shown; what is shown stays until it is done.
      const behind = phase === 'stale' && params.summary.files.some(({ state }) => state === 'reading');
      if (behind) {
        // How far it is can be said all the same.
        if (summary) summary = { ...summary, files: params.summary.files };
        return changed.fire();
      }
      summary = params.summary;
      become('ready');
      keepSoon();
    });
    client.onNotification(LOG_PROBLEM, (params: LogProblemParams) => become('error', params.problem));
    const { State } = await import('vscode-languageclient/node');
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running || link.files().length === 0) return;
      if (summary) become('stale');
      request(link.files()).catch((error) => output.error(error));
    });
    return client;
  };
  const request = async (files: readonly vscode.Uri[]) => {
    const client = await listen();
    const settings = vscode.workspace.getConfiguration('preflight', vscode.workspace.workspaceFolders?.[0]);
    const { format = '', trustedProxies } = settings.get<LogSettings>('log') ?? {};
    const params: LinkLogsParams = {
      files: files.map((uri) => uri.fsPath),
      follow: true,
      format: format || undefined,
      formats: link.formats(),
      trustedProxies,
    };
    await client.sendRequest(LINK_LOGS, params);
  };
  const read = async () => {
    const files = link.files();
    if (files.length === 0) {
      summary = undefined;
      become('empty');
      keepSoon();
      if (listening) await request([]);
      return;
    }
    const same = summary?.files.map(({ path }) => path).join('\n') === files.map((uri) => uri.fsPath).join('\n');
    if (!same) summary = undefined;
    become(summary ? 'stale' : 'loading');
    try {
      await request(files);
    } catch (error) {
      become('error', error instanceof Error ? error.message : String(error));
    }
  };
  const place = () => context.storageUri && vscode.Uri.joinPath(context.storageUri, KEPT);
  const keepSoon = () => {
    clearTimeout(keeping);
    keeping = setTimeout(() => void keep().catch((error) => output.warn(String(error))), KEEP_AFTER_MS);
  };
  const keep = async () => {
    const file = place();
    if (!file || !context.storageUri) return;
    await vscode.workspace.fs.createDirectory(context.storageUri);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(summary ?? null)));
  };
  const recall = async () => {
    const file = place();
    if (!file || link.files().length === 0) return;
    try {
      const kept: unknown = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
      if (summary === undefined && isSummary(kept)) summary = kept;
    } catch {
      // none was kept, or not by this version: it is read anew
    }
  };
  context.subscriptions.push(
    changed,
    link.onDidChange(() => void read()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('preflight.log') && link.files().length > 0) void read();
    }),
    { dispose: () => clearTimeout(keeping) },
  );
  if (link.files().length > 0) void recall().then(read);
  return {
    get summary() {
      return summary;
    },
    get phase() {
      return phase;
    },
    get problem() {
      return problem;
    },
    onDidChange: changed.event,
    read,
    async stop() {
      await request([]);
      if (!summary) return become('error', STOPPED);
      const files = summary.files.map((file) =>
        file.state === 'reading' ? { ...file, state: 'done' as const, problem: STOPPED } : file,
      );
      summary = { ...summary, files };
      become('ready');
    },
  };
}

function isSummary(value: unknown): value is LogSummary {
  const { version, routes, sessions, totals, files } = (value ?? {}) as Partial<Record<keyof LogSummary, unknown>>;
  return (
    version === 1 && Array.isArray(routes) && Array.isArray(sessions) && Array.isArray(files) && totals !== undefined
  );
}
