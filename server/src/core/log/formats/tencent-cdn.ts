import { unescapeLogged } from '../bytes.ts';
import type { LogFormat } from '../record.ts';

/**
 * Tencent Cloud CDN, offline log: sixteen fields in a row, the User-Agent in quotes. Source: cloud.tencent.com/document/product/228/6316.
 * Times are written `20261122124409`, in China's zone.
 */
export const tencentCdn: LogFormat = {
  id: 'tencent-cdn',
  title: 'Tencent Cloud CDN offline log',

  parse(line) {
    const match =
      /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2}) ([0-9a-fA-F.:]+) (\S+) (\S+) (\d+) (\S+) (\S+) (\d{3}) (\S+) (\d+) "((?:[^"\\]|\\.)*)" (\S+) ([A-Z]+) (\S+) (\S+)/.exec(
        line,
      );
    if (match === null) return undefined;
    const [, year, month, day, hour, minute, second] = match.map(Number);
    return {
      kind: 'request',
      time: Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - 8 * 3_600_000,
      ip: match[7]!,
      forwarded: undefined,
      agent: match[16] === '-' || match[16] === '' ? undefined : unescapeLogged(match[16]!),
      referer: match[14] === '-' || match[14] === 'NULL' ? undefined : match[14]!,
      method: match[18]!,
      target: match[9]!,
      status: Number(match[13]),
      seconds: Number(match[15]) / 1000,
    };
  },
};
