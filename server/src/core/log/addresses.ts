/** Addresses of peers and proxies. */

import ipaddr from 'ipaddr.js';

/** An address in its one canonical spelling (IPv4-mapped IPv6 as IPv4, without port, brackets or zone), or `undefined`. */
export function canonicalAddress(text: string): string | undefined {
  let bare = text.trim();
  // The spelling of nearly every line, without the library's work.
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(bare)) return ipaddr.IPv4.isValidFourPartDecimal(bare) ? bare : undefined;
  const port = /^(?:\[([^\]]+)\](?::\d+)?|((?:\d{1,3}\.){3}\d{1,3}):\d+)$/.exec(bare);
  if (port) bare = port[1] ?? port[2]!;
  bare = bare.replace(/%.*$/, '');
  if (!bare.includes(':') && !/^(?:\d{1,3}\.){3}\d{1,3}$/.test(bare)) return undefined;
  if (!ipaddr.isValid(bare)) return undefined;
  return ipaddr.process(bare).toString();
}

/** Ranges in CIDR notation or single addresses, as a test. Throws an Error that names a range that is none. */
export function addressSet(ranges: readonly string[]): (address: string) => boolean {
  const parsed = ranges.map((range) => {
    try {
      if (range.includes('/')) return ipaddr.parseCIDR(range);
      const address = ipaddr.process(range);
      return [address, address.kind() === 'ipv4' ? 32 : 128] as [ipaddr.IPv4 | ipaddr.IPv6, number];
    } catch {
      throw new Error(`Not an address or range: ${range}`);
    }
  });
  if (parsed.length === 0) return () => false;
  return remembered((text) => {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    return parsed.some(([range, bits]) => {
      if (range.kind() !== address.kind()) return false;
      return address.kind() === 'ipv4'
        ? (address as ipaddr.IPv4).match(range as ipaddr.IPv4, bits)
        : (address as ipaddr.IPv6).match(range as ipaddr.IPv6, bits);
    });
  });
}

const MOST_REMEMBERED = 1024;

/** A test with its latest answers at hand: a scan comes from a handful of addresses, and reading one is work. */
function remembered(test: (address: string) => boolean): (address: string) => boolean {
  const answers = new Map<string, boolean>();
  return (address) => {
    let answer = answers.get(address);
    if (answer === undefined) {
      answer = test(address);
      if (answers.size >= MOST_REMEMBERED) answers.clear();
      answers.set(address, answer);
    }
    return answer;
  };
}

/** Whether an address cannot be a client on the internet: loopback, private, carrier-grade NAT, link-local and the like. */
export const isInternal: (address: string) => boolean = remembered(
  (address) => ipaddr.isValid(address) && ipaddr.process(address).range() !== 'unicast',
);
