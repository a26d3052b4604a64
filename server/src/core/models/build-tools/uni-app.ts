import type { BuildToolModel } from '../schema/build-tools.ts';

/** uni-app by its command line (Vite or Vue CLI) and by HBuilderX, which builds a release in production mode. */
export default {
  name: 'uni-app',
  source: 'https://uniapp.dcloud.net.cn/worktile/running-env.html',
  kinds: ['uni-app'],
  prefixes: ['VITE_', 'VUE_APP_', 'UNI_'],
  objects: ['import.meta.env', 'process.env'],
  constants: {
    'process.env.UNI_PLATFORM': 'mp-weixin',
    'process.env.VUE_APP_PLATFORM': 'mp-weixin',
    'import.meta.env.UNI_PLATFORM': 'mp-weixin',
    __UNI_PLATFORM__: 'mp-weixin',
  },
  configs: ['vite.config.ts', 'vite.config.js', 'vite.config.mts', 'vite.config.mjs', 'vue.config.js'],
  defines: [
    { at: 'define', quoted: true },
    { at: 'configureWebpack.plugins[]', quoted: true },
  ],
  scripts: [
    'build:mp-weixin',
    'build:mp-weixin:prod',
    'build:mp',
    'build:weapp',
    'build:weixin',
    'build:prod',
    'build',
  ],
} satisfies BuildToolModel;
