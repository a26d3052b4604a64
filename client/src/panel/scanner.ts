/** Puts the parts of the scanner's view together. */
import * as vscode from 'vscode';
import type { Review } from '../review/check.ts';
import type { LastScanSource } from '../review/report-document.ts';
import type { LanguageServer } from '../server/language-server.ts';
import { createScannerLenses, REVEAL_COMMAND } from './code-lens.ts';
import { createEndpointActions } from './endpoint-actions.ts';
import { createLogLink, type LogLink } from './log-link.ts';
import { createLogReader } from './log-reader.ts';
import { lastScan } from './model/last-scan.ts';
import { createProjectFacts } from './project-facts.ts';
import { createScannerCommands, type ScannerCommands } from './scanner-commands.ts';
import { createScannerView, panelLocale } from './scanner-view.ts';

export interface Scanner extends LastScanSource {
  readonly link: LogLink;
  readonly commands: ScannerCommands;
}

export function createScanner(
  context: vscode.ExtensionContext,
  server: LanguageServer,
  review: Review,
  output: vscode.LogOutputChannel,
): Scanner {
  const link = createLogLink(context);
  const reader = createLogReader(context, server, link, output);
  const facts = createProjectFacts(context, server, review, output);
  const actions = createEndpointActions(context, reader, facts);
  const commands = createScannerCommands(context, reader, facts, review);
  const view = createScannerView({ context, link, reader, facts, actions, commands, output });
  context.subscriptions.push(
    view,
    createScannerLenses(reader, facts),
    vscode.commands.registerCommand(REVEAL_COMMAND, (id: unknown) =>
      typeof id === 'string' ? view.reveal(id) : undefined,
    ),
  );
  return {
    link,
    commands,
    onDidChange: reader.onDidChange,
    lastScan() {
      const { summary } = reader;
      return summary && lastScan(summary, facts.project, panelLocale(), Date.now());
    },
  };
}
