/** SARIF 2.1.0: valid by its schema, and with what code scanning services insist on beyond it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { translator } from '../../server/src/core/base/translate.ts';
import { createChecker } from '../../server/src/core/check.ts';
import { toJson } from '../../server/src/core/report/json.ts';
import { toSarif } from '../../server/src/core/report/sarif.ts';
import { RULES } from '../../server/src/core/rules/index.generated.ts';
import { diskFiles } from '../../server/src/node/files.ts';
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
const OPTIONS = { translate: translator(), rules: RULES, toolVersion: '1.2.3' };
const log = toSarif(report, OPTIONS) as Log;
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

/** The schema that OASIS published, as a package carries it. It is written for draft 4, whose `id` newer drafts refuse. */
function validator() {
  const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  return new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(schema);
}
const validate = validator();

function assertValid(value: object): void {
  assert.equal(validate(JSON.parse(JSON.stringify(value))), true, JSON.stringify(validate.errors, null, 2));
}

test('it is valid by the schema of SARIF 2.1.0', () => {
  assertValid(log);
  assertValid(toSarif(checkInMemory({}), OPTIONS));
  assertValid(toSarif(report, { ...OPTIONS, pages: 'https://example.com/rules/' }));
  const sample = path.resolve(import.meta.dirname, '../../samples/live-record');
  const checker = createChecker(diskFiles(sample));
  const textOf = (file: string) => checker.textOf(file);
  const whole = toJson(checker.checkAll(), { translate: translator(), textOf, elapsedMs: 0 });
  assert.ok(
    whole.findings.some(({ targets }) => targets.length === 0),
    'findings of a backend are among them',
  );
  assertValid(toSarif(whole, OPTIONS));
});

test('files that could not be read, with odd names, are valid too', () => {
  const odd = { file: 'a b/100%/[c]#?.js', why: 'It could not be read.' };
  assertValid(toSarif({ ...report, unread: [odd] }, OPTIONS));
});

test('the schema would notice', () => {
  const { version: _, ...broken } = log;
  assert.equal(validate(JSON.parse(JSON.stringify(broken))), false);
});

const BAD = "wx.request({ url: 'http://localhost/a' });";
const prints = (text: string) =>
  checkInMemory(asMiniProgram({ 'pages/index/index.js': text })).findings.map(({ fingerprint }) => fingerprint);

test('a fingerprint stays when lines are put before it, indentation or line ends change, and other findings come and go', () => {
  const [first] = prints(`${BAD}\nPage({});\n`);
  const others = [
    `// moved\n\n\n${BAD}\nPage({});\n`,
    `Page({\n  onLoad() {\n    ${BAD}\n  },\n});\n`,
    `// moved\r\n${BAD}\r\nPage({});\r\n`,
    `wx.request({ url: 'http://10.0.0.1/' });\n${BAD}\nPage({});\n`,
  ];
  for (const text of others) assert.ok(prints(text).includes(first!), text);
});

test('two findings of the same text have fingerprints of their own, and another host another one', () => {
  const twice = prints(`${BAD}\n${BAD}\nPage({});\n`);
  assert.equal(new Set(twice).size, 2);
  assert.ok(!prints("wx.request({ url: 'http://127.0.0.1/a' });\nPage({});\n").some((one) => twice.includes(one)));
});
