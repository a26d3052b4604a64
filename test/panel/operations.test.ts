/** What operators are handed, in the servers it is for: it loads, slows the scanner down, and refuses and delays nobody else. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { alertRouting, throttling } from '../../client/src/panel/model/operations.ts';
import { ensureServers, serverProgram } from '../../scripts/setup/servers.mjs';

const skip = process.platform === 'linux' ? false : 'the servers are installed on Linux only';
const SCANNER = 'Tencent Security Team, more information: https://developers.weixin.qq.com/';

before(async () => {
  if (!skip) await ensureServers();
});

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'preflight-operations-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const snippet = (id: string) => throttling(8).find((one) => one.id === id)!.text;

/** A snippet's part between two of its comments, by the comments' beginnings. */
function part(text: string, from: string, to?: string): string {
  const begin = text.indexOf(from);
  assert.notEqual(begin, -1, from);
  return text.slice(begin, to === undefined ? undefined : text.indexOf(to, begin));
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function nginxConfiguration(folder: string, port: number): string {
  const throttle = snippet('nginx');
  const routing = part(alertRouting(), '## nginx', '## Loki').replaceAll('/var/log/nginx', folder);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 64; }
http {
${temporary.join('\n')}
${part(throttle, '# In http', '# In server')}
${routing}
server { listen 127.0.0.1:${port}; ${part(throttle, '# In server')} location / { empty_gif; } }
}
`;
}

async function asked(port: number, agent: string, times: number): Promise<{ statuses: number[]; seconds: number }> {
  const started = performance.now();
  const url = `http://127.0.0.1:${port}/`;
  const answers = Array.from({ length: times }, () => fetch(url, { headers: { 'user-agent': agent } }));
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  return { statuses, seconds: (performance.now() - started) / 1000 };
}

test('nginx takes limit and routing, makes the scanner wait, refuses nothing, and lets everybody else through', {
  skip,
}, async (t) => {
  const folder = folderFor(t);
  const port = await freePort();
  const file = path.join(folder, 'nginx.conf');
  writeFileSync(file, nginxConfiguration(folder, port));
  const nginx = serverProgram('nginx')!;
  const checked = spawnSync(nginx, ['-t', '-c', file, '-p', folder], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stderr);

  const server = spawn(nginx, ['-c', file, '-p', folder], { stdio: 'ignore' });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  t.after(async () => {
    server.kill('SIGTERM');
    await ended;
  });
  for (const end = Date.now() + 10_000; ; ) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (up) break;
    assert.ok(Date.now() < end, 'nginx did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const others = await asked(port, 'Mozilla/5.0', 11);
  const scanner = await asked(port, SCANNER, 11);
  assert.deepEqual(new Set([...others.statuses, ...scanner.statuses]), new Set([200]));
  // Eleven at five a second: the last waits two seconds.
  assert.ok(scanner.seconds >= 1.8, `the scanner took ${scanner.seconds} s`);
  assert.ok(others.seconds < 1.5, `the others took ${others.seconds} s`);
});

test('Apache takes the limit', { skip }, (t) => {
  const places = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/lib/httpd/modules'];
  const modules = places.find((place) => existsSync(`${place}/mod_qos.so`));
  if (!modules) return t.skip('mod_qos is not installed');
  const folder = folderFor(t);
  const load = ['mpm_event', 'authz_core', 'unixd', 'unique_id', 'setenvif', 'qos']
    .filter((name) => existsSync(`${modules}/mod_${name}.so`))
    .map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`);
  const file = path.join(folder, 'httpd.conf');
  writeFileSync(
    file,
    // Debian 12 builds mod_qos against a library that it does not name.
    `${spawnSync('sh', ['-c', 'ldconfig -p']).stdout.includes('libpcre.so.3') ? 'LoadFile libpcre.so.3\n' : ''}${load.join('\n')}\nServerRoot ${folder}\nErrorLog ${folder}/error.log\nServerName x\nListen 127.0.0.1:1\nDocumentRoot ${folder}\n${snippet('apache')}`,
  );
  const { status, stderr } = spawnSync(serverProgram('apache2')!, ['-t', '-f', file], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});
