import type { BuildToolModel } from '../schema/build-tools.ts';

/** Cocos Creator: the macros of a release build for WeChat. */
export default {
  name: 'cocos',
  source: 'https://docs.cocos.com/creator/manual/en/editor/publish/build-macros.html',
  kinds: ['cocos'],
  prefixes: [],
  objects: [],
  constants: {
    CC_WECHATGAME: true,
    CC_BUILD: true,
    CC_DEV: false,
    CC_DEBUG: false,
    CC_EDITOR: false,
    CC_PREVIEW: false,
    CC_JSB: false,
    'npm:cc/env.WECHAT': true,
    'npm:cc/env.MINIGAME': true,
    'npm:cc/env.BUILD': true,
    'npm:cc/env.DEV': false,
    'npm:cc/env.DEBUG': false,
    'npm:cc/env.EDITOR': false,
    'npm:cc/env.PREVIEW': false,
    'npm:cc/env.JSB': false,
    'npm:cc/env.HTML5': false,
  },
  configs: [],
  defines: [],
  scripts: [],
} satisfies BuildToolModel;
