/**
 * Gathers the Chinese sentences of all parts in the one bundle that VS Code, the language server and the command line
 * read. The parts lie in l10n/parts so that two people adding sentences do not meet in one file.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Complaint, root } from '../steps.mjs';

const LANGUAGE = 'zh-cn';
export const bundleFile = path.join(root, 'l10n', `bundle.l10n.${LANGUAGE}.json`);

/** The bundle's text as the parts make it: sorted, so that it changes only where a sentence did. @throws {Complaint} where two parts translate a sentence differently */
export function translationsFromParts() {
  const folder = path.join(root, 'l10n', 'parts');
  /** @type {Map<string, { text: string, part: string }>} */
  const sentences = new Map();
  const parts = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(`.${LANGUAGE}.json`)) : [];
  for (const part of parts.sort()) {
    for (const [key, text] of Object.entries(readPart(path.join(folder, part)))) {
      const known = sentences.get(key);
      if (known && known.text !== text) {
        throw new Complaint(`l10n/parts: ${known.part} and ${part} translate differently: ${JSON.stringify(key)}`);
      }
      sentences.set(key, { text, part });
    }
  }
  const sorted = [...sentences].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { text }]) => [key, text]);
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

/** @param {string} file @returns {Record<string, string>} */
function readPart(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Complaint(`${path.relative(root, file)}: ${/** @type {Error} */ (error).message}`);
  }
}

export function writeTranslations() {
  const text = translationsFromParts();
  if (existsSync(bundleFile) && readFileSync(bundleFile, 'utf8') === text) return;
  writeFileSync(bundleFile, text);
}
