/** Sets of input classes as bit masks: what may still be wrong with a value. */

import {
  INPUT_CLASSES,
  type InputClass,
  type InputClasses,
  type InputKind,
  type ModelLanguage,
} from '../models/schema/flow.ts';

/** A set of input classes, one bit each, in the order of `INPUT_CLASSES`. */
export type ClassMask = number;

const BIT: Readonly<Record<InputClass, ClassMask>> = Object.fromEntries(
  INPUT_CLASSES.map((name, index) => [name, 1 << index]),
) as Record<InputClass, ClassMask>;

export const ALL_CLASSES: ClassMask = (1 << INPUT_CLASSES.length) - 1;
const TYPE: ClassMask = BIT.absent | BIT.list;
/** What speaks of content; a check of a text's content rules these out and leaves the others. */
export const TEXT: ClassMask = ALL_CLASSES & ~(TYPE | BIT.null | BIT.nan);

export function bit(name: InputClass): ClassMask {
  return BIT[name];
}

/** The mask of written classes; undefined is the empty set. */
export function maskOf(classes: InputClasses | undefined): ClassMask {
  let mask = 0;
  for (const name of classes ?? []) {
    if (name === 'all') mask |= ALL_CLASSES;
    else if (name === 'text') mask |= TEXT;
    else if (name === 'type') mask |= TYPE;
    else mask |= BIT[name];
  }
  return mask;
}

/** The classes of a mask, in the schema's order. */
export function namesOf(mask: ClassMask): InputClass[] {
  return INPUT_CLASSES.filter((name) => mask & BIT[name]);
}

/**
 * What input of that kind may hold where the model does not say. Node decodes the bytes of a URL to text before a
 * handler sees them, so `utf8` cannot occur there and a lone surrogate only in JSON; PHP hands on the raw bytes.
 */
export function carriedBy(kind: InputKind, language: ModelLanguage): ClassMask {
  const content = TEXT & ~(BIT.surrogate | BIT.utf8);
  if (language === 'php') {
    if (kind === 'path') return (content | BIT.utf8) & ~BIT.absent;
    return content | BIT.utf8 | (kind === 'header' || kind === 'url' ? BIT.absent : TYPE);
  }
  if (kind === 'body' || kind === 'event') return content | BIT.surrogate | TYPE;
  if (kind === 'path' || kind === 'url') return content;
  if (kind === 'header' || kind === 'cookie' || kind === 'page') return content | BIT.absent;
  return content | TYPE;
}

/** What text has that came out of a decoder: anything at all. */
export function decodedText(language: ModelLanguage): ClassMask {
  return language === 'php' ? TEXT & ~BIT.surrogate : TEXT & ~BIT.utf8;
}
