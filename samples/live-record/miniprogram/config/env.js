// 环境配置。域名已于 11 月迁移到 tinglanzhibo.cn，旧域名月底下线。
const HOSTS = {
  develop: {
    baseUrl: 'https://test-api.tinglanzhibo.cn',
    socketUrl: 'wss://test-ws.tinglanzhibo.cn/live',
  },
  trial: {
    baseUrl: 'https://api.tinglanzhibo.cn',
    socketUrl: 'wss://ws.tinglanzhibo.cn/live',
  },
  release: {
    baseUrl: 'https://api.tinglanzhibo.cn',
    socketUrl: 'wss://ws.tinglanzhibo.cn/live',
  },
};

// 本地联调时打开
// HOSTS.develop.baseUrl = 'http://192.168.1.23:8787';

const { envVersion } = wx.getAccountInfoSync().miniProgram;

module.exports = HOSTS[envVersion] || HOSTS.release;
