import type { EnvironmentModel } from '../schema/environments.ts';

/** The version a mini-program runs as. A build under review runs as `develop`. */
export default {
  name: 'mini-program',
  source: 'https://developers.weixin.qq.com/miniprogram/dev/api/open-api/account-info/wx.getAccountInfoSync.html',
  facts: {
    '{mp}.getAccountInfoSync().miniProgram.envVersion': { review: 'develop', release: 'release' },
    '{mp}.getAccountInfoSync().miniProgram.version': { decided: 'runtime' },
    '__wxConfig.envVersion': { review: 'develop', release: 'release' },
    '__wxConfig.platform': { decided: 'runtime' },
    '{mp}.getStorageSync()': { decided: 'runtime' },
    '{mp}.getStorage()': { decided: 'runtime' },
    '{mp}.getExtConfigSync()': { decided: 'published' },
    '{mp}.getExtConfig()': { decided: 'published' },
    '{mp}.getSystemInfoSync()': { decided: 'runtime' },
    '{mp}.getDeviceInfo()': { decided: 'runtime' },
    '{mp}.getAppBaseInfo()': { decided: 'runtime' },
    '{mp}.getLaunchOptionsSync()': { decided: 'runtime' },
    '{mp}.getEnterOptionsSync()': { decided: 'runtime' },
    // Bundles are uploaded in production mode; DevTools replaces the expression when it compiles.
    'process.env.NODE_ENV': { value: 'production' },
  },
} satisfies EnvironmentModel;
