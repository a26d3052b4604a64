/** The folders a command was asked about, each with its checker. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { message } from '../core/base/finding.ts';
import { lineStarts, positionAt } from '../core/base/lines.ts';
import type { Translate } from '../core/base/translate.ts';
import { type Checker, type CheckOptions, createChecker } from '../core/check.ts';
import { CONFIGURATION_FILE } from '../core/settings/configuration.ts';
import { configurationAbove } from '../node/configuration.ts';
import { diskFiles, whyNot } from '../node/files.ts';
import { textOption, UsageError, type Words } from './arguments.ts';
import { complain, type Terminal } from './terminal.ts';

export interface CheckedFolder {
  /** Put before every path of its report: empty for a single folder, else the folder as it was named, with a slash. */
  readonly prefix: string;
  readonly path: string;
  readonly checker: Checker;
}

export interface OpenedFolders {
  readonly folders: readonly CheckedFolder[];
  /** Some configuration is no JSON: the check runs with the defaults and ends with status 2. */
  readonly brokenConfiguration: boolean;
}

/** The options of every command that looks at folders. */
export const FOLDER_OPTIONS = {
  config: { type: 'string' },
  'no-config': { type: 'boolean' },
  lang: { type: 'string' },
  'no-cache': { type: 'boolean' },
  timing: { type: 'boolean' },
} as const;

/** @throws {UsageError} where a folder or a named configuration cannot be read */
export function openFolders(words: Words, terminal: Terminal, translate: Translate): OpenedFolders {
  const named = words.positionals.length > 0 ? words.positionals : ['.'];
  const config = textOption(words, 'config');
  if (config !== undefined && words.values['no-config']) {
    throw new UsageError(message('--config and --no-config contradict each other.'));
  }
  let brokenConfiguration = false;
  const folders = named.map((name): CheckedFolder => {
    const path = resolve(terminal.folder, name);
    requireFolder(name, path);
    const found = config === undefined ? undefined : { path: config, text: readNamed(config, terminal) };
    const { options, source } = words.values['no-config']
      ? { options: { configuration: 'none' } satisfies CheckOptions, source: undefined }
      : configurationOptions(path, found);
    const checker = createChecker(diskFiles(path), options);
    const { complaints, broken, own } = checker.configurationState();
    // A broken file is the end of "as asked"; the rest of its own folder's file is said among the findings.
    for (const complaint of broken || !own ? complaints : []) {
      const text = own ? (checker.textOf(CONFIGURATION_FILE) ?? '') : (source?.text ?? '');
      const { line, column } = positionAt(lineStarts(text), complaint.start);
      const file = own ? `${name}/${CONFIGURATION_FILE}` : (source?.path ?? CONFIGURATION_FILE);
      complain(
        terminal,
        translate,
        message('{0}:{1}:{2}: {3}', file, line + 1, column + 1, translate(complaint.message)),
      );
    }
    brokenConfiguration ||= broken;
    const prefix = named.length === 1 ? '' : `${name.replaceAll('\\', '/').replace(/\/+$/, '')}/`;
    return { prefix, path, checker };
  });
  return { folders, brokenConfiguration };
}

function configurationOptions(path: string, named: { path: string; text: string } | undefined) {
  if (named) return { options: { configuration: { text: named.text } } satisfies CheckOptions, source: named };
  try {
    readFileSync(resolve(path, CONFIGURATION_FILE));
    return { options: {}, source: undefined };
  } catch {
    const above = configurationAbove(path);
    return above
      ? { options: { configuration: { text: above.text } }, source: above }
      : { options: {}, source: undefined };
  }
}

function readNamed(config: string, terminal: Terminal): string {
  try {
    return readFileSync(resolve(terminal.folder, config), 'utf8');
  } catch (error) {
    throw new UsageError(whyNot(error), config);
  }
}

function requireFolder(name: string, path: string): void {
  try {
    if (!statSync(path).isDirectory()) throw new UsageError(message('{0} is not a folder.', name));
    readdirSync(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(whyNot(error), name);
  }
}
