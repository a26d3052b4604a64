/** The summary for a chat: plain lines, the sentence first. */
import type { EndpointRow } from '../panel/model/endpoints.ts';
import type { PanelState } from '../panel/model/overview.ts';
import type { L10n } from '../panel/model/words.ts';

const MOST_ENDPOINTS = 5;

/** @param rows the worst first */
export function chatSummary(state: PanelState, rows: readonly EndpointRow[], l10n: L10n): string {
  const worth = state.tiles.filter(({ value }) => value > 0).map(({ value, label }) => `${label} ${value}`);
  const broken = rows.filter(({ level }) => level === 'error').slice(0, MOST_ENDPOINTS);
  const lines = [
    l10n.t('[Preflight] {0}', state.headline.text),
    state.headline.detail,
    worth.join(l10n.t(', ')),
    ...broken.map((row) => {
      const answers = row.statuses.map(({ code, hits }) => `${code}×${hits}`).join(' ');
      const facts = [answers, row.params.slice(0, 3).join(' '), row.handler ?? ''].filter(Boolean);
      return `· ${row.method} ${row.path} ${facts.join(' | ')}`;
    }),
    state.blockedWarning,
    state.versions.warning,
  ];
  return lines.filter(Boolean).join('\n');
}
