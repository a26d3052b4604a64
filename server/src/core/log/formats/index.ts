/** All formats, in the order in which they are tried: the ones with the most evidence in a line first. */

import type { LogFormat } from '../record.ts';
import { awsLoadBalancer } from './aws-load-balancer.ts';
import { commonLog } from './common-log.ts';
import { delimited } from './delimited.ts';
import { egg } from './egg.ts';
import { envoy } from './envoy.ts';
import { chi, gin } from './go-servers.ts';
import { guessed } from './guessed.ts';
import { haproxy } from './haproxy.ts';
import { jsonLines } from './json-lines.ts';
import { logback } from './logback.ts';
import { monolog } from './monolog.ts';
import { koaLogger, morganDev, morganShort, plainRequest } from './node-console.ts';
import { pairs } from './pairs.ts';
import { phpServer } from './php-server.ts';
import { django, tornado, uvicorn, uwsgi } from './python-servers.ts';
import { rails } from './rails.ts';
import { remarks, uncaught } from './remarks.ts';
import { tencentCdn } from './tencent-cdn.ts';
import { tencentClb } from './tencent-clb.ts';
import { thinkphp } from './thinkphp.ts';
import { w3c } from './w3c.ts';

export const FORMATS: readonly LogFormat[] = [
  jsonLines,
  tencentClb,
  haproxy,
  commonLog,
  envoy,
  awsLoadBalancer,
  monolog,
  egg,
  thinkphp,
  logback,
  phpServer,
  gin,
  chi,
  uvicorn,
  django,
  uwsgi,
  tornado,
  rails,
  tencentCdn,
  morganShort,
  morganDev,
  koaLogger,
  w3c,
  pairs,
  delimited,
  guessed,
  plainRequest,
  uncaught,
  remarks,
];
