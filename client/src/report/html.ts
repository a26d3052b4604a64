/** One page to pass on: the check before review and what the scanner did. It needs nothing beside itself and runs nothing. */

import type { EndpointRow } from '../panel/model/endpoints.ts';
import type { PanelState } from '../panel/model/overview.ts';
import type { SessionView } from '../panel/model/sessions.ts';
import { visible } from '../panel/model/visible.ts';
import type { L10n } from '../panel/model/words.ts';
import { attribute as escaped } from '../panel/page.ts';
import { SUBJECTS, type Subject, verdictOf } from '../review/verdict.ts';
import type { CheckReport } from '../server/requests.ts';
import { STYLE } from './style.ts';

export interface HtmlInput {
  /** Undefined before a check. */
  readonly check?: readonly { readonly name: string; readonly report: CheckReport }[];
  /** Something changed since the check. */
  readonly stale: boolean;
  /** Undefined where no log is linked. */
  readonly scan?: { readonly state: PanelState; readonly rows: readonly EndpointRow[] };
  readonly subjects: Readonly<Record<Subject, string>>;
  /** When this was written, for people. */
  readonly written: string;
  /** BCP 47 */
  readonly language: string;
}

const MOST_ROWS = 500;
const SIGNS = { pass: '✓', info: 'i', warning: '!', error: '✕' } as const;

/** Text from outside, as text. */
const text = (value: string) => `<bdi dir="auto">${escaped(visible(value))}</bdi>`;
const code = (value: string) => `<bdi dir="ltr"><code>${escaped(visible(value))}</code></bdi>`;

export function htmlReport(input: HtmlInput, l10n: L10n): string {
  const title = l10n.t('Preflight report');
  const parts = [
    input.stale ? `<p class="stale">${escaped(l10n.t('Changed since the check: run it again.'))}</p>` : '',
    ...(input.check ?? []).map(({ name, report }) => checkPart(name, report, input, l10n)),
    input.check ? '' : `<p class="quiet">${escaped(l10n.t('The check before review has not been run.'))}</p>`,
    input.scan ? scanPart(input.scan, l10n) : `<p class="quiet">${escaped(l10n.t('No access log is linked.'))}</p>`,
  ];
  return `<!DOCTYPE html>
<html lang="${escaped(input.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header><h1>${escaped(title)}</h1><p class="quiet">${escaped(input.written)}</p></header>
${parts.filter(Boolean).join('\n')}
</main>
</body>
</html>
`;
}

function checkPart(name: string, report: CheckReport, { subjects }: HtmlInput, l10n: L10n): string {
  const verdicts = SUBJECTS.map((subject) => verdictOf(report, subject));
  const cards = verdicts.map(
    ({ subject, level, errors, warnings }) =>
      `<li class="card ${level}"><span class="sign" aria-hidden="true">${SIGNS[level]}</span><strong>${escaped(subjects[subject])}</strong> ${escaped(
        level === 'pass' ? l10n.t('nothing found') : l10n.t('{0} errors, {1} warnings', errors, warnings),
      )}</li>`,
  );
  const findings = report.findings.map(
    (finding) =>
      `<li class="${finding.severity}"><span class="sign" aria-hidden="true">${SIGNS[finding.severity]}</span><div>${text(finding.message)} ${code(
        finding.rule,
      )}<br>${code(`${finding.file}:${finding.line}`)}${steps(finding.steps)}</div></li>`,
  );
  const hosts = report.hosts.map(
    ({ host, verdict, targets }) =>
      `<tr><td>${code(host)}</td><td>${escaped(verdict)}</td><td>${targets.map((target) => escaped(subjects[target])).join(', ')}</td></tr>`,
  );
  const unread = report.unread.map(({ file, why }) => `<li>${code(file)} ${text(why)}</li>`);
  return `<section>
<h2>${text(name)}</h2>
<ul class="cards">${cards.join('')}</ul>
${findings.length > 0 ? `<ul class="findings">${findings.join('')}</ul>` : ''}
${hosts.length > 0 ? `<h3>${escaped(l10n.t('Hosts'))}</h3><table><tbody>${hosts.join('')}</tbody></table>` : ''}
${unread.length > 0 ? `<h3>${escaped(l10n.t('Not checked'))}</h3><ul>${unread.join('')}</ul>` : ''}
</section>`;
}

function steps(list: CheckReport['findings'][number]['steps']): string {
  if (list.length === 0) return '';
  return `<ol>${list.map((step) => `<li>${text(step.message)} ${code(`${step.file}:${step.line}`)}</li>`).join('')}</ol>`;
}

function scanPart({ state, rows }: { state: PanelState; rows: readonly EndpointRow[] }, l10n: L10n): string {
  const { headline } = state;
  const level = headline.level === 'ok' ? 'pass' : headline.level;
  const shown = rows.slice(0, MOST_ROWS);
  const head = [l10n.t('Endpoint'), l10n.t('Parameters'), l10n.t('Attempts'), l10n.t('Answers'), l10n.t('Requests')];
  const body = shown.map(
    (row) =>
      `<tr class="${row.level}"><th scope="row">${code(`${row.method} ${row.path}`)}${row.handler ? `<br><small>${code(row.handler)}</small>` : ''}</th><td>${row.params
        .map(code)
        .join(
          ' ',
        )}</td><td>${row.families.map(({ name, hits }) => `${escaped(name)} ×${hits}`).join('<br>')}</td><td>${row.statuses
        .map(
          ({ code: status, hits }) =>
            `<span class="status s${escaped(status.slice(0, 1))}">${escaped(status)} ×${hits}</span>`,
        )
        .join(' ')}</td><td class="number">${row.hits}</td></tr>`,
  );
  const warnings = [state.blockedWarning, state.versions.warning].filter(Boolean);
  return `<section>
<h2>${escaped(l10n.t('What the review scanner did'))}</h2>
<p class="headline ${level}"><span class="sign" aria-hidden="true">${SIGNS[level]}</span>${text(headline.text)}</p>
<p class="quiet">${text(headline.detail)}</p>
<ul class="cards">${state.tiles.map(({ value, label, level: tile }) => `<li class="card ${tile}"><strong>${value}</strong> ${escaped(label)}</li>`).join('')}</ul>
${warnings.map((warning) => `<p class="warning">${text(warning)}</p>`).join('')}
<h3>${escaped(l10n.t('Visits'))}</h3>
<ul class="visits">${state.sessions.map(visit).join('')}</ul>
<h3>${escaped(l10n.t('Endpoints'))}</h3>
<table><thead><tr>${head.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table>
${rows.length > shown.length ? `<p class="quiet">${escaped(l10n.t('and {0} more endpoints', rows.length - shown.length))}</p>` : ''}
</section>`;
}

const HEIGHT = 30;

function visit(session: SessionView): string {
  const most = session.bars.reduce((top, { hits }) => Math.max(top, hits), 1);
  const bars = session.bars.map(({ hits, errors }, at) => {
    const bar = (value: number, name: string) => {
      const height = value > 0 ? Math.max(2, (value / most) * HEIGHT) : 0;
      return height > 0
        ? `<rect class="${name}" x="${at * 5}" y="${HEIGHT - height}" width="4" height="${height}"/>`
        : '';
    };
    return bar(hits, 'bar') + bar(errors, 'failed');
  });
  return `<li><strong>${escaped(session.title)}</strong><svg role="img" aria-label="${escaped(session.picture)}" viewBox="0 0 600 ${HEIGHT}" preserveAspectRatio="xMinYMax meet">${bars.join(
    '',
  )}</svg>${text(session.facts)}<br><span class="quiet">${text(session.families)}</span></li>`;
}
