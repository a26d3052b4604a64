/** Takes the silenced findings of one file away, and says which suppressions silence nothing. */

import { type Finding, message, type Severity } from '../base/finding.ts';
import { lineStarts, positionAt } from '../base/lines.ts';
import { nearest } from '../settings/read.ts';
import { type Suppression, suppressionsIn } from './comments.ts';

/**
 * @param findings everything that stands in the file, before the severity overrides took any away
 * @param ruleIds the rules there are, to tell a misspelt name from an unused suppression
 * @param severity of the findings about suppressions themselves
 */
export function applySuppressions(
  path: string,
  text: string,
  findings: readonly Finding[],
  ruleIds: readonly string[],
  severity: Severity,
): readonly Finding[] {
  const suppressions = suppressionsIn(path, text);
  if (suppressions.length === 0) return findings;
  const starts = lineStarts(text);
  const used = new Set<Suppression>();
  const kept = findings.filter((finding) => {
    const line = positionAt(starts, finding.place.start).line;
    const silencing = suppressions.filter((suppression) => silences(suppression, finding.rule, line));
    for (const suppression of silencing) used.add(suppression);
    return silencing.length === 0;
  });
  const unused = suppressions
    .filter((suppression) => !used.has(suppression))
    .map((suppression) => aboutSuppression(path, suppression, ruleIds, severity));
  return [...kept, ...unused];
}

function silences(suppression: Suppression, rule: string, line: number): boolean {
  if (suppression.scope === 'file') return suppression.rule === undefined || suppression.rule === rule;
  return suppression.rule === rule && suppression.firstLine <= line && line <= suppression.lastLine;
}

function aboutSuppression(
  path: string,
  suppression: Suppression,
  ruleIds: readonly string[],
  severity: Severity,
): Finding {
  const place = { file: path, start: suppression.start, end: suppression.end };
  const rule = suppression.rule;
  const data: Finding['data'] = rule === undefined ? {} : { suppresses: rule };
  const about = { rule: 'unused-suppression', severity, targets: [], place, data, steps: [], fixes: [] };
  if (rule === undefined && suppression.scope === 'line') {
    return {
      ...about,
      message: message('This comment silences nothing: name the rule, as in "preflight-ignore test-host: reason".'),
    };
  }
  if (rule !== undefined && !ruleIds.includes(rule)) {
    const near = nearest(rule, ruleIds);
    return {
      ...about,
      message: near
        ? message('There is no rule "{0}"; did you mean "{1}"?', rule, near)
        : message('There is no rule "{0}".', rule),
    };
  }
  return {
    ...about,
    message:
      rule === undefined
        ? message('Nothing in this file is reported any more; remove this comment.')
        : message('"{0}" is not reported here any more; remove this comment.', rule),
  };
}
