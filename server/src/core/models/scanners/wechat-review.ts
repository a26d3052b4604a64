import type { ScannerModel } from './schema.ts';

/** The current announcement: "小程序安全检测上线公告". The list grows: an older edition has three addresses. */
const ANNOUNCEMENT = 'https://developers.weixin.qq.com/community/minihome/doc/0008ea401c89c02cff2d1345051001';

/** The security scanner that WeChat runs on a mini-program under review. */
export const wechatReview: ScannerModel = {
  id: 'wechat-review',
  name: 'Tencent Security Team',
  attackAgent: 'Tencent Security Team',
  crawlAgent: 'Tencent Security Team',
  addresses: [
    { address: '106.55.202.118', source: ANNOUNCEMENT },
    { address: '113.96.223.69', source: ANNOUNCEMENT },
    { address: '125.39.132.125', source: ANNOUNCEMENT },
    { address: '43.139.209.119', source: ANNOUNCEMENT },
  ],
  lookalikes: ['TST(Tencent_Security_Team)', 'TST(Tencent Security Team)'],
  modules: { control: ['f6a6', '19ab'], injection: ['72aa'] },
  verified: '2026-11-22',
};
