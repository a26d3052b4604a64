/** Whose request a line is: the scanner's, somebody's who says so, or nobody's of interest. */

import type { ScannerModel } from '../models/scanners/schema.ts';
import { addressSet, canonicalAddress, isInternal } from './addresses.ts';
import type { RequestRecord } from './record.ts';
import type { Identity } from './summary.ts';

export type Verdict =
  | {
      readonly kind: 'hit';
      readonly identity: Identity;
      readonly ip: string;
      readonly scanId?: string;
      readonly module?: string;
    }
  | {
      readonly kind: 'spoofed' | 'addressOnly' | 'crawl' | 'lookalike' | 'unverified';
      readonly ip: string;
      readonly agent: string;
    };

export interface IdentitySettings {
  readonly scanner: ScannerModel;
  /** Further addresses or ranges of the scanner. */
  readonly extraAddresses: readonly string[];
  /** Proxies that may be believed about whom they forward for, beyond private and loopback addresses. */
  readonly trustedProxies: readonly string[];
}

/** Builds the judge. Throws an Error that names a wrong address. */
export function createIdentifier(settings: IdentitySettings): (record: RequestRecord) => Verdict | undefined {
  const { scanner } = settings;
  const known = addressSet([...scanner.addresses.map((entry) => entry.address), ...settings.extraAddresses]);
  const trusted = addressSet(settings.trustedProxies);
  const believed = (address: string): boolean => isInternal(address) || trusted(address);

  return (record) => {
    const agent = normalAgent(record.agent);
    const claim = agent === undefined ? undefined : claimOf(agent, scanner);
    const peer = record.ip === undefined ? undefined : canonicalAddress(record.ip);
    const shown = peer ?? record.ip ?? '-';
    if (claim === 'crawl')
      return { kind: 'crawl', ip: client(peer, record.forwarded, believed) ?? shown, agent: agent! };
    if (claim === 'lookalike') {
      return { kind: 'lookalike', ip: client(peer, record.forwarded, believed) ?? shown, agent: agent! };
    }

    const direct = peer !== undefined && known(peer);
    // Who the chain says the client is, walking from our side as far as proxies can be believed.
    const source = client(peer, record.forwarded, believed);
    const behind = !direct && source !== undefined && source !== peer && known(source);
    if (claim === 'attack') {
      const scan = scanOf(agent!);
      if (direct) return { kind: 'hit', identity: 'ua+ip', ip: peer, ...scan };
      if (behind) return { kind: 'hit', identity: 'ua+xff', ip: source, ...scan };
      const seen = source ?? peer;
      if (seen === undefined || believed(seen)) return { kind: 'hit', identity: 'ua-only', ip: shown, ...scan };
      return { kind: 'spoofed', ip: seen, agent: agent! };
    }
    if (direct || behind) {
      const ip = direct ? peer : source!;
      if (agent !== undefined) return { kind: 'addressOnly', ip, agent };
      return { kind: 'hit', identity: direct ? 'ip-only' : 'xff-only', ip };
    }
    const named = record.forwarded?.map(canonicalAddress).find((address) => address !== undefined && known(address));
    if (named !== undefined) return { kind: 'unverified', ip: shown, agent: agent ?? '-' };
    return undefined;
  };
}

/** The client of a chain: from the peer backwards through believed proxies to the first that is not one. */
function client(
  peer: string | undefined,
  forwarded: readonly string[] | undefined,
  believed: (address: string) => boolean,
): string | undefined {
  if (peer !== undefined && !believed(peer)) return peer;
  let last = peer;
  for (let at = (forwarded?.length ?? 0) - 1; at >= 0; at--) {
    const address = canonicalAddress(forwarded![at]!);
    if (address === undefined) return last;
    last = address;
    if (!believed(address)) return address;
  }
  return last;
}

/** The User-Agent without the disguises of loggers that write a space as `+` or `%20`; `undefined` when there is none. */
function normalAgent(agent: string | undefined): string | undefined {
  if (agent === undefined || agent === '' || agent === '-') return undefined;
  if (agent.includes(' ')) return agent;
  if (/%20/.test(agent))
    return agent.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return agent.replaceAll('+', ' ');
}

function claimOf(agent: string, scanner: ScannerModel): 'attack' | 'crawl' | 'lookalike' | undefined {
  if (scanner.lookalikes.some((name) => agent.startsWith(name))) return 'lookalike';
  const { attackAgent } = scanner;
  if (agent.startsWith(attackAgent) && !/^[A-Za-z0-9]/.test(agent.slice(attackAgent.length))) return 'attack';
  if (agent.endsWith(`/${scanner.crawlAgent}`)) return 'crawl';
  if (scanner.lookalikes.some((name) => agent.includes(name))) return 'lookalike';
  return undefined;
}

/** The scan id and the check's id at the end of the User-Agent: `(<28 hex>) <4 hex>`. */
function scanOf(agent: string): { scanId?: string; module?: string } {
  const match = /\(([0-9a-f]{28})\)(?: ([0-9a-f]{4}))?\s*$/.exec(agent);
  if (!match) return {};
  return match[2] === undefined ? { scanId: match[1]! } : { scanId: match[1]!, module: match[2] };
}

/** The Unix time in milliseconds that a scan id begins with, when it is a plausible one. */
export function taskTimeOf(scanId: string): number | undefined {
  const seconds = Number.parseInt(scanId.slice(0, 8), 16);
  return seconds > 1_262_304_000 && seconds < 4_102_444_800 ? seconds * 1000 : undefined;
}
