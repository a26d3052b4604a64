/** The report of the last check as a page to read and to pass on. */
import * as vscode from 'vscode';
import { extentOf, hostVerdict, subjectName } from '../words.ts';
import type { Review } from './check.ts';
import { reportMarkdown } from './report-markdown.ts';

const SCHEME = 'preflight-report';
const address = () => vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t('Preflight report')}.md` });

/** Keeps the page up to date while it is open. */
export function registerReportDocument(review: Review): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: () => {
      const words = {
        title: vscode.l10n.t('Check before review'),
        stale: vscode.l10n.t('Changed since the check: run it again.'),
        subjects: { review: subjectName('review'), release: subjectName('release'), backend: subjectName('backend') },
        nothingFound: vscode.l10n.t('nothing found'),
        hosts: vscode.l10n.t('Hosts'),
        notChecked: vscode.l10n.t('Not checked'),
        extent: extentOf,
        verdict: hostVerdict,
      };
      return reportMarkdown(review.result ?? [], words, review.stale);
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
