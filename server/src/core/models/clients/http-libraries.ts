import type { ClientModel, Traffic } from '../schema/clients.ts';

/** The methods that all of them have, each with the URL first; an absolute one wins over the base, which each call may name. */
function sends(path: string, traffic: Traffic) {
  const base = ['1.baseURL', '2.baseURL'];
  return ['get', 'post', 'put', 'delete'].map((method) => ({ call: `${path}.${method}`, url: '0', base, traffic }));
}

/** Those that are given everything in one object. */
function options(call: string, traffic: Traffic) {
  return { call, url: '0.url', base: ['0.baseURL'], traffic };
}

/** Tencent Cloud's session library, under each of its names. */
function wafer(name: string) {
  return [
    { call: `npm:${name}.setLoginUrl`, url: '0', traffic: 'request' },
    { call: `npm:${name}.request`, url: '0.url', traffic: 'request' },
    { call: `npm:${name}.Tunnel`, url: '0', traffic: 'request' },
  ] as const;
}

/**
 * Request libraries that are given a base URL once: whoever is created or configured with it will ask it.
 * Read in each package (axios 1.7, luch-request 3.1.1, flyio 0.6.14, uni-ajax 2.6.0, @escook/request-miniprogram 0.2.1).
 */
export default {
  name: 'http-libraries',
  copied: [
    'luch-request',
    'uni-ajax',
    'flyio',
    'axios-miniprogram',
    'wafer2-client-sdk',
    'qcloud-weapp-client-sdk',
    'wx-promise-request',
    'weapp.socket.io',
  ],
  source: 'https://www.npmjs.com/package/luch-request',
  calls: [
    { call: 'npm:axios.create', url: '0.baseURL', traffic: 'request' },
    options('npm:axios', 'request'),
    options('npm:axios.request', 'request'),
    options('npm:axios.create()', 'request'),
    options('npm:axios.create().request', 'request'),
    options('npm:axios-miniprogram', 'request'),
    options('npm:axios-miniprogram.create()', 'request'),
    options('npm:luch-request().request', 'request'),
    options('npm:luch-request().middleware', 'request'),
    options('npm:uni-ajax', 'request'),
    options('npm:uni-ajax.create()', 'request'),
    { call: 'npm:axios-miniprogram.create', url: '0.baseURL', traffic: 'request' },
    { call: 'npm:luch-request', url: '0.baseURL', traffic: 'request' },
    { call: 'npm:uni-ajax.create', url: '0.baseURL', traffic: 'request' },
    { call: 'npm:alova.createAlova', url: '0.baseURL', traffic: 'request' },
    { call: 'npm:@uni-helper/uni-network.create', url: '0.baseUrl', traffic: 'request' },
    { call: 'npm:@uni-helper/uni-network.un.create', url: '0.baseUrl', traffic: 'request' },
    ...sends('npm:axios', 'request'),
    ...sends('npm:axios.create()', 'request'),
    ...sends('npm:axios-miniprogram.create()', 'request'),
    ...sends('npm:axios-miniprogram', 'request'),
    ...sends('npm:luch-request()', 'request'),
    ...sends('npm:uni-ajax.create()', 'request'),
    ...sends('npm:uni-ajax', 'request'),
    ...['npm:flyio', 'npm:flyio()', 'npm:flyio/dist/npm/wx()'].map(
      (path) => ({ call: `${path}.request`, url: '0', base: ['2.baseURL'], traffic: 'request' }) as const,
    ),
    ...sends('npm:flyio', 'request'),
    ...sends('npm:flyio()', 'request'),
    ...sends('npm:flyio/dist/npm/wx()', 'request'),
    ...sends('{mp}.$u.http', 'request'),
    ...sends('{mp}.$u', 'request'),
    ...sends('{mp}.$uv.http', 'request'),
    { call: 'npm:luch-request().upload', url: '0', traffic: 'upload' },
    { call: 'npm:luch-request().download', url: '0', traffic: 'download' },
    { call: 'npm:alova.createAlova().Get', url: '0', traffic: 'request' },
    { call: 'npm:alova.createAlova().Post', url: '0', traffic: 'request' },
    ...['wafer2-client-sdk', 'wafer-client-sdk', 'qcloud-weapp-client-sdk'].flatMap(wafer),
    { call: 'npm:wx-promise-request.request', url: '0.url', traffic: 'request' },
    { call: '{mp}.$u.http.setConfig', url: '0.baseUrl', traffic: 'request' },
    { call: 'npm:socket.io-client', url: '0', traffic: 'socket' },
    { call: 'npm:weapp.socket.io', url: '0', traffic: 'socket' },
    { call: 'npm:@holytiny/wxmp-socket.io-client', url: '0', traffic: 'socket' },
  ],
  rewrites: [
    { call: 'npm:luch-request().setConfig', function: '0', key: 'baseURL', traffic: 'request' },
    { call: 'npm:luch-request().interceptors.request.use', function: '0', key: 'baseURL', traffic: 'request' },
    { call: '{mp}.$u.http.setConfig', function: '0', key: 'baseURL', traffic: 'request' },
    { call: '{mp}.$uv.http.setConfig', function: '0', key: 'baseURL', traffic: 'request' },
    { call: 'npm:axios.interceptors.request.use', function: '0', key: 'baseURL', traffic: 'request' },
    { call: 'npm:axios.create().interceptors.request.use', function: '0', key: 'baseURL', traffic: 'request' },
    { call: 'npm:flyio.interceptors.request.use', function: '0', key: 'baseURL', traffic: 'request' },
    { call: 'npm:flyio().interceptors.request.use', function: '0', key: 'baseURL', traffic: 'request' },
  ],
  sets: [
    { property: 'npm:axios.defaults.baseURL', traffic: 'request' },
    { property: 'npm:axios.create().defaults.baseURL', traffic: 'request' },
    { property: 'npm:axios-miniprogram.defaults.baseURL', traffic: 'request' },
    { property: 'npm:flyio.config.baseURL', traffic: 'request' },
    { property: 'npm:flyio().config.baseURL', traffic: 'request' },
    { property: 'npm:flyio/dist/npm/wx.config.baseURL', traffic: 'request' },
    { property: 'npm:flyio/dist/npm/wx().config.baseURL', traffic: 'request' },
    { property: 'npm:@escook/request-miniprogram.$http.baseUrl', traffic: 'request' },
  ],
} satisfies ClientModel;
