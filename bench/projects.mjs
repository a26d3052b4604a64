/**
 * Projects of any size to measure with: the same arguments write the same bytes. Each comes with its truth, so that a
 * figure only counts when every planted fault was found and nothing else.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ readonly folder: string, readonly files: number, readonly bytes: number, readonly hub: string, readonly page: string,
 *   readonly faults: readonly string[] }} Project `hub`: the module everybody imports; `page`: a page of 20 kB and more;
 *   `faults`: `file:line`, sorted
 */

/** Numbers that only look like chance. @param {number} seed @returns {(below: number) => number} whole numbers */
function dice(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A function as pages are full of them: no request, some branches, some text. @param {string} name @param {(below: number) => number} random */
function filler(name, random) {
  return `function ${name}(list, options) {
  const kept = [];
  for (let at = 0; at < list.length; at++) {
    const item = list[at];
    if (!item || item.status === ${random(9)}) continue;
    const price = Number(item.price || 0) * ${1 + random(9)} + (options && options.fee ? options.fee : ${random(20)});
    kept.push({ id: item.id, title: item.title + '（${random(1000)}）', price: price.toFixed(2), cover: item.cover || '' });
  }
  if (kept.length > ${5 + random(50)}) wx.showToast({ title: '共' + kept.length + '件', icon: 'none' });
  return kept.sort((left, right) => left.price - right.price);
}
`;
}

/** @param {string} folder */
function writer(folder) {
  let files = 0;
  let bytes = 0;
  return {
    /** @param {string} name @param {string} text */
    write(name, text) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      if (!/\.(?:js|php)$/.test(name)) return;
      files++;
      bytes += Buffer.byteLength(text);
    },
    counted: () => ({ files, bytes }),
  };
}

/**
 * A native mini-program of `size` scripts in layers: environment, request wrapper, api modules, stores, pages. One api
 * module in ten keeps a test host of its own; as many hold look-alikes that no request ever asks.
 * @param {string} folder @param {number} size @returns {Project}
 */
export function miniProgram(folder, size) {
  const random = dice(size);
  const { write, counted } = writer(folder);
  /** @type {string[]} */
  const faults = [];
  /** @type {string[]} */
  const pages = [];
  const apis = Math.max(2, Math.floor(size * 0.2));
  const stores = Math.floor(size * 0.2);
  // Lognormal in shape: most files are small, a few are long.
  const fill = (/** @type {string} */ name) => {
    const count = random(20) === 0 ? 8 + random(20) : random(5);
    return Array.from({ length: count }, (_, at) => filler(`${name}${at}`, random)).join('\n');
  };
  write('config/env.js', "const BASE = 'https://api.qingguo-shop.cn';\nmodule.exports = { BASE, timeout: 8000 };\n");
  write(
    'utils/request.js',
    "const { BASE } = require('../config/env');\nfunction request(options) {\n  return new Promise((resolve, reject) => {\n    wx.request({ url: (options.base || BASE) + options.path, data: options.data, success: resolve, fail: reject });\n  });\n}\nmodule.exports = { request };\n",
  );
  for (let at = 0; at < apis; at++) {
    const faulty = at % 10 === 3;
    const lookAlike =
      at % 10 === 7 ? `// was http://localhost:${at}\nconst example = 'http://192.168.1.${at % 250}:8080/doc';\n` : '';
    const base = faulty ? `const OWN = 'https://test-api${at}.qingguo-shop.cn';\n` : '';
    if (faulty) faults.push(`api/api${at}.js:2`);
    write(
      `api/api${at}.js`,
      `const { request } = require('../utils/request');\n${base}${lookAlike}${fill('shape')}\nmodule.exports = {\n  list: (data) => request({ ${faulty ? 'base: OWN, ' : ''}path: '/v1/a${at}/list', data }),\n  one: (id) => request({ path: '/v1/a${at}/' + id }),\n};\n`,
    );
  }
  for (let at = 0; at < stores; at++) {
    write(
      `store/store${at}.js`,
      `const api = require('../api/api${at % apis}');\n${fill('keep')}\nmodule.exports = { load: (id) => api.one(id), all: () => api.list({ size: ${random(50)} }), limit: ${random(99)} };\n`,
    );
  }
  const rest = size - counted().files - 1;
  for (let at = 0; at < rest; at++) {
    const name = `pages/p${at}/p${at}`;
    const long =
      at === 0 ? Array.from({ length: 40 }, (_, one) => filler(`long${one}`, random)).join('\n') : fill('show');
    write(
      `${name}.js`,
      `const store = require('../../store/store${at % stores}');\nconst api = require('../../api/api${random(apis)}');\nconst { timeout } = require('../../config/env');\n${long}\nPage({\n  data: { list: [], timeout },\n  onLoad(query) {\n    const id = query.id || '';\n    store.load(id).then((res) => this.setData({ list: res.data }));\n    api.list({ page: 1 });\n  },\n  onTap(event) {\n    wx.navigateTo({ url: '/pages/p1/p1?id=' + event.currentTarget.dataset.id });\n  },\n});\n`,
    );
    write(
      `${name}.wxml`,
      '<view wx:for="{{list}}" bindtap="onTap" data-id="{{item.id}}"><text>{{item.title}}</text></view>\n',
    );
    write(`${name}.json`, '{ "navigationBarTitleText": "页" }\n');
    pages.push(name);
  }
  write('app.js', 'App({ globalData: {} });\n');
  write('app.json', `${JSON.stringify({ pages })}\n`);
  write('project.config.json', '{ "appid": "wx0123456789abcdef", "compileType": "miniprogram" }\n');
  return { folder, ...counted(), hub: 'config/env.js', page: 'pages/p0/p0.js', faults: faults.sort() };
}

/**
 * A webman backend of `size` PHP files: controllers, models, services. One controller in eight decodes a parameter as it
 * comes; as many guard it.
 * @param {string} folder @param {number} size @returns {Project}
 */
export function phpBackend(folder, size) {
  const random = dice(size);
  const { write, counted } = writer(folder);
  /** @type {string[]} */
  const faults = [];
  write(
    'composer.json',
    '{ "require": { "php": ">=8.1", "workerman/webman-framework": "^1.5" }, "autoload": { "psr-4": { "app\\\\": "app/" } } }\n',
  );
  write('config/route.php', '<?php\n\nuse Webman\\Route;\n\nRoute::fallback(fn () => json([], 404));\n');
  const methods = (/** @type {string} */ name) =>
    Array.from(
      { length: 1 + random(random(12) === 0 ? 30 : 5) },
      (_, at) =>
        `    public function ${name}${at}(int $page, array $where = []): array\n    {\n        $list = [];\n        foreach ($where as $key => $value) {\n            if ($value === '' || $value === ${random(99)}) {\n                continue;\n            }\n            $list[$key] = ['page' => $page, 'value' => trim((string) $value), 'size' => ${random(50)}];\n        }\n        return $list;\n    }\n`,
    ).join('\n');
  const controllers = Math.floor(size * 0.3);
  for (let at = 0; at < controllers; at++) {
    const faulty = at % 8 === 3;
    const guarded = at % 8 === 5;
    const file = `app/controller/Live${at}Controller.php`;
    const body = faulty
      ? "        $data = json_decode($request->get('filter'), true, 512, JSON_THROW_ON_ERROR);\n"
      : guarded
        ? "        try {\n            $data = json_decode($request->get('filter', '{}'), true, 512, JSON_THROW_ON_ERROR);\n        } catch (\\Throwable $e) {\n            $data = [];\n        }\n"
        : '        $data = ["id" => (int) $request->get("id")];\n';
    const text = `<?php\n\nnamespace app\\controller;\n\nuse support\\Request;\n\nclass Live${at}Controller\n{\n    public function index(Request $request)\n    {\n${body}        return json(['data' => $data]);\n    }\n\n${methods('find')}}\n`;
    if (faulty) faults.push(`${file}:${text.split('\n').findIndex((line) => line.includes('json_decode')) + 1}`);
    write(file, text);
  }
  for (let at = counted().files; at < size; at++) {
    const kind = at % 2 === 0 ? 'model' : 'service';
    write(
      `app/${kind}/Thing${at}.php`,
      `<?php\n\nnamespace app\\${kind};\n\nclass Thing${at}\n{\n    protected $table = 'thing_${at}';\n\n${methods('load')}}\n`,
    );
  }
  return {
    folder,
    ...counted(),
    hub: 'config/route.php',
    page: 'app/controller/Live0Controller.php',
    faults: faults.sort(),
  };
}

/**
 * `size` pages that all import one module, in which the test host stands: what everybody imports must not be paid for by
 * everybody again.
 * @param {string} folder @param {number} size @returns {Project}
 */
export function hub(folder, size) {
  const random = dice(size);
  const { write, counted } = writer(folder);
  write('config/env.js', "const BASE = 'https://test-api.qingguo-shop.cn';\nmodule.exports = { BASE };\n");
  const pages = Array.from({ length: size - 1 }, (_, at) => `pages/p${at}/p${at}`);
  for (const name of pages) {
    write(
      `${name}.js`,
      `const { BASE } = require('../../config/env');\n${filler('show', random)}Page({\n  onLoad() {\n    wx.request({ url: BASE + '/v1/list' });\n  },\n});\n`,
    );
  }
  write('app.json', `${JSON.stringify({ pages })}\n`);
  write('project.config.json', '{ "appid": "wx0123456789abcdef", "compileType": "miniprogram" }\n');
  return { folder, ...counted(), hub: 'config/env.js', page: 'pages/p0/p0.js', faults: ['config/env.js:1'] };
}

/**
 * A chain of `size` modules that hand on the test host of the last one to the only page.
 * @param {string} folder @param {number} size @returns {Project}
 */
export function chain(folder, size) {
  const random = dice(size);
  const { write, counted } = writer(folder);
  for (let at = 0; at < size - 2; at++) {
    const next = `const { BASE } = require('./m${at + 1}');\n${filler(`keep${at}`, random)}`;
    write(`m/m${at}.js`, `${next}module.exports = { BASE };\n`);
  }
  const last = `m/m${size - 2}.js`;
  write(last, "const BASE = 'https://test-api.qingguo-shop.cn';\nmodule.exports = { BASE };\n");
  write('pages/p/p.js', "const { BASE } = require('../../m/m0');\nwx.request({ url: BASE + '/v1' });\n");
  write('app.json', '{ "pages": ["pages/p/p"] }\n');
  write('project.config.json', '{ "appid": "wx0123456789abcdef", "compileType": "miniprogram" }\n');
  return { folder, ...counted(), hub: last, page: 'pages/p/p.js', faults: [`${last}:1`] };
}
