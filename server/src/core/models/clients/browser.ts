import type { ClientModel } from '../schema/clients.ts';

/**
 * The browser's ways to ask, where something provides them on WeChat: the adapter of mini-games and game engines, kbone.
 * Elsewhere they are not there, and code that holds them is shared with a web page.
 */
export default {
  name: 'browser',
  source: 'https://developers.weixin.qq.com/minigame/dev/guide/best-practice/adapter.html',
  kinds: ['minigame', 'cocos', 'laya', 'egret', 'kbone'],
  words: ['XMLHttpRequest', 'WebSocket', 'HttpRequest', 'URLLoader', 'loadRemote', 'fetch('],
  calls: [
    { call: 'XMLHttpRequest().open', url: '1', traffic: 'request' },
    { call: 'cc.loader.getXMLHttpRequest().open', url: '1', traffic: 'request' },
    { call: 'WebSocket', url: '0', traffic: 'socket' },
    { call: 'fetch', url: '0', traffic: 'request' },
    { call: 'cc.assetManager.loadRemote', url: '0', traffic: 'download' },
    { call: 'npm:cc.assetManager.loadRemote', url: '0', traffic: 'download' },
    { call: 'Laya.HttpRequest().send', url: '0', traffic: 'request' },
    { call: 'Laya.Socket().connectByUrl', url: '0', traffic: 'socket' },
    { call: 'egret.HttpRequest().open', url: '0', traffic: 'request' },
    { call: 'egret.URLRequest', url: '0', traffic: 'request' },
    { call: 'egret.WebSocket().connectByUrl', url: '0', traffic: 'socket' },
  ],
  sets: [],
} satisfies ClientModel;
