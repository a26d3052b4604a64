/** What a report is made of, gathered from the last check and the linked log. */
import * as vscode from 'vscode';
import type { LastScan } from '../panel/model/last-scan.ts';
import { dateTime } from '../panel/model/words.ts';
import type { Review } from '../review/check.ts';
import { outlineOf } from '../review/outline.ts';
import { extentOf, subjectName } from '../review/words.ts';
import type { HtmlInput } from './html.ts';

/** The linked log, as far as reports speak of it. */
export interface ReportSource {
  /** Undefined where no log is linked, or none has been read yet. */
  lastScan(): LastScan | undefined;
  /** The whole of it, the worst endpoints first. */
  scan(): HtmlInput['scan'];
  readonly onDidChange: vscode.Event<void>;
}

export function reportInput(review: Review, scans: ReportSource): HtmlInput {
  const scan = scans.lastScan();
  const check = review.result?.map(({ name, folder, report }) => ({
    name,
    report,
    lines: outlineOf({ folder: folder.toString(), report, scan }, vscode.l10n),
  }));
  const subjects = {
    review: subjectName(vscode.l10n, 'review'),
    release: subjectName(vscode.l10n, 'release'),
    backend: subjectName(vscode.l10n, 'backend'),
  };
  const { stale } = review;
  return { check, stale, scan: scans.scan(), subjects, extent: reviewExtent(review), language: vscode.env.language };
}

/** How much was looked at, and when; empty before a check. */
export function reviewExtent(review: Review): string {
  if (!review.result) return '';
  const reports = review.result.map(({ report }) => report);
  const files = reports.reduce((sum, { summary }) => sum + summary.files, 0);
  const hosts = reports.reduce((sum, report) => sum + report.hosts.length, 0);
  const extent = extentOf(vscode.l10n, files, hosts);
  if (review.checked === undefined) return extent;
  return `${extent} · ${dateTime({ l10n: vscode.l10n, language: vscode.env.language }, review.checked)}`;
}
