/** What the team says of its hosts (`productionHosts`, `testHosts`) goes over what their names look like. */

import { message } from '../base/finding.ts';
import type { HostVerdict } from '../hosts/verdict.ts';
import type { Settings } from '../settings/table.ts';

/** Only what a name or an address suggests can be overruled: a host that the platform refuses stays refused. */
export function asConfigured(verdict: HostVerdict, settings: Settings): HostVerdict {
  const production = listedIn(settings.productionHosts, verdict);
  const test = listedIn(settings.testHosts, verdict);
  // A host by its name goes before a pattern that happens to cover it.
  const isProduction = production !== undefined && !(production === 'pattern' && test === 'name');
  if (isProduction) {
    if (verdict.rule !== 'test-host') return verdict;
    const reason = message('{0} is configured as a production host', verdict.host);
    return { ...verdict, verdict: 'ok', rule: undefined, reason, also: [] };
  }
  if (verdict.rule === undefined && test !== undefined) {
    const reason = message('{0} is configured as a test host', verdict.host);
    return { ...verdict, verdict: 'test', rule: 'test-host', reason };
  }
  return verdict;
}

/** `api.example.com` is that host on any port, `api.example.com:8080` on that one, `*.example.com` every sub-domain. */
function listedIn(list: readonly string[], { host, hostname }: HostVerdict): 'name' | 'pattern' | undefined {
  let found: 'pattern' | undefined;
  for (const one of list) {
    const wanted = one.toLowerCase();
    if (hostname === wanted || host.toLowerCase() === wanted) return 'name';
    if (wanted.startsWith('*.') && hostname.endsWith(wanted.slice(1))) found = 'pattern';
  }
  return found;
}
