/**
 * Names that are defined while uni-app compiles for a platform; all other names of the table are not. `VUE2` and `VUE3`
 * come from the manifest, further names from package.json. Source: https://uniapp.dcloud.net.cn/tutorial/platform.html
 */
export const uniAppNames: Readonly<Record<string, readonly string[]>> = {
  'mp-weixin': ['MP', 'MP-WEIXIN'],
  'mp-alipay': ['MP', 'MP-ALIPAY'],
  'mp-baidu': ['MP', 'MP-BAIDU'],
  'mp-toutiao': ['MP', 'MP-TOUTIAO'],
  'mp-lark': ['MP', 'MP-LARK'],
  'mp-qq': ['MP', 'MP-QQ'],
  'mp-kuaishou': ['MP', 'MP-KUAISHOU'],
  'mp-jd': ['MP', 'MP-JD'],
  'mp-360': ['MP', 'MP-360'],
  'mp-xhs': ['MP', 'MP-XHS'],
  'mp-harmony': ['MP', 'MP-HARMONY'],
  h5: ['H5', 'WEB'],
  app: ['APP', 'APP-PLUS', 'APP-VUE', 'APP-NVUE', 'APP-PLUS-NVUE', 'APP-ANDROID', 'APP-IOS', 'APP-HARMONY', 'APP-UVUE'],
  quickapp: ['QUICKAPP-WEBVIEW', 'QUICKAPP-WEBVIEW-UNION', 'QUICKAPP-WEBVIEW-HUAWEI'],
};

/** Names that are decided by something else than the platform: the manifest, or the version of the compiler. */
export const uniAppUndecided: readonly string[] = [
  'VUE2',
  'VUE3',
  'VUE3-VAPOR',
  'uniVersion',
  'UNI-APP-X',
  'HBUILDERX',
];
