import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAppJson, readPageJson } from '../../server/src/core/frontends/app-json.ts';
import { parseJson } from '../../server/src/core/frontends/json.ts';
import { readExtJson, readProjectConfig, settingOf } from '../../server/src/core/frontends/project-config.ts';

const values = (placed: readonly { readonly value: unknown }[]): unknown[] => placed.map((each) => each.value);

test('app.json gives its pages, packages, plugins and switches with their places', () => {
  const text = `{
  // start
  "pages": ["pages/index/index", "pages/me/me",],
  "subPackages": [{ "root": "pkgA", "pages": ["a/a"], "independent": true, "plugins": { "live": { "version": "dev", "provider": "wx1" } } }],
  "subpackages": [{ "root": "pkgB/", "name": "b", "pages": ["b"] }],
  "plugins": {
    "map": { "version": "1.2.3", "provider": "wx2" },
    "chat": { "version": "dev-0123456789abcdef0123456789abcdef", "provider": "wx3" },
    "pay": { "version": "latest", "provider": "wx4" }
  },
  "debug": true,
  "cloudConfig": { "gatewayDomain": "test-gw.shop.cn" },
  "resolveAlias": { "~/*": "/*" },
  "tabBar": { "list": [{ "pagePath": "pages/index/index", "iconPath": "i.png" }] },
  "workers": { "path": "workers" },
  "lazyCodeLoading": "requiredComponents"
}`;
  const app = readAppJson(text);
  assert.deepEqual(app.problems, []);
  assert.deepEqual(values(app.pages), ['pages/index/index', 'pages/me/me']);
  assert.deepEqual(
    app.subPackages.map((each) => [each.root.value, values(each.pages), each.independent]),
    [
      ['pkgA', ['a/a'], true],
      ['pkgB/', ['b'], false],
    ],
  );
  assert.deepEqual(
    app.plugins.map((each) => [each.name, each.channel]),
    [
      ['map', 'release'],
      ['chat', 'development'],
      ['pay', 'latest'],
      ['live', 'development'],
    ],
  );
  assert.equal(app.debug?.value, true);
  assert.equal(text.slice(app.debug!.start, app.debug!.end), 'true');
  assert.equal(text.slice(app.gatewayDomain!.start, app.gatewayDomain!.end), '"test-gw.shop.cn"');
  assert.equal(app.resolveAlias.get('~/*')?.value, '/*');
  assert.equal(app.workers?.value, 'workers');
  assert.equal(app.tabBar[0]!.pagePath?.value, 'pages/index/index');
});

test('a wrong type is a problem at its place, and the rest is read', () => {
  const text = '{"pages": ["a", 3], "debug": "yes", "plugins": [], "subPackages": {"root": "x"}, "entryPagePath": "a"}';
  const app = readAppJson(text);
  assert.deepEqual(app.problems.map((problem) => text.slice(problem.start, problem.end)).sort(), [
    '"yes"',
    '3',
    '[]',
    '{"root": "x"}',
  ]);
  assert.deepEqual(values(app.pages), ['a']);
  assert.equal(app.entryPagePath?.value, 'a');
});

test('broken JSON is a problem, and what stands before it is read', () => {
  const app = readAppJson('{"pages": ["a"], "debug": tru');
  assert.ok(app.problems.length > 0);
  assert.deepEqual(values(app.pages), ['a']);
  assert.deepEqual(readPageJson('').problems, []);
  assert.deepEqual(readPageJson('\ufeff{"component": true}'), {
    usingComponents: new Map(),
    component: true,
    problems: [],
  });
});

test('the private configuration wins over the shared one, key by key', () => {
  const shared = readProjectConfig(
    '{"miniprogramRoot": "dist/", "setting": {"urlCheck": true, "es6": true, "babelSetting": {"ignore": []}}, "packOptions": {"ignore": [{"type": "folder", "value": "mock"}]}}',
  );
  const own = readProjectConfig('{"setting": {"urlCheck": false}}');
  assert.deepEqual(
    [settingOf(shared, own, 'urlCheck')?.value, settingOf(shared, own, 'urlCheck')?.private],
    [false, true],
  );
  assert.deepEqual([settingOf(shared, own, 'es6')?.value, settingOf(shared, own, 'es6')?.private], [true, false]);
  assert.equal(settingOf(shared, undefined, 'urlCheck')?.value, true);
  assert.equal(settingOf(undefined, undefined, 'urlCheck'), undefined);
  assert.equal(shared.miniprogramRoot?.value, 'dist/');
  assert.deepEqual(
    shared.packIgnore.map((rule) => [rule.type, rule.value.value]),
    [['folder', 'mock']],
  );
  assert.deepEqual(shared.problems, []);
});

test('ext.json gives its free values by path', () => {
  const ext = readExtJson(
    '{"extEnable": true, "extAppid": "wx1", "directCommit": true, "ext": {"api": {"host": "https://a.cn"}, "n": [1, {"x": false}], "none": null}}',
  );
  assert.equal(ext.enabled, true);
  assert.deepEqual(
    [...ext.values].map(([path, value]) => [path, value.value]),
    [
      ['api.host', 'https://a.cn'],
      ['n.0', 1],
      ['n.1.x', false],
    ],
  );
});

test('nesting without end is answered with a problem', () => {
  for (const unit of ['[', '{"a":', '[{"a":']) {
    const { root, problems } = parseJson(unit.repeat(30_000));
    assert.equal(root, undefined);
    assert.equal(problems[0]?.message.text, 'nested too deeply to be read');
  }
});

test('no text makes a reader throw', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"pages"',
    '"plugins"',
    '"setting"',
    ':',
    ',',
    '"',
    '//',
    '/*',
    '*/',
    '\n',
    '1',
    'true',
    'null',
    '"version"',
    '"dev"',
    '\\',
    '\ufeff',
    '你',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
      ),
      (text) => {
        for (const read of [readAppJson, readPageJson, readProjectConfig, readExtJson]) {
          for (const problem of read(text).problems)
            assert.ok(0 <= problem.start && problem.start <= problem.end && problem.end <= text.length);
        }
      },
    ),
    { numRuns: 1500 },
  );
});
