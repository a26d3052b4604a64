/** Runs the whole check on folders and gives one report for all of them. */

import type { Translate } from '../core/base/translate.ts';
import { type JsonReport, toJson } from '../core/report/json.ts';
import { mergeReports, withPrefix } from '../core/report/merge.ts';
import type { CheckedFolder } from './folders.ts';

/** @param now milliseconds of any clock that does not jump */
export function reportOn(folders: readonly CheckedFolder[], translate: Translate, now: () => number): JsonReport {
  const begin = now();
  const reports = folders.map(({ checker, prefix, report: makeReport }) => {
    const report = makeReport();
    const textOf = (file: string) => checker.textOf(file);
    return withPrefix(toJson(report, { translate, textOf, elapsedMs: 0 }), prefix);
  });
  const merged = mergeReports(reports);
  return { ...merged, summary: { ...merged.summary, elapsedMs: Math.round(now() - begin) } };
}
