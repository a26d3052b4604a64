/** The host analysis: findings at the literals that decide bad hosts, and the table of all hosts. */

import type { Analysis, CheckStore, DecidedHost, HostUse, RequestUse } from '../analysis.ts';
import { type Finding, type Message, message, type Step, type Target } from '../base/finding.ts';
import { projectOf, projects } from '../project/discover.ts';
import { projectScripts, projectTemplates } from '../project/members.ts';
import { RULES } from '../rules/index.generated.ts';
import { isExcluded } from '../settings/exclusion.ts';
import { type Build, buildOf } from './build.ts';
import { askedBy, type Cause, causesIn, causesOf, judge, ownCauses, requestsInFile } from './causes.ts';
import { fixesFor } from './fixes.ts';
import { placeOf } from './places.ts';
import { projectStyles } from './styles.ts';
import { undecidedIn } from './undecided.ts';
import { unreadScripts } from './unread.ts';

/** Projects that run on the platform: what a server asks is its own affair. */
export function clientRoots(store: CheckStore): readonly string[] {
  return projects(store, '')
    .filter((project) => project.platform !== undefined)
    .map((project) => project.root);
}

const SEVERITY = new Map(RULES.map((rule) => [rule.id, rule.severity]));

export const hostAnalysis: Analysis = {
  name: 'hosts',
  files: (store) =>
    clientRoots(store).flatMap((root) => [
      ...projectScripts(store, root),
      ...projectTemplates(store, root),
      ...projectStyles(store, root),
      // What decides a host may stand outside the sources: in `.env`, in the build's configuration.
      ...causesOf(store, root).keys(),
    ]),
  inFile: (store, path) =>
    clientRoots(store).flatMap((root) =>
      causesIn(store, `${root}\n${path}`).map((cause) => finding(store, cause, fixesFor(store, root, cause))),
    ),
  preview: (store, path) => {
    const root = projectOf(store, path)?.root;
    if (root === undefined || !clientRoots(store).includes(root)) return [];
    return ownCauses(store, root, path).map((cause) => finding(store, cause, []));
  },
  hosts: (store) => hostUses(store),
  hostsDecidedIn: (store, path) => decidedHosts(store, path),
  requests: (store, path) => requestUses(store, path),
  undecided: (store) => undecidedIn(store, clientRoots(store), (site) => placeOf(store, site)),
  build: (store, root) => {
    const build = buildOf(store, root);
    return build && { mode: build.mode, modeFrom: modeReason(build) };
  },
  unread: (store) => unreadScripts(store),
};

function finding(store: CheckStore, cause: Cause, fixes: Finding['fixes']): Finding {
  const { host } = cause.verdict;
  const steps: Step[] = [];
  for (const origin of cause.chosen.slice(0, 3)) {
    steps.push({ place: placeOf(store, origin), message: message('chosen here') });
  }
  for (const { sink, api, via } of cause.requests) {
    for (const call of via.slice(0, 3)) steps.push({ place: placeOf(store, call), message: message('passed on here') });
    steps.push({ place: placeOf(store, sink), message: message('asked here by {0}', api) });
  }
  return {
    rule: cause.rule,
    severity: SEVERITY.get(cause.rule)!,
    targets: cause.targets,
    place: placeOf(store, cause.at),
    message: sentence(cause),
    data: { host, url: cause.url, api: [...new Set(cause.requests.map((request) => request.api))] },
    steps,
    fixes,
  };
}

function modeReason({ modeFrom }: Build): Message {
  if ('setting' in modeFrom) return message('the setting “buildMode”');
  if ('script' in modeFrom) return message('the script “{0}” of package.json', modeFrom.script);
  return message('what {0} does by itself when it builds', modeFrom.tool);
}

function sentence(cause: Cause) {
  const api = cause.requests[0]?.api ?? '';
  switch (cause.rule) {
    case 'test-host':
      return cause.targets.includes('review')
        ? message(
            'The release build asks a test host through {0}, and so does the build under review: {1}.',
            api,
            cause.verdict.reason,
          )
        : message('The release build asks a test host through {0}: {1}.', api, cause.verdict.reason);
    case 'test-host-in-review':
      return message(
        'The build under review asks a test host through {0}: {1}. WeChat reviews with envVersion “develop”, so reviewers and the security scanner come here.',
        api,
        cause.verdict.reason,
      );
    case 'invalid-host':
      return message(
        'WeChat refuses this host once the mini-program is released ({0}): {1}.',
        api,
        cause.verdict.reason,
      );
    case 'placeholder-host':
      return message('The release build asks a host that was never filled in ({0}): {1}.', api, cause.verdict.reason);
  }
}

/** Pictures and media are no calls that anybody reads line by line. */
const CALLS: ReadonlySet<string> = new Set(['request', 'upload', 'download', 'socket']);

function requestUses(store: CheckStore, path: string): RequestUse[] {
  if (isExcluded(store, path) || !clientRoots(store).some((root) => projectScripts(store, root).includes(path)))
    return [];
  return requestsInFile(store, path).flatMap((request) => {
    // Behind a wrapper, the call of the wrapper is what stands here.
    const site = request.via[0] ?? request.sink;
    const asked = CALLS.has(request.traffic) && site.file === path ? judge(request) : undefined;
    return asked ? [{ place: placeOf(store, site), api: request.api, url: asked.url, targets: request.targets }] : [];
  });
}

function decidedHosts(store: CheckStore, path: string): DecidedHost[] {
  return clientRoots(store).flatMap((root) =>
    askedBy(store, root).flatMap(({ host, verdict, origin }) =>
      origin?.file === path ? [{ place: placeOf(store, origin), host, good: verdict.rule === undefined }] : [],
    ),
  );
}

function hostUses(store: CheckStore): HostUse[] {
  const uses = new Map<
    string,
    { host: string; verdict: string; targets: Set<Target>; sites: Map<string, HostUse['sites'][number]> }
  >();
  for (const root of clientRoots(store)) {
    for (const { host, verdict, request } of askedBy(store, root)) {
      const key = `${host}\n${verdict.verdict}`;
      const use = uses.get(key) ?? { host, verdict: verdict.verdict, targets: new Set(), sites: new Map() };
      uses.set(key, use);
      for (const target of request.targets) use.targets.add(target);
      const place = placeOf(store, request.sink);
      use.sites.set(`${place.file}\n${place.start}`, { place, api: request.api, traffic: request.traffic });
    }
  }
  return [...uses.values()].map(({ host, verdict, targets, sites }) => ({
    host,
    verdict,
    targets: (['review', 'release'] as const).filter((target) => targets.has(target)),
    sites: [...sites.values()],
  }));
}
