import type { FrameworkModel } from '../schema/flow.ts';

const page = { role: 'route', framework: 'mini-program', parameters: ['page.Query'] } as const;

/** Pages of the mini-program itself: what a share link or a code opens them with is a query, and a throw leaves a blank page. */
export default {
  name: 'mini-program',
  language: 'javascript',
  present: { uses: ['Page', 'App'] },
  errors: { sync: 'answered', async: 'answered' },
  sources: [
    { type: 'page.Query', path: '', kind: 'page' },
    {
      type: 'global',
      path: 'Member[wx,uni,my,tt,qq].Member[getLaunchOptionsSync,getEnterOptionsSync].Return.Member[query]',
      kind: 'page',
    },
    { type: '@tarojs/taro', path: 'Member[useRouter].Return.Member[params]', kind: 'page' },
    { type: '@tarojs/taro', path: 'Member[getCurrentInstance].Return.Member[router].Member[params]', kind: 'page' },
    {
      type: '@tarojs/taro',
      path: 'Member[getLaunchOptionsSync,getEnterOptionsSync].Return.Member[query]',
      kind: 'page',
    },
    { type: '@tarojs/taro', path: 'Member[useLoad].Argument[0].Parameter[0]', kind: 'page' },
    {
      type: '@tarojs/taro',
      path: 'Member[useLaunch,useDidShow].Argument[0].Parameter[0].Member[query]',
      kind: 'page',
    },
    { type: '@dcloudio/uni-app', path: 'Member[onLoad].Argument[0].Parameter[0]', kind: 'page' },
    { type: '@dcloudio/uni-app', path: 'Member[onLaunch,onShow].Argument[0].Parameter[0].Member[query]', kind: 'page' },
    { type: 'app.Options', path: 'Member[query]', kind: 'page' },
    { type: 'global', path: 'Member[getCurrentPages].Return.AnyMember.Member[options]', kind: 'page' },
  ],
  types: [
    { type: '@tarojs/taro', path: 'Member[default]', gives: '@tarojs/taro' },
    { type: 'global', path: 'Member[Taro]', gives: '@tarojs/taro' },
  ],
  handlers: [
    { ...page, type: 'global', path: 'Member[Page,Component]', handlerMember: 'onLoad' },
    { ...page, type: '@mpxjs/core', path: 'Member[createPage,createComponent]', handlerMember: 'onLoad' },
    { ...page, type: 'global', path: 'Member[App]', handlerMember: 'onLaunch', parameters: ['app.Options'] },
    { ...page, type: 'global', path: 'Member[App]', handlerMember: 'onShow', parameters: ['app.Options'] },
    { ...page, type: 'global', path: 'Member[App]', handlerMember: 'onPageNotFound', parameters: ['app.Options'] },
  ],
  summaries: [{ type: 'vue', path: 'Member[defineComponent]', from: 'Argument[0]', same: true }],
} satisfies FrameworkModel;
