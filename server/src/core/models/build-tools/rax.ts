import type { BuildToolModel } from '../schema/build-tools.ts';

/** Rax: bundled in production mode; `define` of its configuration gives constants. */
export default {
  name: 'rax',
  source: 'https://rax.js.org/docs/guide/app-base-config',
  kinds: ['rax'],
  prefixes: [],
  objects: ['process.env'],
  constants: {},
  configs: ['build.json'],
  defines: [{ at: 'define', quoted: false }],
  scripts: ['build:wechat', 'build:weapp', 'build:prod', 'build'],
} satisfies BuildToolModel;
