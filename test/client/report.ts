/** A report with nothing in it, to put into what a test is about. */
import type { CheckFinding, CheckReport } from '../../client/src/server/requests.ts';

export function reportWith(part: Partial<CheckReport>): CheckReport {
  const summary = { errors: 0, warnings: 0, infos: 0, files: 0, elapsedMs: 0 };
  return {
    version: 1,
    projects: [],
    findings: [],
    hosts: [],
    serverDomains: {},
    routes: [],
    unread: [],
    summary,
    ...part,
  };
}

export function findingWith(part: Partial<CheckFinding>): CheckFinding {
  const place = { file: 'app.js', line: 1, column: 1, endLine: 1, endColumn: 2 };
  const said = { rule: 'test-host', severity: 'error', targets: [], message: '', data: {}, fingerprint: '' } as const;
  return { ...place, ...said, steps: [], fixes: [], ...part };
}
