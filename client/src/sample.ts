/** The sample project of the walkthrough: the evening of an incident, to look at before one's own project. */
import * as vscode from 'vscode';

/** Opens a copy in a new window, so that what the extension ships stays as it is. */
export async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const shipped = vscode.Uri.joinPath(context.extensionUri, 'samples', 'live-record');
  const copy = vscode.Uri.joinPath(context.globalStorageUri, 'live-record');
  await vscode.workspace.fs.createDirectory(context.globalStorageUri);
  await vscode.workspace.fs.copy(shipped, copy, { overwrite: true });
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: true });
}
