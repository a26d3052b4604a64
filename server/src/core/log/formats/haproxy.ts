import type { LogFormat } from '../record.ts';
import { readRequestLine } from '../request-line.ts';
import { readTime } from '../time.ts';

/**
 * HAProxy's `option httplog`. Times carry no zone. A User-Agent is there only where it is captured, between braces;
 * what cannot be printed is written `#XX`. Source: HAProxy configuration manual, 8.2.3.
 */
export const haproxy: LogFormat = {
  id: 'haproxy',
  title: 'HAProxy HTTP log',
  parse(line, context) {
    const head =
      /^([0-9a-fA-F.:]+):(\d{1,5}) \[(\d{2}\/[A-Z][a-z]{2}\/\d{4}:[\d:.]+)\] \S+ \S+ ([-\d/+]+) (-?\d{1,3}) \+?\d+ \S+ \S+ \S{4} [\d/+]+ \d+\/\d+ /.exec(
        line,
      );
    if (head === null) return undefined;
    const when = readTime(head[3]!, context.zone);
    const rest = line.slice(head[0].length);
    const begin = rest.startsWith('"') ? 0 : rest.indexOf('} "') + 2;
    if (when === undefined || (begin < 2 && !rest.startsWith('"'))) return undefined;
    const end = rest.lastIndexOf('"');
    const request = readRequestLine(undo(rest.slice(begin + 1, end > begin ? end : rest.length)));
    const captured = [...rest.slice(0, begin).matchAll(/\{([^}]*)\}/g)].flatMap((block) => block[1]!.split('|'));
    const total = Number(head[4]!.split('/').at(-1)!.replace('+', ''));
    const status = Number(head[5]);
    return {
      kind: 'request',
      ...when,
      ip: head[1]!,
      forwarded: undefined,
      // A captured field has no name: a User-Agent is the one with words that is no address of a page.
      agent: captured.map(undo).find((text) => / |\//.test(text) && !/^https?:\/\//.test(text)),
      referer: captured.map(undo).find((text) => /^https?:\/\//.test(text)),
      method: request.method,
      target: request.target,
      cut: request.cut || end <= begin,
      status: status > 0 ? status : undefined,
      seconds: total >= 0 ? total / 1000 : undefined,
    };
  },
};

function undo(text: string): string {
  return text.replace(/#([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
