/** Takes the host out of a URL text as it is written, and says whether it is known whole. */

import { parse as parseDomain } from 'tldts';

/** The text of a URL as far as it is known. */
export interface UrlPrefix {
  readonly text: string;
  /** Nothing follows the text; otherwise anything may. */
  readonly complete: boolean;
}

export interface Authority {
  /** Lower case, without the colon; undefined for `//host/…` and for a bare address. */
  readonly scheme: string | undefined;
  /** As people write it: without user information, with the port when written. */
  readonly written: string;
  /** Where `written` stands in the text. */
  readonly start: number;
  readonly end: number;
  /** As written, without the port; not normalised. */
  readonly name: string;
  /** The written port, undefined where there is none or where it is not a number. */
  readonly port: number | undefined;
  /** The normalised host (lower case, punycode, numbers as dotted addresses, no trailing dot, no brackets), or undefined where no browser would read it. */
  readonly hostname: string | undefined;
  /** The path as far as it is known, from its slash. */
  readonly path: string;
}

/** Schemes whose authority needs no two slashes and ends at a backslash too (WHATWG "special"). */
const SPECIAL = new Set(['http', 'https', 'ws', 'wss', 'ftp']);
/** Other schemes that reach a host over the network; anything else (`cloud:`, `wxfile:`, `data:`) does not name one. */
const STREAMING = new Set([
  'rtmp',
  'rtmps',
  'rtsp',
  'rtsps',
  'srt',
  'webrtc',
  'artc',
  'tcp',
  'udp',
  'mqtt',
  'mqtts',
  'wxs',
  'alis',
]);
/** Texts longer than this are no URL that anybody wrote. */
const MAX_LENGTH = 8192;
/** The longest name DNS can carry (RFC 1035); some more for names written in percent or Unicode. */
const MAX_NAME = 512;

/**
 * The authority of a URL, or undefined where the text holds no host: another scheme (`data:`, `cloud:`, `wxfile:`), a
 * relative path, or a host of which the end is not known (`https://api-` and then something).
 * With `bare`, the whole text is an address without a scheme, as socket APIs take it.
 */
export function readAuthority(prefix: UrlPrefix, bare = false): Authority | undefined {
  const text = prefix.text.slice(0, MAX_LENGTH);
  let at = 0;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  let scheme: string | undefined;
  const head = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text.slice(at, at + 24));
  if (head && isNetwork(head[1]!.toLowerCase(), text, at + head[0].length)) {
    scheme = head[1]!.toLowerCase();
    at += head[0].length;
    if (SPECIAL.has(scheme)) while (text[at] === '/' || text[at] === '\\') at++;
    else at += 2;
  } else if (text.startsWith('//', at)) {
    at += 2;
  } else if (!bare && !isBareLocal(text.slice(at))) {
    return undefined;
  }
  let end = at;
  while (end < text.length && !'/?#\\'.includes(text[end]!)) end++;
  const terminated = end < text.length || prefix.complete;
  while (end > at && text.charCodeAt(end - 1) <= 32) end--;
  const user = text.lastIndexOf('@', end - 1);
  if (user >= at) at = user + 1;
  const written = text.slice(at, end);
  const colon = portColon(written);
  const name = colon < 0 ? written : written.slice(0, colon);
  if (!terminated && colon < 0 && !looksWhole(name)) return undefined;
  if (!terminated && name === '') return undefined;
  const portText = colon < 0 ? '' : written.slice(colon + 1);
  return {
    scheme,
    written,
    start: at,
    end,
    name,
    port: /^\d{1,5}$/.test(portText) && (terminated || portText !== '') ? Number(portText) : undefined,
    hostname: normalise(name),
    path: text.slice(end),
  };
}

function isNetwork(scheme: string, text: string, at: number): boolean {
  return SPECIAL.has(scheme) || (STREAMING.has(scheme) && text.startsWith('//', at));
}

/** `localhost:8080/x` and `192.168.1.2/x` without a scheme: nobody means a path by that. */
function isBareLocal(text: string): boolean {
  return /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?:[/?#]|$)/i.test(text.slice(0, 64));
}

/** Where the port's colon stands, or -1; colons inside brackets belong to an address. */
function portColon(written: string): number {
  const bracket = written.lastIndexOf(']');
  const colon = written.indexOf(':', bracket + 1);
  return colon;
}

/** Is a host that something unknown follows known whole all the same? Paths are glued to hosts; names are not glued to names. */
function looksWhole(name: string): boolean {
  if (/^localhost$/i.test(name) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) || name.endsWith(']')) return true;
  if (!/^[a-z0-9.-]+$/i.test(name)) return false;
  const { domain, isIcann } = parseDomain(name, { allowPrivateDomains: false, extractHostname: false });
  return domain !== null && isIcann === true;
}

/** The host as a browser reads it, or undefined. The URL class does the work: numbers, full-width digits, punycode. */
function normalise(name: string): string | undefined {
  if (name === '' || name.length > MAX_NAME) return undefined;
  try {
    const hostname = new URL(`https://${name}/`).hostname.replace(/\.$/, '');
    return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  } catch {
    return undefined;
  }
}
