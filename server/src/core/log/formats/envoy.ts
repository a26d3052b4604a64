import { unescapeLogged } from '../bytes.ts';
import type { LogFormat } from '../record.ts';
import { readRequestLine } from '../request-line.ts';
import { readTime } from '../time.ts';

/**
 * Envoy's default access log and Istio's longer one. The forwarded chain already ends with the peer; Istio adds the peer
 * itself behind the quoted fields. Source: envoyproxy.io, "Default format string"; istio.io, "Envoy Access Logs".
 */
export const envoy: LogFormat = {
  id: 'envoy',
  title: 'Envoy and Istio',
  parse(line, context) {
    const head = /^\[(\d{4}-\d{2}-\d{2}T[^\]]{8,24})\] "/.exec(line);
    if (head === null) return undefined;
    const when = readTime(head[1]!, context.zone);
    const middle =
      /" (\d{1,3}) \S+(?: \S+ \S+ "(?:[^"\\]|\\.)*")? (?:\d+|-) (?:\d+|-) (\d+|-) (?:\d+|-) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)" "[^"]*" "[^"]*" "[^"]*"(.*)$/.exec(
        line,
      );
    if (when === undefined || middle === null) return undefined;
    const request = readRequestLine(unescapeLogged(line.slice(head[0].length, middle.index)));
    const [, status, taken, chain, agent, rest] = middle;
    const peer = rest!.trim().split(' ')[3];
    const hops = chain === '-' ? [] : chain!.split(/, ?/);
    return {
      kind: 'request',
      ...when,
      ip: peer === undefined || peer === '-' ? hops.at(-1) : peer,
      forwarded: peer === undefined || peer === '-' ? hops.slice(0, -1) : hops,
      agent: agent === '-' ? undefined : unescapeLogged(agent!),
      referer: undefined,
      method: request.method,
      target: request.target,
      cut: request.cut,
      status: status === '0' ? undefined : Number(status),
      seconds: taken === '-' ? undefined : Number(taken) / 1000,
    };
  },
};
