/** The folders a command was asked about, each with its checker. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Message, message } from '../core/base/finding.ts';
import { lineStarts, positionAt } from '../core/base/lines.ts';
import type { Translate } from '../core/base/translate.ts';
import { type Checker, type CheckOptions, createChecker } from '../core/check.ts';
import type { Report } from '../core/report/report.ts';
import { CONFIGURATION_FILE } from '../core/settings/configuration.ts';
import { checkCache, watched } from '../node/check-cache.ts';
import { configurationAbove } from '../node/configuration.ts';
import { diskFiles, whyNot } from '../node/files.ts';
import { build, version } from '../node/version.ts';
import { textOption, UsageError, type Words } from './arguments.ts';
import { complain, type Terminal } from './terminal.ts';

export interface CheckedFolder {
  /** Put before every path of its report: empty for a single folder, else the folder as it was named, with a slash. */
  readonly prefix: string;
  readonly path: string;
  readonly checker: Checker;
  /** The whole check: a kept result where nothing has changed since, else a new one. */
  report(): Report;
  /** What became of the cache, once the report was made; for `--timing`. */
  cacheNote(): Message | undefined;
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
    const files = diskFiles(path);
    const cached = usesCache(words) && terminal.cacheFolder !== undefined;
    const seen = cached ? watched(files) : undefined;
    const checker = createChecker(seen ?? files, options);
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
    if (!seen) return { prefix, path, checker, report: () => checker.checkAll(), cacheNote: () => undefined };
    const cache = checkCache(terminal.cacheFolder!);
    const key = JSON.stringify([version(), build(), process.version, path, options]);
    let note: Message | undefined;
    const report = () => {
      const found = cache.find(key, files);
      if ('report' in found) {
        note = message('{0}: nothing has changed since the last check; its result was taken from the cache.', name);
        return found.report;
      }
      // Both ways of getting a report give what has been through JSON, so that they cannot differ.
      const made = JSON.parse(JSON.stringify(checker.checkAll())) as Report;
      const basis = seen.basis();
      const failure = basis ? cache.keep(key, basis, made) : message('Files changed while they were checked.');
      note = failure
        ? message('{0}: checked anew ({1}); the result could not be kept: {2}', name, found.why, failure)
        : message('{0}: checked anew: {1}', name, found.why);
      return made;
    };
    return { prefix, path, checker, report, cacheNote: () => note };
  });
  return { folders, brokenConfiguration };
}

/** A receipt names the files that were read, so they must have been. */
function usesCache(words: Words): boolean {
  return words.values['no-cache'] !== true && words.values['write-receipt'] === undefined;
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
