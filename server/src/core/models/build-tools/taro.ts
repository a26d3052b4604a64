import type { BuildToolModel } from '../schema/build-tools.ts';

/** Taro: `taro build --type weapp` is production mode, `--watch` development. */
export default {
  name: 'taro',
  source: 'https://docs.taro.zone/docs/env-mode-config',
  kinds: ['taro'],
  prefixes: ['TARO_APP_'],
  objects: ['process.env'],
  constants: { 'process.env.TARO_ENV': 'weapp', 'process.env.TARO_PLATFORM': 'mini' },
  configs: ['config/index.ts', 'config/index.js'],
  defines: [
    { at: 'defineConstants', quoted: true },
    { at: 'mini.defineConstants', quoted: true },
    { at: 'env', quoted: true, under: 'process.env.' },
  ],
  scripts: ['build:weapp', 'build:wx', 'build:mp', 'build:prod', 'build'],
} satisfies BuildToolModel;
