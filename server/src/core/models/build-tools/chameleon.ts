import type { BuildToolModel } from '../schema/build-tools.ts';

/** Chameleon: its configuration is given to a call; what `wx.build` says counts for the upload. */
export default {
  name: 'chameleon',
  source: 'https://cml.js.org/docs/build.html',
  kinds: ['chameleon'],
  prefixes: [],
  objects: ['process.env'],
  constants: { 'process.env.platform': 'wx', 'process.env.media': 'build' },
  configs: ['chameleon.config.js'],
  given: 'cml.config.merge',
  defines: [
    { at: 'base.build', quoted: false, under: 'process.env.' },
    { at: 'wx.build', quoted: false, under: 'process.env.' },
  ],
  scripts: ['build:wx', 'build:weapp', 'build:prod', 'build'],
} satisfies BuildToolModel;
