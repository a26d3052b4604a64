/** Looks request calls and sending properties up by path. */

import clients from '../../models/clients/index.generated.ts';
import type { Traffic } from '../../models/schema/clients.ts';
import type { Lazy, Piece, Value } from '../values.ts';
import { alternatives, anyOf, mapValue, UNDEFINED_VALUE, UNKNOWN_VALUE } from '../values.ts';
import { type Evaluator, joined } from './evaluator.ts';
import { platformPath } from './facts.ts';
import { elements, memberOf } from './objects.ts';

export interface RequestCall {
  readonly url: string;
  readonly traffic: Traffic;
  /** Only the host stands there. */
  readonly host?: true;
  /** Places of what is put before a URL without a host; constants of the build among them. */
  readonly base?: readonly string[];
  /** The kinds of project in which the call is there; absent: all. */
  readonly kinds?: readonly string[];
}

export interface RequestRewrite {
  readonly function: string;
  readonly key: string;
  readonly traffic: Traffic;
}

const CALLS = new Map<string, RequestCall[]>();
const SETS = new Map<string, Traffic>();
const REWRITES = new Map<string, RequestRewrite>();
for (const client of clients) {
  const kinds = client.kinds && { kinds: client.kinds };
  for (const { call, ...given } of client.calls) {
    const row = { ...given, ...kinds };
    const rows = CALLS.get(call);
    if (rows) rows.push(row);
    else CALLS.set(call, [row]);
  }
  for (const { call, ...rewrite } of client.rewrites ?? []) REWRITES.set(call, rewrite);
  for (const { property, traffic } of client.sets) SETS.set(property, traffic);
}

const MODELLED = new Set([...CALLS.keys(), ...REWRITES.keys(), ...SETS.keys()]);

/** Members of the platform object that a library puts there, and that a model describes: `{mp}.$u`, `{mp}.$u.http`. */
const ADDED = new Set(
  [...MODELLED].flatMap((path) => {
    if (!path.startsWith('{mp}.$')) return [];
    const parts = path.split('.');
    return parts.slice(1).map((_, at) => parts.slice(0, at + 2).join('.'));
  }),
);

/** Whether a model describes what a library puts on the platform object under this path; the library's code then need not. */
export function isModelled(path: string): boolean {
  return path.includes('$') && ADDED.has(platformPath(path));
}

const COPIED = clients.flatMap((client) => client.copied ?? []);
const COPIED_FOLDER = new RegExp(
  `(?:^|/)(${COPIED.map((name) => name.replace(/[.]/g, '\\.')).join('|')})(?:/|(?:\\.min)?\\.js$)`,
);
/** Where packages are installed: there a folder is the package of its name. */
const INSTALLED = /(?:^|\/)(?:node_modules|miniprogram_npm)\/((?:@[^/]+\/)?[^/]+)\//;
const PACKAGES = new Set(
  [...MODELLED].flatMap((path) => /^npm:((?:@[^/]+\/)?[^/.()]+(?:\.[^/.()]+)*?)(?=[.(/]|$)/.exec(path)?.[1] ?? []),
);

/** The modelled package that a file of the checked folder is the code of; undefined for every other file. */
export function packageOfFile(file: string): string | undefined {
  const installed = INSTALLED.exec(file)?.[1];
  if (installed !== undefined) return PACKAGES.has(installed) || COPIED.includes(installed) ? installed : undefined;
  return COPIED_FOLDER.exec(file)?.[1];
}

/** Words without which a file can hold no request of its own: those of the models, or the first name of each path. */
export const CLIENT_WORDS: ReadonlySet<string> = new Set(
  clients.flatMap(
    ({ words, calls, sets, rewrites = [] }) =>
      words ??
      [
        ...calls.map(({ call }) => call),
        ...sets.map(({ property }) => property),
        ...rewrites.map(({ call }) => call),
      ].map((path) => /^(?:\{mp\}\.|npm:)([\w$@/-]+)/.exec(path)?.[1] ?? path),
  ),
);

const SENDING_KEYS: ReadonlySet<string> = new Set(
  [...SETS.keys()].map((path) => path.slice(path.lastIndexOf('.') + 1)),
);

/** Whether setting a property of that name may send something. */
export function isSendingKey(key: string): boolean {
  return SENDING_KEYS.has(key);
}

/** What a call of this path sends; none for most paths. */
export function requestCalls(path: string): readonly RequestCall[] {
  return CALLS.get(path) ?? CALLS.get(clientPath(path)) ?? [];
}

/** The function given to a call of this path that changes requests. */
export function requestRewrite(path: string): RequestRewrite | undefined {
  return REWRITES.get(path) ?? REWRITES.get(clientPath(path));
}

export function sendingProperty(path: string): Traffic | undefined {
  return SETS.get(path) ?? SETS.get(clientPath(path));
}

/**
 * The platform object's twins that return promises (`wx.pro.request`, `wx.p.request`, WePY's `wepy.wx.request`) are the
 * platform object, and so is what gives every component what a library adds (`Vue.prototype.$u`).
 */
function clientPath(path: string): string {
  const shared = path.replace(/^(?:npm:vue|Vue)\.prototype\.(?=\$)/, '{mp}.');
  return platformPath(shared).replace(/^\{mp\}\.(pro|p|promise|wx)(?=\.)/, '{mp}');
}

/** The readable name of a request API in findings and tables. */
export function apiName(path: string): string {
  return path.replace(/^npm:/, '');
}

/** What a call asks: its URL, with what is put before it where it names no host. */
export function requestUrl(evaluator: Evaluator, args: readonly (Lazy | 'spread')[], call: RequestCall): Value {
  const value = urlArgument(evaluator, args, call.url);
  const before = (call.base ?? [])
    .map((place) => (/^\d/.test(place) ? urlArgument(evaluator, args, place) : evaluator.native(place)))
    .find((one) => alternatives(one).some(({ k }) => k === 'string'));
  if (!before) return value;
  return mapValue(value, (url) => {
    if (url.k !== 'string' || !isRelative(url.pieces)) return url;
    return mapValue(before, (base) =>
      base.k === 'string' ? { ...base, pieces: joined(base.pieces, url.pieces) } : url,
    );
  });
}

function isRelative([first]: readonly Piece[]): boolean {
  return first === undefined || ('text' in first && !/^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(first.text));
}

/** What stands at a path among the arguments: `0.url`, `0.sources[].url`. */
export function urlArgument(evaluator: Evaluator, args: readonly (Lazy | 'spread')[], url: string): Value {
  const [first = '', ...members] = url.split('.');
  const index = Number.parseInt(first, 10);
  const arg = args[index];
  if (args.slice(0, index + 1).includes('spread') || arg === 'spread') return UNKNOWN_VALUE;
  let value = arg === undefined ? UNDEFINED_VALUE : evaluator.force(arg);
  if (first.endsWith('[]')) value = itemsOf(evaluator, value);
  // A request call may be given the URL alone: `wx.request('https://…')` of some promise wrappers.
  if (members.length === 1 && members[0] === 'url' && value.k === 'string') return value;
  for (const member of members) {
    const list = member.endsWith('[]');
    const name = list ? member.slice(0, -2) : member;
    value = mapValue(value, (one) => memberOf(evaluator, one, name));
    if (list) value = itemsOf(evaluator, value);
  }
  return value;
}

/** The items of a list; one thing alone may stand for a list of it. */
function itemsOf(evaluator: Evaluator, value: Value): Value {
  return anyOf(
    alternatives(value).flatMap((one) => (one.k === 'object' || one.k === 'string' ? [one] : elements(evaluator, one))),
  );
}
