import type { BuildToolModel } from '../schema/build-tools.ts';

/** mpvue and Remax: bundled in production mode; constants by the environment of the script alone. */
export default {
  name: 'webpack',
  source: 'https://webpack.js.org/configuration/mode/',
  kinds: ['mpvue', 'remax'],
  prefixes: ['REMAX_APP_', 'VUE_APP_'],
  objects: ['process.env'],
  constants: { 'process.env.REMAX_PLATFORM': 'wechat', 'process.env.MPVUE_PLATFORM': 'wx' },
  configs: ['config/prod.env.js', 'config/prod.env.ts'],
  defines: [{ at: '', quoted: true, under: 'process.env.' }],
  scripts: ['build:wx', 'build:wechat', 'build:mp', 'build:weapp', 'build:prod', 'build'],
} satisfies BuildToolModel;
