import type { AddressBlock } from '../schema/hosts.ts';

const V4 = 'https://www.iana.org/assignments/iana-ipv4-special-registry';
const V6 = 'https://www.iana.org/assignments/iana-ipv6-special-registry';

/** Address blocks that no public server has. The first block that holds an address names it. */
export const addressBlocks = [
  // What a device is reached at while the phone has joined its hotspot to set it up; the platform allows local addresses.
  {
    cidr: '192.168.4.1/32',
    kind: 'hotspot',
    source: 'https://docs.espressif.com/projects/esp-idf/en/stable/esp32/api-reference/network/esp_netif.html',
  },
  { cidr: '127.0.0.0/8', kind: 'loopback', source: 'RFC 1122' },
  { cidr: '0.0.0.0/8', kind: 'unspecified', source: 'RFC 791' },
  { cidr: '10.0.0.0/8', kind: 'private', source: 'RFC 1918' },
  { cidr: '172.16.0.0/12', kind: 'private', source: 'RFC 1918' },
  { cidr: '192.168.0.0/16', kind: 'private', source: 'RFC 1918' },
  { cidr: '100.64.0.0/10', kind: 'shared', source: 'RFC 6598' },
  { cidr: '169.254.0.0/16', kind: 'link-local', source: 'RFC 3927' },
  { cidr: '192.0.0.0/24', kind: 'reserved', source: 'RFC 6890' },
  { cidr: '192.0.2.0/24', kind: 'reserved', source: 'RFC 5737' },
  { cidr: '198.18.0.0/15', kind: 'reserved', source: 'RFC 2544' },
  { cidr: '198.51.100.0/24', kind: 'reserved', source: 'RFC 5737' },
  { cidr: '203.0.113.0/24', kind: 'reserved', source: 'RFC 5737' },
  { cidr: '224.0.0.0/4', kind: 'multicast', source: 'RFC 5771' },
  { cidr: '255.255.255.255/32', kind: 'broadcast', source: 'RFC 8190' },
  { cidr: '240.0.0.0/4', kind: 'reserved', source: V4 },
  { cidr: '::1/128', kind: 'loopback', source: 'RFC 4291' },
  { cidr: '::/128', kind: 'unspecified', source: 'RFC 4291' },
  { cidr: 'fc00::/7', kind: 'private', source: 'RFC 4193' },
  { cidr: 'fe80::/10', kind: 'link-local', source: 'RFC 4291' },
  { cidr: 'fec0::/10', kind: 'private', source: 'RFC 3879' },
  { cidr: '100::/64', kind: 'reserved', source: 'RFC 6666' },
  { cidr: '2001:db8::/32', kind: 'reserved', source: 'RFC 3849' },
  { cidr: '3fff::/20', kind: 'reserved', source: 'RFC 9637' },
  { cidr: '2001::/23', kind: 'reserved', source: V6 },
  { cidr: 'ff00::/8', kind: 'multicast', source: 'RFC 4291' },
] as const satisfies readonly AddressBlock[];
