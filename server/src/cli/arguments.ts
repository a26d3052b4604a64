/** The words of the command line, read into options. Wrong ones are refused with one sentence that says what is right. */

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Message, message } from '../core/base/finding.ts';
import { nearest } from '../core/settings/read.ts';

/** The command could not be run as asked: exit status 2, and this one sentence on standard error. */
export class UsageError extends Error {
  readonly sentence: Message;
  /** What it is about, said before it: the name of a file or folder. */
  readonly subject: string | undefined;
  constructor(sentence: Message, subject?: string) {
    super(sentence.text);
    this.name = 'UsageError';
    this.sentence = sentence;
    this.subject = subject;
  }
}

/** Whether it is a UsageError, from whichever of our bundles: each has a class of its own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof UsageError || (error instanceof Error && error.name === 'UsageError' && 'sentence' in error);
}

type Options = NonNullable<ParseArgsConfig['options']>;

export interface Words {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** @throws {UsageError} for an unknown option, a missing or a needless value */
export function readWords(words: readonly string[], options: Options): Words {
  // Node's parser in its lenient mode gives the tokens; its strict mode's messages cannot be translated.
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
  const values: Record<string, string | boolean> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) {
      const near = nearest(token.name, Object.keys(options));
      throw new UsageError(
        near
          ? message('There is no option {0}; did you mean --{1}?', token.rawName, near)
          : message('There is no option {0}.', token.rawName),
      );
    }
    if (option.type === 'boolean') {
      if (token.value !== undefined) throw new UsageError(message('The option {0} takes no value.', token.rawName));
      values[token.name] = true;
    } else {
      const missing = token.value === undefined || (!token.inlineValue && token.value.startsWith('--'));
      if (missing) throw new UsageError(message('The option {0} needs a value.', token.rawName));
      values[token.name] = token.value;
    }
  }
  return { values, positionals };
}

/** The value of an option that has a few choices. @throws {UsageError} for any other */
export function choice<const T extends string>(words: Words, name: string, choices: readonly T[], fallback: T): T {
  const value = words.values[name];
  if (value === undefined) return fallback;
  const chosen = choices.find((known) => known === value);
  if (chosen === undefined) {
    throw new UsageError(message('--{0} must be one of {1}, not "{2}".', name, choices.join(', '), String(value)));
  }
  return chosen;
}

/** The value of an option that is a file or any other text. */
export function textOption(words: Words, name: string): string | undefined {
  const value = words.values[name];
  return typeof value === 'string' ? value : undefined;
}
