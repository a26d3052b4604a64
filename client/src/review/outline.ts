/**
 * What a check says, as an outline of lines that each lead somewhere. The view, the Markdown page and the HTML page all
 * draw this one, so that they say the same. Plain, without VS Code.
 */
import type { LastScan } from '../panel/model/last-scan.ts';
import type { L10n } from '../panel/model/words.ts';
import type { Target } from '../places.ts';
import type { CheckFinding, CheckHost, CheckReport } from '../server/requests.ts';
import { type Level, type Verdict, verdictsOf } from './verdict.ts';
import { countsOf, handlerVerdict, hostVerdict, subjectMeaning, subjectName } from './words.ts';

export type Sign = Level | 'host' | 'handler' | 'step' | 'call' | 'file' | 'question' | 'settings' | 'scan' | 'folder';

/** What a line does that leads to no place. */
export type Action = 'linkLog' | 'showScanner';

export interface Line {
  /** The same as long as the line speaks of the same, so that an update folds nothing. */
  readonly id: string;
  readonly sign: Sign;
  /** As few words as tell it from its neighbours. */
  readonly label: string;
  readonly description: string;
  /** The same in full. */
  readonly sentence: string;
  /** How the place reads; empty where there is none. */
  readonly place: string;
  readonly target?: Target;
  readonly action?: Action;
  readonly open: boolean;
  readonly children: readonly Line[];
}

export interface OutlineInput {
  /** Address of the checked folder. */
  readonly folder: string;
  readonly report: CheckReport;
  /** Undefined where no log is linked. */
  readonly scan: LastScan | undefined;
}

export function outlineOf(input: OutlineInput, l10n: L10n): readonly Line[] {
  const { report } = input;
  const verdicts = verdictsOf(report).map((verdict) => verdictLine(input, verdict, l10n));
  if (verdicts.length === 0) {
    const text = l10n.t('No mini-program and no backend was found here (looked for {0}).', LOOKED_FOR);
    verdicts.push(line('nothing', 'info', text));
  }
  const lines = [
    ...verdicts,
    hostsLine(input, l10n),
    handlersLine(input, l10n),
    settingsLine(input, l10n),
    scanLine(input.scan, l10n),
    notCheckedLine(input, l10n),
  ];
  return lines.filter((one) => one !== undefined);
}

const LOOKED_FOR = 'project.config.json, app.json, game.json, pages.json';

function line(id: string, sign: Sign, label: string, more: Partial<Line> = {}): Line {
  return { id, sign, label, description: '', sentence: label, place: '', open: false, children: [], ...more };
}

interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column?: number | undefined;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
}

/** Leads to a place below the checked folder. */
function at({ folder }: OutlineInput, spot: Spot): Pick<Line, 'place' | 'target'> {
  const { file, line, column, endLine, endColumn } = spot;
  const uri = `${folder.replace(/\/$/, '')}/${file.split('/').map(encodeURIComponent).join('/')}`;
  return { place: `${file}:${line}`, target: { uri, line, column, endLine, endColumn } };
}

function verdictLine(input: OutlineInput, { subject, level, findings, errors, warnings }: Verdict, l10n: L10n): Line {
  return line(subject, level, subjectName(l10n, subject), {
    description: countsOf(l10n, errors, warnings),
    sentence: subjectMeaning(l10n, subject),
    open: findings.length > 0,
    children: inDoubt(findings, (finding) => findingLine(input, subject, finding)),
  });
}

const ORDER: Readonly<Record<string, number>> = { error: 0, warning: 1, info: 2 };

function inDoubt(findings: readonly CheckFinding[], draw: (finding: CheckFinding) => Line): Line[] {
  return [...findings].sort((a, b) => ORDER[a.severity]! - ORDER[b.severity]!).map(draw);
}

function findingLine(input: OutlineInput, under: string, finding: CheckFinding): Line {
  const id = `${under}/${finding.fingerprint || `${finding.file}:${finding.line}:${finding.rule}`}`;
  const place = at(input, finding);
  return line(id, finding.severity, subjectOf(finding), {
    description: `${shortened(finding.file)}:${finding.line}`,
    sentence: `${finding.message} (${finding.rule})`,
    ...place,
    children: finding.steps.map((step, index) =>
      line(`${id}/${index}`, 'step', step.message, { description: `${step.file}:${step.line}`, ...at(input, step) }),
    ),
  });
}

/** What a finding is about, where that is a name: a side bar has no room for sentences. */
function subjectOf({ data, message }: CheckFinding): string {
  const { host, kind, param, sink } = data;
  if (typeof host === 'string') return host;
  if (typeof param === 'string' && typeof sink === 'string') return `${kind ?? 'input'}.${param} → ${sink}`;
  return message;
}

/** The last two parts of a path: enough to tell files apart in a side bar, the rest is in the hint. */
const shortened = (file: string) => file.split('/').slice(-2).join('/');

function hostsLine(input: OutlineInput, l10n: L10n): Line | undefined {
  const { hosts } = input.report;
  if (hosts.length === 0) return undefined;
  const rank = ({ verdict }: CheckHost) => (verdict === 'ok' ? 2 : verdict === 'weak' ? 1 : 0);
  const wrong = hosts.filter((host) => rank(host) === 0).length;
  const sorted = [...hosts].sort((a, b) => rank(a) - rank(b) || (a.host < b.host ? -1 : 1));
  return line('hosts', 'host', l10n.t('Hosts'), {
    description: wrong > 0 ? l10n.t('{0}, wrong: {1}', hosts.length, wrong) : String(hosts.length),
    children: sorted.map((host) => hostLine(input, host, l10n)),
  });
}

function hostLine(input: OutlineInput, { host, verdict, targets, sites }: CheckHost, l10n: L10n): Line {
  const said = [hostVerdict(l10n, verdict), ...targets.map((target) => subjectName(l10n, target))].join(' · ');
  const calls = sites.map((site, index) =>
    line(`hosts/${host}/${index}`, 'call', site.api, {
      description: `${site.file}:${site.line}`,
      ...at(input, site),
    }),
  );
  return line(`hosts/${host}`, verdict === 'ok' ? 'host' : verdict === 'weak' ? 'question' : 'warning', host, {
    description: said,
    sentence: `${host}: ${said}`,
    children: calls,
  });
}

function handlersLine(input: OutlineInput, l10n: L10n): Line | undefined {
  const { routes } = input.report;
  if (routes.length === 0) return undefined;
  const rank = (verdict: string | undefined) => ['unguarded', 'unknown', 'guarded'].indexOf(verdict ?? '') + 1 || 4;
  const bad = routes.filter(({ verdict }) => verdict === 'unguarded').length;
  const sorted = [...routes].sort((a, b) => rank(a.verdict) - rank(b.verdict));
  return line('handlers', 'handler', l10n.t('Handlers'), {
    description: bad > 0 ? l10n.t('{0}, unguarded: {1}', routes.length, bad) : String(routes.length),
    children: sorted.map((route, index) => {
      const label = `${route.method} ${route.path}`;
      const said = handlerVerdict(l10n, route.verdict);
      const sign = { unguarded: 'warning', unknown: 'question' } as const;
      return line(`handlers/${label}/${index}`, sign[route.verdict as keyof typeof sign] ?? 'handler', label, {
        description: `${said} · ${shortened(route.file)}:${route.line}`,
        sentence: `${label}: ${said}`,
        ...at(input, route),
      });
    }),
  });
}

/** Rules that judge how a project is set up, not what it asks. */
const SETTING_RULES = ['review-setting', 'configuration', 'unused-suppression'];

function settingsLine(input: OutlineInput, l10n: L10n): Line | undefined {
  const { projects, findings } = input.report;
  if (projects.length === 0) return undefined;
  const wrong = findings.filter(({ rule }) => SETTING_RULES.includes(rule));
  const kinds = projects.map(({ root, kind, mode, modeFrom }) => {
    const label = root === '.' ? kind : `${root}: ${kind}`;
    const built = mode === undefined ? '' : l10n.t('built as {0}', mode);
    return line(`settings/${root}/${kind}`, 'settings', label, {
      description: built,
      sentence: [label, built, modeFrom ?? ''].filter((text) => text !== '').join(', '),
    });
  });
  return line('settings', wrong.length > 0 ? (wrong[0]!.severity as Level) : 'settings', l10n.t('Settings'), {
    description: wrong.length > 0 ? l10n.t('to look at: {0}', wrong.length) : l10n.t('nothing found'),
    children: [...inDoubt(wrong, (finding) => findingLine(input, 'settings', finding)), ...kinds],
  });
}

function scanLine(scan: LastScan | undefined, l10n: L10n): Line {
  if (!scan) {
    const description = l10n.t('no access log linked');
    return line('scan', 'scan', l10n.t('Last scan'), {
      description,
      sentence: l10n.t("Link the server's access log to see what the review scanner did."),
      action: 'linkLog',
    });
  }
  return line('scan', scan.level === 'ok' ? 'pass' : scan.level, l10n.t('Last scan'), {
    description: scan.short,
    sentence: [scan.sentence, scan.detail].filter((text) => text !== '').join(l10n.t('. ')),
    action: 'showScanner',
    open: scan.endpoints.length > 0,
    children: scan.endpoints.map((endpoint) =>
      line(`scan/${endpoint.id}`, 'error', endpoint.label, {
        description: endpoint.answers,
        sentence: `${endpoint.label}: ${endpoint.answers}`,
        place: endpoint.place,
        ...(endpoint.target ? { target: endpoint.target } : { action: 'showScanner' as const }),
      }),
    ),
  });
}

function notCheckedLine(input: OutlineInput, l10n: L10n): Line | undefined {
  const { unread, undecided = [] } = input.report;
  const total = unread.length + undecided.length;
  if (total === 0) return undefined;
  return line('not-checked', 'question', l10n.t('Not checked'), {
    description: String(total),
    sentence: l10n.t('What could not be checked, and why.'),
    children: [
      ...undecided.map((one, index) =>
        line(`not-checked/undecided/${index}`, 'question', one.api, {
          description: `${shortened(one.file)}:${one.line}`,
          sentence: one.why,
          ...at(input, one),
        }),
      ),
      ...unread.map(({ file, why }, index) =>
        line(`not-checked/${index}`, 'file', file, {
          description: why,
          sentence: why,
          ...at(input, { file, line: 1 }),
        }),
      ),
    ],
  });
}
