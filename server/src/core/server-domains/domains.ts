/**
 * The platform's rules for configured domains: a server domain covers neither its sub-domains nor other ports, a business
 * domain covers its sub-domains and no port.
 *
 * Sources: https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html,
 * https://developers.weixin.qq.com/miniprogram/dev/framework/ability/domain.html
 */

import type { Traffic } from '../models/schema/clients.ts';
import type { ServerDomains } from '../settings/table.ts';

/** The list that decides about a kind of traffic; pictures and media that are shown are in none. */
export const LIST_OF: Readonly<Partial<Record<Traffic, keyof ServerDomains>>> = {
  request: 'request',
  upload: 'upload',
  download: 'download',
  socket: 'socket',
  'web-view': 'webView',
};

/** `parent`: only the domain above it is listed; `port`: the domain is listed, with another port or none. */
export type Listing = 'listed' | 'parent' | 'port' | 'absent';

/** Whether a host, as written, is covered by a list of the configuration. */
export function listingOf(host: string, list: readonly string[], kind: keyof ServerDomains): Listing {
  const asked = split(host);
  let best: Listing = 'absent';
  for (const entry of list) {
    const listed = split(entry);
    if (listed.name === asked.name) {
      // A socket's domain is open on every port; all others on exactly the one that is configured.
      if (kind === 'socket' || listed.port === asked.port) return 'listed';
      best = 'port';
    } else if (asked.name.endsWith(`.${listed.name}`)) {
      if (kind === 'webView') return 'listed';
      if (best === 'absent') best = 'parent';
    }
  }
  return best;
}

function split(written: string): { readonly name: string; readonly port: string } {
  const bare = written
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^\*\./, '');
  const port = /:(\d+)$/.exec(bare)?.[1] ?? '';
  return { name: port === '' ? bare : bare.slice(0, -port.length - 1), port };
}
