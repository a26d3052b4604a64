/**
 * What nginx and Apache really write: both are driven on loopback with hostile requests, and what the log says of them is
 * compared with what was sent.
 */

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { before, test } from 'node:test';
import { ensureServers, serverProgram } from '../../scripts/setup/servers.mjs';
import { AGENT, folderFor, read } from './support.ts';

interface Sent {
  readonly name: string;
  readonly line: string;
  /** Headers instead of the usual; `null` leaves one out. */
  readonly headers?: Record<string, string | null>;
  readonly path: string;
}

const BATTERY: readonly Sent[] = [
  { name: 'control', line: 'GET /open/v3/live/record?action=list&live_id=42 HTTP/1.1', path: '/open/v3/live/record' },
  {
    name: 'raw spaces',
    line: 'GET /open/v3/live/record?live_id=x%27%29 AND (SELECT*FROM(SELECT(SLEEP(4)))coce) limit 1# HTTP/1.1',
    path: '/open/v3/live/record',
  },
  { name: 'encoded spaces', line: 'GET /space?live_id=x%27%29%20AND%20SLEEP(4) HTTP/1.1', path: '/space' },
  {
    name: 'wide byte, raw quote and backslash',
    line: `GET /wide?live_id=x%bf%27%bf'%27%22'"\\%5C%0d%0a HTTP/1.1`,
    path: '/wide',
  },
  { name: 'raw bytes', line: 'GET /bytes?live_id=\xbf\'\xbf" HTTP/1.1', path: '/bytes' },
  { name: 'agent missing', line: 'GET /noagent HTTP/1.1', headers: { 'User-Agent': null }, path: '/noagent' },
  {
    name: 'chain',
    line: 'GET /chain HTTP/1.1',
    headers: { 'X-Forwarded-For': '106.55.202.118, 10.0.0.7' },
    path: '/chain',
  },
  {
    name: 'forged chain',
    line: 'GET /forged HTTP/1.1',
    headers: { 'X-Forwarded-For': '1.2.3.4" 200 5 "-" "forged' },
    path: '/forged',
  },
  {
    name: 'user with quotes',
    line: 'GET /auth HTTP/1.1',
    headers: { Authorization: `Basic ${Buffer.from('bob "the" b:pw').toString('base64')}` },
    path: '/auth',
  },
  { name: 'double encoding', line: 'GET /double?x=%2527%2520OR%25201%253D1 HTTP/1.1', path: '/double' },
  { name: 'bad percent', line: 'GET /percent?x=%&y=%zz&z=%u0027 HTTP/1.1', path: '/percent' },
  { name: 'markup', line: 'GET /markup?{{7*7}}=<script>alert(1)</script>|`id` HTTP/1.1', path: '/markup' },
  { name: 'long', line: `GET /long?${'a'.repeat(3000)} HTTP/1.1`, path: '/long' },
];

before(ensureServers);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Sends one request on a connection of its own and waits for its end. */
function send(port: number, { line, headers = {} }: Sent): Promise<void> {
  const all: Record<string, string | null> = {
    Host: 'live.example.cn',
    'User-Agent': AGENT,
    Referer: 'https://live.example.cn/',
    Connection: 'close',
    ...headers,
  };
  const head = Object.entries(all)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\r\n`]))
    .join('');
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(Buffer.from(`${line}\r\n${head}\r\n`, 'latin1')));
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer')));
    socket
      .on('data', () => {})
      .on('end', () => socket.end())
      .on('close', () => resolve())
      .on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve() : reject(error)));
  });
}

async function started(port: number, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server did not start');
}

const SERVERS: Record<
  string,
  (folder: string, port: number) => { file: string; text: string; args: string[]; logs: string[] }
> = {
  nginx: (folder, port) => ({
    file: 'nginx.conf',
    text: `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 64; }
http {
  log_format main '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for"';
  log_format json escape=json '{"time":"$time_iso8601","remote_addr":"$remote_addr","xff":"$http_x_forwarded_for","request":"$request","status":$status,"ua":"$http_user_agent"}';
  log_format broken '{"time":"$time_iso8601","remote_addr":"$remote_addr","request":"$request","status":$status,"ua":"$http_user_agent"}';
  log_format none escape=none '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
  access_log ${folder}/combined.log combined; access_log ${folder}/main.log main; access_log ${folder}/json.log json;
  access_log ${folder}/broken.log broken; access_log ${folder}/none.log none;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server { listen 127.0.0.1:${port}; location / { return 401; } }
}`,
    args: ['-c', `${folder}/nginx.conf`, '-p', folder],
    logs: ['combined', 'main', 'json', 'broken', 'none'],
  }),
  apache2: (folder, port) => {
    const modules =
      ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/lib/httpd/modules'].find((place) =>
        existsSync(place),
      ) ?? '';
    const load = ['mpm_event', 'authz_core', 'log_config', 'unixd', 'alias']
      .filter((name) => existsSync(`${modules}/mod_${name}.so`))
      .map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`);
    return {
      file: 'httpd.conf',
      text: `${load.join('\n')}
ServerRoot ${folder}
ServerName live.example.cn
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${port}
${process.getuid?.() === 0 ? 'User nobody' : ''}
DocumentRoot ${folder}
LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
LogFormat "%h %l %u %t \\"%r\\" %>s %b" common
LogFormat "%v:%p %h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" vhost
CustomLog ${folder}/combined.log combined
CustomLog ${folder}/common.log common
CustomLog ${folder}/vhost.log "%v:%p %h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\""
RedirectMatch 404 .*
`,
      args: ['-f', `${folder}/httpd.conf`, '-D', 'FOREGROUND'],
      logs: ['combined', 'common', 'vhost'],
    };
  },
};

for (const [name, configure] of Object.entries(SERVERS)) {
  test(`${name} writes what we read`, async (t) => {
    const folder = folderFor(t);
    const port = await freePort();
    const { file, text, args, logs } = configure(folder, port);
    writeFileSync(path.join(folder, file), text);
    const server = spawn(serverProgram(name)!, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let complaints = '';
    server.stderr.on('data', (data) => {
      complaints += data;
    });
    const ended = new Promise((resolve) => server.on('exit', resolve));
    try {
      await started(port, server).catch((error) => {
        throw new Error(`${error.message}: ${complaints}`);
      });
      for (const request of BATTERY) await send(port, request);
    } finally {
      server.kill('SIGTERM');
      await ended;
    }
    for (const log of logs) {
      const logFile = path.join(folder, `${log}.log`);
      // The address is the loopback's, so the scanner is made to be at home there: every request must be a hit.
      const { summary, hits } = await read([logFile], { scannerAddresses: ['127.0.0.1'] });
      const written = readFileSync(logFile, 'latin1').split('\n').length - 1;
      // Connections that were only opened to see whether the server is up may have a line.
      assert.ok(written >= BATTERY.length, `${log}: ${written} lines`);
      assert.equal(summary.files[0]!.unparsed, 0, `${log}: ${JSON.stringify(summary.files[0]!.unparsedSamples[0])}`);
      assert.equal(summary.totals.hits, written, `${log}: not every line is a hit`);
      const logged = hits.filter(({ hit }) => hit.path !== undefined).map(({ hit }) => hit.path);
      for (const sent of BATTERY) assert.ok(logged.includes(sent.path), `${log}: ${sent.name} is missing`);
      const of = (wanted: string) => hits.find(({ hit }) => hit.path === wanted)!;
      assert.deepEqual([of('/double').found.family, of('/double').found.rounds], ['sqli', 2], log);
      assert.equal(of('/percent').found.badPercent, true, log);
      assert.equal(of('/bytes').found.invalidUtf8, true, log);
      assert.equal(of('/bytes').hit.query, 'live_id=\xbf\'\xbf"', log);
      assert.equal(of('/wide').hit.query, `live_id=x%bf%27%bf'%27%22'"\\%5C%0d%0a`, log);
      assert.equal(of('/space').found.sleepSeconds, 4, log);
      assert.equal(of('/markup').found.family, 'xss', log);
    }
  });
}
