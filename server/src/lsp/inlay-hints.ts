/** Inlay hints, for those who want them (`inlayHints`): beside each request the URL that the release build will call. */

import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  InlayHint,
  InlayHintParams,
  Range,
} from 'vscode-languageserver';
import { message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import type { Platform } from './platform.ts';
import { type Log, quietly, safely } from './safely.ts';
import { atOnce } from './slices.ts';
import type { Located, Workspace } from './workspace.ts';

/** How long typing has to rest, in milliseconds, before hints in other files are looked at again. */
const REST = 500;
/** Longer URLs are cut in the line; the tooltip has them whole. */
const LONGEST = 80;
const MOST_IN_TOOLTIP = 10;

export interface InlayHints {
  /** Something changed that hints in other files may depend on. */
  changed(): void;
  dispose(): void;
}

export function inlayHints(
  connection: Connection,
  workspace: Workspace,
  platform: Platform,
  client: ClientCapabilities,
  language: () => Translate,
  log: Log,
): InlayHints {
  const hints = async ({ textDocument, range }: InlayHintParams, token: CancellationToken) => {
    const place = workspace.locate(textDocument.uri);
    if (!place?.folder.checker.settings().inlayHints) return [];
    return atOnce(
      place.folder,
      platform,
      () => hintsIn(place, range, language()),
      () => token.isCancellationRequested,
    );
  };
  connection.languages.inlayHint.on(safely(log, 'inlayHint', [], hints));
  let stopTimer = () => {};
  let shown = false;
  return {
    changed() {
      if (!client.workspace?.inlayHint?.refreshSupport) return;
      stopTimer();
      stopTimer = platform.later(REST, () =>
        quietly(log, 'inlayHint/refresh', () => {
          const wanted = workspace.folders().some((folder) => folder.checker.settings().inlayHints);
          // Once more after they were switched off, so that they go.
          if (wanted || shown) connection.languages.inlayHint.refresh();
          shown = wanted;
        }),
      );
    },
    dispose: () => stopTimer(),
  };
}

/** One hint at the end of each line on which a call stands. @throws {Cancelled} */
function hintsIn({ folder, path }: Located, range: Range, translate: Translate): InlayHint[] {
  const document = folder.open.get(path);
  if (!document) return [];
  const from = document.offsetAt(range.start);
  const to = document.offsetAt(range.end);
  const byLine = new Map<number, Set<string>>();
  for (const { place, url, targets } of folder.checker.requestsIn(path)) {
    if (!targets.includes('release') || place.end < from || to < place.start) continue;
    const { line } = document.positionAt(place.end);
    byLine.set(line, (byLine.get(line) ?? new Set()).add(url));
  }
  return [...byLine]
    .sort(([left], [right]) => left - right)
    .map(([line, urls]) => {
      const [first = '', ...others] = [...urls].sort();
      const listed = [first, ...others].slice(0, MOST_IN_TOOLTIP).join('\n');
      return {
        position: {
          line,
          character: endOf(document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } })),
        },
        label: `→ ${short(first)}${others.length > 0 ? ` (+${others.length})` : ''}`,
        paddingLeft: true,
        tooltip: `${translate(message('The release build asks:'))}\n${listed}`,
      };
    });
}

/** Where the text of a line ends, before what breaks it. */
function endOf(line: string): number {
  return line.replace(/[\r\n]+$/, '').length;
}

function short(url: string): string {
  return url.length > LONGEST ? `${url.slice(0, LONGEST)}…` : url;
}
