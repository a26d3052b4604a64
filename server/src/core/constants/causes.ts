/** Causes: what decides a bad host, with every request it feeds. One cause becomes one finding. */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { TARGETS, type Target } from '../base/finding.ts';
import { judgeCloudEnv, judgeUrl } from '../hosts/judge.ts';
import type { HostVerdict } from '../hosts/verdict.ts';
import type { Traffic } from '../models/schema/clients.ts';
import { projectTemplates } from '../project/members.ts';
import { classOf } from '../project/queries.ts';
import { settingsOf } from '../settings/configuration.ts';
import { defineQuery, defineShares } from '../store/store.ts';
import { asConfigured } from './configured.ts';
import { markupRequestsIn } from './markup.ts';
import { inImportOrder, speaks } from './relevance.ts';
import { type Request, requestsIn } from './requests.ts';
import { projectStyles } from './styles.ts';
import { SINGLE_FILE } from './template-data.ts';
import { equalTerms, type Origin, type Site } from './terms.ts';
import type { Piece } from './values.ts';

/** A host that something asks, judged. */
export interface Asked {
  readonly host: string;
  readonly verdict: HostVerdict;
  /** The URL as far as it is known; `…` where it is not. */
  readonly url: string;
  /** The literal in which the host begins, where there is one. */
  readonly origin: Origin | undefined;
  readonly request: Request;
}

/** What a file asks, by its scripts' calls or its markup. Changes only when a request does. */
export const requestsInFile = defineQuery<CheckHost, readonly Request[]>(
  'requests in file',
  (store, file) => {
    if (!isScript(file)) return markupRequestsIn(store, file);
    return SINGLE_FILE.test(file)
      ? [...requestsIn(store, file), ...markupRequestsIn(store, file)]
      : requestsIn(store, file);
  },
  { equals: equalTerms },
);

export function isScript(file: string): boolean {
  return /\.(?:[cm]?[jt]sx?|wxs|vue|mpx|wpy|cml|interface|nvue)$/.test(file);
}

/** Everything a project asks, judged. */
export const askedBy = defineQuery<CheckHost, readonly Asked[]>(
  'asked',
  (store, root) => {
    const asked: Asked[] = [];
    for (const file of [
      ...inImportOrder(store, root),
      ...projectTemplates(store, root),
      ...projectStyles(store, root),
    ]) {
      if (speaks(store, root, file)) asked.push(...askedIn(store, file));
    }
    return asked;
  },
  { equals: equalTerms },
);

/** What one file asks, judged. */
const askedIn = defineQuery<CheckHost, readonly Asked[]>(
  'asked in file',
  (store, file) => {
    const settings = settingsOf(store, '');
    return requestsInFile(store, file).flatMap((request) => {
      const one = judge(request);
      return one ? [{ ...one, verdict: asConfigured(one.verdict, settings) }] : [];
    });
  },
  { equals: equalTerms },
);

/** The host of a request and what is to be said of it; undefined where the URL names none, or not all of it is known. */
export function judge(request: Request): Asked | undefined {
  let text = '';
  let complete = true;
  for (const piece of request.pieces) {
    if ('hole' in piece) {
      complete = false;
      break;
    }
    text += piece.text;
  }
  const verdict = judgeText(text, complete, request.traffic);
  // `'https:' + url` where nothing is known of the URL names no host.
  if (!verdict || verdict.host === '') return undefined;
  return {
    host: verdict.host,
    verdict,
    url: complete ? text : `${text}…`,
    origin: originAt(request.pieces, verdict.start),
    request,
  };
}

function judgeText(text: string, complete: boolean, traffic: Traffic): HostVerdict | undefined {
  if (traffic === 'cloud') return complete ? judgeCloudEnv(text) : undefined;
  if (traffic !== 'font') return judgeUrl({ text, complete }, { api: traffic });
  // `loadFontFace` takes CSS: `url("https://…")`.
  const open = /^\s*url\(\s*["']?/.exec(text)?.[0].length ?? 0;
  const inner = text.slice(open).replace(/["']?\s*\)\s*$/, '');
  const verdict = judgeUrl({ text: inner, complete }, { api: traffic });
  return verdict && { ...verdict, start: verdict.start + open, end: verdict.end + open };
}

/** The literal that holds what stands at `offset` of the whole text. */
function originAt(pieces: readonly Piece[], offset: number): Origin | undefined {
  let at = 0;
  let last: Origin | undefined;
  for (const piece of pieces) {
    if ('hole' in piece) break;
    if (piece.origin) last = piece.origin;
    if (offset < at + piece.text.length) return piece.origin ?? last;
    at += piece.text.length;
  }
  return last;
}

export interface Cause {
  readonly rule: 'test-host' | 'test-host-in-review' | 'invalid-host' | 'placeholder-host';
  readonly verdict: HostVerdict;
  readonly url: string;
  readonly targets: readonly Target[];
  /** Where the finding stands: the literal, or the request itself where no literal holds the host. */
  readonly at: Origin | Site;
  readonly requests: readonly { readonly sink: Site; readonly api: string; readonly via: readonly Site[] }[];
  readonly chosen: readonly Origin[];
}

const MOST_REQUESTS = 20;

/** The causes of a project, by the file in which each stands. */
export const causesOf = defineQuery<CheckHost, ReadonlyMap<string, readonly Cause[]>>(
  'causes',
  (store, root) => causesAmong(store, askedBy(store, root)),
  { equals: equalTerms },
);

/** The causes in a file as far as its own requests tell. */
export function ownCauses(store: CheckStore, root: string, file: string): readonly Cause[] {
  if (!speaks(store, root, file)) return [];
  return causesAmong(store, askedIn(store, file)).get(file) ?? [];
}

function causesAmong(store: CheckStore, all: readonly Asked[]): ReadonlyMap<string, readonly Cause[]> {
  const groups = new Map<string, Asked[]>();
  for (const asked of all) {
    // The id of a cloud environment is no host; what it is called is for the table alone.
    if (!asked.verdict.rule || asked.request.traffic === 'cloud') continue;
    const at = asked.origin ?? asked.request.sink;
    const key = `${at.file}\n${at.key}`;
    const group = groups.get(key);
    if (group) group.push(asked);
    else groups.set(key, [asked]);
  }
  const byFile = new Map<string, Cause[]>();
  for (const group of groups.values()) {
    const cause = causeOf(group);
    if (!cause || isForeign(store, cause.at.file)) continue;
    const list = byFile.get(cause.at.file);
    if (list) list.push(cause);
    else byFile.set(cause.at.file, [cause]);
  }
  return byFile;
}

/** A library's own hosts are its authors' business, and nobody can edit a bundle. */
export function isForeign(store: CheckStore, file: string): boolean {
  return isScript(file) && classOf(store, file)?.of !== 'own';
}

/** The causes that stand in one file; `root\nfile`. */
export const causesIn = defineShares<CheckHost, readonly Cause[]>('causes in file', causesOf, [], {
  equals: equalTerms,
});

/** The strongest of what one literal earns: a test host before a placeholder before what the platform refuses. */
const WEIGHT = ['test-host', 'placeholder-host', 'invalid-host'] as const;

function causeOf(group: readonly Asked[]): Cause | undefined {
  for (const rule of WEIGHT) {
    const members = group.filter((asked) => asked.verdict.rule === rule);
    const first = members[0];
    if (!first) continue;
    const targets = TARGETS.filter((target) => members.some((asked) => asked.request.targets.includes(target)));
    const inRelease = targets.includes('release');
    // What only a review build asks is not refused there: reviewers' devices do not check domains in a development version.
    if (!inRelease && rule !== 'test-host') continue;
    const requests = new Map<string, Cause['requests'][number]>();
    for (const { request } of members) {
      const { sink, api, via } = request;
      const key = `${sink.file}\n${sink.key}`;
      if (!requests.has(key) && requests.size < MOST_REQUESTS) requests.set(key, { sink, api, via });
    }
    return {
      rule: rule === 'test-host' && !inRelease ? 'test-host-in-review' : rule,
      verdict: first.verdict,
      url: first.url,
      targets,
      at: first.origin ?? first.request.sink,
      requests: [...requests.values()],
      chosen: first.request.chosen,
    };
  }
  return undefined;
}
