/** The report as a page in the editor: the one that is exported, in the colours of the theme, its places one click away. */
import * as vscode from 'vscode';
import type { Target } from '../places.ts';
import { openTarget } from '../places.ts';
import type { Review } from '../review/check.ts';
import { htmlReport } from './html.ts';
import { type ReportSource, reportInput } from './report-input.ts';

/** What a link of the page may run, and nothing else. */
const OPEN_PLACE = 'preflight.openPlace';
const AFTER_CHANGE_MS = 500;

export interface ReportPanel extends vscode.Disposable {
  show(): void;
}

export function createReportPanel(review: Review, scans: ReportSource): ReportPanel {
  let panel: vscode.WebviewPanel | undefined;
  let later: NodeJS.Timeout | undefined;
  let drawn = '';
  const draw = () => {
    later = undefined;
    if (!panel) return;
    const input = { ...reportInput(review, scans), link: commandLink };
    const html = htmlReport(input, vscode.l10n);
    // A page that is set anew loses its place.
    if (html === drawn) return;
    drawn = html;
    panel.webview.html = html;
  };
  const drawSoon = () => {
    if (panel) later ??= setTimeout(draw, AFTER_CHANGE_MS);
  };
  const registrations = vscode.Disposable.from(
    review.onDidChange(drawSoon),
    scans.onDidChange(drawSoon),
    vscode.commands.registerCommand(OPEN_PLACE, openPlaceOf),
    { dispose: () => clearTimeout(later) },
  );
  return {
    show() {
      if (!panel) {
        const options = { enableCommandUris: [OPEN_PLACE], enableFindWidget: true, localResourceRoots: [] };
        const title = vscode.l10n.t('Preflight report');
        panel = vscode.window.createWebviewPanel('preflight.report', title, vscode.ViewColumn.Active, options);
        panel.onDidDispose(() => {
          panel = undefined;
          drawn = '';
        });
      }
      panel.reveal();
      draw();
    },
    dispose() {
      registrations.dispose();
      panel?.dispose();
    },
  };
}

const commandLink = ({ uri, line, column = 1 }: Target) =>
  `command:${OPEN_PLACE}?${encodeURIComponent(JSON.stringify([uri, line, column]))}`;

/** Only files of the open folders: that is all a check speaks of. */
async function openPlaceOf(uri: unknown, line: unknown, column: unknown): Promise<void> {
  if (typeof uri !== 'string' || !isCount(line) || !isCount(column)) return;
  const file = vscode.Uri.parse(uri);
  if (!vscode.workspace.getWorkspaceFolder(file)) return;
  const { command, arguments: given = [] } = openTarget({ uri, line, column });
  await vscode.commands.executeCommand(command, ...given);
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0;
