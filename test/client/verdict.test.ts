import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemCount, verdictOf, verdictsOf } from '../../client/src/review/verdict.ts';
import { findingWith, reportWith } from './report.ts';

const MINI_PROGRAM = [{ root: '.', kind: 'weapp' }];
const BACKEND = [{ root: 'server', kind: 'backend' }];

test('a finding counts for every build that shows it, and one without a build for the backend', () => {
  const report = reportWith({
    findings: [
      findingWith({ targets: ['review', 'release'] }),
      findingWith({ targets: ['review'], severity: 'warning' }),
      findingWith({ targets: [], severity: 'warning' }),
    ],
  });
  const counts = verdictsOf(report).map(({ subject, errors, warnings }) => [subject, errors, warnings]);
  assert.deepEqual(counts, [
    ['review', 1, 1],
    ['release', 1, 0],
    ['backend', 0, 1],
  ]);
  assert.deepEqual(problemCount([report]), { errors: 1, warnings: 2 });
});

test('the worst finding decides', () => {
  const level = (...severities: ('error' | 'warning' | 'info')[]) => {
    const findings = severities.map((severity) => findingWith({ severity, targets: ['release'] }));
    return verdictOf(reportWith({ findings }), 'release').level;
  };
  assert.equal(level(), 'pass');
  assert.equal(level('info'), 'info');
  assert.equal(level('info', 'warning'), 'warning');
  assert.equal(level('warning', 'error', 'info'), 'error');
});

test('only what is there gets a verdict', () => {
  const subjects = (projects: { root: string; kind: string }[]) =>
    verdictsOf(reportWith({ projects })).map(({ subject }) => subject);
  assert.deepEqual(subjects([]), []);
  assert.deepEqual(subjects(MINI_PROGRAM), ['review', 'release']);
  assert.deepEqual(subjects(BACKEND), ['backend']);
  assert.deepEqual(subjects([...MINI_PROGRAM, ...BACKEND]), ['review', 'release', 'backend']);
});
