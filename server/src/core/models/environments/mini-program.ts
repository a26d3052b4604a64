import type { EnvironmentModel } from '../schema/environments.ts';

/** The version a mini-program runs as. A build under review runs as `develop`. */
export default {
  name: 'mini-program',
  source: 'https://developers.weixin.qq.com/miniprogram/dev/api/open-api/account-info/wx.getAccountInfoSync.html',
  facts: {
    '{mp}.getAccountInfoSync().miniProgram.envVersion': { review: 'develop', release: 'release' },
    // Only a released program has one (miniprogram-api-typings 5.2.3, lib.wx.api.d.ts).
    '{mp}.getAccountInfoSync().miniProgram.version': { review: 'absent', release: 'present' },
    '{mp}.getAccountInfoSync().miniProgram.appId': { project: 'appid' },
    '__wxConfig.accountInfo.appId': { project: 'appid' },
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
