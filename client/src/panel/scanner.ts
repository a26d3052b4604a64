/** Puts the parts of the scanner's view together. */
import * as vscode from 'vscode';
import type { ReportSource } from '../report/report-input.ts';
import type { Review } from '../review/check.ts';
import type { LanguageServer } from '../server/language-server.ts';
import { createScannerLenses, REVEAL_COMMAND } from './code-lens.ts';
import { createEndpointActions } from './endpoint-actions.ts';
import { createLogLink, type LogLink } from './log-link.ts';
import { createLogReader } from './log-reader.ts';
import { endpointRows } from './model/endpoints.ts';
import { lastScan } from './model/last-scan.ts';
import { panelState } from './model/overview.ts';
import { createProjectFacts } from './project-facts.ts';
import { createScannerCommands, type Scan, type ScannerCommands } from './scanner-commands.ts';
import { createScannerView, panelLocale, translated } from './scanner-view.ts';

export interface Scanner extends ReportSource {
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
  const scan: Scan = (locale, translate) => {
    const { summary, phase } = reader;
    if (!summary) return undefined;
    const around = { phase, now: Date.now(), suggestions: [], testHosts: facts.testHosts, translate };
    const rows = endpointRows(summary, facts.project, locale).sort((a, b) => b.rank - a.rank);
    return { state: panelState(summary, around, locale), rows };
  };
  const source: ReportSource = {
    onDidChange: reader.onDidChange,
    scan: () => scan(panelLocale(), translated),
    lastScan() {
      const { summary } = reader;
      return summary && lastScan(summary, facts.project, panelLocale(), Date.now());
    },
  };
  const commands = createScannerCommands(context, reader, scan, review, source);
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
    ...source,
  };
}
