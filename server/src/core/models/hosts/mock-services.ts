import type { HostSuffix, MockPath } from '../schema/hosts.ts';

const OWN = 'the service itself';

/** Services that answer with invented data, or only record what they are asked. */
export const mockServices = [
  { suffix: 'apifoxmock.com', service: 'Apifox Mock', source: 'https://docs.apifox.com/mock' },
  { suffix: 'mock.apifox.com', service: 'Apifox Mock', source: 'https://docs.apifox.com/mock' },
  { suffix: 'mock.apifox.cn', service: 'Apifox Mock', source: 'https://docs.apifox.com/mock' },
  { suffix: 'fastmock.site', service: 'fastmock', source: 'https://www.fastmock.site' },
  { suffix: 'easy-mock.com', service: 'Easy Mock', source: 'https://github.com/easy-mock/easy-mock' },
  { suffix: 'easymock.cn', service: 'Easy Mock', source: OWN },
  { suffix: 'rap2api.taobao.org', service: 'RAP2', source: 'https://github.com/thx/rap2-delos' },
  { suffix: 'rap2.taobao.org', service: 'RAP2', source: 'https://github.com/thx/rap2-delos' },
  { suffix: 'rapapi.org', service: 'RAP', source: 'https://github.com/thx/RAP' },
  { suffix: 'rapapi.cn', service: 'RAP', source: OWN },
  { suffix: 'mockapi.io', service: 'MockAPI', source: 'https://mockapi.io' },
  { suffix: 'mockapi.eolinker.com', service: 'Eolink', source: 'https://www.eolink.com' },
  { suffix: 'mockapi.eolink.com', service: 'Eolink', source: 'https://www.eolink.com' },
  { suffix: 'mock.eolink.com', service: 'Eolink', source: 'https://www.eolink.com' },
  { suffix: 'mock.apipost.cn', service: 'Apipost', source: 'https://www.apipost.cn' },
  { suffix: 'console-mock.apipost.cn', service: 'Apipost', source: 'https://www.apipost.cn' },
  { suffix: 'mock.showdoc.com.cn', service: 'ShowDoc', source: 'https://www.showdoc.com.cn' },
  {
    suffix: 'mock.pstmn.io',
    service: 'Postman Mock',
    source: 'https://learning.postman.com/docs/design-apis/mock-apis/overview',
  },
  { suffix: 'mocky.io', service: 'Mocky', source: 'https://designer.mocky.io' },
  { suffix: 'mocklab.io', service: 'WireMock Cloud', source: OWN },
  { suffix: 'wiremockapi.cloud', service: 'WireMock Cloud', source: 'https://www.wiremock.io' },
  { suffix: 'beeceptor.com', service: 'Beeceptor', source: 'https://beeceptor.com' },
  { suffix: 'mockable.io', service: 'Mockable', source: 'https://www.mockable.io' },
  { suffix: 'mocki.io', service: 'Mocki', source: 'https://mocki.io' },
  { suffix: 'mockbin.org', service: 'Mockbin', source: OWN },
  { suffix: 'mockbin.io', service: 'Mockbin', source: OWN },
  { suffix: 'apiary-mock.com', service: 'Apiary', source: 'https://apiary.io' },
  { suffix: 'getman.cn', service: 'Getman', source: 'https://getman.cn' },
  {
    suffix: 'jsonplaceholder.typicode.com',
    service: 'JSONPlaceholder',
    source: 'https://jsonplaceholder.typicode.com',
  },
  { suffix: 'my-json-server.typicode.com', service: 'My JSON Server', source: 'https://my-json-server.typicode.com' },
  { suffix: 'dummyjson.com', service: 'DummyJSON', source: 'https://dummyjson.com' },
  { suffix: 'fakestoreapi.com', service: 'Fake Store API', source: 'https://fakestoreapi.com' },
  { suffix: 'reqres.in', service: 'ReqRes', source: 'https://reqres.in' },
  { suffix: 'httpbin.org', service: 'httpbin', source: 'https://httpbin.org' },
  { suffix: 'httpbin.dev', service: 'httpbin', source: 'https://httpbin.dev' },
  { suffix: 'postman-echo.com', service: 'Postman Echo', source: 'https://postman-echo.com' },
  { suffix: 'webhook.site', service: 'Webhook.site', source: 'https://webhook.site' },
  { suffix: 'requestbin.net', service: 'RequestBin', source: OWN },
  { suffix: 'requestbin.com', service: 'RequestBin', source: OWN },
] as const satisfies readonly HostSuffix[];

/** Echo services: public and harmless, yet seldom what a release is meant to ask. Only a hint. */
export const echoServices = [
  {
    suffix: 'echo.websocket.org',
    service: 'WebSocket echo',
    source: 'https://websocket.org/tools/websocket-echo-server',
  },
  { suffix: 'echo.websocket.events', service: 'WebSocket echo', source: 'https://websocket.events' },
  { suffix: 'ws.postman-echo.com', service: 'WebSocket echo', source: 'https://postman-echo.com' },
] as const satisfies readonly HostSuffix[];

/** Most mock services are run on a host of one's own, so the path tells. */
export const mockPaths = [
  {
    segments: ['mock', '#'],
    service: 'YApi',
    source: 'https://github.com/YMFE/yapi (server/middleware/mockServer.js)',
  },
  { segments: ['app', 'mock', '#'], service: 'RAP2', source: 'https://github.com/thx/rap2-delos' },
  { segments: ['mock', '~'], service: 'Easy Mock', source: 'https://github.com/easy-mock/easy-mock' },
  { segments: ['mockjs', '#'], service: 'RAP', source: 'https://github.com/thx/RAP' },
  { segments: ['mockjsdata', '#'], service: 'RAP', source: 'https://github.com/thx/RAP' },
] as const satisfies readonly MockPath[];
