import { unescapeLogged } from '../bytes.ts';
import type { LogFormat } from '../record.ts';
import { readTime } from '../time.ts';
import { NO_AGENT, WITHOUT_HEADERS } from './without-headers.ts';

/**
 * Rails: `Started GET "/path" for 1.2.3.4 at 2026-11-22 12:48:36 +0800`, then lines about the same request. The status
 * stands on a line of its own that names no request, so a hit has none.
 */
export const rails: LogFormat = {
  id: 'rails',
  title: 'Ruby on Rails',
  lacks: NO_AGENT,
  parse(line, context) {
    const lead = /^(?:[A-Z], \[[^\]]{10,48}\] {1,2}[A-Z]{4,5} -- [^:]{0,40}: )?(?:\[[\w-]{8,64}\] )?/.exec(line)![0];
    const rest = line.slice(lead.length);
    const started =
      /^Started ([A-Z]{3,10}) "(.*)" for ([0-9a-fA-F.:]+) at (\d{4}-\d{2}-\d{2} [\d:]{8}(?: [+-]\d{4})?)$/.exec(rest);
    if (started !== null) {
      return {
        ...WITHOUT_HEADERS,
        time: undefined,
        ...readTime(started[4]!, context.zone),
        ip: started[3]!,
        method: started[1]!,
        target: unescapeLogged(started[2]!),
        status: undefined,
        seconds: undefined,
      };
    }
    return /^(?:Processing by \S+#\w+| {2}Parameters: \{|Completed \d{3} | {2}Rendered | {2}Rendering |Redirected to |Filter chain halted )/.test(
      rest,
    )
      ? { kind: 'note' }
      : undefined;
  },
};
