/**
 * A report as JSON: lines and columns instead of offsets, sentences instead of messages. Every other format is made
 * from this one, so they cannot differ in what they say.
 */

import type { Place, Severity, Target } from '../base/finding.ts';
import { lineStarts, positionAt } from '../base/lines.ts';
import type { Translate } from '../base/translate.ts';
import { fingerprints } from './fingerprint.ts';
import type { Report } from './report.ts';
import { type ServerDomainLists, serverDomainLists } from './server-domains.ts';

export interface JsonStep {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly targets: readonly Target[];
  readonly file: string;
  /** 1-based; ends exclusive; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly data: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly steps: readonly JsonStep[];
  /** The same as long as the cause stays the same, wherever lines move. */
  readonly fingerprint: string;
  /** What each fix would do. */
  readonly fixes: readonly string[];
}

export interface JsonReport {
  readonly version: 1;
  readonly projects: readonly {
    readonly root: string;
    readonly kind: string;
    readonly mode?: string;
    /** Why it is built in that mode. */
    readonly modeFrom?: string;
  }[];
  readonly findings: readonly JsonFinding[];
  readonly hosts: readonly {
    readonly host: string;
    readonly verdict: string;
    readonly targets: readonly Target[];
    readonly sites: readonly {
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly api: string;
      /** What is sent there: request, upload, download, socket, web-view, image, … */
      readonly traffic: string;
    }[];
  }[];
  /** The hosts of the release build as the platform's form takes them, by list. */
  readonly serverDomains: ServerDomainLists;
  /** Requests whose host the sources do not decide. */
  readonly undecided?: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly api: string;
    readonly why: string;
  }[];
  readonly routes: readonly {
    readonly method: string;
    readonly path: string;
    readonly file: string;
    readonly line: number;
    readonly framework: string;
    readonly inputs: readonly string[];
    readonly verdict?: string;
  }[];
  readonly unread: readonly { readonly file: string; readonly why: string }[];
  readonly summary: {
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
    readonly files: number;
    readonly elapsedMs: number;
  };
}

export interface JsonOptions {
  readonly translate: Translate;
  /** The text of a file of the report; undefined where it is gone by now. */
  readonly textOf: (file: string) => string | undefined;
  readonly elapsedMs: number;
}

export function toJson(report: Report, options: JsonOptions): JsonReport {
  const { translate, textOf } = options;
  const locate = locator(textOf);
  const prints = fingerprints(report.findings, textOf);
  const findings = report.findings.map((finding, index): JsonFinding => {
    return {
      rule: finding.rule,
      severity: finding.severity,
      targets: finding.targets,
      ...locate(finding.place),
      message: translate(finding.message),
      data: finding.data,
      steps: finding.steps.map((step) => ({ ...locate(step.place), message: translate(step.message) })),
      fingerprint: prints[index]!,
      fixes: finding.fixes.map((fix) => translate(fix.title)),
    };
  });
  const count = (severity: Severity) => report.findings.filter((finding) => finding.severity === severity).length;
  return {
    version: 1,
    projects: report.projects.map(({ root, kind, mode, modeFrom }) => ({
      root,
      kind,
      ...(mode === undefined ? {} : { mode }),
      ...(modeFrom === undefined ? {} : { modeFrom: translate(modeFrom) }),
    })),
    findings,
    hosts: report.hosts.map((use) => ({
      host: use.host,
      verdict: use.verdict,
      targets: use.targets,
      sites: use.sites.map((site) => {
        const { file, line, column } = locate(site.place);
        return { file, line, column, api: site.api, traffic: site.traffic };
      }),
    })),
    serverDomains: serverDomainLists(report.hosts),
    undecided: report.undecided.map(({ place, api, why }) => {
      const { file, line, column } = locate(place);
      return { file, line, column, api, why: translate(why) };
    }),
    routes: report.routes.map((route) => {
      const { file, line } = locate(route.place);
      const { method, path, framework, inputs, verdict } = route;
      return { method, path, file, line, framework, inputs, ...(verdict ? { verdict } : {}) };
    }),
    unread: report.unread.map(({ file, why }) => ({ file, why: translate(why) })),
    summary: {
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      files: report.files,
      elapsedMs: Math.round(options.elapsedMs),
    },
  };
}

/** Turns places into 1-based lines and columns; the line starts of each file are counted once. */
export function locator(textOf: (file: string) => string | undefined) {
  const known = new Map<string, readonly number[]>();
  return (place: Place) => {
    let starts = known.get(place.file);
    if (!starts) {
      starts = lineStarts(textOf(place.file) ?? '');
      known.set(place.file, starts);
    }
    const start = positionAt(starts, place.start);
    const end = positionAt(starts, place.end);
    return {
      file: place.file,
      line: start.line + 1,
      column: start.column + 1,
      endLine: end.line + 1,
      endColumn: end.column + 1,
    };
  };
}
