/** SARIF 2.1.0, checked for what code scanning services insist on. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Log } from 'sarif';
import { translator } from '../../server/src/core/base/translate.ts';
import { toSarif } from '../../server/src/core/report/sarif.ts';
import { RULES } from '../../server/src/core/rules/index.generated.ts';
import { asMiniProgram } from '../support/project.ts';
import { checkInMemory } from '../support/run-spec.ts';

const PAGE = 'pages/list 列表/index.js';
const report = checkInMemory(
  asMiniProgram({
    'config/env.js': "exports.HOST = 'http://localhost:8080';\n",
    [PAGE]:
      "const { HOST } = require('../../config/env');\nPage({ onLoad() { wx.request({ url: HOST + '/a' }); wx.request({ url: 'http://10.0.0.1/' }); } });\n",
  }),
);
const log = toSarif(report, { translate: translator(), rules: RULES, toolVersion: '1.2.3' }) as Log;
const run = log.runs[0]!;

test('it is SARIF 2.1.0 with one run, and its rules are all described', () => {
  assert.equal(log.version, '2.1.0');
  assert.equal(log.runs.length, 1);
  assert.equal(run.tool.driver.name, 'Preflight');
  for (const rule of run.tool.driver.rules!) assert.ok(rule.shortDescription!.text);
});

test('every result names its rule, its place and a fingerprint of its own', () => {
  const results = run.results!;
  assert.equal(results.length, 2);
  for (const result of results) {
    assert.equal(run.tool.driver.rules![result.ruleIndex!]!.id, result.ruleId);
    assert.ok(['error', 'warning', 'note'].includes(result.level!));
    assert.ok(result.message.text);
    const { artifactLocation, region } = result.locations![0]!.physicalLocation!;
    assert.doesNotMatch(artifactLocation!.uri!, /[^\x21-\x7e]|^\/|\\/);
    assert.ok(region!.startLine! >= 1 && region!.startColumn! >= 1);
    assert.ok(region!.endLine! > region!.startLine! || region!.endColumn! > region!.startColumn!);
  }
  const prints = results.map((result) => JSON.stringify(result.partialFingerprints));
  assert.equal(new Set(prints).size, prints.length);
  assert.ok(
    results.some((result) => result.locations![0]!.physicalLocation!.artifactLocation!.uri === encodeURI(PAGE)),
  );
});

test('the way to the request is a code flow', () => {
  const far = run.results!.find(
    (result) => result.locations![0]!.physicalLocation!.artifactLocation!.uri === 'config/env.js',
  );
  const steps = far!.codeFlows![0]!.threadFlows[0]!.locations;
  assert.ok(steps.length > 0);
  for (const step of steps) assert.ok(step.location!.message!.text);
});
