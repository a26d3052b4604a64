/**
 * A receipt: that these files, with these settings, were checked by this version, and what came of it. A pipeline asks
 * for it without checking again, and is told precisely why one does not count.
 */

import { type Message, message } from '../base/finding.ts';
import type { JsonFinding, JsonReport } from './json.ts';

/** What a check looked at, as it stands: the digests make two states comparable without keeping either. */
export interface Checked {
  /** Path to digest, of every file whose text the check read. */
  readonly files: Readonly<Record<string, string>>;
  /** Digest of the settings in force. */
  readonly settings: string;
}

export interface Counted {
  readonly errors: number;
  readonly warnings: number;
}

export const RECEIPT_TARGETS = ['all', 'review', 'release'] as const;
export type ReceiptTarget = (typeof RECEIPT_TARGETS)[number];
export type FailOn = 'error' | 'warning' | 'never';

export interface Receipt extends Checked {
  readonly preflightReceipt: 1;
  /** Version of the tool. */
  readonly version: string;
  /** ISO 8601 in UTC. */
  readonly checked: string;
  /** By what was asked for when it was written; who requires it may ask for more. */
  readonly verdict: 'passed' | 'failed';
  /** What each build shows; backend findings belong to each. */
  readonly found: Readonly<Record<ReceiptTarget, Counted>>;
  /** Findings that a baseline left out. */
  readonly leftOut: number;
}

export interface ReceiptFacts {
  readonly checked: Checked;
  readonly version: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly leftOut: number;
  readonly target: ReceiptTarget;
  readonly failOn: FailOn;
}

export function toReceipt(report: JsonReport, facts: ReceiptFacts): Receipt {
  const found = Object.fromEntries(
    RECEIPT_TARGETS.map((target) => [target, counted(report.findings.filter((finding) => isShown(finding, target)))]),
  ) as Receipt['found'];
  return {
    preflightReceipt: 1,
    version: facts.version,
    checked: facts.time,
    verdict: passes(found[facts.target], facts.failOn) ? 'passed' : 'failed',
    found,
    leftOut: facts.leftOut,
    ...facts.checked,
  };
}

/** One file a line and sorted, so that a change shows as the lines it changed. */
export function receiptText(receipt: Receipt): string {
  const { files, ...rest } = receipt;
  const sorted = Object.fromEntries(Object.entries(files).sort(([left], [right]) => (left < right ? -1 : 1)));
  return `${JSON.stringify({ ...rest, files: sorted }, null, 2)}\n`;
}

/** Whether a text is one of ours: a receipt cannot speak of itself, nor of the one it replaces. */
export const isReceipt = (text: string) => /^\{\s*"preflightReceipt"/.test(text);

/** Undefined for any text that is no receipt. */
export function readReceipt(text: string): Receipt | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['preflightReceipt'] !== 1) return undefined;
  const { version, checked, settings, files, found } = value;
  const texts = [version, checked, settings].every((one) => typeof one === 'string');
  const digests = isRecord(files) && Object.values(files).every((one) => typeof one === 'string');
  const counts = isRecord(found) && RECEIPT_TARGETS.every((target) => isCounted(found[target]));
  return texts && digests && counts ? (value as unknown as Receipt) : undefined;
}

/** What is there now, and what is asked of the receipt. */
export interface Required {
  readonly version: string;
  readonly now: Checked;
  readonly target: ReceiptTarget;
  readonly failOn: FailOn;
}

/**
 * Why a receipt does not count, or undefined where it does. `now.files` holds the present digest of every file of the
 * receipt that is still there, and of every file that would be checked today.
 */
export function refusal(receipt: Receipt, required: Required): Message | undefined {
  const stale = staleness(receipt, required.now);
  if (stale) return stale;
  if (receipt.version !== required.version) {
    const text = 'The receipt was written by version {0}, this is {1}: check again.';
    return message(text, receipt.version, required.version);
  }
  const { errors, warnings } = receipt.found[required.target];
  if (passes({ errors, warnings }, required.failOn)) return undefined;
  return message('The check of this receipt failed: errors {0}, warnings {1}.', errors, warnings);
}

/** What has changed since a check, the first by name; undefined where nothing has. */
export function staleness(before: Checked, now: Checked): Message | undefined {
  const paths = [...new Set([...Object.keys(before.files), ...Object.keys(now.files)])].sort();
  for (const path of paths) {
    const [then, today] = [own(before.files, path), own(now.files, path)];
    if (then === today) continue;
    if (then === undefined) return message('{0} is new since the check: check again.', path);
    if (today === undefined) return message('{0} is gone since the check: check again.', path);
    return message('{0} has changed since the check: check again.', path);
  }
  if (before.settings === now.settings) return undefined;
  return message('The settings have changed since the check: check again.');
}

const own = (files: Checked['files'], path: string) => (Object.hasOwn(files, path) ? files[path] : undefined);

export function passes({ errors, warnings }: Counted, failOn: FailOn): boolean {
  if (failOn === 'never') return true;
  return errors === 0 && (failOn === 'error' || warnings === 0);
}

function isShown({ targets }: JsonFinding, target: ReceiptTarget): boolean {
  return target === 'all' || targets.length === 0 || targets.includes(target);
}

function counted(findings: readonly JsonFinding[]): Counted {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning') };
}

function isCounted(value: unknown): boolean {
  return isRecord(value) && Number.isInteger(value['errors']) && Number.isInteger(value['warnings']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
