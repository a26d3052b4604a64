import type { BuildToolModel } from '../schema/build-tools.ts';

/** WePY: `appConfig` of its configuration is `wepy.$appConfig` in the code. */
export default {
  name: 'wepy',
  source: 'https://wepyjs.github.io/wepy-docs/1.x/#/?id=wepyconfigjs',
  kinds: ['wepy'],
  prefixes: ['VUE_APP_'],
  objects: ['process.env'],
  constants: {},
  configs: ['wepy.config.js'],
  defines: [{ at: 'appConfig', quoted: false, under: 'npm:wepy.$appConfig.' }],
  scripts: ['build:wx', 'build:weapp', 'build:prod', 'build'],
} satisfies BuildToolModel;
