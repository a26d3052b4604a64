/** A baseline: the findings a team has decided to live with for now, so that only new ones fail a build. */

import type { JsonFinding, JsonReport } from './json.ts';

/** The text of a baseline file: sorted, one finding a line, so that two branches merge. */
export function toBaseline(report: JsonReport): string {
  const entries = report.findings
    .filter((finding) => finding.rule !== 'unused-suppression')
    .map((finding) => JSON.stringify({ rule: finding.rule, file: finding.file, fingerprint: finding.fingerprint }))
    .sort();
  return `{\n  "version": 1,\n  "findings": [${entries.map((entry) => `\n    ${entry}`).join(',')}${entries.length > 0 ? '\n  ' : ''}]\n}\n`;
}

/** The fingerprints in the text of a baseline file; undefined where it is none. */
export function readBaseline(text: string): ReadonlySet<string> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('findings' in value) || !Array.isArray(value.findings))
    return undefined;
  const known = new Set<string>();
  for (const entry of value.findings as unknown[]) {
    if (
      typeof entry !== 'object' ||
      entry === null ||
      !('fingerprint' in entry) ||
      typeof entry.fingerprint !== 'string'
    )
      return undefined;
    known.add(entry.fingerprint);
  }
  return known;
}

export function withoutBaseline(findings: readonly JsonFinding[], known: ReadonlySet<string>): readonly JsonFinding[] {
  return findings.filter((finding) => !known.has(finding.fingerprint));
}
