import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverDomains } from '../../client/src/hosts/server-domains.ts';
import type { CheckHost } from '../../client/src/server/requests.ts';
import { reportWith } from './report.ts';

function host(name: string, api: string, more: Partial<CheckHost> = {}): CheckHost {
  const sites = [{ file: 'app.js', line: 1, column: 1, api }];
  return { host: name, verdict: 'ok', targets: ['review', 'release'], sites, ...more };
}

test('one line a list, as the form takes it: with scheme, sorted, each once, separated by semicolons', () => {
  const report = reportWith({
    hosts: [
      host('b.example.cn', 'wx.request'),
      host('a.example.cn', 'uni.request'),
      host('a.example.cn', 'wx.request'),
      host('ws.example.cn', 'wx.connectSocket'),
      host('up.example.cn', 'wx.uploadFile'),
      host('cdn.example.cn', 'wx.downloadFile'),
    ],
  });
  assert.equal(
    serverDomains([report]),
    [
      'request: https://a.example.cn;https://b.example.cn',
      'socket: wss://ws.example.cn',
      'uploadFile: https://up.example.cn',
      'downloadFile: https://cdn.example.cn',
    ].join('\n'),
  );
});

test('what the form would refuse, and what only the review build asks, is not in it', () => {
  const report = reportWith({
    hosts: [
      host('test-api.example.cn', 'wx.request', { verdict: 'test' }),
      host('dev.example.cn', 'wx.request', { targets: ['review'] }),
      host('cdn.example.cn', 'image.src'),
    ],
  });
  assert.equal(serverDomains([report]), '');
});
