/** A logged request as things that can be sent again: a command line, a `.http` file, bytes on a socket. */
import { encodedTarget, type Target } from './bytes.ts';
import { visible } from './visible.ts';

/** Characters that a shell leaves alone inside single quotes, and `printf` in its format too. */
const PLAIN = /^[A-Za-z0-9\-._~:/?@!$&()*+,;=]*$/;

/**
 * A command for a POSIX shell whose request line holds exactly the bytes of the log, whatever they are. They come from
 * an attacker: every byte that could mean anything to a shell, to `printf` or to curl is written as an octal number.
 * @param base scheme, host and port, without a slash at the end; ours, never the log's
 */
export function curlCommand(method: string, target: Target, base: string): string {
  const verb = safeMethod(method);
  const options = `curl -sS -i -g --path-as-is${verb === 'GET' ? '' : ` -X ${verb}`}`;
  if (PLAIN.test(target.bytes) && target.bytes.startsWith('/')) return `${options} '${base}${target.bytes}'`;
  const format = [...target.bytes].map(printfByte).join('');
  return `${options} --request-target "$(printf -- '${format}')" '${base}/'`;
}

function printfByte(byte: string): string {
  if (byte === '%') return '%%';
  if (PLAIN.test(byte)) return byte;
  return `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;
}

/** Only letters are a method; anything else in its place came from a broken request. */
export function safeMethod(method: string): string {
  return /^[A-Z]{1,16}$/.test(method) ? method : 'GET';
}

/** For the REST clients of editors, which encode what a URL may not hold: done here, it reaches the server as the same bytes. */
export function httpRequest(method: string, target: Target, base: string, remark: string): string {
  const lines = [
    `### ${visible(remark)}`,
    `${safeMethod(method)} ${base}${leadingSlash(encodedTarget(target.bytes))}`,
    'Accept: */*',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

/** The whole request, one character a byte. Undefined where sending it would not be one request. */
export function requestBytes(method: string, target: Target, host: string): string | undefined {
  if (/[\r\n\0]/.test(target.bytes)) return undefined;
  const lines = [
    `${safeMethod(method)} ${leadingSlash(target.bytes)} HTTP/1.1`,
    `Host: ${host}`,
    'Accept: */*',
    'Connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

const leadingSlash = (target: string) => (target.startsWith('/') ? target : `/${target}`);

/** `http://127.0.0.1:8787` of what a person typed. @returns undefined where it is not this machine, or no address at all */
export function loopbackBase(typed: string): string | undefined {
  const text = /^\d+$/.test(typed.trim()) ? `http://127.0.0.1:${typed.trim()}` : typed.trim();
  let url: URL;
  try {
    url = new URL(text.includes('://') ? text : `http://${text}`);
  } catch {
    return undefined;
  }
  if (url.protocol !== 'http:' || url.username !== '' || url.password !== '') return undefined;
  return isLoopback(url.hostname) ? `http://${url.host}` : undefined;
}

/** By the name alone: nothing is looked up, since what a name leads to can change. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}

/** Where the servers of a framework listen while one develops. */
const PORTS: Readonly<Record<string, number>> = {
  webman: 8787,
  hyperf: 9501,
  laravel: 8000,
  symfony: 8000,
  thinkphp: 8000,
  yii: 8080,
  slim: 8080,
  egg: 7001,
  express: 3000,
  koa: 3000,
  nest: 3000,
  fastify: 3000,
};

export const usualBase = (framework: string | undefined) => `http://127.0.0.1:${PORTS[framework ?? ''] ?? 8080}`;
