import type { LogFormat } from '../record.ts';
import { readTime } from '../time.ts';

/**
 * Java's loggers as Spring Boot sets them up: `2026-11-22 12:48:36.123 ERROR 1 --- [nio-8080-exec-3] o.a.c.c.C : message`,
 * and the plain patterns of Logback and Log4j. The exception and its stack go on below.
 */
export const logback: LogFormat = {
  id: 'logback',
  title: 'Logback and Log4j (Spring Boot)',
  parse(line, context) {
    const head =
      /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}[.,]\d{3}(?:Z|[+-]\d{2}:?\d{2})?) {1,3}(?:\[[^\]]{1,80}\] {0,3})?\[?(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\]? {1,3}/.exec(
        line,
      );
    if (head === null) return undefined;
    const when = readTime(head[1]!, context.zone);
    const text = line.slice(head[0].length);
    const message = text.replace(
      /^(?:\d+ )?(?:--- )?(?:\[[^\]]{0,80}\] {0,3}){0,3}[\w.$[\]/-]{1,160} {0,40}(?::|-) {1,2}/,
      '',
    );
    return {
      kind: 'application',
      time: when?.time,
      zoneAssumed: when?.zoneAssumed ?? true,
      level: head[2]!,
      message,
      exception: /(?:^|[\s[(])((?:[a-z][\w$]*\.){1,12}[A-Z]\w*(?:Exception|Error))\b/.exec(message)?.[1],
      target: /\b(?:uri|path|url)[=:] ?"?(\/[^\s"',;]{0,2000})/i.exec(message)?.[1],
    };
  },
};
