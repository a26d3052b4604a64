/** What the team says of its hosts (`productionHosts`, `testHosts`) goes over what their names look like. */

import { message } from '../base/finding.ts';
import type { HostVerdict } from '../hosts/verdict.ts';
import type { Settings } from '../settings/table.ts';

/** Only what a name or an address suggests can be overruled: a host that the platform refuses stays refused. */
export function asConfigured(verdict: HostVerdict, settings: Settings): HostVerdict {
  if (verdict.rule === 'test-host' && settings.productionHosts.some((pattern) => covers(pattern, verdict))) {
    const reason = message('{0} is configured as a production host', verdict.host);
    return { ...verdict, verdict: 'ok', rule: undefined, reason, also: [] };
  }
  if (verdict.rule === undefined && settings.testHosts.some((pattern) => covers(pattern, verdict))) {
    const reason = message('{0} is configured as a test host', verdict.host);
    return { ...verdict, verdict: 'test', rule: 'test-host', reason };
  }
  return verdict;
}

/** `api.example.com` is that host on any port, `api.example.com:8080` on that one, `*.example.com` every sub-domain. */
function covers(pattern: string, { host, hostname }: HostVerdict): boolean {
  const wanted = pattern.toLowerCase();
  if (wanted.startsWith('*.')) return hostname.endsWith(wanted.slice(1));
  return hostname === wanted || host.toLowerCase() === wanted;
}
