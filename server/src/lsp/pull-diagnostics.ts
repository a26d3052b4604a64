/** For clients that pull: documents one by one, and the workspace by a request that is answered only when there is news. */

import type {
  CancellationToken,
  Connection,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Answers, Diagnostics } from './diagnostics.ts';
import type { Platform } from './platform.ts';
import { type Log, quietly, safely } from './safely.ts';
import type { Workspace } from './workspace.ts';

/** How long typing has to rest, in milliseconds, before the other files are looked at again. */
const REST = 250;

export function pullDiagnostics(
  connection: Connection,
  workspace: Workspace,
  answers: Answers,
  platform: Platform,
  canRefresh: boolean,
  log: Log,
): Diagnostics {
  /** What the client got last for each open document. */
  const given = new Map<string, string>();
  const listeners = new Set<() => void>();
  let generation = 0;
  let stopTimer = () => {};

  const document = async (
    params: DocumentDiagnosticParams,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> => {
    const { uri } = params.textDocument;
    const place = workspace.locate(uri);
    if (!place) return { kind: 'full', items: [] };
    const ask = canRefresh ? answers.first : answers.whole;
    const maybePart = canRefresh && !answers.lookedAt(place.folder);
    const { items, resultId } = await ask(place.folder, place.path, () => token.isCancellationRequested);
    given.set(uri, resultId);
    // Whoever got a part only is told of the rest, even if that was worked out before this answer was given.
    if (maybePart) rest();
    if (params.previousResultId === resultId) return { kind: 'unchanged', resultId };
    return { kind: 'full', items, resultId };
  };

  /** Only what differs from what the client says it has. */
  const news = async (known: ReadonlyMap<string, string>, cancelled: () => boolean) => {
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const seen = new Set<string>();
    for (const folder of workspace.folders()) {
      for (const path of await answers.files(folder, cancelled)) {
        const uri = answers.uri(folder, path);
        seen.add(uri);
        const answer = await answers.of(folder, path, cancelled);
        const before = known.get(uri);
        if (before === answer.resultId || (before === undefined && answer.items.length === 0)) continue;
        const version = folder.open.get(path)?.version ?? null;
        items.push({ kind: 'full', uri, version, items: answer.items, resultId: answer.resultId });
      }
    }
    for (const [uri, resultId] of known) {
      if (seen.has(uri) || resultId === GONE) continue;
      items.push({ kind: 'full', uri, version: null, items: [], resultId: GONE });
    }
    return items;
  };

  const whole = async (
    params: WorkspaceDiagnosticParams,
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> => {
    const known = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
    for (;;) {
      const items = await news(known, () => token.isCancellationRequested);
      // The first answer is given even if empty: the client then knows that everything has been looked at.
      if (items.length > 0 || (params.previousResultIds.length === 0 && !answeredOnce)) {
        answeredOnce = true;
        return { items };
      }
      await somethingChanged(token);
    }
  };
  let answeredOnce = false;

  const somethingChanged = (token: CancellationToken) =>
    new Promise<void>((resolve) => {
      const done = () => {
        listeners.delete(done);
        cancellation.dispose();
        resolve();
      };
      const cancellation = token.onCancellationRequested(done);
      listeners.add(done);
    });

  connection.languages.diagnostics.on(safely(log, 'textDocument/diagnostic', { kind: 'full', items: [] }, document));
  connection.languages.diagnostics.onWorkspace(safely(log, 'workspace/diagnostic', { items: [] }, whole));

  /** Once typing rests: wakes the held request, and asks the client to pull again where an open file's answer changed. */
  const rest = () => {
    stopTimer();
    const current = ++generation;
    // A folder that was just opened is looked at without delay; slices keep out of the way of typing.
    const delay = workspace.folders().every((folder) => answers.lookedAt(folder)) ? REST : 0;
    stopTimer = platform.later(delay, () =>
      quietly(log, 'refresh', async () => {
        for (const wake of [...listeners]) wake();
        if (!canRefresh) return;
        for (const { uri } of workspace.documents()) {
          const place = workspace.locate(uri);
          const before = given.get(uri);
          if (!place || before === undefined) continue;
          const { resultId } = await answers.of(place.folder, place.path, () => generation !== current);
          if (resultId === before) continue;
          connection.languages.diagnostics.refresh();
          return;
        }
      }),
    );
  };

  return {
    edited: rest,
    changed: rest,
    closed(uri) {
      given.delete(uri);
      rest();
    },
    dispose() {
      generation++;
      stopTimer();
      for (const wake of [...listeners]) wake();
    },
  };
}

/** The name of the empty result of a file that is no longer there. */
const GONE = 'gone';
