/**
 * What the page and the extension say to each other. Neither believes the other: a message that does not have its exact
 * shape is dropped. Pure, so that both sides and the tests share it.
 */
import type { EndpointDetails } from './model/details.ts';
import type { EndpointRow } from './model/endpoints.ts';
import type { PanelState } from './model/overview.ts';
import type { Strings } from './model/strings.ts';

export type ToPage =
  | { readonly type: 'strings'; readonly strings: Strings; readonly language: string }
  | { readonly type: 'state'; readonly state: PanelState }
  /** Rows that are new or changed, and the ids of those that are gone; with `all`, nothing else remains. */
  | {
      readonly type: 'rows';
      readonly rows: readonly EndpointRow[];
      readonly gone: readonly string[];
      readonly all: boolean;
    }
  | { readonly type: 'details'; readonly details: EndpointDetails }
  | { readonly type: 'reveal'; readonly id: string };

/** What a person can ask for about one request of one endpoint. */
export const SAMPLE_ACTIONS = ['copyCurl', 'createRequest', 'openLine'] as const;
/** About one endpoint. */
export const ENDPOINT_ACTIONS = ['details', 'openHandler', 'copyRow', 'createTest', 'replay'] as const;
/** About a linked file, by its path. */
export const FILE_ACTIONS = ['unlink', 'changeFormat', 'cancel', 'retry'] as const;
/** About nothing in particular. */
export const GENERAL_ACTIONS = ['ready', 'link', 'throttle', 'alerts', 'export', 'copyChinese'] as const;

export type ToExtension =
  | { readonly type: (typeof GENERAL_ACTIONS)[number] }
  | { readonly type: (typeof ENDPOINT_ACTIONS)[number]; readonly id: string }
  | { readonly type: (typeof SAMPLE_ACTIONS)[number]; readonly id: string; readonly sample: number }
  | { readonly type: 'openFinding'; readonly id: string; readonly finding: number }
  | { readonly type: (typeof FILE_ACTIONS)[number]; readonly path: string }
  | { readonly type: 'linkSuggested'; readonly index: number }
  | { readonly type: 'drop'; readonly uris: readonly string[] };

const MOST_DROPPED = 50;
const MOST_CHARACTERS = 8192;

/** Undefined for everything that is no message of the page's. */
export function messageToExtension(value: unknown): ToExtension | undefined {
  if (!isRecord(value)) return undefined;
  const { type } = value;
  const has = (keys: Record<string, (part: unknown) => boolean>) =>
    Object.keys(value).length === Object.keys(keys).length + 1 &&
    Object.entries(keys).every(([key, test]) => Object.hasOwn(value, key) && test(value[key]));
  const valid =
    (isOneOf(GENERAL_ACTIONS, type) && has({})) ||
    (isOneOf(ENDPOINT_ACTIONS, type) && has({ id: isText })) ||
    (isOneOf(SAMPLE_ACTIONS, type) && has({ id: isText, sample: isIndex })) ||
    (isOneOf(FILE_ACTIONS, type) && has({ path: isText })) ||
    (type === 'openFinding' && has({ id: isText, finding: isIndex })) ||
    (type === 'linkSuggested' && has({ index: isIndex })) ||
    (type === 'drop' && has({ uris: isTexts }));
  return valid ? (value as ToExtension) : undefined;
}

/** Undefined for everything that is no message of the extension's. Its parts are drawn as text whatever they hold. */
export function messageToPage(value: unknown): ToPage | undefined {
  if (!isRecord(value)) return undefined;
  const valid =
    (value.type === 'strings' && isRecord(value.strings) && Object.values(value.strings).every(isText)) ||
    (value.type === 'state' && isRecord(value.state) && isState(value.state)) ||
    (value.type === 'rows' && Array.isArray(value.rows) && value.rows.every(isRow) && isTexts(value.gone, Infinity)) ||
    (value.type === 'details' && isRecord(value.details) && isText(value.details.id) && isDetails(value.details)) ||
    (value.type === 'reveal' && isText(value.id));
  return valid ? (value as ToPage) : undefined;
}

function isState(state: Record<string, unknown>): boolean {
  const lists = ['tiles', 'files', 'sessions', 'writes', 'blocked', 'spoofers', 'others', 'notes', 'suggestions'];
  return (
    isOneOf(['empty', 'loading', 'ready', 'stale', 'error'], state.phase) &&
    isRecord(state.headline) &&
    isText(state.headline.text) &&
    isRecord(state.versions) &&
    Array.isArray(state.versions.apps) &&
    lists.every((name) => Array.isArray(state[name]))
  );
}

function isRow(row: unknown): boolean {
  if (!isRecord(row)) return false;
  const lists = ['params', 'families', 'statuses', 'unguarded'];
  return isText(row.id) && isText(row.path) && isText(row.method) && lists.every((name) => Array.isArray(row[name]));
}

function isDetails(details: Record<string, unknown>): boolean {
  return ['facts', 'params', 'findings', 'samples', 'exceptions'].every((name) => Array.isArray(details[name]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
const isText = (value: unknown) => typeof value === 'string' && value.length <= MOST_CHARACTERS;
const isIndex = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 1e6;
const isTexts = (value: unknown, most = MOST_DROPPED) =>
  Array.isArray(value) && value.length <= most && value.every(isText);
const isOneOf = (names: readonly string[], value: unknown) => typeof value === 'string' && names.includes(value);
