/** The messages the extension would send about a summary. */
import type { ToPage } from '../../../client/src/panel/messages.ts';
import { endpointDetails } from '../../../client/src/panel/model/details.ts';
import { endpointRows, type Project, rowId } from '../../../client/src/panel/model/endpoints.ts';
import { panelState, type Surroundings } from '../../../client/src/panel/model/overview.ts';
import { panelStrings } from '../../../client/src/panel/model/strings.ts';
import type { LogSummary } from '../../../client/src/panel/model/summary.ts';
import type { Locale } from '../../../client/src/panel/model/words.ts';
import { translationsFromParts } from '../../../scripts/build/translations.mjs';
import { NO_PROJECT } from './summaries.ts';

const speaking = (translations: Record<string, string>) => ({
  t: (text: string, ...args: (string | number)[]) =>
    (translations[text] ?? text).replace(/\{(\d+)\}/g, (place, at: string) => String(args[Number(at)] ?? place)),
});

export const ENGLISH: Locale = { l10n: speaking({}), language: 'en', timeZone: 'Asia/Shanghai' };
export const chinese = (): Locale => ({
  l10n: speaking(JSON.parse(translationsFromParts()) as Record<string, string>),
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
});

/** Two days after the incident of the sample. */
export const NOW = Date.UTC(2024, 10, 9, 14);

export const SURROUNDINGS: Surroundings = {
  phase: 'ready',
  now: NOW,
  suggestions: [],
  testHosts: [],
  translate: (sentence) => sentence,
};

export function stringsMessage(locale = ENGLISH): ToPage {
  return { type: 'strings', strings: panelStrings(locale.l10n), language: locale.language };
}

export function summaryMessages(
  summary: LogSummary,
  options: { locale?: Locale; project?: Project; around?: Partial<Surroundings> } = {},
): ToPage[] {
  const { locale = ENGLISH, project = NO_PROJECT, around = {} } = options;
  return [
    { type: 'state', state: panelState(summary, { ...SURROUNDINGS, ...around }, locale) },
    { type: 'rows', rows: endpointRows(summary, project, locale), gone: [], all: true },
  ];
}

export function detailsMessage(summary: LogSummary, id: string, locale = ENGLISH, project = NO_PROJECT): ToPage {
  const route = summary.routes.find((one) => rowId(one) === id)!;
  return { type: 'details', details: endpointDetails(id, route, project, locale) };
}
