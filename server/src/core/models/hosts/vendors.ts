import type { HostSuffix } from '../schema/hosts.ts';

const OWN = "the vendor's documentation";

/** Sandboxes that vendors run for testing against: a release that asks one pays with toy money. */
export const vendorSandboxes = [
  { suffix: 'alipaydev.com', service: 'Alipay sandbox', source: 'https://opendocs.alipay.com/common/02kkv7' },
  {
    suffix: 'openapi-sandbox.dl.alipaydev.com',
    service: 'Alipay sandbox',
    source: 'https://opendocs.alipay.com/common/02kkv7',
  },
  { suffix: 'sandbox.paypal.com', service: 'PayPal sandbox', source: 'https://developer.paypal.com/api/rest/requests' },
  {
    suffix: 'sandbox.itunes.apple.com',
    service: 'App Store sandbox',
    source: 'https://developer.apple.com/documentation/appstorereceipts',
  },
  { suffix: 'gateway.test.95516.com', service: '银联测试环境', source: 'https://open.unionpay.com' },
  { suffix: 'open-sandbox.douyin.com', service: '抖音沙盒', source: 'https://developer.open-douyin.com' },
  { suffix: 'sandbox.95516.com', service: '银联沙箱', source: 'https://open.unionpay.com' },
  { suffix: 'a1-hsb.easemob.com', service: '环信沙箱', source: 'https://docs.easemob.com' },
] as const satisfies readonly HostSuffix[];

/**
 * Domains whose owners serve other people's programs: a label such as `test` or `dev` below them is the vendor's own
 * business (`test.tim.qq.com` in the bundled IM SDK, `devapi.qweather.com` for the free tariff), so it is only a hint.
 */
export const vendorDomains = [
  { suffix: 'qq.com', service: 'Tencent', source: OWN },
  { suffix: 'tencent.com', service: 'Tencent', source: OWN },
  { suffix: 'gtimg.com', service: 'Tencent', source: OWN },
  { suffix: 'gtimg.cn', service: 'Tencent', source: OWN },
  { suffix: 'servicewechat.com', service: 'WeChat', source: OWN },
  { suffix: 'wechatpay.cn', service: 'WeChat Pay', source: OWN },
  { suffix: 'qcloud.com', service: 'Tencent Cloud', source: OWN },
  { suffix: 'tencentcloudapi.com', service: 'Tencent Cloud', source: OWN },
  { suffix: 'baidu.com', service: 'Baidu', source: OWN },
  { suffix: 'bdstatic.com', service: 'Baidu', source: OWN },
  { suffix: 'bdimg.com', service: 'Baidu', source: OWN },
  { suffix: 'aliyun.com', service: 'Alibaba Cloud', source: OWN },
  { suffix: 'alicdn.com', service: 'Alibaba', source: OWN },
  { suffix: 'alipay.com', service: 'Alipay', source: OWN },
  { suffix: 'alipayobjects.com', service: 'Alipay', source: OWN },
  { suffix: 'dingtalk.com', service: 'DingTalk', source: OWN },
  { suffix: 'amap.com', service: 'AMap', source: OWN },
  { suffix: 'sina.com.cn', service: 'Sina', source: OWN },
  { suffix: 'weibo.com', service: 'Weibo', source: OWN },
  { suffix: 'weibo.cn', service: 'Weibo', source: OWN },
  { suffix: 'sinaimg.cn', service: 'Sina', source: OWN },
  { suffix: 'qweather.com', service: 'QWeather', source: 'https://dev.qweather.com/docs' },
  { suffix: 'qweather.net', service: 'QWeather', source: 'https://dev.qweather.com/docs' },
  { suffix: 'heweather.com', service: 'QWeather', source: OWN },
  { suffix: 'heweather.net', service: 'QWeather', source: OWN },
  { suffix: 'caiyunapp.com', service: 'Caiyun', source: OWN },
  {
    suffix: 'virtualearth.net',
    service: 'Bing Maps',
    source: 'https://dev.virtualearth.net is the production address',
  },
  { suffix: 'microsoft.com', service: 'Microsoft', source: OWN },
  { suffix: 'google.com', service: 'Google', source: OWN },
  { suffix: 'googleapis.com', service: 'Google', source: OWN },
  { suffix: 'github.com', service: 'GitHub', source: OWN },
  { suffix: 'githubusercontent.com', service: 'GitHub', source: OWN },
  { suffix: 'gitee.com', service: 'Gitee', source: OWN },
  { suffix: 'mozilla.org', service: 'Mozilla', source: OWN },
  { suffix: 'apple.com', service: 'Apple', source: OWN },
  { suffix: 'jquery.com', service: 'jQuery', source: OWN },
  { suffix: 'easemob.com', service: 'Easemob', source: OWN },
  { suffix: 'netease.im', service: 'NetEase IM', source: OWN },
  { suffix: 'rongcloud.cn', service: 'RongCloud', source: OWN },
  { suffix: 'rong-api.com', service: 'RongCloud', source: OWN },
  { suffix: 'agora.io', service: 'Agora', source: OWN },
  { suffix: 'jpush.cn', service: 'JPush', source: OWN },
  { suffix: 'umeng.com', service: 'Umeng', source: OWN },
  { suffix: 'sensorsdata.cn', service: 'Sensors Data', source: OWN },
  { suffix: 'qiniu.com', service: 'Qiniu', source: OWN },
  { suffix: 'xfyun.cn', service: 'iFlytek', source: OWN },
  { suffix: 'kdniao.com', service: '快递鸟', source: OWN },
  { suffix: 'meiqia.com', service: 'Meiqia', source: OWN },
] as const satisfies readonly HostSuffix[];
