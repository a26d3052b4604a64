/** A report as SARIF 2.1.0, for code scanning services: rules, code flows, and fingerprints that survive moved lines. */

import { message, type Severity } from '../base/finding.ts';
import type { Translate } from '../base/translate.ts';
import type { Rule } from '../rules/rule.ts';
import type { JsonFinding, JsonReport, JsonStep } from './json.ts';

export interface SarifOptions {
  readonly translate: Translate;
  readonly rules: readonly Rule[];
  readonly toolVersion: string;
  /** Where the pages of the rules are, with a closing slash. */
  readonly pages?: string;
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** The log as a value, ready to be serialised. */
export function toSarif(report: JsonReport, options: SarifOptions): object {
  const { translate, rules } = options;
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Preflight',
            semanticVersion: options.toolVersion,
            rules: rules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: translate(message(rule.title)) },
              defaultConfiguration: { level: LEVELS[rule.severity] },
              ...(options.pages ? { helpUri: `${options.pages}${rule.id}.md` } : {}),
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { description: { text: translate(message('The checked folder.')) } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: report.unread.map(({ file, why }) => ({
              level: 'warning',
              message: { text: why },
              locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
            })),
          },
        ],
        results: report.findings.map((finding) => result(finding, indexes.get(finding.rule))),
      },
    ],
  };
}

function result(finding: JsonFinding, ruleIndex: number | undefined): object {
  const flow = [...finding.steps.map((step) => flowStep(step))];
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(finding)],
    partialFingerprints: { 'preflight/v1': finding.fingerprint },
    ...(flow.length > 0 ? { codeFlows: [{ threadFlows: [{ locations: flow }] }] } : {}),
    properties: { targets: finding.targets, ...finding.data },
  };
}

function flowStep(step: JsonStep): object {
  return { location: { ...location(step), message: { text: step.message } } };
}

function location(place: Omit<JsonStep, 'message'>): object {
  return {
    physicalLocation: {
      artifactLocation: artifact(place.file),
      region: {
        startLine: place.line,
        startColumn: place.column,
        endLine: place.endLine,
        endColumn: place.endColumn,
      },
    },
  };
}

function artifact(file: string): object {
  return { uri: file.split('/').map(encodeSegment).join('/'), uriBaseId: 'ROOT' };
}

/** A segment of a path as a segment of a URI: what RFC 3986 does not allow there is percent-encoded, byte by byte. */
function encodeSegment(segment: string): string {
  let encoded = '';
  for (const byte of new TextEncoder().encode(segment)) {
    const sign = String.fromCharCode(byte);
    encoded +=
      byte < 128 && /[\w.~!$&'()*+,;=@-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
