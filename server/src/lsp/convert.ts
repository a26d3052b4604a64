/** Core values to LSP values; nowhere else. */

import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Location, type Range } from 'vscode-languageserver';
import type { Finding, Place, Severity } from '../core/base/finding.ts';
import { lineStarts, positionAt } from '../core/base/lines.ts';
import type { Translate } from '../core/base/translate.ts';
import type { Folder } from './folder.ts';
import type { Platform } from './platform.ts';
import { uriOf } from './uris.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

export interface Converter {
  diagnostics(findings: readonly Finding[]): Diagnostic[];
  location(place: Place): Location;
  range(place: Place): Range;
}

/** One for each answer: it remembers where the lines of each file start, which holds only until the next edit. */
export function converter(folder: Folder, platform: Platform, translate: Translate, locale: string): Converter {
  const starts = new Map<string, readonly number[]>();
  const range = (place: Place): Range => {
    let known = starts.get(place.file);
    if (!known) {
      known = lineStarts(folder.checker.textOf(place.file) ?? '');
      starts.set(place.file, known);
    }
    const start = positionAt(known, place.start);
    const end = positionAt(known, place.end);
    return {
      start: { line: start.line, character: start.column },
      end: { line: end.line, character: end.column },
    };
  };
  const location = (place: Place): Location => ({
    uri: folder.open.get(place.file)?.uri ?? uriOf(folder.uri, place.file),
    range: range(place),
  });
  return {
    range,
    location,
    diagnostics: (findings) =>
      findings.map((finding): Diagnostic => {
        const page = platform.rulePage(finding.rule, locale);
        return {
          range: range(finding.place),
          severity: SEVERITIES[finding.severity],
          code: finding.rule,
          ...(page ? { codeDescription: { href: page.uri } } : {}),
          source: 'preflight',
          message: translate(finding.message),
          ...(finding.rule === 'unused-suppression' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
          ...(finding.steps.length > 0
            ? {
                relatedInformation: finding.steps.map((step) => ({
                  location: location(step.place),
                  message: translate(step.message),
                })),
              }
            : {}),
          data: { targets: finding.targets, ...finding.data },
        };
      }),
  };
}
