import type { ClientModel } from '../schema/clients.ts';

/** A rule of the proxy rewrites what requests ask while the program runs (read in @mpxjs/fetch 2.10.20, src/proxy.js). */
export default {
  name: 'mpx',
  source: 'https://mpxjs.cn/guide/extend/fetch.html',
  words: ['@mpxjs/fetch', 'xfetch'],
  calls: [
    { call: '{mp}.xfetch.fetch', url: '0.url', traffic: 'request' },
    { call: 'npm:@mpxjs/core.use', url: '1.proxy[].proxy.url', traffic: 'request' },
    { call: 'npm:@mpxjs/core.use', url: '1.proxy[].proxy.host', traffic: 'request', host: true },
    { call: '{mp}.xfetch.setProxy', url: '0[].proxy.url', traffic: 'request' },
    { call: '{mp}.xfetch.setProxy', url: '0[].proxy.host', traffic: 'request', host: true },
    { call: '{mp}.xfetch.prependProxy', url: '0[].proxy.url', traffic: 'request' },
    { call: '{mp}.xfetch.prependProxy', url: '0[].proxy.host', traffic: 'request', host: true },
    { call: '{mp}.xfetch.appendProxy', url: '0[].proxy.url', traffic: 'request' },
    { call: '{mp}.xfetch.appendProxy', url: '0[].proxy.host', traffic: 'request', host: true },
  ],
  sets: [],
} satisfies ClientModel;
