/** What is looked for in the raw bytes. A line that holds none of it cannot be the scanner's and is never parsed. */

import type { ScannerModel } from '../models/scanners/schema.ts';
import { toBytes } from './bytes.ts';

export interface Literals {
  readonly bytes: readonly Uint8Array[];
  /** Index of the mini-program referer's literal; all others mark candidate lines. */
  readonly referer: number;
}

/** Ranges are looked for by the part of them that is text: all lines with it are candidates, the judge decides. */
function literalOf(address: string): string {
  const [base, bits] = address.split('/');
  if (bits === undefined) return base!;
  if (base!.includes(':')) return `${base!.split('::')[0]!}:`;
  return `${base!
    .split('.')
    .slice(0, Math.max(1, Math.floor(Number(bits) / 8)))
    .join('.')}.`;
}

/** The literals for a scanner and further addresses of it. Throws an Error for a range too wide to be looked for. */
export function literalsFor(scanner: ScannerModel, extraAddresses: readonly string[]): Literals {
  const agents = [
    scanner.attackAgent,
    scanner.crawlAgent,
    ...scanner.lookalikes.map((name) => name.replace(/^.*\(|\)$/g, '')),
  ];
  const texts = new Set<string>();
  for (const agent of agents) {
    texts.add(agent);
    // IIS writes a space as `+`, other loggers as `%20`.
    texts.add(agent.replaceAll(' ', '+'));
    texts.add(agent.replaceAll(' ', '%20'));
  }
  for (const { address } of scanner.addresses) texts.add(literalOf(address));
  for (const address of extraAddresses) {
    const literal = literalOf(address);
    if (literal.length < 4) throw new Error(`The range ${address} is too wide to be looked for.`);
    texts.add(literal);
  }
  const all = [...texts, 'servicewechat.com/'];
  return { bytes: all.map(toBytes), referer: all.length - 1 };
}
