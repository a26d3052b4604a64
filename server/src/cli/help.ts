import { message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';

/** What `--help` prints. */
export function help(translate: Translate): string {
  const say = (text: string) => translate(message(text));
  const rows: readonly (readonly [string, string] | string)[] = [
    say('Usage: mp-preflight COMMAND [OPTIONS]'),
    '',
    ['check [DIR…]', say('check what the review build and the release build will request')],
    ['hosts [DIR…]', say('list every host the build will talk to, and who asks it')],
    ['routes [DIR…]', say('list every route handler of a backend, and the input it reads')],
    ['why FILE…', say('tell whether files are checked, and why not')],
    ['log FILE…', say('show what the review scanner did, from access logs')],
    '',
    say('Options of check, hosts and routes:'),
    ['--format NAME', say('text, json; for check also sarif, github, markdown; for hosts also domains')],
    ['--config FILE', say('use this configuration instead of the nearest preflight.config.json')],
    ['--no-config', say('use no configuration file')],
    ['--lang en|zh-cn', say('language of the messages; default: that of the environment')],
    ['--no-cache', say('check everything anew')],
    ['--timing', say('tell on standard error what took how long')],
    '',
    say('Options of check:'),
    ['--target review|release|all', say('only what this build shows')],
    ['--fail-on error|warning|never', say('when to end with exit status 1; default: error')],
    ['--baseline FILE', say('leave out the findings written down in this file')],
    ['--write-baseline FILE', say('write the findings down in this file')],
    ['--write-receipt FILE', say('write down which files were checked, and the verdict')],
    ['--require-receipt FILE', say('check nothing; end with 1 unless this receipt is there, fresh and passed')],
    '',
    say('Options of why:'),
    ['--format NAME', say('text, json')],
    ['--project DIR', say('the folder that is checked; default: the current one')],
    '',
    say('Options of log:'),
    ['--format NAME', say('text, json, markdown, csv, ndjson')],
    ['--follow', say('go on reading as the log grows')],
    ['--since T, --until T', say('only what was logged in this time')],
    ['--project DIR', say('name the handlers of the routes that were hit')],
    ['--log-format TEMPLATE', say('the log_format of nginx or the LogFormat of Apache')],
    ['--trusted-proxy LIST', say('addresses or ranges of proxies that may name the client')],
    ['--scanner-address LIST', say('further addresses or ranges of the scanner')],
    ['--state FILE', say('keep what was counted, and go on from there the next time')],
    ['--zone +08:00', say('the zone of logs that write none')],
    '',
    say('Exit status: 0 nothing found, 1 something found, 2 could not run as asked.'),
  ];
  const lines = rows.map((row) => (typeof row === 'string' ? row : `  ${row[0].padEnd(30)} ${row[1]}`));
  return `${lines.join('\n')}\n`;
}
