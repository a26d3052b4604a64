/**
 * Which access logs are linked to this workspace. Remembered by the workspace's own state, not by its settings: the
 * path of a log says more about a machine than a team wants to share.
 */
import * as vscode from 'vscode';

const KEY = 'preflight.linkedLogs';

export interface LogLink {
  /** The linked files, in the order they were linked. */
  files(): readonly vscode.Uri[];
  readonly onDidChange: vscode.Event<void>;
  /** Asks for files and links them; nothing changes when the person cancels. */
  link(): Promise<void>;
  unlink(): Promise<void>;
}

export function createLogLink(context: vscode.ExtensionContext): LogLink {
  const changed = new vscode.EventEmitter<void>();
  context.subscriptions.push(changed);
  const files = () => context.workspaceState.get<string[]>(KEY, []).map((text) => vscode.Uri.parse(text, true));
  const remember = async (uris: readonly vscode.Uri[]) => {
    await context.workspaceState.update(
      KEY,
      uris.map((uri) => uri.toString()),
    );
    await announce();
    changed.fire();
  };
  const announce = () => vscode.commands.executeCommand('setContext', 'preflight.logLinked', files().length > 0);
  void announce();
  return {
    files,
    onDidChange: changed.event,
    async link() {
      const chosen = await vscode.window.showOpenDialog({
        canSelectMany: true,
        openLabel: vscode.l10n.t('Link'),
        title: vscode.l10n.t('Link access log'),
        filters: {
          [vscode.l10n.t('Access logs')]: ['log', 'json', 'gz', 'txt', '1'],
          [vscode.l10n.t('All files')]: ['*'],
        },
      });
      if (!chosen) return;
      const known = files();
      const added = chosen.filter((uri) => !known.some((other) => other.toString() === uri.toString()));
      if (added.length > 0) await remember([...known, ...added]);
      await vscode.commands.executeCommand('preflight.scanner.focus');
    },
    unlink: () => remember([]),
  };
}
