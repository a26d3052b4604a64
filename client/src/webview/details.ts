/** What opens below a row of the table. */
import type { ToExtension } from '../panel/messages.ts';
import type { EndpointDetails, SampleView } from '../panel/model/details.ts';
import type { EndpointRow } from '../panel/model/endpoints.ts';
import type { Strings } from '../panel/model/strings.ts';
import { button, type Child, element, foreign, icon } from './dom.ts';

export type Send = (message: ToExtension) => void;

export function detailsView(
  row: EndpointRow,
  details: EndpointDetails | undefined,
  strings: Strings,
  send: Send,
): HTMLElement {
  if (!details) return element('div', { class: 'details' }, element('p', { class: 'quiet' }, strings.loadingDetails));
  const { id } = row;
  return element(
    'div',
    { class: 'details' },
    element('p', { class: 'whole-path' }, foreign(`${row.method} ${row.path}`, 'code')),
    details.note !== '' && element('p', { class: 'quiet' }, icon('question'), details.note),
    element(
      'div',
      { class: 'actions' },
      details.handler !== '' &&
        button(strings.openHandler, () => send({ type: 'openHandler', id }), {
          icon: 'go-to-file',
          title: details.handler,
        }),
      button(strings.createTest, () => send({ type: 'createTest', id }), { icon: 'beaker' }),
      button(strings.replay, () => send({ type: 'replay', id }), { icon: 'debug-restart' }),
      button(strings.copyRow, () => send({ type: 'copyRow', id }), { icon: 'copy' }),
    ),
    ...details.findings.map((finding, at) =>
      element(
        'div',
        { class: 'finding' },
        icon('warning'),
        element(
          'div',
          {},
          element('p', {}, foreign(finding.message)),
          button(finding.place, () => send({ type: 'openFinding', id, finding: at }), {
            class: 'link',
            title: strings.openFinding,
          }),
        ),
      ),
    ),
    facts([
      ...details.params.map((param): [string, Child] => [
        strings.parameter,
        element(
          'span',
          {},
          foreign(param.name, 'code'),
          ` ${param.families}`,
          param.unguarded &&
            element('span', { class: 'tag warning' }, icon('warning'), strings.unguarded.replace(/[:：].*$/, '')),
        ),
      ]),
      ...details.facts.map(({ name, value }): [string, Child] => [name, value]),
    ]),
    details.exceptions.length > 0 && element('h4', {}, strings.exceptions),
    ...details.exceptions.map((one) =>
      element(
        'p',
        { class: 'exception' },
        foreign(one.message, 'code'),
        element('span', { class: 'quiet' }, ` ${one.at} ${one.time}`),
      ),
    ),
    details.samples.length > 0 && element('h4', {}, strings.requests),
    element(
      'ol',
      { class: 'samples' },
      ...details.samples.map((sample, at) => sampleView(sample, id, at, strings, send)),
    ),
  );
}

function facts(pairs: readonly [string, Child][]): HTMLElement | undefined {
  if (pairs.length === 0) return undefined;
  return element('dl', {}, ...pairs.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

function sampleView(sample: SampleView, id: string, at: number, strings: Strings, send: Send): HTMLElement {
  return element(
    'li',
    { class: sample.failed ? 'sample failed' : 'sample' },
    element(
      'p',
      { class: 'sample-head' },
      statusChip(String(sample.status)),
      element('span', { class: 'family' }, sample.family),
      sample.param !== '' && foreign(sample.param, 'code'),
      element('span', { class: 'quiet' }, sample.time),
    ),
    sample.marks.length > 0 &&
      element('p', { class: 'marks' }, ...sample.marks.map((mark) => element('span', { class: 'tag' }, mark))),
    element('div', { class: 'bytes' }, bytesBox(strings.decoded, sample.decoded), bytesBox(strings.raw, sample.raw)),
    element(
      'div',
      { class: 'actions small' },
      button(strings.copyCurl, () => send({ type: 'copyCurl', id, sample: at }), { icon: 'terminal' }),
      button(strings.createRequest, () => send({ type: 'createRequest', id, sample: at }), { icon: 'new-file' }),
      button(strings.openLine, () => send({ type: 'openLine', id, sample: at }), { icon: 'output' }),
    ),
    element('p', { class: 'quiet from' }, foreign(sample.from)),
  );
}

/** Long values scroll inside their box, which must be reachable by keyboard for that. */
function bytesBox(label: string, text: string): HTMLElement {
  return element(
    'div',
    { class: 'box' },
    element('div', { class: 'box-label' }, label),
    element('pre', { tabindex: 0, 'aria-label': label, role: 'group' }, foreign(text)),
  );
}

/** A status by its number first; its colour only repeats it. */
export function statusChip(code: string, hits?: number): HTMLElement {
  const kind = /^5/.test(code) ? 'error' : /^(403|429|444)$/.test(code) ? 'warning' : 'plain';
  return element(
    'span',
    { class: `status ${kind}` },
    code,
    hits !== undefined && hits > 1 && element('small', {}, ` ×${hits}`),
  );
}
