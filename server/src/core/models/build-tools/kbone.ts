import type { BuildToolModel } from '../schema/build-tools.ts';

/** kbone: webpack with a configuration of its own for the mini-program. */
export default {
  name: 'kbone',
  source: 'https://wechat-miniprogram.github.io/kbone/docs/guide/tutorial.html',
  kinds: ['kbone'],
  prefixes: ['VUE_APP_'],
  objects: ['process.env'],
  constants: { 'process.env.isMiniprogram': true },
  configs: ['build/webpack.mp.config.js', 'build/webpack.mp.conf.js'],
  defines: [{ at: 'plugins[]', quoted: true }],
  scripts: ['mp', 'build:mp', 'build:wx', 'build'],
} satisfies BuildToolModel;
