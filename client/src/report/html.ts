/** One page to pass on: the check before review and what the scanner did. It needs nothing beside itself and runs nothing. */

import type { EndpointRow } from '../panel/model/endpoints.ts';
import type { PanelState } from '../panel/model/overview.ts';
import type { SessionView } from '../panel/model/sessions.ts';
import { visible } from '../panel/model/visible.ts';
import type { L10n } from '../panel/model/words.ts';
import { attribute as escaped } from '../panel/page.ts';
import type { Target } from '../places.ts';
import type { Line, Sign } from '../review/outline.ts';
import { SUBJECTS, type Subject, verdictOf } from '../review/verdict.ts';
import { countsOf } from '../review/words.ts';
import type { CheckReport } from '../server/requests.ts';
import { STYLE } from './style.ts';

export interface HtmlInput {
  /** Undefined before a check. */
  readonly check?: readonly { readonly name: string; readonly report: CheckReport; readonly lines: readonly Line[] }[];
  /** What has changed since the check; empty where nothing has. */
  readonly stale: string;
  /** Undefined where no log is linked. */
  readonly scan?: { readonly state: PanelState; readonly rows: readonly EndpointRow[] };
  readonly subjects: Readonly<Record<Subject, string>>;
  /** How much was checked, and when; empty before a check. */
  readonly extent: string;
  /** Where a place leads; by default to the editor of whoever has the project at the same path. */
  readonly link?: (target: Target) => string | undefined;
  /** BCP 47 */
  readonly language: string;
}

const MOST_ROWS = 500;
const SIGNS = { pass: '✓', info: 'i', warning: '!', error: '✕', question: '?' } as const;

/** Text from outside, as text. */
const text = (value: string) => `<bdi dir="auto">${escaped(visible(value))}</bdi>`;
const code = (value: string) => `<bdi dir="ltr"><code>${escaped(visible(value))}</code></bdi>`;

export function htmlReport(input: HtmlInput, l10n: L10n): string {
  const title = l10n.t('Preflight report');
  const parts = [
    input.stale === '' ? '' : `<p class="stale">${text(input.stale)}</p>`,
    ...(input.check ?? []).map((folder) => checkPart(folder, input, l10n)),
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
<header><h1>${escaped(title)}</h1><p class="quiet">${escaped(input.extent)}</p></header>
${parts.filter(Boolean).join('\n')}
</main>
</body>
</html>
`;
}

function checkPart(
  { name, report, lines }: NonNullable<HtmlInput['check']>[number],
  { subjects, link = editorLink }: HtmlInput,
  l10n: L10n,
): string {
  const cards = SUBJECTS.map((subject) => verdictOf(report, subject)).map(
    ({ subject, level, errors, warnings }) =>
      `<li class="card ${level}"><span class="sign" aria-hidden="true">${SIGNS[level]}</span><strong>${escaped(subjects[subject])}</strong> ${escaped(countsOf(l10n, errors, warnings))}</li>`,
  );
  return `<section>
<h2>${text(name)}</h2>
<ul class="cards">${cards.join('')}</ul>
${lines.map((line) => outlinePart(line, link)).join('\n')}
</section>`;
}

type Link = NonNullable<HtmlInput['link']>;

function outlinePart({ sign, label, description, sentence, children }: Line, link: Link): string {
  const said = sentence === label ? '' : `<p class="quiet">${text(sentence)}</p>`;
  const items =
    children.length > 0 ? `<ul class="lines">${children.map((child) => outlineItem(child, link)).join('')}</ul>` : '';
  return `<h3>${signOf(sign)}${text(label)} <small>${text(description)}</small></h3>${said}${items}`;
}

function outlineItem(line: Line, link: Link): string {
  const { sign, label, description, sentence, children } = line;
  // What the label says already is not said twice.
  const rest = sentence.startsWith(label) ? sentence.slice(label.length).replace(/^: /, '').trim() : sentence;
  const detail = rest === '' && line.place === '' ? description : rest;
  const more = children.length > 0 ? `<ol>${children.map((child) => outlineItem(child, link)).join('')}</ol>` : '';
  return `<li class="${sign}">${signOf(sign)}<div>${text(label)}${detail === '' ? '' : ` <span class="quiet">${text(detail)}</span>`}${line.place === '' ? '' : detail === '' ? ' ' : '<br>'}${placeOf(line, link)}${more}</div></li>`;
}

function signOf(sign: Sign): string {
  const shown = Object.hasOwn(SIGNS, sign) ? SIGNS[sign as keyof typeof SIGNS] : '';
  return shown === '' ? '' : `<span class="sign ${sign}" aria-hidden="true">${shown}</span>`;
}

function placeOf({ place, target }: Line, link: Link): string {
  if (place === '') return '';
  const address = target && link(target);
  return address === undefined ? code(place) : `<a href="${escaped(address)}">${code(place)}</a>`;
}

/** Opens the place in the editor of whoever has the project at the same path; for everybody else the text names it. */
function editorLink({ uri, line, column = 1 }: Target): string | undefined {
  const path = uri.match(/^file:\/\/(\/.*)$/)?.[1];
  return path === undefined ? undefined : `vscode://file${path}:${line}:${column}`;
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
