/** What a secret looks like: the value itself, and the name it is given. Ids that are public (AppID, map keys) are none. */

export const PRIVATE_KEY =
  /-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----\s*(?:\\n|\n|\r)?\s*[A-Za-z0-9+/=\s\\]{40}/;
/** An AppSecret: 32 lower-case hexadecimal digits. */
const SECRET = /^[0-9a-f]{32}$/;
const IN_URL = /[?&](?:secret|appsecret|app_secret)=([0-9a-f]{32})(?![0-9a-z])/i;
const NAMED = /^(?:wx|weixin|wechat|mp|mini|miniprogram)?[_-]?(?:app[_-]?secret|secret)$/i;
/** `secret` alone is the platform's word only where its interfaces or an AppID stand beside it. */
const PLATFORM = /(?<![a-z])app_?id\b|jscode2session|cgi-bin\/token|api\.weixin\.qq\.com/i;

/** A quick look: most files end here. */
export function mayHold(text: string | undefined): boolean {
  return text !== undefined && (/PRIVATE KEY-----/.test(text) || (/secret/i.test(text) && /[0-9a-f]{32}/.test(text)));
}

/** Whether the file that holds a secret speaks of the platform. */
export function namesPlatform(text: string): boolean {
  return PLATFORM.test(text);
}

/** Whether a value of that name is an AppSecret. */
export function isAppSecret(name: string, value: string, platform: boolean): boolean {
  return NAMED.test(name) && isSecret(value) && (platform || /app[_-]?secret/i.test(name));
}

/** Whether an AppSecret stands among the parameters of a URL. */
export function hasSecretParameter(text: string): boolean {
  return isSecret(IN_URL.exec(text)?.[1]?.toLowerCase() ?? '');
}

/** Real secrets are random: runs, patterns and fillers are not. */
function isSecret(value: string): boolean {
  if (!SECRET.test(value)) return false;
  if (new Set(value).size < 8) return false;
  return !/0123456789abcdef|(.{4,16})\1/.test(value);
}
