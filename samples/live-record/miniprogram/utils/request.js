const { baseUrl } = require('../config/env');

/**
 * 统一请求封装：补全域名、带上登录态、处理业务错误码。
 * 个别接口不在主域名下，可以通过 options.host 单独指定。
 */
function request(path, data = {}, options = {}) {
  return new Promise((resolve, reject) => {
    wx.request({
      url: (options.host || baseUrl) + path,
      method: options.method || 'GET',
      data,
      header: { Authorization: wx.getStorageSync('token') },
      success(res) {
        if (res.statusCode === 401) {
          wx.removeStorageSync('token');
          wx.showToast({ title: '登录已过期', icon: 'none' });
          return reject(res.data);
        }
        if (res.data.code !== 0) {
          wx.showToast({ title: res.data.msg || '网络开小差了', icon: 'none' });
          return reject(res.data);
        }
        resolve(res.data.data);
      },
      fail: reject,
    });
  });
}

module.exports = { request };
