/** Runs *Check before review*, keeps what it said, and knows whether that still holds. */
import * as vscode from 'vscode';
import type { LanguageServer } from '../server/language-server.ts';
import {
  type CheckedFolder,
  type CheckProgress,
  type Receipts,
  requestChange,
  requestCheck,
  requestReceipts,
} from '../server/requests.ts';
import { keepResult, recallResult } from './kept-result.ts';

/** When a check takes longer than this, a notification appears that can stop it. */
const PATIENCE_MS = 1500;
/** How long after the last edit or file event the server is asked whether it changed anything that was checked. */
const AFTER_CHANGE_MS = 800;

export interface Review {
  /** Undefined before the first check. */
  readonly result: readonly CheckedFolder[] | undefined;
  /** When it was made, ISO 8601. */
  readonly checked: string | undefined;
  readonly receipts: Receipts;
  /** What has changed since, one sentence; empty where nothing has. */
  readonly stale: string;
  readonly running: boolean;
  readonly onDidChange: vscode.Event<void>;
  /** Checks every open folder; a second call while one runs waits for that one. @throws what the server answers, but not on cancel */
  check(): Promise<readonly CheckedFolder[] | undefined>;
}

export function createReview(
  context: vscode.ExtensionContext,
  server: LanguageServer,
  output: vscode.LogOutputChannel,
): Review {
  const changed = new vscode.EventEmitter<void>();
  let result: readonly CheckedFolder[] | undefined;
  let checked: string | undefined;
  let receipts: Receipts = [];
  let stale = '';
  let current: Promise<readonly CheckedFolder[] | undefined> | undefined;
  let later: NodeJS.Timeout | undefined;

  const compare = async () => {
    if (!result || current) return;
    const asked = receipts;
    const why = await requestChange(await server.client(), asked);
    // A check that was made meanwhile knows better.
    if (asked !== receipts || current || (why ?? '') === stale) return;
    stale = why ?? '';
    changed.fire();
  };
  const compareSoon = () => {
    if (!result) return;
    clearTimeout(later);
    later = setTimeout(() => compare().catch((error) => output.warn(String(error))), AFTER_CHANGE_MS);
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  context.subscriptions.push(
    changed,
    watcher,
    watcher.onDidChange(compareSoon),
    watcher.onDidCreate(compareSoon),
    watcher.onDidDelete(compareSoon),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.uri.scheme === 'file') compareSoon();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(compareSoon),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('preflight')) compareSoon();
    }),
    { dispose: () => clearTimeout(later) },
  );

  const run = async (token: vscode.CancellationToken, progress: vscode.EventEmitter<CheckProgress>) => {
    const client = await server.client();
    const found = await requestCheck(client, token, (value) => progress.fire(value));
    const written = await requestReceipts(client, token);
    if (token.isCancellationRequested) return undefined;
    result = found;
    receipts = written;
    checked = new Date().toISOString();
    stale = '';
    await vscode.commands.executeCommand('setContext', 'preflight.checked', true);
    keepResult(context, { result, checked, receipts }).catch((error) => output.warn(String(error)));
    return found;
  };

  void recallResult(context).then(async (kept) => {
    if (!kept || result || current) return;
    ({ result, checked, receipts } = kept);
    await vscode.commands.executeCommand('setContext', 'preflight.checked', true);
    changed.fire();
    compareSoon();
  });

  return {
    get result() {
      return result;
    },
    get checked() {
      return checked;
    },
    get receipts() {
      return receipts;
    },
    get stale() {
      return stale;
    },
    get running() {
      return current !== undefined;
    },
    onDidChange: changed.event,
    check() {
      if (current) return current;
      const stop = new vscode.CancellationTokenSource();
      const progress = new vscode.EventEmitter<CheckProgress>();
      current = run(stop.token, progress)
        .catch((error) => {
          if (stop.token.isCancellationRequested) return undefined;
          throw error;
        })
        .finally(() => {
          current = undefined;
          stop.dispose();
          progress.dispose();
          changed.fire();
          // What was typed while the check ran is not in it.
          compareSoon();
        });
      changed.fire();
      showProgress(current, stop, progress.event);
      return current;
    },
  };
}

/** In the view at once; as a notification with *Cancel* only when it takes long. */
function showProgress(
  work: Promise<unknown>,
  stop: vscode.CancellationTokenSource,
  onProgress: vscode.Event<CheckProgress>,
): void {
  const quiet = work.then(
    () => {},
    () => {},
  );
  void vscode.window.withProgress({ location: { viewId: 'preflight.review' } }, () => quiet);
  let reached = 0;
  const timer = setTimeout(() => {
    const location = vscode.ProgressLocation.Notification;
    const title = vscode.l10n.t('Checking before review');
    void vscode.window.withProgress({ location, title, cancellable: true }, (shown, token) => {
      token.onCancellationRequested(() => stop.cancel());
      onProgress(({ percentage = reached, message }) => {
        shown.report({ increment: Math.max(0, percentage - reached), message });
        reached = Math.max(reached, percentage);
      });
      return quiet;
    });
  }, PATIENCE_MS);
  void quiet.then(() => clearTimeout(timer));
}
