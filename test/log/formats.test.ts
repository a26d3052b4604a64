import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileFormat } from '../../server/src/core/log/format-string.ts';
import { createLineReader, whyUnparsed } from '../../server/src/core/log/line-reader.ts';
import type { ApplicationRecord, RequestRecord } from '../../server/src/core/log/record.ts';
import { processorTime } from '../support/processor-time.ts';
import { AGENT } from './support.ts';

const TARGET = '/a?id=%bf%27\'"\\x';
const NGINX = "/a?id=%bf%27'\\x22\\x5Cx";
const APACHE = `/a?id=%bf%27'\\"\\\\x`;
const CLOCK = '22/Nov/2026:12:48:36 +0800';
const TIME = '2026-11-22T04:48:36.000Z';

/** Label, line, and what differs from the usual: the same request in each format. */
const REQUESTS: [string, string, Partial<RequestRecord>?][] = [
  ['nginx-combined', `1.2.3.4 - - [${CLOCK}] "GET ${NGINX} HTTP/1.1" 200 5 "-" "${AGENT}"`],
  [
    'nginx-combined',
    `1.2.3.4 - bob \\x22the\\x22 b [${CLOCK}] "GET ${NGINX} HTTP/1.1" 200 5 "-" "${AGENT}" 0.512`,
    { seconds: 0.512 },
  ],
  [
    'nginx-main',
    `10.0.0.1 - - [${CLOCK}] "GET ${NGINX} HTTP/1.1" 200 5 "-" "${AGENT}" "1.2.3.4, 10.0.0.9"`,
    { ip: '10.0.0.1', forwarded: ['1.2.3.4', '10.0.0.9'] },
  ],
  ['nginx-combined', `1.2.3.4 -  [${CLOCK}] "GET ${TARGET} HTTP/1.1" 200 5 "" "${AGENT}"`],
  ['apache-common', `1.2.3.4 - - [${CLOCK}] "GET ${APACHE} HTTP/1.1" 200 -`, { agent: undefined }],
  ['apache-combined', `1.2.3.4 - - [${CLOCK}] "GET ${APACHE} HTTP/1.1" 200 5 "-" "${AGENT}"`],
  ['apache-vhost', `live.example.cn:443 1.2.3.4 - - [${CLOCK}] "GET ${APACHE} HTTP/1.1" 200 5 "-" "${AGENT}"`],
  [
    'tomcat-combined',
    `1.2.3.4 - - [${CLOCK}] "GET /a?id=\\u00bf' HTTP/1.1" 200 5 "-" "${AGENT}"`,
    { target: "/a?id=\xbf'" },
  ],
  [
    'syslog:nginx-combined',
    `<190>Nov 22 12:48:36 vm nginx: 1.2.3.4 - - [${CLOCK}] "GET ${NGINX} HTTP/1.1" 200 5 "-" "${AGENT}"`,
  ],
  [
    'docker:nginx-combined',
    JSON.stringify({
      log: `1.2.3.4 - - [${CLOCK}] "GET ${NGINX} HTTP/1.1" 200 5 "-" "${AGENT}"\n`,
      stream: 'stdout',
      time: '2026-11-22T04:48:36Z',
    }),
  ],
  [
    'pm2:apache-combined',
    `2026-11-22 12:48:36 +08:00: 1.2.3.4 - - [${CLOCK}] "GET ${APACHE} HTTP/1.1" 200 5 "-" "${AGENT}"`,
  ],
  [
    'nginx-json',
    JSON.stringify({
      time: '2026-11-22T12:48:36+08:00',
      remote_addr: '1.2.3.4',
      request: `GET ${TARGET} HTTP/1.1`,
      status: 200,
      ua: AGENT,
    }),
  ],
  [
    'nginx-json',
    `{"time_local":"${CLOCK}","remote_addr":"1.2.3.4","request":"GET ${NGINX} HTTP/1.1","status":"200","http_user_agent":"${AGENT}"}`,
  ],
  [
    'caddy-json',
    JSON.stringify({
      ts: Date.parse(TIME) / 1000,
      msg: 'handled request',
      request: { remote_ip: '1.2.3.4', method: 'GET', uri: TARGET, headers: { 'User-Agent': [AGENT] } },
      status: 200,
    }),
  ],
  [
    'pino-http',
    JSON.stringify({
      level: 30,
      time: Date.parse(TIME),
      req: { method: 'GET', url: TARGET, headers: { 'user-agent': AGENT }, remoteAddress: '1.2.3.4' },
      res: { statusCode: 200 },
      responseTime: 512,
    }),
    { seconds: 0.512 },
  ],
  [
    'tomcat-json',
    JSON.stringify({
      host: '1.2.3.4',
      logicalUserName: '-',
      time: `[${CLOCK}]`,
      request: `GET ${TARGET} HTTP/1.1`,
      statusCode: '200',
      requestHeaders: { 'User-Agent': AGENT },
    }),
  ],
  [
    'edgeone-json',
    JSON.stringify({
      ClientIP: '1.2.3.4',
      RequestTime: '2026-11-22T04:48:36Z',
      RequestMethod: 'GET',
      RequestUrl: '/a',
      RequestUrlQueryString: TARGET.slice(3),
      RequestUA: AGENT,
      EdgeResponseStatusCode: 200,
    }),
  ],
  [
    'tencent-clb',
    `[ab1] [${CLOCK}] [HTTPS] [10.0.0.2:443] [h] [1.2.3.4:2345] [200] [10.0.1.5:80] [200] [-] [GET /a?x[0][a]=1 HTTP/1.1] [512] [5] [h] [${AGENT}] [-] [0.512] [0.5] [0.0] [0.5] [1] [2]`,
    { target: '/a?x[0][a]=1', seconds: 0.512 },
  ],
  [
    'tencent-cdn',
    `20261122124836 1.2.3.4 h.cn /a 100 1 2 200 NULL 512 "${AGENT}" "(null)" GET HTTPS hit`,
    { target: '/a', seconds: 0.512 },
  ],
  ['delimited', `-|1.2.3.4|2026-11-22T12:48:36+08:00|h.cn|GET|${NGINX}|200|0.512|${AGENT}`, { seconds: 0.512 }],
  ['php-server', `[Sun Nov 22 04:48:36 2026] 1.2.3.4:5678 [200]: GET ${TARGET}`, { agent: undefined }],
  ['morgan-short', `1.2.3.4 - GET ${APACHE} HTTP/1.1 200 5 - 5.12 ms`, { agent: undefined, time: undefined }],
  [
    'morgan-dev',
    `\x1b[0mGET ${APACHE} \x1b[32m200\x1b[0m 5.12 ms - 5\x1b[0m`,
    { agent: undefined, time: undefined, ip: undefined },
  ],
  [
    'koa-logger',
    `  \x1b[90m-->\x1b[39m \x1b[1mGET\x1b[22m \x1b[90m${TARGET}\x1b[39m \x1b[32m200\x1b[39m \x1b[90m5ms\x1b[39m \x1b[90m2b\x1b[39m`,
    { agent: undefined, time: undefined, ip: undefined },
  ],
];

for (const [label, line, differs = {}] of REQUESTS) {
  test(`a request in ${label}: ${JSON.stringify(line).slice(0, 60)}`, () => {
    const read = createLineReader(0).read(Buffer.from(line, 'utf8').toString('latin1'));
    assert.ok(read, whyUnparsed(line));
    assert.equal(read.label, label);
    const { ip, method, target, status, agent, time, forwarded, seconds } = read.record as RequestRecord;
    const expected = {
      ip: '1.2.3.4',
      method: 'GET',
      target: TARGET,
      status: 200,
      agent: AGENT,
      time: Date.parse(TIME),
      ...differs,
    };
    assert.deepEqual(
      { ip, method, target, status, agent, time },
      {
        ip: expected.ip,
        method: expected.method,
        target: expected.target,
        status: expected.status,
        agent: expected.agent,
        time: expected.time,
      },
    );
    if (differs.forwarded) assert.deepEqual(forwarded, differs.forwarded);
    if (differs.seconds) assert.equal(seconds, differs.seconds);
  });
}

test('W3C columns follow the last #Fields line', () => {
  const reader = createLineReader(0);
  reader.read('#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status time-taken s-ip');
  const { record } = reader.read(
    `2026-11-22 04:48:36 GET /a id=1'+OR+1=1 1.2.3.4 ${AGENT.replaceAll(' ', '+')} 200 512 10.0.0.8`,
  )!;
  const { target, agent, seconds, time } = record as RequestRecord;
  assert.deepEqual(
    [target, agent, seconds, time],
    ["/a?id=1'+OR+1=1", AGENT.replaceAll(' ', '+'), 0.512, Date.parse(TIME)],
  );
});

test('refused requests keep what the server logged', () => {
  const parse = (request: string) =>
    createLineReader(0).read(`1.2.3.4 - - [${CLOCK}] "${request}" 400 157 "-" "-"`)!.record as RequestRecord;
  assert.deepEqual([parse('GET /a?x=1 AND').target, parse('GET /a?x=1 AND').cut], ['/a?x=1 AND', true]);
  assert.deepEqual([parse('GET /a?x=1 null').target, parse('GET /a?x=1 null').cut], ['/a?x=1', true]);
  assert.deepEqual([parse('GET - HTTP/1.1').target, parse('GET - HTTP/1.1').method], [undefined, 'GET']);
  for (const garbage of ['\\x16\\x03\\x01\\x02', '', '-', 'hello\\x22world'])
    assert.equal(parse(garbage).target, undefined);
});

const ENTRIES: [string, string, Partial<ApplicationRecord>][] = [
  [
    'monolog',
    '[2026-11-22 20:50:06] default.ERROR: boom {"exception":"[object] (InvalidArgumentException(code: 0): Malformed UTF-8 at /srv/a.php:10)"} []',
    { level: 'ERROR', exception: 'InvalidArgumentException', at: '/srv/a.php:10' },
  ],
  [
    'thinkphp',
    '[2026-11-22T20:50:06+08:00][error] [0]Malformed UTF-8 characters[/srv/a.php:10]',
    { level: 'ERROR', at: '/srv/a.php:10' },
  ],
  [
    'egg',
    '2026-11-22 12:44:27,147 ERROR 67 [-/1.2.3.4/t/1ms GET /a?x=1] nodejs.URIError: URI malformed',
    { ip: '1.2.3.4', target: '/a?x=1', exception: 'URIError' },
  ],
  [
    'app-json',
    '{"message":"boom","context":{"exception":{"class":"E","file":"/srv/a.php:10"}},"level_name":"ERROR","datetime":"2026-11-22T20:50:06+08:00"}',
    { exception: 'E', at: '/srv/a.php:10' },
  ],
];
for (const [label, line, expected] of ENTRIES) {
  test(`an entry of ${label}`, () => {
    const read = createLineReader(0).read(line)!;
    assert.equal(read.label, label);
    const record = read.record as ApplicationRecord;
    assert.equal(record.kind, 'application');
    for (const [key, value] of Object.entries(expected))
      assert.equal(record[key as keyof ApplicationRecord], value, key);
  });
}

test('a format string of nginx and one of Apache', () => {
  const nginx = compileFormat(
    '$remote_addr|$time_iso8601|$request_method|$request_uri|$status|$request_time|$http_user_agent',
  );
  const piped = nginx.parse(`1.2.3.4|2026-11-22T12:48:36+08:00|GET|/a?x=1|id|200|0.5|${AGENT}`, {
    zone: 0,
  }) as RequestRecord;
  assert.deepEqual([piped.target, piped.status, piped.seconds, piped.agent], ['/a?x=1|id', 200, 0.5, AGENT]);
  const apache = compileFormat('%{X-Forwarded-For}i %h %t \\"%r\\" %>s %D \\"%{User-Agent}i\\"');
  const line = `1.2.3.4 10.0.0.1 [${CLOCK}] "GET ${APACHE} HTTP/1.1" 200 512000 "${AGENT}"`;
  const { forwarded, ip, target, seconds } = apache.parse(line, { zone: 0 }) as RequestRecord;
  assert.deepEqual([forwarded, ip, target, seconds], [['1.2.3.4'], '10.0.0.1', TARGET, 0.512]);
  assert.throws(() => compileFormat('$status'), /names no request/);
});

test('a line in no known format is told why', () => {
  assert.equal(createLineReader(0).read('nothing of the kind'), undefined);
  assert.match(whyUnparsed('{"a":'), /JSON/);
  assert.match(whyUnparsed('\x00\x01\x02'), /NUL/);
});

test('hostile lines take time in proportion to their length', () => {
  const reader = createLineReader(0);
  for (const unit of [
    '"',
    '\\',
    ' ',
    '" 200 1 ',
    '[',
    '] [',
    '{"a":',
    '%',
    '|1',
    'GET ',
    '[22/Nov/2026:',
    'a=b ',
    'a:b\t',
    '{',
    '[',
    ' | ',
    '1.2.3.4 ',
    '2026-11-22T12:48:36 ',
    '[a] ',
    '" "',
    'a.b.',
  ]) {
    const line = `1.2.3.4 - - [${CLOCK}] "GET /${unit.repeat(65_536 / unit.length)}`;
    const { took } = processorTime(() => {
      reader.read(line);
      reader.read(unit.repeat(65_536 / unit.length));
    });
    assert.ok(took < 1500, `${unit}: ${took} ms`);
  }
});
