import { unescapeLogged } from '../bytes.ts';
import type { LogFormat, LogRecord } from '../record.ts';
import { readTime } from '../time.ts';

/**
 * W3C extended log format: IIS (a space within a value is written `+`) and Tomcat's ExtendedAccessLogValve (values in
 * quotes). A `#Fields:` line names the columns; a server writes it again when it restarts. Times are UTC.
 */
export const w3c: LogFormat = {
  id: 'w3c',
  title: 'W3C extended log format (IIS, Tomcat)',

  parse(line, context) {
    if (line[0] === '#') {
      if (!/^#(?:Fields|Software|Version|Date|Start-Date|End-Date|Remark):/.test(line)) return undefined;
      if (line.startsWith('#Fields:')) context.fields = line.slice(8).trim().split(/\s+/);
      return { kind: 'note' };
    }
    const { fields } = context;
    if (fields === undefined) return undefined;
    const values = columns(line);
    if (values.length !== fields.length) return undefined;
    const value = (...names: string[]): string | undefined => {
      for (const name of names) {
        const at = fields.indexOf(name);
        if (at >= 0) return values[at] === '-' || values[at] === '' ? undefined : values[at]!;
      }
      return undefined;
    };
    const status = Number(value('sc-status'));
    if (!(status >= 100 && status < 1000)) return undefined;
    const when = readTime(`${value('date')} ${value('time')}`, 0);
    const stem = value('cs-uri-stem', 'cs-uri');
    const query = value('cs-uri-query');
    const taken = value('time-taken');
    const chain = fields.find((name) => /^cs\(X-Forwarded-For\)$|^x-forwarded-for$/i.test(name));
    const chainText = chain === undefined ? undefined : value(chain);
    return {
      kind: 'request',
      time: when?.time,
      ip: value('c-ip'),
      forwarded: chain === undefined ? undefined : chainText === undefined ? [] : chainText.split(/,[ +]?/),
      agent: value('cs(User-Agent)'),
      referer: value('cs(Referer)'),
      method: value('cs-method'),
      target: stem === undefined ? undefined : query === undefined ? stem : `${stem}?${query}`,
      status,
      // IIS counts milliseconds, Tomcat and CloudFront seconds with a fraction.
      seconds: taken === undefined ? undefined : taken.includes('.') ? Number(taken) : Number(taken) / 1000,
    };
  },

  label: (_record: LogRecord) => 'w3c',
};

/** Columns separated by blanks; a value may stand in quotes. */
function columns(line: string): string[] {
  const values: string[] = [];
  let at = 0;
  while (at < line.length) {
    while (line[at] === ' ' || line[at] === '\t') at++;
    if (at >= line.length) break;
    if (line[at] === '"') {
      let end = at + 1;
      // A doubled quote stands for one.
      while (end < line.length && (line[end] !== '"' || line[end + 1] === '"')) end += line[end] === '"' ? 2 : 1;
      values.push(unescapeLogged(line.slice(at + 1, end).replaceAll('""', '"')));
      at = end + 1;
    } else {
      let end = at;
      while (end < line.length && line[end] !== ' ' && line[end] !== '\t') end++;
      values.push(line.slice(at, end));
      at = end;
    }
  }
  return values;
}
