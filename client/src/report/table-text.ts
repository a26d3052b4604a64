/** The endpoints of a scan as CSV and as Markdown. */
import type { EndpointRow } from '../panel/model/endpoints.ts';
import type { PanelState } from '../panel/model/overview.ts';
import { visible } from '../panel/model/visible.ts';
import type { L10n } from '../panel/model/words.ts';

function columns(l10n: L10n): readonly (readonly [string, (row: EndpointRow) => string])[] {
  const counted = (list: readonly { hits: number }[], name: (one: never) => string) =>
    list.map((one) => `${name(one as never)} ×${one.hits}`).join(', ');
  return [
    [l10n.t('Method'), (row) => row.method],
    [l10n.t('Endpoint'), (row) => row.path],
    [l10n.t('Requests'), (row) => String(row.hits)],
    [l10n.t('Answers'), (row) => counted(row.statuses, ({ code }: { code: string }) => code)],
    [l10n.t('Parameters'), (row) => row.params.join(' ')],
    [l10n.t('Attempts'), (row) => counted(row.families, ({ name }: { name: string }) => name)],
    [l10n.t('Server errors'), (row) => String(row.serverErrors)],
    [l10n.t('Slept'), (row) => String(row.slept)],
    [l10n.t('Last seen'), (row) => row.last ?? ''],
    [l10n.t('Handler'), (row) => row.handler ?? ''],
  ];
}

/** For spreadsheets, which run what begins like a formula. With a byte order mark, without which Excel takes Chinese for GBK. */
export function csvReport(rows: readonly EndpointRow[], l10n: L10n): string {
  const fields = columns(l10n);
  const lines = [fields.map(([name]) => name), ...rows.map((row) => fields.map(([, value]) => value(row)))];
  return `\ufeff${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

function csvCell(text: string): string {
  const shown = visible(text);
  const harmless = /^\s*[=+\-@|]/.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const MOST_ROWS = 200;

export function markdownReport(state: PanelState, rows: readonly EndpointRow[], l10n: L10n): string {
  const fields = columns(l10n);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, MOST_ROWS);
  const lines = [
    `# ${l10n.t('What the review scanner did')}`,
    '',
    `**${markdownText(state.headline.text)}**`,
    '',
    markdownText(state.headline.detail),
    '',
    ...state.tiles.map(({ label, value }) => `- ${label}: ${value}`),
    '',
    `## ${l10n.t('Visits')}`,
    '',
    ...state.sessions.map(({ title, facts, families }) => `- ${markdownText(`${title}: ${facts}. ${families}`)}`),
    '',
    `## ${l10n.t('Endpoints')}`,
    '',
    row(fields.map(([name]) => name)),
    row(fields.map(() => '---')),
    ...shown.map((one) => row(fields.map(([, value]) => markdownText(value(one))))),
    ...(rows.length > shown.length ? ['', l10n.t('and {0} more endpoints', rows.length - shown.length)] : []),
    ...(state.blockedWarning === '' ? [] : ['', markdownText(state.blockedWarning)]),
    ...(state.versions.warning === '' ? [] : ['', markdownText(state.versions.warning)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Text from outside stays text: nothing of it becomes a link, a picture, a tag or a cell. */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#+!|<>~&$:@]/g, '\\$&');
}
