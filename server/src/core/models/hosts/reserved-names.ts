import type { ReservedName } from '../schema/hosts.ts';

/** Endings that the public DNS never answers. */
export const reservedNames = [
  { name: 'localhost', kind: 'local', source: 'RFC 6761' },
  { name: 'test', kind: 'local', source: 'RFC 6761' },
  { name: 'local', kind: 'local', source: 'RFC 6762' },
  { name: 'home.arpa', kind: 'local', source: 'RFC 8375' },
  { name: 'internal', kind: 'local', source: 'ICANN board resolution 2024-07-29' },
  { name: 'localdomain', kind: 'local', source: 'customary in /etc/hosts' },
  { name: 'lan', kind: 'local', source: 'customary in home routers' },
  { name: 'home', kind: 'local', source: 'ICANN name collision study' },
  { name: 'corp', kind: 'local', source: 'ICANN name collision study' },
  { name: 'mail', kind: 'local', source: 'ICANN name collision study' },
  { name: 'intranet', kind: 'local', source: 'RFC 6762, appendix G' },
  { name: 'private', kind: 'local', source: 'RFC 6762, appendix G' },
  { name: 'onion', kind: 'local', source: 'RFC 7686' },
  { name: 'alt', kind: 'local', source: 'RFC 9476' },
  { name: 'example', kind: 'example', source: 'RFC 6761' },
  { name: 'invalid', kind: 'example', source: 'RFC 6761' },
] as const satisfies readonly ReservedName[];
