/** For clients that do not pull: what was typed in is answered at once, the other open files next, the rest in the background. */

import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { Cancelled } from '../core/store/store.ts';
import type { Answers, Diagnostics } from './diagnostics.ts';
import type { Platform } from './platform.ts';
import { type Log, quietly } from './safely.ts';
import type { Workspace } from './workspace.ts';

/** How long typing has to rest, in milliseconds, before files that are open, or all files, are looked at again. */
const OPEN_FILES_AFTER = 40;
const ALL_FILES_AFTER = 250;

export function pushDiagnostics(
  workspace: Workspace,
  answers: Answers,
  platform: Platform,
  publish: (params: PublishDiagnosticsParams) => void,
  log: Log,
): Diagnostics {
  /** Documents whose own edit is not answered yet, the last one edited at the end. */
  const waiting = new Set<string>();
  /** What the client was told last, by URI. */
  const told = new Map<string, string>();
  let pumping = false;
  let generation = 0;
  let stopTimer = () => {};

  const tell = async (uri: string, version: number | undefined, always: boolean, cancelled: () => boolean) => {
    const place = workspace.locate(uri);
    if (!place) return;
    const ask = always ? answers.first : answers.of;
    const { items, resultId } = await ask(place.folder, place.path, cancelled);
    const news = told.get(uri) !== resultId;
    if (!news && !always) return;
    // A file that never had anything and has nothing now needs no message.
    if (!always && items.length === 0 && !told.has(uri)) return;
    told.set(uri, resultId);
    publish({ uri, ...(version === undefined ? {} : { version }), diagnostics: items });
  };

  const pump = async () => {
    if (pumping) return;
    pumping = true;
    try {
      await platform.pause();
      while (waiting.size > 0) {
        const uri = [...waiting].pop()!;
        waiting.delete(uri);
        const document = workspace.documents().find((document) => document.uri === uri);
        if (!document) continue;
        const version = document.version;
        try {
          await tell(uri, version, true, () => document.version !== version);
        } catch (error) {
          // Edited meanwhile: it waits again already.
          if (!(error instanceof Cancelled)) throw error;
        }
      }
    } finally {
      pumping = false;
    }
    rest();
  };

  const rest = () => {
    stopTimer();
    const current = ++generation;
    const cancelled = () => generation !== current;
    stopTimer = platform.later(OPEN_FILES_AFTER, () =>
      quietly(log, 'open files', async () => {
        for (const document of workspace.documents()) await tell(document.uri, document.version, false, cancelled);
        stopTimer = platform.later(ALL_FILES_AFTER, () => quietly(log, 'all files', () => everything(cancelled)));
      }),
    );
  };

  const everything = async (cancelled: () => boolean) => {
    const seen = new Set(workspace.documents().map((document) => document.uri));
    for (const folder of workspace.folders()) {
      for (const path of await answers.files(folder, cancelled)) {
        const uri = answers.uri(folder, path);
        seen.add(uri);
        await tell(uri, folder.open.get(path)?.version, false, cancelled);
      }
    }
    for (const uri of told.keys()) {
      if (seen.has(uri)) continue;
      told.delete(uri);
      publish({ uri, diagnostics: [] });
    }
  };

  return {
    edited(uri) {
      // Whatever the background is doing gives way.
      generation++;
      stopTimer();
      waiting.delete(uri);
      waiting.add(uri);
      quietly(log, 'diagnostics', pump);
    },
    changed: rest,
    closed(uri) {
      waiting.delete(uri);
      const place = workspace.locate(uri);
      if (!place && told.delete(uri)) publish({ uri, diagnostics: [] });
      rest();
    },
    dispose() {
      generation++;
      stopTimer();
    },
  };
}
