/** What a report means for each build: plain, without VS Code, so that the view, the status item and tests agree. */
import type { CheckFinding, CheckReport } from '../server/requests.ts';

/** The three who are judged apart: the build WeChat reviews, the one users get, and the server both talk to. */
export type Subject = 'review' | 'release' | 'backend';
export const SUBJECTS: readonly Subject[] = ['review', 'release', 'backend'];

export type Level = 'pass' | 'info' | 'warning' | 'error';

export interface Verdict {
  readonly subject: Subject;
  readonly level: Level;
  readonly findings: readonly CheckFinding[];
  readonly errors: number;
  readonly warnings: number;
}

/** A finding belongs to every build that shows it; one without a build is the backend's. */
function concerns(finding: CheckFinding, subject: Subject): boolean {
  return subject === 'backend' ? finding.targets.length === 0 : finding.targets.includes(subject);
}

const WORST: readonly Level[] = ['error', 'warning', 'info'];

export function verdictOf(report: CheckReport, subject: Subject): Verdict {
  const findings = report.findings.filter((finding) => concerns(finding, subject));
  const count = (level: Level) => findings.filter((finding) => finding.severity === level).length;
  const level = WORST.find((level) => count(level) > 0) ?? 'pass';
  return { subject, level, findings, errors: count('error'), warnings: count('warning') };
}

/** The subjects that a report has anything to say about: a folder without a backend gets no verdict on one. */
export function verdictsOf(report: CheckReport): readonly Verdict[] {
  const kinds = report.projects.map((project) => project.kind);
  const hasBackend = kinds.includes('backend') || report.routes.length > 0;
  const hasMiniProgram = kinds.some((kind) => kind !== 'backend');
  return SUBJECTS.map((subject) => verdictOf(report, subject)).filter(
    ({ subject, findings }) => findings.length > 0 || (subject === 'backend' ? hasBackend : hasMiniProgram),
  );
}

/** How many findings would hold up or shame a submission: each counted once, whatever builds show it. */
export function problemCount(reports: readonly CheckReport[]): { readonly errors: number; readonly warnings: number } {
  const sum = (severity: Level) =>
    reports.reduce((count, { findings }) => count + findings.filter((one) => one.severity === severity).length, 0);
  return { errors: sum('error'), warnings: sum('warning') };
}
