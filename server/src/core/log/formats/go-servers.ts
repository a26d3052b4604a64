import { unescapeLogged } from '../bytes.ts';
import type { LogFormat } from '../record.ts';
import { readTime } from '../time.ts';
import { duration } from './named-fields.ts';
import { NO_AGENT, WITHOUT_HEADERS } from './without-headers.ts';

/** Gin and beego: date, status, time taken, address, method and target between bars. */
export const gin: LogFormat = {
  id: 'gin',
  title: 'Gin and beego',
  lacks: NO_AGENT,
  parse(line, context) {
    const head = /^(?:\[[\w-]{2,20}\] )?(\d{4}\/\d{2}\/\d{2}(?: - | )\d{2}:\d{2}:\d{2}(?:\.\d+)?) /.exec(line);
    if (head === null) return undefined;
    const parts = line
      .slice(head[0].length)
      .split('|')
      .map((part) => part.trim());
    const statusAt = parts.findIndex((part) => /^[1-5]\d{2}$/.test(part));
    const ipAt = parts.findIndex((part) => /^[0-9a-fA-F.:]{3,45}$/.test(part) && /[.:]/.test(part));
    if (statusAt < 0 || ipAt < 0) return undefined;
    const request = /([A-Z]{3,10}) {1,12}(?:"((?:[^"\\]|\\.)*)"|(\/.*?)(?: {2,}r:\S*)?$)/.exec(
      parts.slice(Math.max(statusAt, ipAt) + 1).join('|'),
    );
    const when = readTime(head[1]!, context.zone);
    if (request === null || when === undefined) return undefined;
    return {
      ...WITHOUT_HEADERS,
      ...when,
      ip: parts[ipAt]!,
      method: request[1]!,
      target: unescapeLogged(request[2] ?? request[3]!),
      status: Number(parts[statusAt]),
      seconds: parts
        .map(duration)
        .find((seconds, at) => seconds !== undefined && at !== statusAt && /[a-z]/.test(parts[at]!)),
    };
  },
};

/** chi's Logger: `"GET http://host/path HTTP/1.1" from 1.2.3.4:5678 - 200 5B in 512µs`. */
export const chi: LogFormat = {
  id: 'chi',
  title: 'chi',
  lacks: NO_AGENT,
  parse(line, context) {
    const match =
      /^(\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}) (?:\[\S{1,64}\] )?"([A-Z]{3,10}) (.*) HTTP\/\d(?:\.\d)?" from \[?([0-9a-fA-F.:]+?)\]?(?::\d{1,5})? - (\d{3}) \d+B in (\S+)$/.exec(
        line,
      );
    const when = match === null ? undefined : readTime(match[1]!, context.zone);
    if (match === null || when === undefined) return undefined;
    return {
      ...WITHOUT_HEADERS,
      ...when,
      ip: match[4]!,
      method: match[2]!,
      target: match[3]!,
      status: Number(match[5]),
      seconds: duration(match[6]!),
    };
  },
};
