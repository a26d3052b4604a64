/** What a command of the command line needs of the world around it; tests hand in their own. */

import type { Message } from '../core/base/finding.ts';
import { type Translate, translator } from '../core/base/translate.ts';
import { bundleOf, type Language, languageFrom } from '../node/bundle.ts';

export interface Terminal {
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal that people look at. */
  readonly interactive: boolean;
  /** Where results may be kept for the next run; absent: nowhere. */
  readonly cacheFolder?: string | undefined;
  /** Writes results. */
  out(text: string): void;
  /** Writes everything else. */
  err(text: string): void;
}

export const EXIT = { clean: 0, found: 1, failed: 2 } as const;

/** The language asked for, else that of the environment, else English. */
export function languageOf(asked: string | undefined, terminal: Terminal): Language {
  if (asked !== undefined) return languageFrom(asked) ?? 'en';
  const { LC_ALL, LC_MESSAGES, LANG } = terminal.environment;
  const named = LC_ALL || LC_MESSAGES || LANG;
  if (named) return languageFrom(named) ?? 'en';
  // Windows sets none of them.
  return languageFrom(Intl.DateTimeFormat().resolvedOptions().locale) ?? 'en';
}

export function translateFor(asked: string | undefined, terminal: Terminal): Translate {
  return translator(bundleOf(languageOf(asked, terminal)));
}

/** Colours where people look and have not asked for none (NO_COLOR), or where they asked for them (FORCE_COLOR). */
export function wantsColours(terminal: Terminal): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = terminal.environment;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '0') return true;
  return terminal.interactive && !NO_COLOR && TERM !== 'dumb';
}

/** One line on standard error. */
export function complain(terminal: Terminal, translate: Translate, sentence: Message): void {
  terminal.err(`mp-preflight: ${translate(sentence)}\n`);
}
