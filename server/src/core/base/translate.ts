import type { Message } from './finding.ts';

/** Turns messages into sentences of one language. */
export type Translate = (message: Message) => string;

/**
 * A translator over a bundle whose keys are the English sentences (VS Code's l10n convention); a sentence that is not
 * in it stays English. `{0}` and so on are filled in either language.
 */
export function translator(bundle: Readonly<Record<string, string>> = {}): Translate {
  const translate: Translate = ({ text, args }) => {
    const sentence = Object.hasOwn(bundle, text) ? bundle[text]! : text;
    return sentence.replace(/\{(\d+)\}/g, (place, index) => {
      const arg = args[index];
      return arg === undefined ? place : typeof arg === 'object' ? translate(arg) : String(arg);
    });
  };
  return translate;
}
