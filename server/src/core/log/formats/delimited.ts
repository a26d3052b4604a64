import { unescapeLogged } from '../bytes.ts';
import type { LogFormat, RequestRecord } from '../record.ts';
import { readRequestLine } from '../request-line.ts';
import { readTime } from '../time.ts';

const MOST_FIELDS = 256;

/**
 * A template of one's own whose fields are separated by `|` or tabs: fields are told by what they hold. Only taken when
 * exactly one field can be the time, one the status and one the request; a payload may hold the separator, so status and
 * address are looked for from both ends.
 */
export const delimited: LogFormat = {
  id: 'delimited',
  title: 'Fields separated by | or tabs',
  parse(line, context) {
    const separator = ['|', '\t'].find((sign) => line.split(sign, 5).length === 5);
    if (separator === undefined) return undefined;
    const pieces = line.split(separator, MOST_FIELDS + 1);
    if (pieces.length > MOST_FIELDS) return undefined;
    const fields = pieces.map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
    const timeAt = fields.findIndex((field) => readTime(field, context.zone) !== undefined);
    const addresses = fields
      .map((field, at) => ({ field, at }))
      .filter(({ field }) => /^(?:\d{1,3}\.){3}\d{1,3}$|^[0-9a-f:]{3,}:[0-9a-f:]+$/i.test(field));
    if (timeAt < 0 || addresses.length === 0) return undefined;
    const methodAt = fields.findIndex((field) =>
      /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT|TRACE)(?: |$)/i.test(field),
    );
    // The status follows the request; the last such number before a User-Agent is it, since a payload stands before.
    const statuses = fields
      .map((field, at) => ({ field, at }))
      .filter(({ field, at }) => /^[1-5]\d{2}$/.test(field) && at > methodAt);
    if (statuses.length === 0) return undefined;
    const status = statuses[0]!;
    let method: string | undefined;
    let target: string | undefined;
    if (methodAt >= 0) {
      const whole = fields[methodAt]!.includes(' ');
      const text = fields.slice(whole ? methodAt : methodAt + 1, status.at).join(separator);
      if (whole) ({ method, target } = readRequestLine(unescapeLogged(text)));
      else [method, target] = [fields[methodAt], text === '-' || text === '' ? undefined : unescapeLogged(text)];
    }
    const behind = fields.slice(status.at + 1);
    const agent = behind
      .filter((field) => / |\//.test(field) && !/^https?:\/\//.test(field) && !/^\d/.test(field))
      .at(-1);
    const referer = behind.find((field) => /^https?:\/\//.test(field));
    const seconds = behind.find((field) => /^\d+\.\d{3,6}$/.test(field));
    const when = readTime(fields[timeAt]!, context.zone)!;
    const record: RequestRecord = {
      kind: 'request',
      ...when,
      ip: addresses[0]!.field,
      forwarded: undefined,
      agent: agent === undefined ? undefined : unescapeLogged(agent),
      referer: referer === undefined ? undefined : unescapeLogged(referer),
      method,
      target,
      status: Number(status.field),
      seconds: seconds === undefined ? undefined : Number(seconds),
    };
    return record;
  },
};
