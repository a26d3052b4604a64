import type { LogFormat } from '../record.ts';
import { readTime } from '../time.ts';
import { NO_AGENT, WITHOUT_HEADERS } from './without-headers.ts';

/** PHP's built-in server: `[Sun Nov 22 12:49:02 2026] 127.0.0.1:47096 [404]: GET /path`, and remarks on connections. */
export const phpServer: LogFormat = {
  id: 'php-server',
  title: 'PHP built-in server',
  lacks: NO_AGENT,
  parse(line, context) {
    const head = /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}\] /.exec(line);
    if (head === null) return undefined;
    const rest = line.slice(head[0].length);
    const request = /^(\S+):\d+ \[(\d{3})\]: (?:([A-Z]+) )?(\S.*)$/.exec(rest);
    if (request === null) return { kind: 'note' };
    const when = readTime(line, context.zone);
    const cause = request[4]!.lastIndexOf(' - ');
    return {
      ...WITHOUT_HEADERS,
      time: when?.time,
      zoneAssumed: true,
      ip: request[1]!,
      method: request[3],
      target: cause > 0 ? request[4]!.slice(0, cause) : request[4]!,
      status: Number(request[2]),
      seconds: undefined,
    };
  },
};
