/** What Node supplies to the language server. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Platform, RulePage } from '../lsp/platform.ts';
import { bundleOf, languageFrom } from './bundle.ts';
import { configurationAbove } from './configuration.ts';
import { digest } from './digest.ts';
import { diskFiles } from './files.ts';
import { startLogThread } from './log-threads.ts';
import { version } from './version.ts';

export function nodePlatform(): Platform {
  const pages = new Map<string, RulePage | undefined>();
  return {
    logs: startLogThread,
    files(folderUri) {
      const path = pathOf(folderUri);
      return path === undefined ? undefined : diskFiles(path);
    },
    configurationAbove(folderUri) {
      const path = pathOf(folderUri);
      const found = path === undefined ? undefined : configurationAbove(path);
      return found && { uri: pathToFileURL(found.path).href, text: found.text };
    },
    bundle: (locale) => bundleOf(languageFrom(locale) ?? 'en'),
    rulePage(rule, locale) {
      const key = `${locale} ${rule}`;
      if (!pages.has(key)) pages.set(key, readPage(rule, locale));
      return pages.get(key);
    },
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    later(milliseconds, work) {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    now: () => performance.now(),
    digest,
    version: version(),
  };
}

/** Undefined for what is no file on this machine: other schemes, other hosts. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

function readPage(rule: string, locale: string): RulePage | undefined {
  // Built, this code lies in dist/; unbuilt, in server/src/node/.
  const here = import.meta.dirname ?? __dirname;
  const names = languageFrom(locale) === 'zh-cn' ? [`${rule}.zh-CN.md`, `${rule}.md`] : [`${rule}.md`];
  for (const up of ['..', '../../..']) {
    for (const name of names) {
      const path = join(here, up, 'docs', 'rules', name);
      if (existsSync(path)) return { markdown: readFileSync(path, 'utf8'), uri: pathToFileURL(path).href };
    }
  }
  return undefined;
}
