/** Which settings are in force: the defaults, what the editor says, and the configuration file, the later ones winning. */

import type { CheckHost } from '../analysis.ts';
import { textOf } from '../project/queries.ts';
import { RULES } from '../rules/index.generated.ts';
import { defineQuery } from '../store/store.ts';
import { type Complaint, mergeSettings, type ReadSettings, readSettingsText } from './read.ts';
import { type Settings, settingsTable } from './table.ts';

/** The name of the configuration file; JSON with comments. */
export const CONFIGURATION_FILE = 'preflight.config.json';

export const SETTINGS = settingsTable(RULES.map((rule) => rule.id));

const NOTHING: ReadSettings = { settings: {}, complaints: [], broken: false };

interface Configuration extends ReadSettings {
  /** The complaints have their place in the checked folder's own file. */
  readonly own: boolean;
}

/** What the configuration file says; the key is always `''`. */
const configuration = defineQuery<CheckHost, Configuration>('configuration', (store) => {
  const where = store.host.configuration();
  if (where === 'none') return { ...NOTHING, own: false };
  if (where !== 'own') return { ...readSettingsText(where.text, SETTINGS), own: false };
  const text = textOf(store, CONFIGURATION_FILE);
  return { ...(typeof text === 'string' ? readSettingsText(text, SETTINGS) : NOTHING), own: true };
});

/** The settings in force; the key is always `''`. */
export const settingsOf = defineQuery<CheckHost, Settings>(
  'settings',
  (store) => mergeSettings(store.host.editorSettings(), configuration(store, '').settings),
  { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
);

/** What is wrong in the checked folder's own configuration file; the key is always `''`. */
export const ownComplaints = defineQuery<CheckHost, readonly Complaint[]>('configuration complaints', (store) => {
  const { own, complaints } = configuration(store, '');
  return own ? complaints : [];
});

/** For hosts: the host's answers have changed. */
export const hostSettings = configuration;
