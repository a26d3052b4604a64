import { unescapeLogged } from '../bytes.ts';
import type { LogFormat, RequestRecord } from '../record.ts';
import { readTime } from '../time.ts';
import { NO_AGENT, NOBODY, WITHOUT_HEADERS } from './without-headers.ts';

function told(
  when: { time: number; zoneAssumed: boolean } | undefined,
  ip: string | undefined,
  [method, target, status]: readonly [string, string, string],
  seconds?: number,
): RequestRecord {
  return {
    ...WITHOUT_HEADERS,
    time: when?.time,
    zoneAssumed: when?.zoneAssumed ?? false,
    ip,
    method,
    target: unescapeLogged(target),
    status: Number(status),
    seconds,
  };
}

/** uvicorn: `INFO:     1.2.3.4:5678 - "GET /path HTTP/1.1" 200 OK`, often with a time in front. */
export const uvicorn: LogFormat = {
  id: 'uvicorn',
  title: 'uvicorn',
  lacks: NO_AGENT,
  parse(line, context) {
    const match =
      /^(.{0,80}?)([0-9a-fA-F.:]+):\d{1,5} - "([A-Z]{3,10}) (.*) HTTP\/\d(?:\.\d)?" (\d{3})(?: [A-Za-z -]{0,40})?$/.exec(
        line,
      );
    if (match === null) return undefined;
    const clock = /\d{4}-\d{2}-\d{2}[T ][\d:]{8}\S*/.exec(match[1]!);
    return told(clock === null ? undefined : readTime(clock[0], context.zone), match[2]!, [
      match[3]!,
      match[4]!,
      match[5]!,
    ]);
  },
};

/** Django's runserver, which writes no address. */
export const django: LogFormat = {
  id: 'django',
  title: 'Django runserver',
  lacks: NOBODY,
  parse(line, context) {
    const match =
      /^\[(\d{2}\/[A-Z][a-z]{2}\/\d{4} [\d:]{8})\] "([A-Z]{3,10}) (.*) HTTP\/\d(?:\.\d)?" (\d{3}) \d+$/.exec(line);
    return match === null
      ? undefined
      : told(readTime(match[1]!, context.zone), undefined, [match[2]!, match[3]!, match[4]!]);
  },
};

/** uWSGI: `[pid: 1|app: 0|req: 1/1] 1.2.3.4 () {34 vars in 500 bytes} [Sun Nov 22 12:48:36 2026] GET /path => generated …`. */
export const uwsgi: LogFormat = {
  id: 'uwsgi',
  title: 'uWSGI',
  lacks: NO_AGENT,
  parse(line, context) {
    const head =
      /^\[pid: \d+\|[^\]]{0,80}\] (\S+) \([^)]{0,80}\) \{[^}]{0,80}\} \[([^\]]{20,32})\] ([A-Z]{3,10}) /.exec(line);
    if (head === null) return undefined;
    const end = line.lastIndexOf(' => generated ');
    const tail = / in (\d+) (msecs|micros|secs) \(HTTP\/\S+ (\d{3})\)/.exec(line.slice(Math.max(0, end)));
    if (end < head[0].length || tail === null) return undefined;
    const seconds = Number(tail[1]) / { msecs: 1e3, micros: 1e6, secs: 1 }[tail[2] as 'msecs' | 'micros' | 'secs'];
    return told(
      readTime(head[2]!, context.zone),
      head[1]!,
      [head[3]!, line.slice(head[0].length, end), tail[3]!],
      seconds,
    );
  },
};

/** Tornado: `[I 261122 12:48:36 web:2246] 200 GET /path (1.2.3.4) 512.00ms`. */
export const tornado: LogFormat = {
  id: 'tornado',
  title: 'Tornado',
  lacks: NO_AGENT,
  parse(line, context) {
    const match =
      /^\[?[A-Z][A-Z:a-z]{0,12} ?(\d{2})(\d{2})(\d{2}) (\d{2}:\d{2}:\d{2}) web:\d+\] (\d{3}) ([A-Z]{3,10}) (.*) \(([0-9a-fA-F.:]+)\) ([\d.]+)ms$/.exec(
        line,
      );
    if (match === null) return undefined;
    const when = readTime(`20${match[1]}-${match[2]}-${match[3]} ${match[4]}`, context.zone);
    return told(when, match[8]!, [match[6]!, match[7]!, match[5]!], Number(match[9]) / 1000);
  },
};
