/** All formats, in the order in which they are tried: the ones with the most evidence in a line first. */

import type { LogFormat } from '../record.ts';
import { commonLog } from './common-log.ts';
import { delimited } from './delimited.ts';
import { egg } from './egg.ts';
import { jsonLines } from './json-lines.ts';
import { monolog } from './monolog.ts';
import { koaLogger, morganDev, morganShort, plainRequest } from './node-console.ts';
import { phpServer } from './php-server.ts';
import { remarks, uncaught } from './remarks.ts';
import { tencentCdn } from './tencent-cdn.ts';
import { tencentClb } from './tencent-clb.ts';
import { thinkphp } from './thinkphp.ts';
import { w3c } from './w3c.ts';

export const FORMATS: readonly LogFormat[] = [
  jsonLines,
  tencentClb,
  commonLog,
  monolog,
  egg,
  thinkphp,
  phpServer,
  tencentCdn,
  morganShort,
  morganDev,
  koaLogger,
  w3c,
  delimited,
  plainRequest,
  uncaught,
  remarks,
];
