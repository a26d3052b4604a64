import { message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';

type Row = readonly [words: string, does: string];

/**
 * What `--help` prints.
 * @param command with one, only what concerns it
 */
export function help(translate: Translate, command?: string): string {
  const say = (text: string) => translate(message(text));
  const commands: Readonly<Record<string, Row>> = {
    check: ['check [DIR…]', say('check what the review build and the release build will request')],
    hosts: ['hosts [DIR…]', say('list every host the build will talk to, and who asks it')],
    routes: ['routes [DIR…]', say('list every route handler of a backend, and the input it reads')],
    why: ['why FILE…', say('tell whether files are checked, and why not')],
    log: ['log FILE…', say('show what the review scanner did, from access logs')],
  };
  const sections: readonly { readonly of: readonly string[]; readonly title: string; readonly rows: readonly Row[] }[] =
    [
      {
        of: ['check', 'hosts', 'routes'],
        title: say('Options of check, hosts and routes:'),
        rows: [
          ['--format NAME', say('text, json; for check also sarif, github, markdown; for hosts also domains')],
          ['--config FILE', say('use this configuration instead of the nearest preflight.config.json')],
          ['--no-config', say('use no configuration file')],
          ['--lang en|zh-cn', say('language of the messages; default: that of the environment')],
          ['--no-cache', say('check everything anew')],
          ['--timing', say('tell on standard error what took how long')],
        ],
      },
      {
        of: ['check'],
        title: say('Options of check:'),
        rows: [
          ['--target review|release|all', say('only what this build shows')],
          ['--fail-on error|warning|never', say('when to end with exit status 1; default: error')],
          ['--baseline FILE', say('leave out the findings written down in this file')],
          ['--write-baseline FILE', say('write the findings down in this file')],
          ['--write-receipt FILE', say('write down which files were checked, and the verdict')],
          ['--require-receipt FILE', say('check nothing; end with 1 unless this receipt is there, fresh and passed')],
        ],
      },
      {
        of: ['why'],
        title: say('Options of why:'),
        rows: [
          ['--format NAME', say('text, json')],
          ['--project DIR', say('the folder that is checked; default: the current one')],
          ['--config FILE', say('use this configuration instead of the nearest preflight.config.json')],
          ['--no-config', say('use no configuration file')],
          ['--lang en|zh-cn', say('language of the messages; default: that of the environment')],
        ],
      },
      {
        of: ['log'],
        title: say('Options of log:'),
        rows: [
          ['--format NAME', say('text, json, markdown, csv, ndjson')],
          ['--follow', say('go on reading as the log grows')],
          ['--since T, --until T', say('only what was logged in this time')],
          ['--project DIR', say('name the handlers of the routes that were hit')],
          ['--log-format TEMPLATE', say('the log_format of nginx or the LogFormat of Apache')],
          ['--trusted-proxy LIST', say('addresses or ranges of proxies that may name the client')],
          ['--scanner-address LIST', say('further addresses or ranges of the scanner')],
          ['--state FILE', say('keep what was counted, and go on from there the next time')],
          ['--zone +08:00', say('the zone of logs that write none')],
        ],
      },
    ];
  const chosen = command === undefined ? undefined : commands[command];
  const lines = chosen
    ? [`${say('Usage:')} mp-preflight ${chosen[0]}`, lineOf(['', chosen[1]]).trim()]
    : [say('Usage: mp-preflight COMMAND [OPTIONS]'), '', ...Object.values(commands).map(lineOf)];
  for (const { of, title, rows } of sections) {
    if (command === undefined || of.includes(command)) lines.push('', title, ...rows.map(lineOf));
  }
  lines.push('', say('Exit status: 0 nothing found, 1 something found, 2 could not run as asked.'));
  if (command === undefined) lines.push(say('mp-preflight COMMAND --help tells about one command alone.'));
  return `${lines.join('\n')}\n`;
}

function lineOf([words, does]: Row): string {
  return `  ${words.padEnd(30)} ${does}`;
}
