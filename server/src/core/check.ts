/**
 * The façade: what every host calls. It owns the store, runs the analyses over the files of one folder, and applies
 * what holds for every rule alike: severities, exclusion, suppression, order.
 */

import { ANALYSES } from './analyses.ts';
import type { Analysis, CheckHost, CheckStore, DecidedHost, HostUse, RequestUse, Route } from './analysis.ts';
import { type Finding, type Message, message, type Severity, type Unread } from './base/finding.ts';
import { joinPath } from './base/paths.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { projects } from './project/discover.ts';
import type { FileSource } from './project/files.ts';
import type { Project } from './project/project.ts';
import { contentOf, listing, textOf } from './project/queries.ts';
import { unreadOf } from './project/unread.ts';
import { type Checked, isReceipt } from './report/receipt.ts';
import type { Report } from './report/report.ts';
import { RULES } from './rules/index.generated.ts';
import { CONFIGURATION_FILE, hostSettings, ownComplaints, settingsOf } from './settings/configuration.ts';
import { isExcluded } from './settings/exclusion.ts';
import type { Complaint } from './settings/read.ts';
import type { Settings } from './settings/table.ts';
import { Cancelled, defineQuery, Store } from './store/store.ts';
import { applySuppressions } from './suppression/apply.ts';
import { unusedIgnores, withoutIgnored } from './suppression/configured.ts';

export interface CheckOptions {
  /** What the editor's settings say; empty on the command line. */
  readonly editorSettings?: Partial<Settings>;
  /** Where the configuration file is; default `own`: in the folder itself, if there. */
  readonly configuration?: 'own' | 'none' | { readonly text: string };
}

/** What the host should know of its own input, in the words of its user: places are in the configuration it handed over. */
export interface ConfigurationState {
  readonly complaints: readonly Complaint[];
  /** Nothing of the file is in force. */
  readonly broken: boolean;
  /** The complaints are findings in the checked folder's own file too. */
  readonly own: boolean;
}

export class Checker {
  readonly store: CheckStore;
  private options: CheckOptions;
  private readonly digests = new Map<string, { readonly content: string; readonly digest: string }>();

  constructor(files: FileSource, options: CheckOptions = {}) {
    this.options = options;
    const host: CheckHost = {
      list: () => files.list(),
      unlisted: () => files.unlisted(),
      read: (path) => files.read(path),
      editorSettings: () => this.options.editorSettings ?? {},
      configuration: () => this.options.configuration ?? 'own',
    };
    this.store = new Store(host);
  }

  /** The content of `path` has changed. Cheap, and harmless where nothing changed. */
  changed(path: string): void {
    this.store.invalidate(contentOf, path);
  }

  /** Files came, went or moved: the listing is read again, and `paths`, where known, with it. */
  filesChanged(paths: readonly string[] = []): void {
    this.store.invalidate(listing, '');
    for (const path of paths) this.changed(path);
  }

  configure(options: CheckOptions): void {
    this.options = options;
    this.store.invalidate(hostSettings, '');
    this.store.invalidate(settingsOf, '');
  }

  /**
   * Runs `work` until it ends or `stop` says so, and answers undefined in that case. `stop` is asked at every query;
   * what was finished until then is remembered, so asking again goes on from there.
   */
  within<T>(stop: () => boolean, work: () => T): T | undefined {
    const outer = this.store.cancelled;
    this.store.cancelled = stop;
    try {
      return work();
    } catch (error) {
      if (error instanceof Cancelled) return undefined;
      throw error;
    } finally {
      this.store.cancelled = outer;
    }
  }

  /** Every file in which a finding may stand, sorted. */
  files(): readonly string[] {
    return checkedFiles(this.store, '');
  }

  /** The findings that stand in one file, as the whole check would give them. */
  checkFile(path: string): readonly Finding[] {
    return findingsIn(this.store, path).findings;
  }

  /**
   * What can be said of one file before the whole folder has been looked at: some of what `checkFile` will say. For an
   * editor that has just been started.
   */
  previewFile(path: string): readonly Finding[] {
    if (isExcluded(this.store, path)) return [];
    // Whether a suppression is needed only the whole can tell.
    return judged(this.store, path, previewOf(this.store, path)).filter(({ rule }) => rule !== 'unused-suppression');
  }

  /** The whole folder. */
  checkAll(): Report {
    const store = this.store;
    const findings: Finding[] = [];
    const unread: Unread[] = [...store.host.unlisted().map(({ path, why }) => ({ file: path, why }))];
    const files = this.files();
    for (const path of files) {
      const answer = findingsIn(store, path);
      findings.push(...answer.findings);
      unread.push(...answer.failed);
    }
    unread.push(...unreadOf(store));
    for (const analysis of ANALYSES) unread.push(...(analysis.unread?.(store) ?? []));
    return {
      projects: checkedProjects(store).map(({ root, kind }) => ({
        root: root === '' ? '.' : root,
        kind,
        ...ANALYSES.map((analysis) => analysis.build?.(store, root)).find((build) => build !== undefined),
      })),
      findings,
      hosts: this.hosts(),
      undecided: ANALYSES.flatMap((analysis) => analysis.undecided?.(store) ?? []),
      routes: this.routes(),
      unread: withoutTwins(unread.filter(({ file }) => !isExcluded(store, file))),
      files: files.length,
    };
  }

  /** Every host the project asks, by name. */
  hosts(): readonly HostUse[] {
    const uses = ANALYSES.flatMap((analysis) => analysis.hosts?.(this.store) ?? []);
    return uses.sort((left, right) => compare(left.host, right.host));
  }

  /** The hosts that literals of one file decide, in no order; one literal may decide several times. */
  hostsDecidedIn(path: string): readonly DecidedHost[] {
    return ANALYSES.flatMap((analysis) => analysis.hostsDecidedIn?.(this.store, path) ?? []);
  }

  /** The requests whose URLs become known in one file, in no order. */
  requestsIn(path: string): readonly RequestUse[] {
    return ANALYSES.flatMap((analysis) => analysis.requests?.(this.store, path) ?? []);
  }

  routes(): readonly Route[] {
    const routes = ANALYSES.flatMap((analysis) => analysis.routes?.(this.store) ?? []);
    return routes.sort(
      (left, right) => compare(left.place.file, right.place.file) || left.place.start - right.place.start,
    );
  }

  /** Whether a file is checked, and why or why not. */
  coverage(path: string): Coverage {
    return coverageOf(this.store, path);
  }

  /** The text of a file as the check reads it; undefined where there is none. */
  textOf(path: string): string | undefined {
    const text = textOf(this.store, path);
    return typeof text === 'string' ? text : undefined;
  }

  /**
   * What the check rests on: the files it has read so far, and those that it will look into. After `checkAll` that is
   * everything; before, `alsoRead` names what an earlier check had read.
   * @param digest of a text, in characters that a file may hold
   */
  checked(digest: (text: string) => string, alsoRead: readonly string[] = []): Checked {
    const paths = new Set([...this.files(), ...this.store.keysOf(contentOf), ...alsoRead]);
    const files: Record<string, string> = {};
    for (const path of paths) {
      const content = contentOf(this.store, path);
      if (typeof content === 'string' && isReceipt(content)) continue;
      if (typeof content === 'string') files[path] = this.digestOf(path, content, digest);
      else if (content !== undefined) files[path] = 'unread';
    }
    // What only concerns the editor or the log decides no finding.
    const { inlayHints: _, log: __, ...deciding } = this.settings();
    return { files, settings: digest(JSON.stringify(deciding)) };
  }

  /** Worked out once for each content of a file: asking again after an edit costs no more than the edited file. */
  private digestOf(path: string, content: string, digest: (text: string) => string): string {
    const known = this.digests.get(path);
    if (known?.content === content) return known.digest;
    // Line ends differ from one checkout to the next, and mean nothing to the check.
    const made = digest(content.replaceAll('\r\n', '\n'));
    this.digests.set(path, { content, digest: made });
    return made;
  }

  settings(): Settings {
    return settingsOf(this.store, '');
  }

  configurationState(): ConfigurationState {
    return hostSettings(this.store, '');
  }
}

export function createChecker(files: FileSource, options: CheckOptions = {}): Checker {
  return new Checker(files, options);
}

const RULE_IDS = RULES.map((rule) => rule.id);
const DEFAULT_SEVERITY = new Map(RULES.map((rule) => [rule.id, rule.severity]));
const UNUSED = DEFAULT_SEVERITY.get('unused-suppression')!;

const checkedFiles = defineQuery<CheckHost, readonly string[]>('checked files', (store) => {
  const files = new Set(ANALYSES.flatMap((analysis) => analysis.files(store)));
  if (ownComplaints(store, '').length > 0 || settingsOf(store, '').ignore.length > 0) files.add(CONFIGURATION_FILE);
  return [...files].filter((path) => !isExcluded(store, path)).sort(compare);
});

interface FileAnswer {
  readonly findings: readonly Finding[];
  /** Analyses that failed on this file: a mistake of ours, told instead of hidden, and never the end of the check. */
  readonly failed: readonly Unread[];
}

/** What the rules say of one file, before anything is taken away. */
const rawFindings = defineQuery<CheckHost, FileAnswer>(
  'raw findings',
  (store, path) => {
    const findings: Finding[] = [];
    const failed: Unread[] = [];
    for (const analysis of ANALYSES) {
      try {
        findings.push(...analysis.inFile(store, path));
      } catch (error) {
        if (error instanceof Cancelled) throw error;
        failed.push({ file: path, why: failure(analysis, error) });
      }
    }
    if (path === CONFIGURATION_FILE) findings.push(...ownComplaints(store, '').map(asFinding));
    return { findings, failed };
  },
  { equals: sameAnswer },
);

const findingsIn = defineQuery<CheckHost, FileAnswer>(
  'findings',
  (store, path) => {
    if (isExcluded(store, path)) return { findings: [], failed: [] };
    const { findings, failed } = rawFindings(store, path);
    const unused =
      path === CONFIGURATION_FILE ? unusedIgnores(store, (rule, fits) => reports(store, rule, fits), UNUSED) : [];
    return { findings: judged(store, path, findings, unused), failed };
  },
  { equals: sameAnswer },
);

function previewOf(store: CheckStore, path: string): readonly Finding[] {
  const own = path === CONFIGURATION_FILE ? ownComplaints(store, '').map(asFinding) : [];
  const analysed = ANALYSES.flatMap((analysis) => {
    try {
      return analysis.preview?.(store, path) ?? [];
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      // The whole check meets it again, and tells.
      return [];
    }
  });
  return [...own, ...analysed];
}

/**
 * What is left of findings after what the configuration ignores and the file suppresses, with those `about` the
 * configuration itself, in the severities that are set, in order.
 */
function judged(
  store: CheckStore,
  path: string,
  findings: readonly Finding[],
  about: readonly Finding[] = [],
): readonly Finding[] {
  const settings = settingsOf(store, '');
  const text = textOf(store, path);
  const level = (rule: string) => settings.rules[rule] ?? DEFAULT_SEVERITY.get(rule) ?? 'warning';
  const reported = withoutIgnored(store, path, findings);
  const kept = typeof text === 'string' ? applySuppressions(path, text, reported, RULE_IDS, UNUSED) : reported;
  return [...kept, ...about]
    .filter((finding) => level(finding.rule) !== 'off')
    .map((finding) => {
      const severity = settings.rules[finding.rule] as Severity | undefined;
      return severity === undefined || severity === finding.severity ? finding : { ...finding, severity };
    })
    .sort(byPlace);
}

/** Projects that are not excluded as a whole. */
function checkedProjects(store: CheckStore): readonly Project[] {
  return projects(store, '').filter(({ root, config, appJson }) => {
    const named = config ?? appJson ?? joinPath(root, 'package.json')!;
    return !isExcluded(store, named);
  });
}

/** Whether a rule has something to say in one of the files that fit. */
function reports(store: CheckStore, rule: string, fits: (path: string) => boolean): boolean {
  return checkedFiles(store, '').some(
    (path) => fits(path) && rawFindings(store, path).findings.some((finding) => finding.rule === rule),
  );
}

function asFinding(complaint: Complaint): Finding {
  return {
    rule: 'configuration',
    severity: DEFAULT_SEVERITY.get('configuration')!,
    targets: [],
    place: { file: CONFIGURATION_FILE, start: complaint.start, end: complaint.end },
    message: complaint.message,
    data: {},
    steps: [],
    fixes: [],
  };
}

function failure(analysis: Analysis, error: unknown): Message {
  const what = error instanceof Error ? error.message : String(error);
  return message('Preflight itself failed here ({0}: {1}); please report it.', analysis.name, what.slice(0, 200));
}

function sameAnswer(before: FileAnswer, after: FileAnswer): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function byPlace(left: Finding, right: Finding): number {
  return (
    left.place.start - right.place.start ||
    left.place.end - right.place.end ||
    compare(left.rule, right.rule) ||
    compare(left.message.text, right.message.text)
  );
}

/** By UTF-16 units, so that the order is the same everywhere, whatever the locale. */
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function withoutTwins(unread: readonly Unread[]): readonly Unread[] {
  const seen = new Set<string>();
  const kept = unread.filter((entry) => {
    const key = JSON.stringify([entry.file, entry.why]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return kept.sort((left, right) => compare(left.file, right.file));
}
