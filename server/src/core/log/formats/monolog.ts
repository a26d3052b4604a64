import type { LogFormat } from '../record.ts';
import { readTime } from '../time.ts';

/**
 * Monolog's LineFormatter: webman, Laravel, Symfony. `[2026-11-22 20:50:06] channel.LEVEL: message {context} {extra}`; a
 * stack or a line break within the message goes on below.
 */
export const monolog: LogFormat = {
  id: 'monolog',
  title: 'Monolog (webman, Laravel)',
  parse(line, context) {
    const head = /^\[(\d{4}-\d{2}-\d{2}[T ][^\]]{8,32})\] ([\w.-]+)\.([A-Z]{4,9}): /.exec(line);
    if (head === null) return undefined;
    const when = readTime(head[1]!, context.zone);
    const message = line.slice(head[0].length);
    const shape =
      /^(?:\{"exception":"\[object\] )?\(?([A-Za-z_\\]*(?:Exception|Error|Throwable))\b/.exec(message) ??
      /\[object\] \(([\w\\]+)\(code/.exec(message);
    const place = / at ([^\s"]+:\d+)\)/.exec(message);
    const request =
      /(?:^|\s)((?:\d{1,3}\.){3}\d{1,3})(?:\s.{0,4}?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s(\/.*))?/.exec(message);
    return {
      kind: 'application',
      time: when?.time,
      zoneAssumed: when?.zoneAssumed ?? true,
      level: head[3]!,
      message,
      ip: request?.[1] ?? /"(?:ip|client_ip|remote_addr)":"([^"]{2,45})"/.exec(message)?.[1],
      method: request?.[2],
      target: request?.[3] ?? /"(?:uri|url|path)":"((?:[^"\\]|\\.)*)"/.exec(message)?.[1]?.replaceAll('\\/', '/'),
      exception: shape?.[1]?.replaceAll('\\\\', '\\'),
      at: place?.[1],
    };
  },
};
