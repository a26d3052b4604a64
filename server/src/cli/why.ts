/** `mp-preflight why FILE…`: whether files are checked, and what keeps them out where they are not. */

import { isAbsolute, relative, resolve, sep } from 'node:path';
import { message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import { printable } from '../core/report/printable.ts';
import { painter } from '../core/report/text.ts';
import { choice, readWords, textOption, UsageError } from './arguments.ts';
import { FOLDER_OPTIONS, openFolders } from './folders.ts';
import { EXIT, type Terminal, wantsColours } from './terminal.ts';

const { config, 'no-config': noConfig, lang } = FOLDER_OPTIONS;
const OPTIONS = {
  config,
  'no-config': noConfig,
  lang,
  format: { type: 'string' },
  project: { type: 'string' },
} as const;

/** @throws {UsageError} */
export function runWhy(args: readonly string[], terminal: Terminal, translate: Translate): number {
  const words = readWords(args, OPTIONS);
  const format = choice(words, 'format', ['text', 'json'], 'text');
  if (words.positionals.length === 0) throw new UsageError(message('Name the files: mp-preflight why FILE…'));
  const project = textOption(words, 'project') ?? '.';
  const { folders, brokenConfiguration } = openFolders({ ...words, positionals: [project] }, terminal, translate);
  const { checker, path: root } = folders[0]!;
  const answers = words.positionals.map((name) => {
    const file = pathBelow(root, resolve(terminal.folder, name));
    if (file === undefined) {
      throw new UsageError(message('This is no file below the checked folder; name that folder with --project.'), name);
    }
    const { checked, why } = checker.coverage(file);
    return { file, checked, why: translate(why) };
  });
  if (format === 'json') terminal.out(`${JSON.stringify({ version: 1, files: answers }, null, 2)}\n`);
  else {
    const paint = painter(wantsColours(terminal));
    const lines = answers.map(({ file, checked, why }) => {
      const sign = checked ? paint.green('✔') : paint.yellow('✖');
      return `${sign} ${paint.bold(printable(file))}  ${printable(why)}\n`;
    });
    terminal.out(lines.join(''));
  }
  return brokenConfiguration ? EXIT.failed : EXIT.clean;
}

/** Undefined for what lies elsewhere, and for the folder itself. */
function pathBelow(root: string, file: string): string | undefined {
  const path = relative(root, file);
  if (path === '' || isAbsolute(path) || path.split(sep)[0] === '..') return undefined;
  return path.split(sep).join('/');
}
