import type { HostSuffix } from '../schema/hosts.ts';

const OWN = "the cloud's documentation";

/** Object storage and its networks: bucket names are free text, and they serve real users. Label words prove nothing here. */
export const objectStorage = [
  { suffix: 'cos.*.myqcloud.com', service: 'Tencent COS', source: OWN },
  { suffix: 'file.myqcloud.com', service: 'Tencent COS', source: OWN },
  { suffix: 'myqcloud.com', service: 'Tencent COS', source: OWN },
  { suffix: 'tcb.qcloud.la', service: 'CloudBase storage', source: OWN },
  { suffix: 'tencentcos.cn', service: 'Tencent COS', source: OWN },
  { suffix: 'aliyuncs.com', service: 'Alibaba OSS', source: OWN },
  { suffix: 'nosdn.127.net', service: 'NetEase NOS', source: OWN },
  { suffix: '127.net', service: 'NetEase', source: OWN },
  { suffix: 'nos.netease.com', service: 'NetEase NOS', source: OWN },
  { suffix: 'bcebos.com', service: 'Baidu BOS', source: OWN },
  { suffix: 'obs.*.myhuaweicloud.com', service: 'Huawei OBS', source: OWN },
  { suffix: 'volces.com', service: 'Volcengine TOS', source: OWN },
  { suffix: 'ufileos.com', service: 'UCloud US3', source: OWN },
  { suffix: 'qiniucs.com', service: 'Qiniu Kodo', source: OWN },
  { suffix: 'upaiyun.com', service: 'Upyun', source: OWN },
  { suffix: 'upcdn.net', service: 'Upyun', source: OWN },
  { suffix: 'amazonaws.com', service: 'Amazon S3', source: OWN },
  { suffix: 'cloudfront.net', service: 'Amazon CloudFront', source: OWN },
  { suffix: 'core.windows.net', service: 'Azure Storage', source: OWN },
  { suffix: 'storage.googleapis.com', service: 'Google Cloud Storage', source: OWN },
  { suffix: 'r2.dev', service: 'Cloudflare R2', source: OWN },
] as const satisfies readonly HostSuffix[];

/** Names that a cloud gives for trying out and takes away again. */
export const trialDomains = [
  { suffix: 'bkt.clouddn.com', service: '七牛测试域名', source: 'https://v2ex.com/t/476962 (notice to customers)' },
  { suffix: 'hn-bkt.clouddn.com', service: '七牛测试域名', source: 'https://v2ex.com/t/476962 (notice to customers)' },
  { suffix: 'hb-bkt.clouddn.com', service: '七牛测试域名', source: 'https://v2ex.com/t/476962 (notice to customers)' },
  { suffix: 'hd-bkt.clouddn.com', service: '七牛测试域名', source: 'https://v2ex.com/t/476962 (notice to customers)' },
  { suffix: 'xm-bkt.clouddn.com', service: '七牛测试域名', source: 'https://v2ex.com/t/476962 (notice to customers)' },
  { suffix: 'bkt.gdipper.com', service: '七牛测试域名', source: 'https://v2ex.com/t/476962 (notice to customers)' },
] as const satisfies readonly HostSuffix[];

/** Default names of clouds: they answer, but most cannot be filed (ICP) and so never enter the platform's domain lists. Only a hint. */
export const defaultDomains = [
  {
    suffix: 'app.tcloudbase.com',
    service: 'CloudBase',
    source: 'https://cloud.tencent.com/document/product/876/130728',
  },
  { suffix: 'service.tcloudbase.com', service: 'CloudBase', source: OWN },
  { suffix: 'run.tcloudbase.com', service: 'CloudBase Run', source: OWN },
  { suffix: 'tcloudbaseapp.com', service: 'CloudBase', source: OWN },
  { suffix: 'tencentscf.com', service: 'Tencent SCF', source: OWN },
  { suffix: 'apigw.tencentcs.com', service: 'Tencent API Gateway', source: OWN },
  { suffix: 'fcapp.run', service: 'Alibaba FC', source: OWN },
  { suffix: 'bspapp.com', service: 'uniCloud', source: OWN },
  { suffix: 'laf.run', service: 'laf', source: OWN },
  { suffix: 'laf.dev', service: 'laf', source: OWN },
  { suffix: 'qcloud.la', service: 'Tencent demo hosting', source: 'wechat-miniprogram/miniprogram-demo' },
  { suffix: 'vercel.app', service: 'Vercel', source: OWN },
  { suffix: 'now.sh', service: 'Vercel', source: OWN },
  { suffix: 'netlify.app', service: 'Netlify', source: OWN },
  { suffix: 'workers.dev', service: 'Cloudflare Workers', source: OWN },
  { suffix: 'pages.dev', service: 'Cloudflare Pages', source: OWN },
  { suffix: 'github.io', service: 'GitHub Pages', source: OWN },
  { suffix: 'gitee.io', service: 'Gitee Pages', source: OWN },
  { suffix: 'herokuapp.com', service: 'Heroku', source: OWN },
  { suffix: 'onrender.com', service: 'Render', source: OWN },
  { suffix: 'fly.dev', service: 'Fly.io', source: OWN },
  { suffix: 'railway.app', service: 'Railway', source: OWN },
  { suffix: 'deno.dev', service: 'Deno Deploy', source: OWN },
  { suffix: 'glitch.me', service: 'Glitch', source: OWN },
  { suffix: 'replit.app', service: 'Replit', source: OWN },
  { suffix: 'repl.co', service: 'Replit', source: OWN },
  { suffix: 'azurewebsites.net', service: 'Azure App Service', source: OWN },
  { suffix: 'web.app', service: 'Firebase', source: OWN },
  { suffix: 'firebaseapp.com', service: 'Firebase', source: OWN },
  { suffix: 'supabase.co', service: 'Supabase', source: OWN },
] as const satisfies readonly HostSuffix[];
