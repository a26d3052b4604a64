/** “Why was this file not checked?”, answered for the file at hand or one chosen in the explorer. */
import * as vscode from 'vscode';
import { WHY, type WhyParams, type WhyResult } from '../../server/src/lsp/protocol.ts';
import type { LanguageServer } from './server/language-server.ts';

/** @param chosen in the explorer; absent: the file in the editor */
export async function whyChecked(chosen: vscode.Uri | undefined, server: LanguageServer): Promise<void> {
  const uri = chosen instanceof vscode.Uri ? chosen : vscode.window.activeTextEditor?.document.uri;
  if (!uri) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the file you ask about first.'));
    return;
  }
  const client = await server.client();
  const params: WhyParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  const { why } = await client.sendRequest<WhyResult>(WHY, params);
  // Not awaited: the command has ended, whether or not anybody reads this.
  void vscode.window.showInformationMessage(`${vscode.workspace.asRelativePath(uri)}: ${why}`);
}
