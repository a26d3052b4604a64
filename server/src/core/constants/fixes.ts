/** What can be changed about a bad host, where it is certain what the text must become. */

import type { CheckStore } from '../analysis.ts';
import { type Fix, message, type Place } from '../base/finding.ts';
import { textOf } from '../project/queries.ts';
import { settingsOf } from '../settings/configuration.ts';
import { type Asked, askedBy, type Cause } from './causes.ts';
import { placeOf } from './places.ts';
import type { Origin } from './terms.ts';

/** More production hosts than these are no help in a menu. */
const MOST_OFFERED = 3;

/** The fixes of a cause in the project with that root. */
export function fixesFor(store: CheckStore, root: string, cause: Cause): Fix[] {
  const place = placeOf(store, cause.at);
  return [...switchFix(store, root, cause, place), ...productionFixes(store, cause, place)];
}

/** Writes a configured production host, and the protocol that it needs, in the place of the bad one. */
function productionFixes(store: CheckStore, cause: Cause, place: Place): Fix[] {
  const { host } = cause.verdict;
  const written = textOf(store, place.file)?.slice(place.start, place.end) ?? '';
  const at = written.indexOf(host);
  // A host that is put together, or stands there twice, is for the developer to change.
  if (at < 0 || written.indexOf(host, at + 1) >= 0) return [];
  const insecure = /\b(http|ws):\/\/$/i.exec(written.slice(0, at))?.[1];
  const scheme = insecure === undefined ? '' : `${insecure}s://`;
  const start = place.start + at - (insecure === undefined ? 0 : insecure.length + 3);
  return settingsOf(store, '')
    .productionHosts.filter((one) => !one.startsWith('*') && one.toLowerCase() !== host.toLowerCase())
    .slice(0, MOST_OFFERED)
    .map((production) => ({
      title: message('Ask the production host {0} instead', production),
      edits: [{ place: { file: place.file, start, end: place.start + at + host.length }, text: scheme + production }],
    }));
}

/**
 * Lets the build under review ask what the release asks: the literal of the development arm becomes that of the release
 * arm. Only where every request that the literal feeds has one release host, from one literal that is good.
 */
function switchFix(store: CheckStore, root: string, cause: Cause, place: Place): Fix[] {
  if (cause.rule !== 'test-host-in-review' || !('key' in cause.at) || !cause.at.key.includes('"')) return [];
  const sinks = new Set(cause.requests.map(({ sink }) => `${sink.file}\n${sink.key}`));
  const releases = askedBy(store, root).filter(
    ({ request }) =>
      request.targets.length === 1 &&
      request.targets[0] === 'release' &&
      sinks.has(`${request.sink.file}\n${request.sink.key}`),
  );
  const from = onlyOrigin(releases);
  if (!from || from.file !== place.file || releases.some(({ verdict }) => verdict.rule !== undefined)) return [];
  // What follows the literal must be the same in both, so that nothing but the beginning changes.
  const bad = askedBy(store, root).filter(
    ({ origin }) => origin?.file === cause.at.file && origin.key === cause.at.key,
  );
  const rests = new Set([...bad, ...releases].map(restOf));
  if (rests.has(undefined) || bad.some((one) => !releases.some((other) => restOf(other) === restOf(one)))) return [];
  const text = textOf(store, place.file) ?? '';
  const target = placeOf(store, from);
  const replacement = text.slice(target.start, target.end);
  const quoted = /^(['"])[^'"\\\n]*\1$/;
  if (!quoted.test(replacement) || !quoted.test(text.slice(place.start, place.end))) return [];
  return [
    {
      title: message('Let the build under review ask {0}, as the release does', releases[0]!.host),
      edits: [{ place, text: replacement }],
      preferred: true,
    },
  ];
}

/** What follows the literal with which the URL begins; undefined where the host's literal does not begin it. */
function restOf({ origin, request }: Asked): string | undefined {
  const first = request.pieces[0];
  if (!first || !('text' in first) || !origin || first.origin?.key !== origin.key) return undefined;
  return request.pieces
    .slice(1)
    .map((piece) => ('text' in piece ? piece.text : `{${piece.hole}}`))
    .join('');
}

/** The one literal from which all of these come; undefined where there are several, or none. */
function onlyOrigin(asked: readonly Asked[]): Origin | undefined {
  const first = asked[0]?.origin;
  return asked.every(({ origin }) => origin && origin.file === first?.file && origin.key === first.key)
    ? first
    : undefined;
}
