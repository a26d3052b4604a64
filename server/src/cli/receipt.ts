/** `check --write-receipt` and `check --require-receipt`: a check that was made can be shown, without making it again. */

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import type { JsonReport } from '../core/report/json.ts';
import {
  type Checked,
  type FailOn,
  type ReceiptTarget,
  readReceipt,
  receiptText,
  refusal,
  toReceipt,
} from '../core/report/receipt.ts';
import { digest } from '../node/digest.ts';
import { whyNot } from '../node/files.ts';
import { version } from '../node/version.ts';
import { UsageError, type Words } from './arguments.ts';
import { type CheckedFolder, openFolders } from './folders.ts';
import { EXIT, type Terminal } from './terminal.ts';

interface Judged {
  readonly target: ReceiptTarget;
  readonly failOn: FailOn;
}

/** @throws {UsageError} where the file cannot be written */
export function writeReceipt(
  name: string,
  report: JsonReport,
  folders: readonly CheckedFolder[],
  judged: Judged & { readonly leftOut: number },
  terminal: Terminal,
  translate: Translate,
): void {
  const facts = { ...judged, checked: checkedIn(folders), version: version(), time: new Date().toISOString() };
  const receipt = toReceipt(report, facts);
  try {
    writeFileSync(resolve(terminal.folder, name), receiptText(receipt));
  } catch (error) {
    throw new UsageError(whyNot(error), name);
  }
  const said = message('Receipt for {0} files written to {1}.', Object.keys(receipt.files).length, name);
  terminal.err(`${translate(said)}\n`);
}

/** These would ask for a check, and none is made. */
const CHECKING = ['format', 'baseline', 'write-baseline', 'write-receipt'];

/** @returns the exit status @throws {UsageError} where the file is there and is no receipt */
export function requireReceipt(
  name: string,
  words: Words,
  judged: Judged,
  terminal: Terminal,
  translate: Translate,
): number {
  const contradicting = CHECKING.find((option) => words.values[option] !== undefined);
  if (contradicting) {
    throw new UsageError(message('--require-receipt checks nothing; it does not go with --{0}.', contradicting));
  }
  const refuse = (sentence: ReturnType<typeof message>) => {
    terminal.err(`${name}: ${translate(sentence)}\n`);
    return EXIT.found;
  };
  let text: string;
  try {
    text = readFileSync(resolve(terminal.folder, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new UsageError(whyNot(error), name);
    return refuse(message('There is no receipt: run the check with --write-receipt first.'));
  }
  const receipt = readReceipt(text);
  if (!receipt) throw new UsageError(message('This is no receipt; write one with --write-receipt.'), name);
  const { folders, brokenConfiguration } = openFolders(words, terminal, translate);
  const now = checkedIn(folders, Object.keys(receipt.files));
  const why = refusal(receipt, { ...judged, now, version: version() });
  if (why) return refuse(why);
  const files = Object.keys(receipt.files).length;
  terminal.out(`${translate(message('The receipt of {0} holds: {1} files, unchanged.', receipt.checked, files))}\n`);
  return brokenConfiguration ? EXIT.failed : EXIT.clean;
}

/** What was checked in all folders, paths as in the report. @param alsoRead such paths, of an earlier check */
function checkedIn(folders: readonly CheckedFolder[], alsoRead: readonly string[] = []): Checked {
  const parts = folders.map(({ prefix, checker }) => {
    const own = alsoRead.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    return { prefix, checked: checker.checked(digest, own) };
  });
  const files = parts.flatMap(({ prefix, checked }) =>
    Object.entries(checked.files).map(([path, hash]) => [prefix + path, hash] as const),
  );
  const settings = parts.map(({ checked }) => checked.settings).join(' ');
  return { files: Object.fromEntries(files), settings };
}
