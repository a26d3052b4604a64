/** Several folders, one report. */

import type { JsonReport } from './json.ts';
import { mergeServerDomains } from './server-domains.ts';

export function mergeReports(reports: readonly JsonReport[]): JsonReport {
  const sum = (part: keyof JsonReport['summary']) => reports.reduce((total, report) => total + report.summary[part], 0);
  return {
    version: 1,
    projects: reports.flatMap((report) => report.projects),
    findings: reports.flatMap((report) => report.findings),
    hosts: reports.flatMap((report) => report.hosts),
    serverDomains: mergeServerDomains(reports.map((report) => report.serverDomains)),
    undecided: reports.flatMap((report) => report.undecided ?? []),
    routes: reports.flatMap((report) => report.routes),
    unread: reports.flatMap((report) => report.unread),
    summary: {
      errors: sum('errors'),
      warnings: sum('warnings'),
      infos: sum('infos'),
      files: sum('files'),
      elapsedMs: sum('elapsedMs'),
    },
  };
}

/** The report with `prefix`, which ends in a slash, before every path. */
export function withPrefix(report: JsonReport, prefix: string): JsonReport {
  if (prefix === '') return report;
  const put = <T extends { readonly file: string }>(place: T): T => ({ ...place, file: prefix + place.file });
  return {
    ...report,
    projects: report.projects.map((project) => ({
      ...project,
      root: project.root === '.' ? prefix.slice(0, -1) : prefix + project.root,
    })),
    findings: report.findings.map((finding) => ({ ...put(finding), steps: finding.steps.map(put) })),
    hosts: report.hosts.map((use) => ({ ...use, sites: use.sites.map(put) })),
    undecided: (report.undecided ?? []).map(put),
    routes: report.routes.map(put),
    unread: report.unread.map(put),
  };
}

/** The report with other findings, and its counts to match. */
export function withFindings(report: JsonReport, findings: JsonReport['findings']): JsonReport {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const summary = { ...report.summary, errors: count('error'), warnings: count('warning'), infos: count('info') };
  return { ...report, findings, summary };
}
