/** `unlisted-host`: the release asks a host that is not among the domains which the project says it has configured. */

import type { Analysis, CheckHost, CheckStore } from '../analysis.ts';
import { type Finding, type Message, message } from '../base/finding.ts';
import { clientRoots } from '../constants/analysis.ts';
import { type Asked, askedBy, isForeign } from '../constants/causes.ts';
import { placeOf } from '../constants/places.ts';
import { equalTerms } from '../constants/terms.ts';
import { projectAt } from '../project/discover.ts';
import rule from '../rules/unlisted-host.ts';
import { settingsOf } from '../settings/configuration.ts';
import type { ServerDomains } from '../settings/table.ts';
import { defineQuery } from '../store/store.ts';
import { LIST_OF, type Listing, listingOf } from './domains.ts';

export const serverDomainAnalysis: Analysis = {
  name: 'server-domains',
  files: (store) => clientRoots(store).flatMap((root) => [...unlisted(store, root).keys()]),
  inFile: (store, path) =>
    clientRoots(store).flatMap((root) => (unlisted(store, root).get(path) ?? []).map((one) => finding(store, one))),
};

interface Unlisted {
  readonly kind: keyof ServerDomains;
  readonly listing: Exclude<Listing, 'listed'>;
  readonly asked: readonly Asked[];
}

/** The hosts that are missing, by the file in which what decides them stands. */
const unlisted = defineQuery<CheckHost, ReadonlyMap<string, readonly Unlisted[]>>(
  'unlisted hosts',
  (store, root) => {
    const byFile = new Map<string, Unlisted[]>();
    const { serverDomains } = settingsOf(store, '');
    // A plugin has a list of its own, and a host that is reported anyway is not reported twice.
    if (Object.values(serverDomains).every((list) => list.length === 0)) return byFile;
    if (projectAt(store, root)?.kind === 'weapp-plugin') return byFile;
    const groups = new Map<string, Asked[]>();
    for (const asked of askedBy(store, root)) {
      const kind = LIST_OF[asked.request.traffic];
      if (kind === undefined || serverDomains[kind].length === 0 || asked.verdict.rule !== undefined) continue;
      if (!asked.request.targets.includes('release')) continue;
      const at = asked.origin ?? asked.request.sink;
      const key = `${at.file}\n${at.key}\n${kind}\n${asked.host}`;
      groups.set(key, [...(groups.get(key) ?? []), asked]);
    }
    for (const asked of groups.values()) {
      const first = asked[0]!;
      const kind = LIST_OF[first.request.traffic]!;
      const listing = listingOf(first.host, serverDomains[kind], kind);
      const { file } = first.origin ?? first.request.sink;
      if (listing === 'listed' || isForeign(store, file)) continue;
      byFile.set(file, [...(byFile.get(file) ?? []), { kind, listing, asked }]);
    }
    return byFile;
  },
  { equals: equalTerms },
);

const MOST_STEPS = 20;

function finding(store: CheckStore, { kind, listing, asked }: Unlisted): Finding {
  const first = asked[0]!;
  const targets = (['review', 'release'] as const).filter((target) =>
    asked.some((one) => one.request.targets.includes(target)),
  );
  return {
    rule: rule.id,
    severity: rule.severity,
    targets,
    place: placeOf(store, first.origin ?? first.request.sink),
    message: sentence(first.host, kind, listing),
    data: { host: first.host, url: first.url, list: kind },
    steps: asked.slice(0, MOST_STEPS).map(({ request }) => ({
      place: placeOf(store, request.sink),
      message: message('asked here by {0}', request.api),
    })),
    fixes: [],
  };
}

function sentence(host: string, kind: keyof ServerDomains, listing: Unlisted['listing']): Message {
  switch (listing) {
    case 'parent':
      return message(
        '“{0}” is not listed in serverDomains.{1}: a domain that is configured above it does not cover it.',
        host,
        kind,
      );
    case 'port':
      return message(
        '“{0}” is not listed in serverDomains.{1} with this port: the platform allows exactly the port that is configured, and none where none is.',
        host,
        kind,
      );
    case 'absent':
      return message('“{0}” is not listed in serverDomains.{1}: the released program cannot ask it.', host, kind);
  }
}
