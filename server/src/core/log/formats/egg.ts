import type { LogFormat } from '../record.ts';
import { readTime } from '../time.ts';

/** egg-logger: `2026-11-22 12:44:27,147 ERROR 6707 [user/ip/trace/1ms GET /url] nodejs.URIError: …`, a stack below it. */
export const egg: LogFormat = {
  id: 'egg',
  title: 'egg-logger',
  parse(line, context) {
    const head = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2},\d{3} ([A-Z]{4,8}) \d+ /.exec(line);
    if (head === null) return undefined;
    const when = readTime(line, context.zone);
    const rest = line.slice(head[0].length);
    const request = /^\[([^/\]]*)\/([0-9a-fA-F.:]+|-)\/([^/\]]*)\/(?:[\d.]+m?s) ([A-Z]+) (.*)$/.exec(rest);
    const close = request === null ? -1 : request[5]!.indexOf('] ');
    const message = request === null || close < 0 ? rest : request[5]!.slice(close + 2);
    return {
      kind: 'application',
      time: when?.time,
      zoneAssumed: true,
      level: head[1]!,
      message,
      ip: request?.[2],
      method: request?.[4],
      target: request === null || close < 0 ? undefined : request[5]!.slice(0, close),
      exception: /^(?:nodejs\.)?([A-Z]\w*(?:Error|Exception)): /.exec(message)?.[1],
    };
  },
};
