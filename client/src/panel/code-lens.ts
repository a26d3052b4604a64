/** Above a handler: what the scanner did to it. At a finding: that it was really hit. Both lead to the panel. */
import * as vscode from 'vscode';
import type { LogReader } from './log-reader.ts';
import { handlerOf, rowId, unguardedOf } from './model/endpoints.ts';
import type { RouteSummary } from './model/summary.ts';
import { ago } from './model/words.ts';
import type { ProjectFacts } from './project-facts.ts';
import { panelLocale } from './scanner-view.ts';

const SELECTOR: vscode.DocumentSelector = { scheme: 'file', pattern: '**/*.{php,js,cjs,mjs,ts,cts,mts,jsx,tsx}' };
export const REVEAL_COMMAND = 'preflight.revealEndpoint';

export function createScannerLenses(reader: LogReader, facts: ProjectFacts): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const lenses: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) =>
      hitRoutes(reader, facts, document.uri).map(({ route, line }) => {
        const at = new vscode.Range(line - 1, 0, line - 1, 0);
        return new vscode.CodeLens(at, { title: lensTitle(route), command: REVEAL_COMMAND, arguments: [rowId(route)] });
      }),
  };
  const hovers: vscode.HoverProvider = {
    provideHover(document, position) {
      const uri = document.uri.toString();
      const hit = (reader.summary?.routes ?? []).filter((route) =>
        unguardedOf(route, facts.project).some((one) => one.uri === uri && one.line === position.line + 1),
      );
      if (hit.length === 0) return undefined;
      const hits = hit.reduce((sum, route) => sum + route.hits, 0);
      const errors = hit.reduce((sum, route) => sum + route.serverErrors, 0);
      const text = vscode.l10n.t(
        'The review scanner really asked this: {0} requests, {1} server errors.',
        hits,
        errors,
      );
      return new vscode.Hover(new vscode.MarkdownString().appendText(text));
    },
  };
  return vscode.Disposable.from(
    changed,
    reader.onDidChange(() => changed.fire()),
    facts.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider(SELECTOR, lenses),
    vscode.languages.registerHoverProvider(SELECTOR, hovers),
  );
}

function hitRoutes(reader: LogReader, facts: ProjectFacts, uri: vscode.Uri) {
  const file = uri.toString();
  return (reader.summary?.routes ?? []).flatMap((route) => {
    const handler = handlerOf(route, facts.project);
    return handler?.uri === file ? [{ route, line: handler.line }] : [];
  });
}

/** Numbers and our own words only: a title is read for icons and links. */
function lensTitle(route: RouteSummary): string {
  const failures = Object.entries(route.statuses)
    .filter(([status]) => /^5\d\d$/.test(status))
    .map(([status, hits]) => `${hits}× ${status}`);
  return [
    vscode.l10n.t('Review scanner: {0} requests', route.hits),
    ...failures,
    ...(route.last ? [ago(panelLocale(), route.last, Date.now())] : []),
  ].join(' · ');
}
