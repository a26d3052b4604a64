/** Access logs to measure with. */
import { closeSync, openSync, writeSync } from 'node:fs';

export const ADDRESSES = ['106.55.202.118', '113.96.223.69', '125.39.132.125', '43.139.209.119'];
export const AGENT = 'Tencent Security Team';

/** Traffic of a mini-program's server, one line in two thousand from the scanner. @param {string} file @param {number} mebibytes */
export function makeLog(file, mebibytes) {
  let seed = 1;
  const random = (/** @type {number} */ below) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const fd = openSync(file, 'w');
  let written = 0;
  let hits = 0;
  let lines = 0;
  while (written < mebibytes << 20) {
    const chunk = [];
    for (let n = 0; n < 2000; n++) {
      const second = String(random(60)).padStart(2, '0');
      const time = `07/Nov/2024:21:${String(random(60)).padStart(2, '0')}:${second} +0800`;
      if (n === 1000) {
        hits++;
        chunk.push(
          `${ADDRESSES[random(4)]} - - [${time}] "GET /open/v3/live/record?action=eval&live_id=${random(99)}%27%20AND%20SLEEP(4)--%20 HTTP/1.1" 401 468 "https://live.example.cn/" "${AGENT}, more information: https://developers.weixin.qq.com/"`,
        );
      } else {
        const ip = `${1 + random(222)}.${random(256)}.${random(256)}.${random(256)}`;
        const version = ['87', '87', '87', '86', '0'][random(5)];
        chunk.push(
          `${ip} - - [${time}] "GET /open/v3/live/list?page=${random(20)}&size=10&category=${random(9)}&_t=17309${random(99999999)} HTTP/1.1" 200 ${random(9000)} "https://servicewechat.com/wx0123456789abcdef/${version}/page-frame.html" "Mozilla/5.0 (iPhone; CPU iPhone OS 17_${random(7)}_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.${40 + random(14)}(0x1800${random(9999)}) NetType/WIFI Language/zh_CN"`,
        );
      }
      lines++;
    }
    written += writeSync(fd, `${chunk.join('\n')}\n`);
  }
  closeSync(fd);
  return { hits, lines, bytes: written };
}
