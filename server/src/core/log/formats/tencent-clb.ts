import { unescapeLogged } from '../bytes.ts';
import type { LogFormat } from '../record.ts';
import { readRequestLine } from '../request-line.ts';
import { readTime } from '../time.ts';

/**
 * Tencent Cloud load balancer, layer 7: fields in brackets in a documented order. Values may hold brackets, so the line is
 * split where a bracket closes and the next opens, and the fields behind the request are counted from the end.
 * Source: https://cloud.tencent.com/document/product/214/35063
 */
export const tencentClb: LogFormat = {
  id: 'tencent-clb',
  title: 'Tencent Cloud CLB layer 7',

  parse(line, context) {
    if (line[0] !== '[' || !line.endsWith(']')) return undefined;
    // Every other piece is the separator itself: an older edition leaves the blank out, and so does `a[0][b]`.
    const pieces = line.slice(1, -1).split(/(\] ?\[)/);
    const fields = pieces.filter((_, at) => at % 2 === 0);
    if (fields.length < 16) return undefined;
    const when = readTime(fields[1]!, context.zone);
    const peer = /^(.*):(\d+)$/.exec(fields[5]!);
    if (when === undefined || peer === null || !/^\d{3}$|^-$/.test(fields[6]!)) return undefined;
    // The request ends where two numbers follow: its length and the bytes sent.
    let after = 11;
    while (after + 1 < fields.length && !(/^\d+$/.test(fields[after]!) && /^\d+$/.test(fields[after + 1]!))) after++;
    if (after + 5 >= fields.length) return undefined;
    const request = readRequestLine(unescapeLogged(pieces.slice(20, 2 * after - 1).join('')));
    // Behind them host, User-Agent, Referer and the time taken, the first that is a number with a fraction.
    let timed = after + 4;
    while (timed < fields.length && !/^\d+\.\d+$|^-$/.test(fields[timed]!)) timed++;
    if (fields[timed] === '-' && /^\d+\.\d+$/.test(fields[timed + 1] ?? '')) timed++;
    const optional = (text: string | undefined) =>
      text === undefined || text === '-' || text === '' ? undefined : unescapeLogged(text);
    return {
      kind: 'request',
      time: when.time,
      zoneAssumed: when.zoneAssumed,
      ip: peer[1]!,
      forwarded: undefined,
      agent: optional(fields[after + 3]),
      referer: optional(fields[after + 4]),
      method: request.method,
      target: request.target,
      cut: request.cut,
      status: fields[6] === '-' ? undefined : Number(fields[6]),
      seconds: /^\d+\.\d+$/.test(fields[timed] ?? '') ? Number(fields[timed]) : undefined,
    };
  },
};
