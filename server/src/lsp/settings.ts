/** The editor's settings, asked of the client where it can be asked, else taken from what it sends. */

import type { Connection } from 'vscode-languageserver';
import { translator } from '../core/base/translate.ts';
import { SETTINGS } from '../core/settings/configuration.ts';
import { readSettingsValue } from '../core/settings/read.ts';
import type { Settings } from '../core/settings/table.ts';
import type { Log } from './safely.ts';

const SECTION = 'preflight';

/** The settings of each folder, cleaned; what is wrong in them is said once in the log. */
export async function askSettings(
  connection: Connection,
  folderUris: readonly string[],
  log: Log,
): Promise<Map<string, Partial<Settings>>> {
  const values: unknown[] = await connection.workspace.getConfiguration(
    folderUris.map((scopeUri) => ({ scopeUri, section: SECTION })),
  );
  return new Map(folderUris.map((uri, index) => [uri, cleaned(values[index], log)]));
}

/** From the parameters of `didChangeConfiguration` or of `initialize`: either the section, or an object that holds it. */
export function cleanedFrom(params: unknown, log: Log): Partial<Settings> {
  if (typeof params !== 'object' || params === null) return {};
  return cleaned(SECTION in params ? (params as Record<string, unknown>)[SECTION] : params, log);
}

function cleaned(value: unknown, log: Log): Partial<Settings> {
  const { settings, complaints } = readSettingsValue(knownKeys(value), SETTINGS);
  for (const { message } of complaints) {
    log.error(`settings: ${translator()(message)}`);
  }
  return settings;
}

/** A client hands over all of the section, with keys that only itself reads. Misspelt ones the editor marks by itself. */
function knownKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([key]) => SETTINGS.some((row) => row.key === key)));
}
