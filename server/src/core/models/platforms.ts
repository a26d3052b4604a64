/** The objects that stand for a mini-program platform in code, and the packages that give one. `{mp}` in models means each of these. */

export const PLATFORM_GLOBALS: readonly string[] = [
  'wx',
  'uni',
  'my',
  'swan',
  'tt',
  'qq',
  'ks',
  'jd',
  'xhs',
  'Taro',
  'wepy',
  'mpx',
];

/** Packages whose default export, namespace or members are such an object. */
export const PLATFORM_PACKAGES: Readonly<Record<string, string>> = {
  '@tarojs/taro': 'Taro',
  '@tarojs/taro-weapp': 'Taro',
  wepy: 'wepy',
  '@wepy/core': 'wepy',
  '@mpxjs/core': 'mpx',
  remax: 'wx',
  'remax/wechat': 'wx',
};

/** Platform objects that exist on their own platform alone, and not on WeChat. */
export const FOREIGN_PLATFORMS: readonly string[] = ['my', 'swan', 'tt', 'qq', 'ks', 'jd', 'xhs'];
