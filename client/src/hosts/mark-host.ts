/** The team's word on a host, from the view *Hosts* into the configuration, as an edit that can be undone. */
import * as vscode from 'vscode';
import { MARK_HOST, type MarkHostParams, type MarkHostResult } from '../../../server/src/lsp/protocol.ts';
import type { Review } from '../review/check.ts';
import type { LanguageServer } from '../server/language-server.ts';
import type { HostNode } from './hosts-view.ts';

/** Writes, saves and checks again. @throws what the server answers */
export async function markHost(
  node: HostNode | undefined,
  as: MarkHostParams['as'],
  server: LanguageServer,
  review: Review,
): Promise<void> {
  if (!node) return;
  const client = await server.client();
  const params: MarkHostParams = { uri: node.checked.folder.toString(), host: node.host.host, as };
  const answer = await client.sendRequest<MarkHostResult>(MARK_HOST, params);
  const edit = answer && (await client.protocol2CodeConverter.asWorkspaceEdit(answer));
  if (!edit || !(await vscode.workspace.applyEdit(edit))) {
    const said = vscode.l10n.t('{0} could not be written to preflight.config.json; is it valid JSON?', node.host.host);
    void vscode.window.showWarningMessage(said);
    return;
  }
  for (const [uri] of edit.entries()) await (await vscode.workspace.openTextDocument(uri)).save();
  await review.check();
}
