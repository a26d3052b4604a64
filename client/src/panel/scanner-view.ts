/** The view of the scanner's visits. */
import * as vscode from 'vscode';
import type { LogLink } from './log-link.ts';

export function createScannerView(link: LogLink): vscode.Disposable {
  const provider: vscode.TreeDataProvider<vscode.Uri> = {
    onDidChangeTreeData: link.onDidChange,
    getChildren: (parent) => (parent ? [] : [...link.files()]),
    getTreeItem: (uri) => ({
      resourceUri: uri,
      description: vscode.workspace.asRelativePath(uri),
      iconPath: new vscode.ThemeIcon('output'),
      command: { command: 'vscode.open', title: vscode.l10n.t('Go to the place'), arguments: [uri] },
    }),
  };
  return vscode.window.createTreeView('preflight.scanner', { treeDataProvider: provider });
}
