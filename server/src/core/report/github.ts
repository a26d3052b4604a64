/** Annotations for GitHub Actions: one workflow command a finding, shown beside the changed lines of a pull request. */

import type { JsonReport } from './json.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** @param prefix of the checked folder below the repository's root, with a closing slash, or empty */
export function toGithub(report: JsonReport, prefix = ''): string {
  return report.findings
    .map((finding) => {
      // An annotation over several lines must not carry columns.
      const columns = finding.endLine === finding.line ? { col: finding.column, endColumn: finding.endColumn } : {};
      const properties = {
        file: prefix + finding.file,
        line: finding.line,
        endLine: finding.endLine,
        ...columns,
        title: `Preflight: ${finding.rule}`,
      };
      const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      return `::${LEVELS[finding.severity]} ${list.join(',')}::${escapeData(finding.message)}\n`;
    })
    .join('');
}

// The escapes are those of the runner's own command parser; without them a file name could begin another command.
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
