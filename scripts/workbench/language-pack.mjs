/** Makes the workbench speak another language to extensions, without a marketplace to get its language pack from. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes a language pack without strings into a user data folder: VS Code's own menus stay English, but it runs in
 * `language`, so that extensions get their package.nls and l10n bundle of it.
 * @param {string} userDataFolder
 * @param {string} language as VS Code spells it, for example `zh-cn`
 */
export function writeLanguagePack(userDataFolder, language) {
  mkdirSync(userDataFolder, { recursive: true });
  const strings = path.join(userDataFolder, `strings.${language}.json`);
  writeFileSync(strings, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: 'none',
    label: language,
    extensions: [{ extensionIdentifier: { id: `preflight.language-${language}` }, version: '1.0.0' }],
    translations: { vscode: strings },
  };
  writeFileSync(path.join(userDataFolder, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}
