import type { LogFormat } from '../record.ts';
import { readTime } from '../time.ts';

/**
 * ThinkPHP's File driver: `[2026-11-22T20:50:06+08:00][error] message`; ThinkPHP 5 writes a rule, then a head line with
 * address, method and address of the page. Source: topthink/framework src/think/log/driver/File.php.
 */
export const thinkphp: LogFormat = {
  id: 'thinkphp',
  title: 'ThinkPHP',
  parse(line, context) {
    if (/^-{20,}$/.test(line)) return { kind: 'note' };
    const head = /^\[ ?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?) ?\] ?(?:\[ ?(\w+) ?\] ?)?/.exec(
      line,
    );
    const level = head === null ? /^\[ (\w{3,9}) \] /.exec(line) : null;
    if (head === null && level === null) return undefined;
    const message = line.slice((head ?? level)![0].length);
    const when = head === null ? undefined : readTime(head[1]!, context.zone);
    const page = /^((?:\d{1,3}\.){3}\d{1,3}) ([A-Z]+) (\S+)$/.exec(message);
    if (head !== null && head[2] === undefined && page === null) return undefined;
    return {
      kind: 'application',
      time: when?.time,
      zoneAssumed: when?.zoneAssumed ?? true,
      level: (head?.[2] ?? level?.[1] ?? 'info').toUpperCase(),
      message,
      ip: page?.[1],
      method: page?.[2],
      target: page?.[3],
      exception: /\b([A-Za-z_\\]*(?:Exception|Error))\b/.exec(message)?.[1],
      at: /\[([^\s\]]+\.php:\d+)\]/.exec(message)?.[1] ?? /([^\s:]+\.php:\d+)/.exec(message)?.[1],
    };
  },
};
