import type { TransportRule } from '../schema/hosts.ts';

/**
 * What WeChat demands of each kind of request once a version is released.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html (server domains),
 * …/ability/domain.html (web-view); the notes of loadFontFace and createTCPSocket in the API typings. Pictures and media
 * are displayed from any address.
 */
export const transports = [
  {
    api: 'request',
    schemes: ['https'],
    refusedSchemes: ['http', 'ws'],
    bareAddress: false,
    localNetwork: false,
    port: 'listed',
    listed: true,
  },
  {
    api: 'upload',
    schemes: ['https'],
    refusedSchemes: ['http', 'ws'],
    bareAddress: false,
    localNetwork: false,
    port: 'listed',
    listed: true,
  },
  {
    api: 'download',
    schemes: ['https'],
    refusedSchemes: ['http', 'ws'],
    bareAddress: false,
    localNetwork: false,
    port: 'listed',
    listed: true,
  },
  {
    api: 'socket',
    schemes: ['wss'],
    refusedSchemes: ['ws', 'http'],
    bareAddress: false,
    localNetwork: false,
    port: 'any',
    listed: true,
  },
  {
    api: 'web-view',
    schemes: ['https'],
    refusedSchemes: ['http'],
    bareAddress: false,
    localNetwork: false,
    port: 'none',
    listed: true,
  },
  {
    api: 'font',
    schemes: ['https'],
    refusedSchemes: ['http'],
    bareAddress: true,
    localNetwork: false,
    port: 'any',
    listed: false,
  },
  { api: 'image', schemes: [], refusedSchemes: [], bareAddress: true, localNetwork: false, port: 'any', listed: false },
  { api: 'media', schemes: [], refusedSchemes: [], bareAddress: true, localNetwork: false, port: 'any', listed: false },
  { api: 'tcp', schemes: [], refusedSchemes: [], bareAddress: false, localNetwork: true, port: 'any', listed: true },
  { api: 'udp', schemes: [], refusedSchemes: [], bareAddress: true, localNetwork: true, port: 'any', listed: true },
] as const satisfies readonly TransportRule[];

/** Hosts that cannot be configured as a server domain: their interfaces are for servers, and need the AppSecret. Same source. */
export const forbiddenHosts = ['api.weixin.qq.com'];

/** Hosts under which the platform shows its own temporary and packaged files; nothing leaves the phone. Seen as `http://tmp/…` in the developer tools. */
export const fileHosts = ['tmp', 'usr', 'store'];

/** Ports that `TCPSocket.connect` refuses, as [first, last]. Source: notes of createTCPSocket in miniprogram-api-typings. */
export const refusedTcpPorts: readonly (readonly [number, number])[] = [
  [0, 1023],
  [1099, 1099],
  [1433, 1433],
  [1521, 1521],
  [1719, 1720],
  [1723, 1723],
  [2049, 2049],
  [2375, 2375],
  [3128, 3128],
  [3306, 3306],
  [3389, 3389],
  [3659, 3659],
  [4045, 4045],
  [5060, 5061],
  [5432, 5432],
  [5984, 5984],
  [6000, 6000],
  [6379, 6379],
  [6566, 6566],
  [7001, 7002],
  [8000, 8100],
  [8443, 8443],
  [8888, 8888],
  [9200, 9200],
  [9300, 9300],
  [10051, 10051],
  [10080, 10080],
  [11211, 11211],
  [27017, 27019],
];
