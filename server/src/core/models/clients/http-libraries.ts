import type { ClientModel } from '../schema/clients.ts';

/**
 * Request libraries that are given a base URL once: whoever is created or configured with it will ask it.
 * Read in each package (axios 1.7, luch-request 3.1.1, flyio 0.6.14, uni-ajax 2.6.0, @escook/request-miniprogram 0.2.1).
 */
export default {
  name: 'http-libraries',
  source: 'https://www.npmjs.com/package/luch-request',
  calls: [
    { call: 'npm:axios.create', url: '0.baseURL', traffic: 'request' },
    { call: 'npm:axios', url: '0.url', traffic: 'request' },
    { call: 'npm:axios-miniprogram.create', url: '0.baseURL', traffic: 'request' },
    { call: 'npm:luch-request', url: '0.baseURL', traffic: 'request' },
    { call: 'npm:uni-ajax.create', url: '0.baseURL', traffic: 'request' },
    { call: 'npm:alova.createAlova', url: '0.baseURL', traffic: 'request' },
  ],
  sets: [
    { property: 'npm:axios.defaults.baseURL', traffic: 'request' },
    { property: 'npm:axios-miniprogram.defaults.baseURL', traffic: 'request' },
    { property: 'npm:flyio.config.baseURL', traffic: 'request' },
    { property: 'npm:flyio/dist/npm/wx().config.baseURL', traffic: 'request' },
    { property: 'npm:@escook/request-miniprogram.$http.baseUrl', traffic: 'request' },
  ],
} satisfies ClientModel;
