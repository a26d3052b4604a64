/** Writes the receipt of the last check beside the project, for `mp-preflight check --require-receipt` in a pipeline. */
import * as vscode from 'vscode';
import type { Review } from './check.ts';

const NAME = 'preflight-receipt.json';

/** One for each folder; the person chooses the place and may think better of it. */
export async function writeReceipts(review: Review): Promise<void> {
  for (const { uri, receipt } of review.receipts) {
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Write receipt'),
      defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(uri), NAME),
      filters: { JSON: ['json'] },
    });
    if (!target) return;
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(receipt));
    vscode.window.setStatusBarMessage(vscode.l10n.t('Receipt written'), 4000);
  }
}
