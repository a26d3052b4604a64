/** Receipts of checks in the editor, and whether what they speak of has changed since. */

import { type Message, message } from '../core/base/finding.ts';
import { readReceipt, receiptText, staleness, toReceipt } from '../core/report/receipt.ts';
import { type CheckRun, checkFolder } from './check-command.ts';
import type { Folder } from './folder.ts';
import type { Platform } from './platform.ts';
import { inSlices } from './slices.ts';

/** @throws {Cancelled} */
export async function receiptsOf(
  folders: readonly Folder[],
  platform: Platform,
  run: CheckRun,
): Promise<{ uri: string; receipt: string }[]> {
  const receipts: { uri: string; receipt: string }[] = [];
  for (const folder of folders) {
    const report = await checkFolder(folder, platform, run);
    const checked = await inSlices(folder, platform, () => folder.checker.checked(platform.digest), run.cancelled);
    const time = new Date().toISOString();
    const facts = { checked, version: platform.version, time, leftOut: 0, target: 'all', failOn: 'error' } as const;
    receipts.push({ uri: folder.uri, receipt: receiptText(toReceipt(report, facts)) });
  }
  return receipts;
}

/** The first thing that has changed, or undefined. @throws {Cancelled} and for parameters of another shape */
export async function changedSince(
  folders: readonly Folder[],
  params: unknown,
  platform: Platform,
  cancelled: () => boolean,
): Promise<Message | undefined> {
  const before = receiptsIn(params);
  const sameFolders = before.size === folders.length && folders.every(({ uri }) => before.has(uri));
  if (!sameFolders) return message('Folders came or went since the check: check again.');
  for (const folder of folders) {
    const receipt = readReceipt(before.get(folder.uri)!);
    if (!receipt || receipt.version !== platform.version)
      return message('Another version made the check: check again.');
    const known = Object.keys(receipt.files);
    const now = await inSlices(folder, platform, () => folder.checker.checked(platform.digest, known), cancelled);
    // What else the editor has looked into since decided nothing then.
    const asked = new Set([...known, ...folder.checker.files()]);
    const files = Object.fromEntries(Object.entries(now.files).filter(([path]) => asked.has(path)));
    const why = staleness(receipt, { ...now, files });
    if (why) return why;
  }
  return undefined;
}

function receiptsIn(params: unknown): Map<string, string> {
  const { folders } = (params ?? {}) as { folders?: unknown };
  if (!Array.isArray(folders)) throw new Error('folders: a list is expected');
  return new Map(
    folders.map((one: unknown) => {
      const { uri, receipt } = (one ?? {}) as Record<string, unknown>;
      if (typeof uri !== 'string' || typeof receipt !== 'string') throw new Error('folders: uri and receipt expected');
      return [uri, receipt];
    }),
  );
}
