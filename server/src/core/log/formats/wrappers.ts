/**
 * What other programs put around a line before it reaches the file: Docker, pm2, syslog, terminal colours. Taken off from
 * the outside in; what is left is in a format of its own.
 */

import { narrow } from '../bytes.ts';
import { epochTime, readTime } from '../time.ts';

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
  const shipped = /^(\d{4}-\d{2}-\d{2}T\S{8,24})\t[\w.*-]{1,80}\t(?=\{)/.exec(line);
  if (shipped) return { name: 'fluentd', line: line.slice(shipped[0].length), time: readTime(shipped[1]!, 0)?.time };
  const service = /^(?:\d{1,4}\|)?[\w.-]{1,64} {0,24}\| (?=\S)/.exec(line);
  if (service)
    return {
      name: service[0].includes('|', service[0].indexOf('|') + 1) ? 'pm2' : 'compose',
      line: line.slice(service[0].length),
    };
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

/** Names under which shippers put the line they read, and those of its time. */
const INNER = ['log', 'message', 'MESSAGE', 'line', 'msg', '_raw'];
const TIMES = ['time', 'timestamp', '@timestamp', '__REALTIME_TIMESTAMP', 'ts'];

/**
 * A line inside an object: Docker's json-file driver, pm2 with `--log-type json`, journald, Filebeat, Fluent Bit. Only
 * where what is inside reads like a line of a log; an object that tells of a request by itself is a format of its own.
 */
function jsonLayer(line: string): { name: string; line: string; time?: number | undefined } | undefined {
  const docker = line.startsWith('{"log":"');
  const pm2 = line.startsWith('{"message":"') && line.includes('"process_id":');
  if (
    !docker &&
    !pm2 &&
    !/"(?:log|message|MESSAGE|line|msg|_raw)" ?: ?"(?:[^"\\]|\\.){0,200}(?:\[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}|\{\\")/.test(
      line,
    )
  )
    return undefined;
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const inner = INNER.map((name) => entry[name]).find((value) => typeof value === 'string');
    const when = TIMES.map((name) => entry[name]).find((value) => typeof value === 'string');
    if (typeof inner !== 'string') return undefined;
    return {
      name: docker ? 'docker' : pm2 ? 'pm2' : 'MESSAGE' in entry ? 'journald' : 'json',
      // A pm2 message may be a whole stack; its first line says what happened.
      line: narrow(inner).replace(pm2 ? /\r?\n[\s\S]*$/ : /\r?\n$/, ''),
      time:
        typeof when === 'string'
          ? /^\d{12,}$/.test(when)
            ? epochTime(Number(when))
            : readTime(when, 0)?.time
          : undefined,
    };
  } catch {
    return undefined;
  }
}
