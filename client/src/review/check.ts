/** Runs *Check before review* and keeps what it said until the next one. */
import * as vscode from 'vscode';
import { DOCUMENT_SELECTOR } from '../server/document-selector.ts';
import type { LanguageServer } from '../server/language-server.ts';
import { type CheckedFolder, type CheckProgress, requestCheck } from '../server/requests.ts';

/** When a check takes longer than this, a notification appears that can stop it. */
const PATIENCE_MS = 1500;

export interface Review {
  /** Undefined before the first check. */
  readonly result: readonly CheckedFolder[] | undefined;
  /** Something that was checked has changed since. */
  readonly stale: boolean;
  readonly running: boolean;
  readonly onDidChange: vscode.Event<void>;
  /** Checks every open folder; a second call while one runs waits for that one. @throws what the server answers, but not on cancel */
  check(): Promise<readonly CheckedFolder[] | undefined>;
}

export function createReview(context: vscode.ExtensionContext, server: LanguageServer): Review {
  const changed = new vscode.EventEmitter<void>();
  const state: { result: readonly CheckedFolder[] | undefined; stale: boolean } = { result: undefined, stale: false };
  let current: Promise<readonly CheckedFolder[] | undefined> | undefined;

  const markStale = () => {
    if (!state.result || state.stale) return;
    state.stale = true;
    changed.fire();
  };
  const onEdit = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const relevant = vscode.languages.match(DOCUMENT_SELECTOR as vscode.DocumentSelector, document) > 0;
    if (contentChanges.length > 0 && relevant) markStale();
  });
  const onFiles = [
    vscode.workspace.onDidCreateFiles(markStale),
    vscode.workspace.onDidDeleteFiles(markStale),
    vscode.workspace.onDidRenameFiles(markStale),
    vscode.workspace.onDidChangeWorkspaceFolders(markStale),
  ];
  context.subscriptions.push(changed, onEdit, ...onFiles);

  const run = async (token: vscode.CancellationToken, progress: vscode.EventEmitter<CheckProgress>) => {
    const client = await server.client();
    const result = await requestCheck(client, token, (value) => progress.fire(value));
    if (token.isCancellationRequested) return undefined;
    state.result = result;
    state.stale = false;
    await vscode.commands.executeCommand('setContext', 'preflight.checked', true);
    return result;
  };

  return {
    get result() {
      return state.result;
    },
    get stale() {
      return state.stale;
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
