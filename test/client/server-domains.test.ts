import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverDomains } from '../../client/src/hosts/server-domains.ts';
import { asMiniProgram } from '../support/project.ts';
import { checkInMemory } from '../support/run-spec.ts';

const PAGE = `
const { envVersion } = wx.getAccountInfoSync().miniProgram;
const HOST = envVersion === 'release' ? 'https://b.qingguo-shop.cn' : 'https://dev.qingguo-shop.cn';
Page({
  onLoad() {
    wx.request({ url: HOST + '/list' });
    wx.request({ url: 'https://a.qingguo-shop.cn/list' });
    wx.request({ url: 'https://a.qingguo-shop.cn/other' });
    wx.request({ url: 'https://test.qingguo-shop.cn/list' });
    wx.request({ url: 'http://plain.qingguo-shop.cn/list' });
    wx.connectSocket({ url: 'wss://ws.qingguo-shop.cn/live' });
    wx.uploadFile({ url: 'https://up.qingguo-shop.cn/', filePath: '', name: 'a' });
    wx.downloadFile({ url: 'https://cdn.qingguo-shop.cn/a.zip' });
    wx.previewImage({ urls: ['https://pictures.qingguo-shop.cn/a.png'] });
    sdk.send('https://wrapped.qingguo-shop.cn/a');
  },
});
`;

test('one line a list, as the form takes it: with scheme, sorted, each once; nothing that it would refuse', () => {
  const report = checkInMemory(
    asMiniProgram({
      'preflight.config.json': '{ "requestWrappers": [{ "call": "sdk.send", "url": "0", "kind": "upload" }] }',
      'pages/index/index.js': PAGE,
    }),
  );
  assert.equal(
    serverDomains([report, report]),
    [
      'request: https://a.qingguo-shop.cn;https://b.qingguo-shop.cn',
      'socket: wss://ws.qingguo-shop.cn',
      'uploadFile: https://up.qingguo-shop.cn;https://wrapped.qingguo-shop.cn',
      'downloadFile: https://cdn.qingguo-shop.cn',
    ].join('\n'),
  );
});

test('where nothing is asked, nothing is copied', () => {
  const report = checkInMemory(asMiniProgram({ 'pages/index/index.js': 'Page({});\n' }));
  assert.equal(serverDomains([report]), '');
});
