/** The extension's entry: what is registered at once, and what starts only in a folder that has something for us. */
import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { createHostsView } from './hosts/hosts-view.ts';
import { createScanner } from './panel/scanner.ts';
import { createReportPanel } from './report/report-panel.ts';
import { createReview } from './review/check.ts';
import { createReviewView } from './review/review-view.ts';
import { createStatusItem } from './review/status-item.ts';
import { createLanguageServer } from './server/language-server.ts';
import { workspaceHasProject } from './workspace-markers.ts';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('Preflight', { log: true });
  const server = createLanguageServer(context, output);
  const review = createReview(context, server, output);
  const scanner = createScanner(context, server, review, output);
  const report = createReportPanel(review, scanner);
  context.subscriptions.push(
    output,
    server,
    createReviewView(review, scanner),
    createHostsView(review),
    report,
    registerCommands({ context, server, review, scanner, report, output }),
  );
  if (!(await workspaceHasProject())) return;
  await vscode.commands.executeCommand('setContext', 'preflight.active', true);
  context.subscriptions.push(createStatusItem(review));
  // Activation ends before the server is up: nobody waits for it, and what needs it asks for it.
  server.client().catch((error) => output.error(error));
}
