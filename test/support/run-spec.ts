/** Runs one spec and says in words what differs. */

import assert from 'node:assert/strict';
import { translator } from '../../server/src/core/base/translate.ts';
import { createChecker } from '../../server/src/core/check.ts';
import { type JsonReport, toJson } from '../../server/src/core/report/json.ts';
import { asMiniProgram, memoryFiles } from './project.ts';
import type { Expectation, Spec } from './spec.ts';

/** @param lineEnd each spec is run with LF and with CRLF: places must be the same */
export function runSpec(spec: Spec, lineEnd: '\n' | '\r\n'): void {
  const files = Object.fromEntries(
    Object.entries(asMiniProgram(spec.files)).map(([path, text]) => [path, text.replaceAll('\n', lineEnd)]),
  );
  const report = checkInMemory(files);
  const problems: string[] = [];
  const open = new Set(report.findings);
  for (const expectation of spec.expectations) {
    const found = [...open].find((finding) => fits(finding, expectation));
    if (expectation.kind === 'missing') {
      if (found) problems.push(`${where(expectation)}: the gap has closed, [${found.rule}] is found now; expect it`);
      continue;
    }
    if (!found) {
      problems.push(`${where(expectation)}: ${expectation.kind} [${expectation.rule}] is not found`);
      continue;
    }
    open.delete(found);
    if (found.severity !== expectation.kind) problems.push(`${where(expectation)}: is ${found.severity}`);
    if (expectation.part !== undefined && !found.message.includes(expectation.part)) {
      problems.push(`${where(expectation)}: says "${found.message}"`);
    }
    const { columns } = expectation;
    if (columns && (found.column !== columns.start || found.endColumn !== columns.end)) {
      problems.push(
        `${where(expectation)}: marks ${found.column}–${found.endColumn}, not ${columns.start}–${columns.end}`,
      );
    }
  }
  for (const step of spec.steps) {
    const there = report.findings
      .flatMap((finding) => finding.steps)
      .filter(({ file, line, column }) => file === step.file && line === step.line && column === step.start);
    const said = step.part === undefined || there.some(({ message }) => message.includes(step.part!));
    if (there.length === 0)
      problems.push(`${step.file}:${step.line}:${step.start} (line ${step.at}): no step of a path`);
    else if (!said) problems.push(`line ${step.at}: the step says "${there[0]!.message}"`);
  }
  for (const finding of open) {
    problems.push(
      `${finding.file}:${finding.line}:${finding.column}: unexpected ${finding.severity} [${finding.rule}] ${finding.message}`,
    );
  }
  assert.deepEqual(problems, []);
}

/** The whole check over files in memory, in English. */
export function checkInMemory(files: Readonly<Record<string, string | Uint8Array>>): JsonReport {
  const checker = createChecker(memoryFiles(files));
  const textOf = (path: string) => checker.textOf(path);
  return toJson(checker.checkAll(), { translate: translator(), textOf, elapsedMs: 0 });
}

function fits(finding: JsonReport['findings'][number], expectation: Expectation): boolean {
  return finding.file === expectation.file && finding.line === expectation.line && finding.rule === expectation.rule;
}

function where(expectation: Expectation): string {
  return `${expectation.file}:${expectation.line} (line ${expectation.at})`;
}
