/** Addresses: which block holds one, and the address inside an address. */

import ipaddr from 'ipaddr.js';
import { addressBlocks } from '../models/hosts/addresses.ts';
import type { AddressBlock } from '../models/schema/hosts.ts';

export interface AddressFacts {
  /** The block that holds the address; undefined for a public one. */
  readonly block: AddressBlock | undefined;
}

const blocks = addressBlocks.map((block) => ({ block, range: ipaddr.parseCIDR(block.cidr) }));

/** Facts about a normalised host that is an IP address, undefined where it is a name. */
export function addressFacts(hostname: string): AddressFacts | undefined {
  // The pattern first: the parser finds out by throwing, and nearly every host is a name.
  if (!/^[\d.]+$|:/.test(hostname) || !ipaddr.isValid(hostname)) return undefined;
  const address = embedded(ipaddr.parse(hostname));
  for (const { block, range } of blocks) {
    if (range[0].kind() === address.kind() && address.match(range as [ipaddr.IPv6, number])) return { block };
  }
  return { block: undefined };
}

/** An IPv4 address carried inside an IPv6 one (mapped, translated, 6to4) is what really gets asked. */
function embedded(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address.kind() === 'ipv4') return address;
  const six = address as ipaddr.IPv6;
  const bytes = six.toByteArray();
  switch (six.range()) {
    case 'ipv4Mapped':
    case 'rfc6145':
    case 'rfc6052':
      return new ipaddr.IPv4(bytes.slice(12));
    case '6to4':
      return new ipaddr.IPv4(bytes.slice(2, 6));
    default:
      return six;
  }
}
