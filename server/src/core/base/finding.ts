/** What the product says: findings and the places and sentences they are made of. Plain data, offsets only. */

/** A stretch of one file: `file` is relative to the checked folder with forward slashes, offsets in UTF-16 units, end exclusive. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A sentence in English with numbered places (`{0}`), and what goes into them. The English text is the key of its
 * translation (VS Code's l10n convention); hosts look it up, the core never does.
 */
export interface Message {
  readonly text: string;
  readonly args: readonly MessageArgument[];
}

/** A sentence may stand inside another: the reason of a verdict, what an input breaks. */
export type MessageArgument = string | number | Message;

export function message(text: string, ...args: MessageArgument[]): Message {
  return { text, args };
}

export type Severity = 'error' | 'warning' | 'info';

/** The two lives of an uploaded build: under review it runs with envVersion `develop`, later with `release`. */
export type Target = 'review' | 'release';
export const TARGETS: readonly Target[] = ['review', 'release'];

/** One step of the path that led to a finding, first to last. */
export interface Step {
  readonly place: Place;
  readonly message: Message;
}

/** A change that would cure a finding. Several edits are one fix. */
export interface Fix {
  readonly title: Message;
  readonly edits: readonly { readonly place: Place; readonly text: string }[];
  /** Safe to apply without looking: the meaning stays what the developer wanted. */
  readonly preferred?: boolean;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** Which builds show it; empty for backend rules. */
  readonly targets: readonly Target[];
  readonly place: Place;
  readonly message: Message;
  readonly data: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly steps: readonly Step[];
  readonly fixes: readonly Fix[];
}

/** A file that could not be analysed, or only in part, and why: never a silent gap. */
export interface Unread {
  readonly file: string;
  readonly why: Message;
}
