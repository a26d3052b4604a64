/** The requests about whole folders: *Check before review*, hosts, routes. File by file, so that typing goes on meanwhile. */

import type { Translate } from '../core/base/translate.ts';
import { type JsonReport, toJson } from '../core/report/json.ts';
import { mergeReports, withPrefix } from '../core/report/merge.ts';
import type { Folder } from './folder.ts';
import type { Platform } from './platform.ts';
import type { CheckResult } from './protocol.ts';
import { inSlices } from './slices.ts';
import { nameOf } from './uris.ts';

export interface CheckRun {
  readonly translate: Translate;
  readonly cancelled: () => boolean;
  /** Called with a share between 0 and 1. */
  readonly progress: (done: number) => void;
}

/** @throws {Cancelled} */
export async function checkFolders(
  folders: readonly Folder[],
  platform: Platform,
  run: CheckRun,
): Promise<CheckResult> {
  const begin = platform.now();
  const reports: { uri: string; report: JsonReport }[] = [];
  for (const [index, folder] of folders.entries()) {
    const report = await checkFolder(folder, platform, {
      ...run,
      progress: (done) => run.progress((index + done) / folders.length),
    });
    reports.push({ uri: folder.uri, report });
  }
  const single = reports.length === 1;
  const merged = mergeReports(
    reports.map(({ uri, report }) => (single ? report : withPrefix(report, `${nameOf(uri)}/`))),
  );
  const summary = { ...merged.summary, elapsedMs: Math.round(platform.now() - begin) };
  return { ...merged, summary, folders: reports };
}

/** @throws {Cancelled} */
export async function checkFolder(folder: Folder, platform: Platform, run: CheckRun): Promise<JsonReport> {
  const begin = platform.now();
  const { checker } = folder;
  const files = await inSlices(folder, platform, () => checker.files(), run.cancelled);
  for (const [index, path] of files.entries()) {
    await inSlices(folder, platform, () => checker.checkFile(path), run.cancelled);
    run.progress(index / files.length);
  }
  const report = await inSlices(folder, platform, () => checker.checkAll(), run.cancelled);
  const textOf = (file: string) => checker.textOf(file);
  return toJson(report, { translate: run.translate, textOf, elapsedMs: platform.now() - begin });
}
