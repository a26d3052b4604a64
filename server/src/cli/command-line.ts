/** Finds the command, runs it, and turns every way it can end into an exit status. */

import { message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import { nearest } from '../core/settings/read.ts';
import { version } from '../node/version.ts';
import { isUsageError, UsageError } from './arguments.ts';
import { help } from './help.ts';
import { complain, EXIT, type Terminal, translateFor } from './terminal.ts';

type Command = (args: readonly string[], terminal: Terminal, translate: Translate) => number | Promise<number>;

/** Loaded when asked for: reading a log needs no parser of programs, and starting one costs more than a small log. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./project-commands.ts')).runCheck,
  hosts: async () => (await import('./project-commands.ts')).runHosts,
  routes: async () => (await import('./project-commands.ts')).runRoutes,
  why: async () => (await import('./project-commands.ts')).runWhy,
  log: async () => (await import('./log.ts')).runLog,
};

/** Runs one command; answers the exit status. Never throws. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const translate = translateFor(askedLanguage(args), terminal);
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === 'help' || args.some((word) => word === '--help' || word === '-h')) {
      const about = args.find((word) => word !== 'help' && Object.hasOwn(COMMANDS, word));
      const text = help(translate, about);
      if (name === undefined) {
        terminal.err(text);
        return EXIT.failed;
      }
      terminal.out(text);
      return EXIT.clean;
    }
    if (name === '--version' || name === '-v') {
      terminal.out(`${version()}\n`);
      return EXIT.clean;
    }
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!load) throw new UsageError(unknownCommand(name));
    const command = await load();
    return await command(rest, terminal, translate);
  } catch (error) {
    if (isUsageError(error)) {
      const sentence = translate(error.sentence);
      terminal.err(`mp-preflight: ${error.subject === undefined ? '' : `${error.subject}: `}${sentence}\n`);
      return EXIT.failed;
    }
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    complain(terminal, translate, message('Preflight itself failed; please report this: {0}', what));
    return EXIT.failed;
  }
}

/** The language is needed before the options are read, to complain about them. */
function askedLanguage(args: readonly string[]): string | undefined {
  const at = args.indexOf('--lang');
  if (at >= 0) return args[at + 1];
  return args.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
}

function unknownCommand(name: string) {
  const near = nearest(name, Object.keys(COMMANDS));
  return near
    ? message('There is no command "{0}"; did you mean "{1}"?', name, near)
    : message('There is no command "{0}"; see mp-preflight --help.', name);
}
