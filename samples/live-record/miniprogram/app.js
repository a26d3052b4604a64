const env = require('./config/env');

App({
  globalData: {
    userInfo: null,
    // 推流状态走长连接
    socketUrl: env.socketUrl,
  },

  onLaunch() {
    wx.login({
      success: ({ code }) => {
        wx.setStorageSync('code', code);
      },
    });
  },
});
