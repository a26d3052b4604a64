import { unescapeLogged } from '../bytes.ts';
import type { LogFormat } from '../record.ts';
import { readRequestLine } from '../request-line.ts';
import { readTime } from '../time.ts';

/**
 * Amazon's application load balancer (with the kind of request in front) and its classic one (without). Three times are
 * given: until the target, in it, and back. Source: docs.aws.amazon.com, "Access logs for your Application Load Balancer".
 */
export const awsLoadBalancer: LogFormat = {
  id: 'aws-load-balancer',
  title: 'AWS load balancer',
  parse(line, context) {
    const head =
      /^(?:(?:https?|h2|wss?|grpcs) )?(\d{4}-\d{2}-\d{2}T[\d:.]+Z) \S+ ([0-9a-fA-F.:]+):\d{1,5} \S+ (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (\d{3}|-) (\d{3}|-) -?\d+ -?\d+ "/.exec(
        line,
      );
    if (head === null) return undefined;
    const rest = line.slice(head[0].length);
    const fields = /^((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"/.exec(rest);
    const when = readTime(head[1]!, context.zone);
    if (when === undefined || fields === null) return undefined;
    const request = readRequestLine(unescapeLogged(fields[1]!));
    const times = [head[3], head[4], head[5]].map(Number);
    return {
      kind: 'request',
      ...when,
      ip: head[2]!,
      forwarded: undefined,
      agent: fields[2] === '-' ? undefined : unescapeLogged(fields[2]!),
      referer: undefined,
      method: request.method,
      target: request.target,
      cut: request.cut,
      status: head[6] === '-' ? undefined : Number(head[6]),
      seconds: times.some((time) => time < 0) ? undefined : times.reduce((sum, time) => sum + time, 0),
    };
  },
};
