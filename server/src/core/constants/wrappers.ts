/** The team's own word on functions that end in a request: `requestWrappers` of the settings, found by how the call is written. */

import type { CheckHost } from '../analysis.ts';
import type { Traffic } from '../models/schema/clients.ts';
import { settingsOf } from '../settings/configuration.ts';
import type { ServerDomains } from '../settings/table.ts';
import { defineQuery } from '../store/store.ts';
import { equalTerms, type Site } from './terms.ts';

/** What a call of a wrapper sends, as for the calls of a client model. */
export interface WrapperCall {
  readonly url: string;
  readonly traffic: Traffic;
}

const TRAFFIC: Readonly<Record<keyof ServerDomains, Traffic>> = {
  request: 'request',
  upload: 'upload',
  download: 'download',
  socket: 'socket',
  webView: 'web-view',
};

/** The configured wrappers by their callee as written; the key is always `''`. */
const wrappers = defineQuery<CheckHost, ReadonlyMap<string, readonly WrapperCall[]>>(
  'request wrappers',
  (store) => {
    const byCallee = new Map<string, WrapperCall[]>();
    for (const { call, url, kind = 'request' } of settingsOf(store, '').requestWrappers) {
      byCallee.set(call, [...(byCallee.get(call) ?? []), { url, traffic: TRAFFIC[kind] }]);
    }
    return byCallee;
  },
  { equals: equalTerms },
);

/** Words without which a file can call no configured wrapper; the key is always `''`. */
export const wrapperWords = defineQuery<CheckHost, readonly string[]>(
  'wrapper words',
  (store) => [...wrappers(store, '').keys()].map((call) => call.slice(call.lastIndexOf('.') + 1)),
  { equals: equalTerms },
);

/** The callee as written, and what it is configured to send; undefined for most calls. */
export function wrapperAt(
  store: Parameters<typeof settingsOf>[0],
  site: Site,
): { readonly call: string; readonly sends: readonly WrapperCall[] } | undefined {
  const configured = wrappers(store, '');
  if (configured.size === 0) return undefined;
  // A site is named `(http.get`, the second of that text `(http.get#1`.
  const call = site.key.replace(/^\(/, '').replace(/#\d+$/, '');
  const sends = configured.get(call);
  return sends && { call, sends };
}
