/** A log's summary for people at a terminal. Everything from the log is made visible first: it was chosen by a stranger. */

import { type Message, message } from '../../base/finding.ts';
import type { Translate } from '../../base/translate.ts';
import { visible } from '../bytes.ts';
import type { Counts, HitSample, LogSummary, RouteSummary } from '../summary.ts';

const SHOWN = 20;

/** Renders the summary. Ends with a line break. */
export function logText(summary: LogSummary, translate: Translate): string {
  const say = (text: string, ...args: (string | number)[]) => translate(message(text, ...args));
  const { totals } = summary;
  const lines: string[] = [];
  for (const file of summary.files) {
    const range = file.first === undefined ? '' : `  ${shortTime(file.first)} – ${shortTime(file.last)}`;
    lines.push(
      say(
        '{0}: {1} lines, {2} bytes, {3}',
        visible(file.path),
        file.lines,
        file.bytes,
        formatName(file.format, file.formatShare, say),
      ) + range,
    );
    if (file.problem !== undefined) lines.push(`  ${translate(sentence(file.problem))}`);
    if (file.unparsed > 0)
      lines.push(`  ${say('{0} of {1} lines looked at are in no known format', file.unparsed, file.examined)}`);
    for (const { offset, reason, text } of file.unparsedSamples.slice(0, 3)) {
      lines.push(`    @${offset} ${translate(sentence(reason))}  ${clip(text, 100)}`);
    }
    for (const note of file.notes) lines.push(`  ${translate(sentence(note))}`);
  }
  lines.push('');
  if (totals.hits === 0) lines.push(say('No request of the review scanner was found.'));
  else {
    lines.push(
      say(
        'Requests of the review scanner: {0}, {1} – {2}',
        totals.hits,
        shortTime(summary.first),
        shortTime(summary.last),
      ),
    );
    lines.push(
      `  ${say('server errors {0}, blocked {1}, accepted writes {2}', totals.serverErrors, totals.blocked, totals.acceptedWrites)}`,
    );
    table(lines, say('By evidence'), summary.byIdentity);
    table(lines, say('By address'), summary.byIp);
    table(lines, say('By family'), summary.byFamily);
    table(lines, say('By status'), summary.byStatus);
    lines.push('', say('Scans'));
    for (const session of summary.sessions.slice(-SHOWN)) {
      lines.push(
        `  ${shortTime(session.first)} – ${shortTime(session.last)}  ${say('{0} requests, {1} paths, {2} server errors, {3} a second', session.hits, session.paths, session.serverErrors, session.rate)}  ${session.addresses.join(' ')}${session.scanId === undefined ? '' : `  ${session.scanId}`}`,
      );
    }
    lines.push('', say('Routes'));
    for (const route of summary.routes.slice(0, SHOWN)) lines.push(...routeLines(route));
    if (summary.routes.length > SHOWN) lines.push(`  ${say('… and {0} more', summary.routes.length - SHOWN)}`);
    samples(lines, say('Failed or slept'), summary.failures);
    samples(lines, say('Accepted writes'), summary.acceptedWrites);
  }
  if (summary.exceptions.length > 0) {
    lines.push('', say('Exceptions of the application'));
    for (const { time, exception, message: text, at } of summary.exceptions.slice(0, SHOWN)) {
      lines.push(`  ${shortTime(time)}  ${exception ?? ''} ${clip(text, 120)}${at === undefined ? '' : `  ${at}`}`);
    }
  }
  others(lines, summary, say);
  const { review, devtools, released } = summary.referers;
  if (review + devtools + Object.keys(released).length > 0) {
    lines.push('', say('Mini-program builds that call this server'));
    if (review > 0) lines.push(`  ${say('development or review: {0}', review)}`);
    if (devtools > 0) lines.push(`  ${say('developer tools: {0}', devtools)}`);
    for (const [version, count] of Object.entries(released))
      lines.push(`  ${say('released {0}: {1}', version, count)}`);
  }
  for (const note of summary.notes) lines.push('', translate(sentence(note)));
  if (summary.approximate.length > 0)
    lines.push('', say('Approximate, because they outgrew their bound: {0}', summary.approximate.join(', ')));
  return `${lines.join('\n')}\n`;
}

type Say = (text: string, ...args: (string | number)[]) => string;

function formatName(format: string, share: number, say: Say): string {
  return share < 1 && share > 0
    ? say('format {0} ({1}% of the lines looked at)', format, Math.floor(share * 1000) / 10)
    : say('format {0}', format);
}

function table(lines: string[], title: string, counts: Counts): void {
  const entries = Object.entries(counts);
  if (entries.length === 0) return;
  const shown = entries.slice(0, SHOWN).map(([name, count]) => `${visible(name)} ${count}`);
  lines.push(`  ${title}: ${shown.join(', ')}${entries.length > SHOWN ? ', …' : ''}`);
}

function routeLines(route: RouteSummary): string[] {
  const statuses = Object.entries(route.statuses)
    .map(([status, count]) => `${status}×${count}`)
    .join(' ');
  const handler = route.handler === undefined ? '' : `  → ${visible(route.handler.file)}:${route.handler.line}`;
  const lines = [`  ${route.method} ${clip(route.path, 100)}  ${route.hits}  ${statuses}${handler}`];
  for (const [param, families] of Object.entries(route.params).slice(0, 12)) {
    lines.push(
      `      ${clip(param, 40)}: ${Object.entries(families)
        .map(([family, count]) => `${family} ${count}`)
        .join(', ')}`,
    );
  }
  return lines;
}

function samples(lines: string[], title: string, list: readonly HitSample[]): void {
  if (list.length === 0) return;
  lines.push('', title);
  for (const sample of list.slice(0, SHOWN)) lines.push(`  ${hitLine(sample)}`);
}

/** One hit on one line. */
export function hitLine(sample: HitSample): string {
  const where = sample.param === undefined ? '' : ` ${sample.param}`;
  return `${shortTime(sample.time)}  ${sample.ip} (${sample.identity})  ${sample.status}  ${sample.method} ${clip(sample.path, 100)}${where}  ${sample.family}${sample.sub === undefined ? '' : `/${sample.sub}`}  ${clip(sample.decoded, 120)}`;
}

function others(lines: string[], summary: LogSummary, say: Say): void {
  const { totals } = summary;
  const rows: [number, string, { ip: string; hits: number }[]][] = [
    [
      totals.spoofed,
      say('The scanner’s User-Agent from addresses that are not the scanner’s, not counted: {0}', totals.spoofed),
      summary.spoofers,
    ],
    [
      totals.addressOnly,
      say('A scanner address with another User-Agent, not counted: {0}', totals.addressOnly),
      summary.addressOnly,
    ],
    [
      totals.unverified,
      say('A scanner address named only by a sender that is not trusted, not counted: {0}', totals.unverified),
      summary.unverified,
    ],
    [totals.lookalikes, say('Other scanners of Tencent, not counted: {0}', totals.lookalikes), summary.lookalikes],
    [
      totals.crawl,
      say('Requests of the exploring phase: {0}', totals.crawl),
      Object.entries(summary.crawl.byIp).map(([ip, hits]) => ({ ip, hits })),
    ],
  ];
  for (const [count, title, list] of rows) {
    if (count === 0) continue;
    lines.push('', title);
    lines.push(
      `  ${list
        .slice(0, 10)
        .map(({ ip, hits }) => `${visible(ip)} ${hits}`)
        .join(', ')}${list.length > 10 ? ', …' : ''}`,
    );
  }
}

/** A fixed English sentence as the key of its translation. */
function sentence(text: string): Message {
  return { text, args: [] };
}

function shortTime(time: string | undefined): string {
  return time === undefined || time === '' ? '–' : time.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

/** Shortened by code points, made visible. */
export function clip(text: string, most: number): string {
  const shown = [...visible(text)];
  return shown.length <= most ? shown.join('') : `${shown.slice(0, most - 1).join('')}…`;
}
