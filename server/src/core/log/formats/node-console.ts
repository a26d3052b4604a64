import { message } from '../../base/finding.ts';
import { unescapeLogged } from '../bytes.ts';
import type { LogFormat, RequestRecord } from '../record.ts';
import { NOBODY, WITHOUT_HEADERS } from './without-headers.ts';

function bare(
  method: string,
  target: string,
  status: string,
  milliseconds: string | undefined,
  ip?: string,
): RequestRecord {
  return {
    ...WITHOUT_HEADERS,
    time: undefined,
    ip,
    method,
    target: unescapeLogged(target),
    status: status === '-' ? undefined : Number(status),
    seconds: milliseconds === undefined || milliseconds === '-' ? undefined : Number(milliseconds) / 1000,
  };
}

/** morgan `dev` and `tiny`: method, target, status, time taken, size; the colours are gone before a format sees the line. */
export const morganDev: LogFormat = {
  id: 'morgan-dev',
  title: 'morgan dev and tiny',
  lacks: NOBODY,
  parse(line) {
    const dev =
      /^([A-Z]{3,10}|-) (\S.*) (\d{3}|-) (?:(\d+(?:\.\d+)?|-) ms - (?:\d+|-)|(?:\d+|-) - (\d+(?:\.\d+)?|-) ms)$/.exec(
        line,
      );
    return dev === null ? undefined : bare(dev[1]!, dev[2]!, dev[3]!, dev[4] ?? dev[5]);
  },
};

/** morgan `short`: address and user first, and no User-Agent and no time. */
export const morganShort: LogFormat = {
  id: 'morgan-short',
  title: 'morgan short',
  lacks: message('This format holds no User-Agent and no time: the scanner is told by its address alone.'),
  parse(line) {
    const match =
      /^([0-9a-fA-F.:]+) (.{1,120}?) ([A-Z]{3,10}) (\S.*) HTTP\/\d(?:\.\d)? (\d{3}|-) (?:\d+|-) - (\d+(?:\.\d+)?|-) ms$/.exec(
        line,
      );
    return match === null ? undefined : bare(match[3]!, match[4]!, match[5]!, match[6], match[1]!);
  },
};

/** koa-logger: one line when a request comes and one when it is answered. */
export const koaLogger: LogFormat = {
  id: 'koa-logger',
  title: 'koa-logger',
  lacks: NOBODY,
  parse(line) {
    if (/^\s*<-- [A-Z]{3,10} \S/.test(line)) return { kind: 'note' };
    const match =
      /^\s*(?:-->|xxx|-x-) ([A-Z]{3,10}) (\S.*?) (\d{3}) (\d+(?:\.\d+)?)(ms|s)(?: (?:-|\d+(?:\.\d+)?[kmg]?b))?\s*$/.exec(
        line,
      );
    if (match === null) return undefined;
    return bare(match[1]!, match[2]!, match[3]!, match[5] === 's' ? String(Number(match[4]) * 1000) : match[4]!);
  },
};

/** A program that prints method, target and status, as `console.log` often does. */
export const plainRequest: LogFormat = {
  id: 'plain-request',
  title: 'Method, target and status',
  lacks: NOBODY,
  parse(line) {
    const match = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/.*) (\d{3})$/.exec(line);
    return match === null ? undefined : bare(match[1]!, match[2]!, match[3]!, undefined);
  },
};
