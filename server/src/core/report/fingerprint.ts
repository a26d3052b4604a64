/** Names for findings that survive moved lines: a baseline and code scanning services recognise old findings by them. */

import type { Finding } from '../base/finding.ts';

/** One fingerprint for each finding, in order: from its rule, file and the text it marks, and which one of equals it is. */
export function fingerprints(findings: readonly Finding[], textOf: (file: string) => string | undefined): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { file, start, end } = finding.place;
    const marked = (textOf(file) ?? '')
      .slice(start, Math.min(end, start + 500))
      .replace(/\s+/g, ' ')
      .trim();
    const identity = JSON.stringify([
      finding.rule,
      file,
      marked,
      finding.data['host'] ?? finding.data['decoder'] ?? '',
    ]);
    const nth = seen.get(identity) ?? 0;
    seen.set(identity, nth + 1);
    return `${hash(identity)}:${nth + 1}`;
  });
}

/** 64 bits of FNV-1a over UTF-16 units, as 16 hexadecimal digits. Not for secrets: only to tell texts apart. */
export function hash(text: string): string {
  const prime = 0x100000001b3n;
  let state = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    state ^= BigInt(text.charCodeAt(at));
    state = (state * prime) & 0xffffffffffffffffn;
  }
  return state.toString(16).padStart(16, '0');
}
