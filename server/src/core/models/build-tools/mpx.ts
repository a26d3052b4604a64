import type { BuildToolModel } from '../schema/build-tools.ts';

/** mpx: `defs` are bare names in scripts, templates, styles and JSON. */
export default {
  name: 'mpx',
  source: 'https://mpxjs.cn/api/compile.html#defs',
  kinds: ['mpx'],
  prefixes: ['VUE_APP_'],
  objects: ['process.env'],
  constants: { __mpx_mode__: 'wx', __mpx_src_mode__: 'wx', __mpx_env__: '' },
  configs: ['vue.config.js', 'mpx.config.js', 'config/mpxPlugin.conf.js', 'build/mpxPlugin.conf.js'],
  defines: [
    { at: 'pluginOptions.mpx.plugin.defs', quoted: false },
    { at: 'defs', quoted: false },
    { at: 'configureWebpack.plugins[]', quoted: true },
  ],
  scripts: ['build:wx', 'build:weapp', 'build:prod', 'build'],
} satisfies BuildToolModel;
