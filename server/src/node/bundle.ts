/** The translations that ship with the product. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const LANGUAGES = ['en', 'zh-cn'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The sentences of a language, keyed by the English ones; empty for English, and where the bundle did not ship. */
export function bundleOf(language: Language): Readonly<Record<string, string>> {
  if (language === 'en') return {};
  // Built, this code lies in dist/; unbuilt, in server/src/node/.
  const here = import.meta.dirname ?? __dirname;
  for (const up of ['..', '../../..']) {
    try {
      return JSON.parse(readFileSync(join(here, up, 'l10n', `bundle.l10n.${language}.json`), 'utf8'));
    } catch {
      // The other place, or English.
    }
  }
  return {};
}

/** `zh-CN`, `zh_CN.UTF-8`, `zh-Hans`, `zh` → `zh-cn`; `en…`, `C` → `en`; anything else undefined. Traditional Chinese reads English rather than the other script. */
export function languageFrom(name: string): Language | undefined {
  const plain = name.toLowerCase().replace(/_/g, '-').replace(/\..*$/, '');
  if (/^zh(-(cn|sg|hans|hans-\w+))?$/.test(plain)) return 'zh-cn';
  if (/^(en(-\w+)?|c|posix)$/.test(plain)) return 'en';
  return undefined;
}
