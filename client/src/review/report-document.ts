/** The report of the last check as a page to read and to pass on. */
import * as vscode from 'vscode';
import type { LastScan } from '../panel/model/last-scan.ts';
import type { Review } from './check.ts';
import { outlineOf } from './outline.ts';
import { reportMarkdown } from './report-markdown.ts';
import { reviewExtent } from './review-view.ts';

const SCHEME = 'preflight-report';
const address = () => vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t('Preflight report')}.md` });

export interface LastScanSource {
  /** Undefined where no log is linked, or none has been read yet. */
  lastScan(): LastScan | undefined;
  readonly onDidChange: vscode.Event<void>;
}

/** Keeps the page up to date while it is open. */
export function registerReportDocument(review: Review, scans: LastScanSource): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: () => {
      const folders = (review.result ?? []).map(({ name, folder, report }) => ({
        name,
        lines: outlineOf({ folder: folder.toString(), report, scan: scans.lastScan() }, vscode.l10n),
      }));
      const head = { title: vscode.l10n.t('Check before review'), extent: reviewExtent(review), stale: review.stale };
      return reportMarkdown(folders, head);
    },
  };
  return vscode.Disposable.from(
    changed,
    review.onDidChange(() => changed.fire(address())),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider),
  );
}

/** Rendered where VS Code's Markdown preview is there, as text where it is not. */
export async function showReport(): Promise<void> {
  const commands = await vscode.commands.getCommands(true);
  if (commands.includes('markdown.showPreview')) {
    await vscode.commands.executeCommand('markdown.showPreview', address());
  } else {
    await vscode.window.showTextDocument(address(), { preview: true });
  }
}
