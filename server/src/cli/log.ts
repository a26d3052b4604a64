/** `mp-preflight log`: what the review scanner did, from access logs. */

import { message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import { sampleOf } from '../core/log/hit.ts';
import { joinRoutes } from '../core/log/join.ts';
import { csvHead, hitCsv, hitJson } from '../core/log/render/hits.ts';
import { logMarkdown } from '../core/log/render/markdown.ts';
import { hitLine, logText } from '../core/log/render/text.ts';
import type { LogSummary } from '../core/log/summary.ts';
import { readTime, zoneMinutes } from '../core/log/time.ts';
import { LogSession } from '../node/log-session.ts';
import { choice, readWords, textOption, UsageError, type Words } from './arguments.ts';
import { complain, EXIT, type Terminal } from './terminal.ts';

const OPTIONS = {
  format: { type: 'string' },
  follow: { type: 'boolean' },
  since: { type: 'string' },
  until: { type: 'string' },
  project: { type: 'string' },
  'log-format': { type: 'string' },
  'trusted-proxy': { type: 'string' },
  'scanner-address': { type: 'string' },
  zone: { type: 'string' },
  state: { type: 'string' },
  lang: { type: 'string' },
} as const;

/** How often a followed log's summary is printed at most. */
const SUMMARY_MS = 500;

/** @throws {UsageError} */
export async function runLog(args: readonly string[], terminal: Terminal, translate: Translate): Promise<number> {
  const words = readWords(args, OPTIONS);
  const format = choice(words, 'format', ['text', 'json', 'markdown', 'csv', 'ndjson'], 'text');
  const follow = words.values['follow'] === true;
  if (words.positionals.length === 0) {
    throw new UsageError(message('Name at least one log to read, or - for standard input.'));
  }
  const zone = zoneOf(words);
  const session = openSession({
    files: words.positionals,
    follow,
    since: timeOf(words, 'since', zone),
    until: timeOf(words, 'until', zone),
    format: textOption(words, 'log-format'),
    trustedProxies: listOf(words, 'trusted-proxy'),
    scannerAddresses: listOf(words, 'scanner-address'),
    zone,
    stateFile: textOption(words, 'state'),
  });
  const project = textOption(words, 'project');
  const routes = project === undefined ? undefined : await handlersOf(project, terminal, translate);
  const summary = (): LogSummary => {
    const plain = session.summary();
    return routes === undefined ? plain : joinRoutes(plain, routes);
  };

  let live = false;
  if (format === 'csv') terminal.out(csvHead());
  session.onHit = ({ hit, found }) => {
    if (format === 'ndjson') terminal.out(hitJson(sampleOf(hit, found)));
    else if (format === 'csv') terminal.out(hitCsv(sampleOf(hit, found)));
    else if (format === 'text' && live) terminal.out(`${hitLine(sampleOf(hit, found))}\n`);
  };
  await session.readAll();
  const print = (): void => {
    if (format === 'text') terminal.out(logText(summary(), translate));
    else if (format === 'markdown') terminal.out(logMarkdown(summary(), translate));
    // Followed, every summary is one line, so that whoever reads knows where it ends.
    else if (format === 'json') terminal.out(`${JSON.stringify(summary(), null, follow ? undefined : 2)}\n`);
  };
  print();
  if (follow) {
    live = true;
    await followUntilStopped(session, format === 'json' ? print : () => {});
  }

  let failed = false;
  for (const file of session.summary().files) {
    if (file.problem === undefined) continue;
    failed ||= file.state === 'failed' || (!follow && file.state === 'waiting');
    complain(terminal, translate, message('{0}: {1}', file.path, translate({ text: file.problem, args: [] })));
  }
  return failed ? EXIT.failed : EXIT.clean;
}

function openSession(options: ConstructorParameters<typeof LogSession>[0]): LogSession {
  try {
    return new LogSession(options);
  } catch (error) {
    throw new UsageError({ text: error instanceof Error ? error.message : String(error), args: [] });
  }
}

/** Follows until interrupted; changes are told at most twice a second. */
async function followUntilStopped(session: LogSession, changed: () => void): Promise<void> {
  const stop = (): void => session.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  let timer: NodeJS.Timeout | undefined;
  let last = 0;
  try {
    await session.followAll(() => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          last = Date.now();
          changed();
        },
        Math.max(0, last + SUMMARY_MS - Date.now()),
      );
    });
  } finally {
    clearTimeout(timer);
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
  changed();
}

/** Only here is a project read, and only for it are the parsers loaded. */
async function handlersOf(project: string, terminal: Terminal, translate: Translate) {
  const { openFolders, reportOn } = await import('./project-commands.ts');
  const { folders } = openFolders({ values: {}, positionals: [project] }, terminal, translate);
  return reportOn(folders, translate, () => performance.now()).routes;
}

function listOf(words: Words, name: string): string[] {
  return (textOption(words, name) ?? '').split(/[,\s]+/).filter((part) => part !== '');
}

/** @throws {UsageError} */
function zoneOf(words: Words): number | undefined {
  const text = textOption(words, 'zone');
  if (text === undefined) return undefined;
  if (!/^(?:Z|[+-]\d{2}:?\d{2})$/.test(text))
    throw new UsageError(message('--zone is written like +08:00 or Z, not "{0}".', text));
  return zoneMinutes(text);
}

/** A moment, or a span back from now (`30m`, `24h`, `7d`). @throws {UsageError} */
function timeOf(words: Words, name: string, zone: number | undefined): number | undefined {
  const text = textOption(words, name);
  if (text === undefined) return undefined;
  const span = /^(\d{1,6})(s|m|h|d)$/.exec(text);
  if (span !== null)
    return Date.now() - Number(span[1]) * { s: 1e3, m: 6e4, h: 36e5, d: 864e5 }[span[2] as 's' | 'm' | 'h' | 'd'];
  const minutes = zone ?? -new Date().getTimezoneOffset();
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = readTime(
    day ? `${text}T00:00:00` : text.replace(/^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2})(?=$|Z|[+-])/, '$1:00'),
    minutes,
  )?.time;
  if (time === undefined) {
    throw new UsageError(
      message(
        '--{0} is a time like 2024-11-07T21:55:00+08:00, a day like 2024-11-07, or a span like 24h, not "{1}".',
        name,
        text,
      ),
    );
  }
  // A day named as the end is meant whole.
  return day && name === 'until' ? time + 86_399_999 : time;
}
