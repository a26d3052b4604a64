/** Recognises hosts that nobody filled in. */

import { placeholders } from '../models/hosts/placeholders.ts';
import { partsOf } from './labels.ts';

export interface PlaceholderFinding {
  /** What gives it away. */
  readonly text: string;
  /** `fill`: it asks to be filled in, whatever else stands beside; `example`: a name out of documents. */
  readonly kind: 'fill' | 'example' | 'residue';
}

const residues: ReadonlySet<string> = new Set(placeholders.residues);
const addressing: ReadonlySet<string> = new Set(placeholders.addressing);
const things: ReadonlySet<string> = new Set(placeholders.things);
const exampleNames: ReadonlySet<string> = new Set(placeholders.exampleNames);
const exampleDomains: ReadonlySet<string> = new Set(placeholders.exampleDomains);

/**
 * Judges a host by its written form (`<host>`, `你的域名`, `undefined`) and, where it is a name, by its labels.
 * `domain` is the registrable name, null where there is none.
 */
export function placeholderOf(written: string, domain: string | null): PlaceholderFinding | undefined {
  const name = written.toLowerCase();
  if (name === '' || residues.has(name)) return { text: name, kind: 'residue' };
  const mark = placeholders.marks.find((each) => name.includes(each));
  if (mark !== undefined) return { text: mark, kind: 'fill' };
  const labels = name.split('.');
  for (const label of labels) {
    if (residues.has(label)) return { text: label, kind: 'residue' };
    if (asksToBeFilled(label)) return { text: label, kind: 'fill' };
  }
  const crossed = labels.find((label) => /^x{3,}$/.test(label));
  // `.xxx` is a real top-level name, and nobody's release ends in it.
  if (crossed !== undefined || isMasked(labels)) return { text: crossed ?? name, kind: 'example' };
  if (domain === null) return undefined;
  if (exampleDomains.has(domain) || exampleNames.has(domain.slice(0, domain.indexOf('.')))) {
    return { text: domain, kind: 'example' };
  }
  return undefined;
}

/** `your-domain`, `YOUR_API_HOST`, `yourserver`. */
function asksToBeFilled(label: string): boolean {
  const parts = partsOf(label);
  if (parts.length === 0) return false;
  if (parts.length > 1) return addressing.has(parts[0]!) && (parts[0]!.startsWith('your') || things.has(parts.at(-1)!));
  return label.startsWith('your') && things.has(label.slice(4));
}

/** `x.x.x.x`, `192.168.x.xxx`: an address with digits crossed out. */
function isMasked(labels: readonly string[]): boolean {
  return (
    labels.length === 4 &&
    labels.some((label) => /^x+$/.test(label)) &&
    labels.every((label) => /^(?:x+|\d{1,3})$/.test(label))
  );
}
