/** What the reading of one path came to, over all files that stood behind it. */

import { bump } from './counts.ts';
import type { Scan } from './scan.ts';
import type { FileState, FileSummary } from './summary.ts';
import { isoTime } from './time.ts';

export interface FileFacts {
  readonly state: FileState;
  readonly problem: string | undefined;
  readonly size: number | undefined;
  readonly rotations: number;
  readonly truncations: number;
  /** What was being read before a restart could not be found again. */
  readonly lost: boolean;
}

export function summarizeFile(path: string, scans: readonly Scan[], facts: FileFacts): FileSummary {
  const summary: FileSummary = {
    path,
    bytes: 0,
    lines: 0,
    format: 'unknown',
    unparsed: 0,
    state: facts.state,
    ...(facts.problem === undefined ? {} : { problem: facts.problem }),
    ...(facts.size === undefined ? {} : { size: facts.size }),
    examined: 0,
    formatShare: 0,
    formats: {},
    unparsedSamples: [],
    notes: [],
  };
  let first: number | undefined;
  let last: number | undefined;
  const notes = new Set<string>();
  for (const { state } of scans) {
    summary.bytes += state.bytes;
    summary.lines += state.lines;
    summary.unparsed += state.unparsed;
    summary.examined += state.examined;
    summary.unparsedSamples.push(...state.unparsedSamples.slice(0, 20 - summary.unparsedSamples.length));
    for (const [name, count] of Object.entries(state.formats)) bump(summary.formats, name, count);
    if (state.first !== undefined && (first === undefined || state.first < first)) first = state.first;
    if (state.last !== undefined && (last === undefined || state.last > last)) last = state.last;
    for (const lack of state.lacks) notes.add(lack);
    if (state.zoneAssumed) notes.add('Times in this log carry no zone; the zone of this machine was assumed.');
    if (state.nulBytes)
      notes.add('Holds runs of NUL bytes, as a log truncated under its writer does; they were skipped.');
    if (state.longLines > 0)
      notes.add('Holds lines of more than 64 KiB; of those only the beginning was read for fields.');
    if (state.applicationMentions > 0)
      notes.add('Entries of an application log name the scanner; they are not counted as requests.');
  }
  if (facts.rotations > 0) notes.add('Was rotated while it was followed; reading went on in the new file.');
  if (facts.truncations > 0) notes.add('Was truncated while it was followed; reading went on from its beginning.');
  if (facts.lost)
    notes.add('Was replaced while nobody read it; what was written in between could not be found. Reading began anew.');
  const dominant = dominantFormat(summary.formats);
  if (dominant !== undefined) {
    summary.format = dominant.name;
    const parsed = Object.values(summary.formats).reduce((sum, count) => sum + count, 0);
    summary.formatShare = Math.round((dominant.count / Math.max(1, parsed + summary.unparsed)) * 1000) / 1000;
  }
  summary.notes = [...notes];
  const firstTime = isoTime(first);
  const lastTime = isoTime(last);
  if (firstTime !== undefined) summary.first = firstTime;
  if (lastTime !== undefined) summary.last = lastTime;
  return summary;
}

/**
 * The format of most lines. Servers that share a layout differ only in how they escape, and most lines need no escape:
 * lines that show whose escape it is decide for those that do not.
 */
function dominantFormat(formats: FileSummary['formats']): { name: string; count: number } | undefined {
  const sorted = Object.entries(formats).sort((a, b) => b[1] - a[1]);
  if (sorted.length === 0) return undefined;
  const [name, count] = sorted[0]!;
  const neutral = /^(.*:)?nginx-(combined|main)$/.exec(name);
  if (neutral !== null) {
    const sibling = sorted.find(
      ([other]) =>
        other === `${neutral[1] ?? ''}apache-${neutral[2]}` || other === `${neutral[1] ?? ''}tomcat-${neutral[2]}`,
    );
    if (sibling !== undefined) return { name: sibling[0], count: count + sibling[1] };
  }
  return { name, count };
}
