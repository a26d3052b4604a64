/**
 * The hosts of the release build as the platform's form *Server domains* takes them.
 * Lists and schemes: https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/domain-management/modifyServerDomain
 */

import type { HostUse } from '../analysis.ts';

/** The lists of the form, in its order, each with the scheme it wants and the traffic that it allows. */
const LISTS = [
  { name: 'request', scheme: 'https', traffic: 'request' },
  { name: 'socket', scheme: 'wss', traffic: 'socket' },
  { name: 'uploadFile', scheme: 'https', traffic: 'upload' },
  { name: 'downloadFile', scheme: 'https', traffic: 'download' },
  { name: 'udp', scheme: 'udp', traffic: 'udp' },
  { name: 'tcp', scheme: 'tcp', traffic: 'tcp' },
] as const;

/** Every list by its name, in the order of the form, each sorted; an empty one where nothing of its kind is asked. */
export type ServerDomainLists = Readonly<Record<string, readonly string[]>>;

/** Only hosts that the form would take are in it: of the release build, and with nothing found against them. */
export function serverDomainLists(
  hosts: readonly Pick<HostUse, 'host' | 'verdict' | 'targets' | 'sites'>[],
): ServerDomainLists {
  const good = hosts.filter(
    ({ verdict, targets }) => (verdict === 'ok' || verdict === 'weak') && targets.includes('release'),
  );
  return Object.fromEntries(
    LISTS.map(({ name, scheme, traffic }) => {
      const asked = good.filter(({ sites }) => sites.some((site) => site.traffic === traffic));
      return [name, [...new Set(asked.map(({ host }) => `${scheme}://${host}`))].sort()];
    }),
  );
}

/** The lists of several folders as one. */
export function mergeServerDomains(all: readonly ServerDomainLists[]): ServerDomainLists {
  return Object.fromEntries(
    LISTS.map(({ name }) => [name, [...new Set(all.flatMap((lists) => lists[name] ?? []))].sort()]),
  );
}
