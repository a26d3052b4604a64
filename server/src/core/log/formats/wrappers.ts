/**
 * What other programs put around a line before it reaches the file: Docker, pm2, syslog, terminal colours. Taken off from
 * the outside in; what is left is in a format of its own.
 */

import { narrow } from '../bytes.ts';
import { readTime } from '../time.ts';

export interface Unwrapped {
  readonly line: string;
  /** Time the wrapper gave, for lines that have none. */
  readonly time?: number;
  /** Names of the wrappers, outermost first. */
  readonly wrappers: readonly string[];
}

/** Takes all wrappers off a line. */
export function unwrap(raw: string): Unwrapped {
  let line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
  let time: number | undefined;
  const wrappers: string[] = [];
  // Three layers occur (Docker around pm2 around colours); a bound keeps a hostile line from nesting for ever.
  for (let layer = 0; layer < 4; layer++) {
    const next = layerOf(line);
    if (next === undefined) break;
    line = next.line;
    time = next.time ?? time;
    wrappers.push(next.name);
  }
  return time === undefined ? { line, wrappers } : { line, time, wrappers };
}

function layerOf(line: string): { name: string; line: string; time?: number | undefined } | undefined {
  if (line[0] === '{') return jsonLayer(line);
  if (line.includes('\x1b[')) {
    const plain = line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');
    // Colours come in front; an escape sequence only further inside is data of the request.
    if (/^\s*\x1b\[/.test(line)) return { name: 'colours', line: plain };
  }
  const docker = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z (stdout|stderr) [FP] /.exec(line);
  if (docker) return { name: 'cri', line: line.slice(docker[0].length), time: readTime(line, 0)?.time };
  const pm2 = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)? ?(?:[+-]\d{2}:?\d{2}|Z)?): /.exec(line);
  if (pm2) return { name: 'pm2', line: line.slice(pm2[0].length), time: readTime(pm2[1]!, 0)?.time };
  const syslog =
    /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}|\d{4}-\d{2}-\d{2}T\S+) \S+ [\w./-]+(?:\[\d+\])?: /.exec(
      line,
    );
  if (syslog) return { name: 'syslog', line: line.slice(syslog[0].length) };
  const modern = /^<\d{1,3}>1 (\S+) \S+ \S+ \S+ \S+ (?:-|\[[^\]]*\]) (?:\xef\xbb\xbf)?/.exec(line);
  if (modern) return { name: 'syslog', line: line.slice(modern[0].length), time: readTime(modern[1]!, 0)?.time };
  return undefined;
}

/** Docker's json-file driver and pm2 with `--log-type json`. */
function jsonLayer(line: string): { name: string; line: string; time?: number | undefined } | undefined {
  const docker = line.startsWith('{"log":"');
  if (!docker && !(line.startsWith('{"message":"') && line.includes('"process_id":'))) return undefined;
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const inner = entry[docker ? 'log' : 'message'];
    const when = entry[docker ? 'time' : 'timestamp'];
    if (typeof inner !== 'string') return undefined;
    return {
      name: docker ? 'docker' : 'pm2',
      // A pm2 message may be a whole stack; its first line says what happened.
      line: narrow(inner).replace(docker ? /\r?\n$/ : /\r?\n[\s\S]*$/, ''),
      time: typeof when === 'string' ? readTime(when, 0)?.time : undefined,
    };
  } catch {
    return undefined;
  }
}
