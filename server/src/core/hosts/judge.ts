/**
 * Judges one host: would a released mini-program be right to ask it?
 *
 * What is known about hosts stands in models/hosts as data; this file only puts the questions in order. Everything is
 * decided by the host's own name and by what kind of request asks it; nothing is looked up.
 */

import { parse as parseDomain } from 'tldts';
import { type Message, message } from '../base/finding.ts';
import { defaultDomains, objectStorage, trialDomains } from '../models/hosts/clouds.ts';
import { echoServices, mockPaths, mockServices } from '../models/hosts/mock-services.ts';
import { placeholders } from '../models/hosts/placeholders.ts';
import { reservedNames } from '../models/hosts/reserved-names.ts';
import { fileHosts, transports } from '../models/hosts/transports.ts';
import { tunnels } from '../models/hosts/tunnels.ts';
import { vendorDomains, vendorSandboxes } from '../models/hosts/vendors.ts';
import type { TransportRule } from '../models/schema/hosts.ts';
import { addressFacts } from './addresses.ts';
import { type Authority, readAuthority, type UrlPrefix } from './authority.ts';
import { stageOf, stageOfEnvironment } from './labels.ts';
import { placeholderOf } from './placeholders.ts';
import { matchSuffix } from './suffixes.ts';
import { refusals, remarks } from './transport.ts';
import type { HostRule, HostVerdict, JudgeContext, Judgement } from './verdict.ts';

export type { UrlPrefix } from './authority.ts';
export type { HostApi, HostRule, HostVerdict, JudgeContext, Judgement } from './verdict.ts';

const RULES: Record<HostVerdict['verdict'], HostRule | undefined> = {
  test: 'test-host',
  invalid: 'invalid-host',
  placeholder: 'placeholder-host',
  weak: undefined,
  ok: undefined,
};

const standIns: ReadonlySet<string> = new Set(placeholders.standIns);

/** Which verdict speaks first when a host earns several. */
const WEIGHT: readonly HostVerdict['verdict'][] = ['test', 'placeholder', 'invalid', 'weak'];

/**
 * The verdict on the host of a URL, or undefined where the text holds no host or not all of it.
 * Never throws, whatever the text.
 */
export function judgeUrl(url: UrlPrefix, context: JudgeContext): HostVerdict | undefined {
  const transport: TransportRule = transports.find((row) => row.api === context.api)!;
  const bare = context.api === 'tcp' || context.api === 'udp';
  const authority = readAuthority(url, bare);
  if (!authority) return undefined;
  const hostname = authority.hostname ?? authority.name.toLowerCase();
  if (fileHosts.includes(hostname) && !bare) return undefined;
  const found = judgements(authority, hostname, transport, context);
  if (found === undefined) return undefined;
  // Stable sort: among equals the order of the questions stands.
  const sorted = [...found].sort((a, b) => WEIGHT.indexOf(a.verdict) - WEIGHT.indexOf(b.verdict));
  const first = sorted[0];
  return {
    host: authority.written,
    hostname,
    verdict: first?.verdict ?? 'ok',
    rule: RULES[first?.verdict ?? 'ok'],
    reason: first?.reason ?? message('nothing speaks against {0}', authority.written),
    evidence: first?.evidence ?? '',
    also: sorted.slice(1),
    start: authority.start,
    end: authority.end,
  };
}

/** The verdict on a cloud environment id (`wx.cloud.init({env})`, `config.env`, `cloud://<env>.…`), or undefined for an empty one. */
export function judgeCloudEnv(id: string): HostVerdict | undefined {
  const host = id.trim();
  if (host === '') return undefined;
  const verdict = (found: Judgement | undefined): HostVerdict => ({
    host,
    hostname: host.toLowerCase(),
    verdict: found?.verdict ?? 'ok',
    rule: RULES[found?.verdict ?? 'ok'],
    reason: found?.reason ?? message('nothing speaks against {0}', host),
    evidence: found?.evidence ?? '',
    also: [],
    start: id.indexOf(host),
    end: id.indexOf(host) + host.length,
  });
  const empty =
    placeholderOf(host, null) ?? (/[^\x21-\x7e]/.test(host) || /^env[-_]?id$/i.test(host) ? { text: host } : undefined);
  if (empty) {
    return verdict({
      verdict: 'placeholder',
      reason: message('the cloud environment {0} was never filled in', host),
      evidence: empty.text,
    });
  }
  const stage = stageOfEnvironment(host);
  if (!stage) return verdict(undefined);
  return verdict({
    verdict: stage.weight === 'proof' ? 'test' : 'weak',
    reason: message('the cloud environment {0} is called “{1}”', host, stage.word),
    evidence: stage.word,
  });
}

/** Every judgement in the order of the questions, or undefined where the text turns out to hold no host after all. */
function judgements(
  authority: Authority,
  hostname: string,
  transport: TransportRule,
  context: JudgeContext,
): Judgement[] | undefined {
  const { written } = authority;
  if (authority.hostname === undefined) {
    const empty = placeholderOf(authority.name, null);
    if (empty) return [neverFilled(written, empty.text)];
    // `{0}`, `%s`, `$HOST`: a template that code fills in later.
    if (/[{}%$^]/.test(written)) return undefined;
    return [{ verdict: 'invalid', reason: message('{0} is not a host that can be asked', written), evidence: written }];
  }
  if (/[{}%$]/.test(authority.name)) {
    const empty = placeholderOf(authority.name.replace(/[{}%$]/g, ''), null);
    return empty?.kind === 'fill' ? [neverFilled(written, empty.text)] : undefined;
  }
  const address = addressFacts(hostname);
  const found = address
    ? judgeAddress(written, address.block?.kind, transport)
    : judgeName(authority, hostname, transport);
  const port = context.port ?? authority.port;
  if (address?.block?.kind === 'hotspot' && !transport.localNetwork) return found;
  return [...found, ...refusals(authority, hostname, port, transport), ...remarks(authority, port, transport)];
}

function judgeAddress(written: string, kind: string | undefined, transport: TransportRule): Judgement[] {
  if (kind === undefined) {
    return [
      {
        verdict: transport.bareAddress ? 'weak' : 'invalid',
        reason: message('{0} is a bare IP address; a released mini-program may only ask names', written),
        evidence: written,
      },
    ];
  }
  if (transport.localNetwork && !['loopback', 'unspecified'].includes(kind)) return [];
  return [{ verdict: kind === 'hotspot' ? 'weak' : 'test', reason: ADDRESS_REASONS[kind]!(written), evidence: kind }];
}

const ADDRESS_REASONS: Record<string, (host: string) => Message> = {
  loopback: (host) => message('{0} is the device itself', host),
  unspecified: (host) => message('{0} is no address that can be asked', host),
  private: (host) => message('{0} is an address on a private network', host),
  shared: (host) => message('{0} is an address behind a carrier’s translation, not on the public internet', host),
  'link-local': (host) => message('{0} is an address on the local link only', host),
  reserved: (host) => message('{0} is a reserved address that no public server has', host),
  hotspot: (host) => message('{0} is where a device is set up through its own hotspot', host),
  multicast: (host) => message('{0} is a multicast address', host),
  broadcast: (host) => message('{0} is the broadcast address', host),
};

function judgeName(authority: Authority, hostname: string, transport: TransportRule): Judgement[] {
  const { written } = authority;
  const found: Judgement[] = [];
  const add = (verdict: Judgement['verdict'], reason: Message, evidence: string): void => {
    found.push({ verdict, reason, evidence });
  };
  const parsed = parseDomain(hostname, { allowPrivateDomains: false, extractHostname: false });
  const empty = placeholderOf(authority.name, parsed.domain);
  if (empty && empty.kind !== 'example') return [neverFilled(written, empty.text)];

  const reserved = reservedNames.find((row) => hostname === row.name || hostname.endsWith(`.${row.name}`));
  if (reserved) {
    if (reserved.kind === 'example') return [neverFilled(written, `.${reserved.name}`)];
    if (transport.localNetwork && reserved.name === 'local') return [];
    const reason =
      hostname === 'localhost'
        ? message('{0} is the device itself', written)
        : message('{0} ends in “.{1}”, which only your own network resolves', written, reserved.name);
    return [{ verdict: 'test', reason, evidence: `.${reserved.name}` }];
  }
  // Underscores are no letters of the public DNS, yet private networks and some clouds answer to them.
  if (!/^[a-z0-9_.-]+$/.test(hostname)) {
    return [{ verdict: 'invalid', reason: message('{0} is not a host that can be asked', written), evidence: written }];
  }
  if (!hostname.includes('.')) {
    if (empty || standIns.has(hostname)) return [neverFilled(written, hostname)];
    if (transport.localNetwork) return [];
    return [
      {
        verdict: 'test',
        reason: message('{0} is a name without a dot, which only your own network resolves', written),
        evidence: hostname,
      },
    ];
  }

  const sandbox = matchSuffix(vendorSandboxes, hostname);
  if (sandbox) add('test', message('{0} is a sandbox ({1})', written, sandbox.service), sandbox.suffix);
  const tunnel = matchSuffix(tunnels, hostname);
  if (tunnel) add('test', message('{0} leads to somebody’s own machine ({1})', written, tunnel.service), tunnel.suffix);
  const mock = matchSuffix(mockServices, hostname);
  if (mock) add('test', message('{0} answers with invented data ({1})', written, mock.service), mock.suffix);
  const mockPath = mock ? undefined : matchMockPath(authority.path);
  if (mockPath) add('test', message('the path of {0} is that of a mock server ({1})', written, mockPath), mockPath);
  const trial = matchSuffix(trialDomains, hostname);
  if (trial)
    add(
      'test',
      message('{0} is a name the cloud lends for trying out and takes away again ({1})', written, trial.service),
      trial.suffix,
    );

  const storage = matchSuffix(objectStorage, hostname);
  const vendor = matchSuffix(vendorDomains, hostname);
  if (!storage && found.length === 0) {
    const stage = stageOf(parsed.subdomain ?? '', parsed.domainWithoutSuffix ?? hostname, parsed.publicSuffix ?? '');
    if (stage) {
      const reason = message('{0} is called “{1}”', written, stage.word);
      add(stage.weight === 'proof' && !vendor ? 'test' : 'weak', reason, stage.label);
    }
  }
  if (empty) add('placeholder', message('{0} is an example name that was never filled in', written), empty.text);
  else if (parsed.isIcann !== true && found.length === 0 && !transport.localNetwork) {
    add(
      'test',
      message('{0} ends in “.{1}”, which only your own network resolves', written, parsed.publicSuffix ?? ''),
      `.${parsed.publicSuffix}`,
    );
  }
  const echo = matchSuffix(echoServices, hostname);
  if (echo) add('weak', message('{0} only echoes what it is sent ({1})', written, echo.service), echo.suffix);
  const cloud = storage ? undefined : matchSuffix(defaultDomains, hostname, true);
  if (cloud)
    add(
      'weak',
      message(
        '{0} is a default name of a cloud ({1}); most of them cannot be entered as a server domain',
        written,
        cloud.service,
      ),
      cloud.suffix,
    );
  return found;
}

function neverFilled(written: string, evidence: string): Judgement {
  return {
    verdict: 'placeholder',
    reason: message('{0} was never filled in', written === '' ? 'https://' : written),
    evidence,
  };
}

function matchMockPath(path: string): string | undefined {
  const segments = path.split(/[?#]/, 1)[0]!.split('/').slice(1, 12);
  for (const row of mockPaths) {
    for (let at = 0; at + row.segments.length <= segments.length; at++) {
      if (row.segments.every((wanted, index) => segmentMatches(wanted, segments[at + index]!))) return row.service;
    }
  }
  return undefined;
}

function segmentMatches(wanted: string, segment: string): boolean {
  if (wanted === '#') return /^\d{1,9}$/.test(segment);
  if (wanted === '~') return /^[0-9a-f]{20,40}$/i.test(segment);
  return wanted === segment;
}
