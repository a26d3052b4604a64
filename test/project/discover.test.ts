import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importersOf, importsOf } from '../../server/src/core/modules/graph.ts';
import { resolveModule } from '../../server/src/core/modules/resolve.ts';
import { specifiersIn } from '../../server/src/core/modules/specifiers.ts';
import { classify } from '../../server/src/core/project/classify.ts';
import { projectOf, projects } from '../../server/src/core/project/discover.ts';
import type { FileSource } from '../../server/src/core/project/files.ts';
import { missingPages, projectScripts, projectTemplates } from '../../server/src/core/project/members.ts';
import { contentOf } from '../../server/src/core/project/queries.ts';
import { unreadOf } from '../../server/src/core/project/unread.ts';
import { Store } from '../../server/src/core/store/store.ts';
import { processorTime } from '../support/processor-time.ts';
import { memoryFiles } from '../support/project.ts';

type Files = Record<string, string | Uint8Array>;

function storeOf(files: Files): Store<FileSource> {
  return new Store<FileSource>(memoryFiles(files));
}

const shape = (store: Store<FileSource>) =>
  projects(store, '').map(({ root, kind, sourceRoots }) => `${root || '.'} ${kind} ${sourceRoots.join('+') || '.'}`);

const APP = (...pages: string[]) => JSON.stringify({ pages });
const native = (root: string, page = 'pages/a/a'): Files => ({
  [`${root}app.json`]: APP(page),
  [`${root}app.js`]: '',
  [`${root}${page}.js`]: '',
  [`${root}${page}.wxml`]: '',
});

describe('what a folder holds', () => {
  const cases: Record<string, [Files, string[]]> = {
    'an app.json alone': [native(''), ['. weapp .']],
    'an app.json of something else': [{ 'app.json': '{"expo": {"name": "x"}}', 'app.js': '' }, []],
    'a configuration above its sources': [
      { 'project.config.json': '{"miniprogramRoot": "./mini/"}', ...native('mini/') },
      ['. weapp mini'],
    ],
    'the private configuration wins': [
      {
        'project.config.json': '{"miniprogramRoot": "one"}',
        'project.private.config.json': '{"miniprogramRoot": "two"}',
        ...native('one/'),
        ...native('two/'),
      },
      ['. weapp two', 'one weapp one'],
    ],
    'a root that only a build makes': [
      { 'project.config.json': '{"miniprogramRoot": "dist/"}', ...native('src/') },
      ['. weapp src'],
    ],
    'a configuration that is broken': [{ 'project.config.json': '{"miniprogramRoot": ', ...native('') }, ['. weapp .']],
    'a configuration that leads out of the folder': [
      { 'project.config.json': '{"miniprogramRoot": "../../x"}', ...native('') },
      ['. weapp .'],
    ],
    'several in one workspace, one in another': [
      {
        ...native('a/'),
        'a/project.config.json': '{}',
        ...native('a/demo/'),
        'a/demo/project.config.json': '{}',
        ...native('b/'),
      },
      ['a weapp a', 'a/demo weapp a/demo', 'b weapp b'],
    ],
    'a mini-game': [
      { 'project.config.json': '{"compileType": "game"}', 'game.json': '{}', 'game.js': '' },
      ['. minigame .'],
    ],
    'a plugin with its demonstration': [
      {
        'project.config.json': '{"compileType": "plugin", "miniprogramRoot": "miniprogram/", "pluginRoot": "plugin/"}',
        ...native('miniprogram/'),
        'plugin/plugin.json': '{"main": "index.js"}',
        'plugin/index.js': '',
      },
      ['. weapp-plugin miniprogram+plugin'],
    ],
    'cloud functions and a server beside': [
      {
        'project.config.json': '{"miniprogramRoot": "miniprogram/", "cloudfunctionRoot": "cloud/"}',
        ...native('miniprogram/'),
        'cloud/login/index.js': '',
        'server/package.json': '{"dependencies": {"koa": "2"}}',
        'api/composer.json': '{"require": {}}',
      },
      ['. weapp miniprogram', 'api backend api', 'cloud cloud-functions cloud', 'server backend server'],
    ],
    'uni-app made by HBuilderX': [
      { 'shop/manifest.json': '{}', 'shop/pages.json': '{}', 'shop/main.js': '' },
      ['shop uni-app shop'],
    ],
    'uni-app made by its command line': [
      {
        'package.json': '{"dependencies": {"@dcloudio/uni-app": "3"}}',
        'src/manifest.json': '{}',
        'src/pages.json': '{}',
        'src/main.ts': '',
        'project.config.json': '{"miniprogramRoot": "dist/build/mp-weixin"}',
        ...native('dist/build/mp-weixin/'),
      },
      ['. uni-app src'],
    ],
    Taro: [
      { 'package.json': '{"dependencies": {"@tarojs/taro": "3"}}', 'src/app.ts': '', 'project.config.json': '{}' },
      ['. taro src'],
    ],
    mpx: [{ 'package.json': '{"dependencies": {"@mpxjs/core": "2"}}', 'src/app.mpx': '' }, ['. mpx src']],
    WePY: [{ 'package.json': '{"dependencies": {"wepy": "1"}}', 'src/app.wpy': '' }, ['. wepy src']],
    'a web page alone': [{ 'package.json': '{"dependencies": {"vue": "3"}}', 'src/main.js': '' }, []],
  };
  for (const [name, [files, expected]] of Object.entries(cases)) {
    it(name, () => assert.deepEqual(shape(storeOf(files)), expected));
  }

  it('gives a file to the innermost project, and tooling to none', () => {
    const store = storeOf({
      ...native(''),
      'gulpfile.js': '',
      'build/upload.js': '',
      'server/package.json': '{"dependencies": {"express": "4"}}',
      'server/index.js': '',
    });
    const roots = ['app.js', 'server/index.js', 'gulpfile.js', 'build/upload.js'].map(
      (path) => projectOf(store, path)?.root,
    );
    assert.deepEqual(roots, ['', 'server', undefined, undefined]);
  });
});

describe('what of a project runs', () => {
  const files: Files = {
    'project.config.json': '{}',
    'app.json': JSON.stringify({
      pages: ['pages/a/a', 'pages/gone/gone'],
      subPackages: [{ root: 'sub', pages: ['b/b'] }],
      usingComponents: { card: '/components/card/card' },
      workers: 'workers',
    }),
    'app.ts': `import './utils/start'`,
    'pages/a/a.js': `const api = require('../../utils/api')\n// require('../../utils/dead')`,
    'pages/a/a.wxml': `<import src="/templates/item"/><wxs module="m" src="./m.wxs"></wxs>`,
    'pages/a/m.wxs': '',
    'templates/item.wxml': '',
    'sub/b/b.ts': '',
    'components/card/card.js': '',
    'components/card/card.wxml': '',
    'components/card/card.json': '{"component": true, "usingComponents": {"inner": "../inner"}}',
    'components/inner/index.js': '',
    'components/inner/index.wxml': '',
    'components/unused/unused.js': `wx.request({ url: 'http://localhost' })`,
    'utils/start.ts': '',
    'utils/api.js': `export * from './lib.min.js'`,
    'utils/lib.min.js': '',
    'utils/dead.js': '',
    'workers/index.js': '',
  };

  it('follows pages, sub-packages, components, workers, templates and imports', () => {
    const store = storeOf(files);
    assert.deepEqual(projectScripts(store, ''), [
      'app.ts',
      'components/card/card.js',
      'components/inner/index.js',
      'pages/a/a.js',
      'pages/a/m.wxs',
      'sub/b/b.ts',
      'utils/api.js',
      'utils/start.ts',
      'workers/index.js',
    ]);
    assert.deepEqual(projectTemplates(store, ''), [
      'components/card/card.wxml',
      'components/inner/index.wxml',
      'pages/a/a.wxml',
      'templates/item.wxml',
    ]);
    assert.deepEqual(missingPages(store, ''), ['pages/gone/gone']);
  });

  it('says what it did not read', () => {
    const told = unreadOf(storeOf(files)).map(({ file, why }) => `${file}: ${why.text}`);
    assert.deepEqual(told, [
      'app.json: “{0}” is registered as a page, but there is no such file.',
      'utils/lib.min.js: This file is minified; check its source instead.',
    ]);
  });

  it('takes everything where app.json is broken', () => {
    const store = storeOf({ ...native(''), 'project.config.json': '{}', 'app.json': '{"pages": [', 'lone.js': '' });
    assert.deepEqual(projectScripts(store, ''), ['app.js', 'lone.js', 'pages/a/a.js']);
    assert.equal(unreadOf(store)[0]?.file, 'app.json');
  });

  it('follows computed requires', () => {
    const store = storeOf({
      ...native(''),
      'app.js': `const routes = [{ path: './views/one' }]\nrequire(routes[0].path)\nrequire('./langs/' + name)`,
      'views/one.js': '',
      'views/two.js': '',
      'langs/en.js': '',
    });
    assert.deepEqual(importsOf(store, 'app.js'), ['langs/en.js', 'views/one.js']);
    assert.deepEqual(importersOf(store, 'views/one.js'), ['app.js']);
  });

  it('stays quiet in other files when an edit changes no import', () => {
    const edited = memoryFiles(files);
    const store = new Store<FileSource>(edited);
    projectScripts(store, '');
    const ran: string[] = [];
    store.onRun = (name, key) => ran.push(`${name}(${key})`);
    edited.set('pages/a/a.js', `${files['pages/a/a.js']}\nconst more = 1`);
    store.invalidate(contentOf, 'pages/a/a.js');
    projectScripts(store, '');
    assert.deepEqual(
      ran,
      ['content', 'text', 'class', 'specifiers'].map((name) => `${name}(pages/a/a.js)`),
    );
  });
});

describe('where an import leads', () => {
  const store = storeOf({
    ...native('mini/'),
    'mini/app.json': JSON.stringify({ pages: ['pages/a/a'], resolveAlias: { '~/*': '/shared/*' } }),
    'mini/utils/api.js': '',
    'mini/utils/api.ts': '',
    'mini/utils/index.js': '',
    'mini/shared/host.js': '',
    'mini/lib/package.json': '{"main": "dist/main.js"}',
    'mini/lib/dist/main.js': '',
    'mini/data.json': '{}',
    'mini/miniprogram_npm/pkg/index.js': '',
    'mini/platform.weapp.ts': '',
    'mini/platform.ts': '',
    'tsconfig.json': '{"extends": "./base.json", /* a comment */ "compilerOptions": {}}',
    'base.json':
      '{"compilerOptions": {"baseUrl": ".", "paths": {"@utils/*": ["mini/utils/*"], "config": ["mini/data.json"]}}}',
    'vite.config.ts': `export default { resolve: { alias: { '#': path.resolve(__dirname, 'mini/shared') } } }`,
  });
  const cases: Record<string, string> = {
    '../../utils/api': 'mini/utils/api.ts',
    '../../utils/api.js': 'mini/utils/api.ts',
    '../../utils': 'mini/utils/index.js',
    '../../utils/': 'mini/utils/index.js',
    '/utils/api': 'mini/utils/api.ts',
    '../../lib': 'mini/lib/dist/main.js',
    '../../data.json': 'mini/data.json',
    '~/host': 'mini/shared/host.js',
    '@utils/api': 'mini/utils/api.ts',
    config: 'mini/data.json',
    '#/host': 'mini/shared/host.js',
    '@/utils/api': 'mini/utils/api.ts',
    pkg: 'mini/miniprogram_npm/pkg/index.js',
    '../../platform': 'mini/platform.weapp.ts',
    './nothing': 'nothing',
    '../../../../outside': 'nothing',
    '@/nothing': 'nothing',
    '@scope/name/deep': 'package @scope/name',
    lodash: 'package lodash',
    'plugin://x/y': 'package plugin://x/y',
  };
  for (const [specifier, expected] of Object.entries(cases)) {
    it(specifier, () => {
      const resolved = resolveModule(store, 'mini/pages/a/a.js', specifier);
      const got = !resolved ? 'nothing' : 'file' in resolved ? resolved.file : `package ${resolved.external}`;
      assert.equal(got, expected);
    });
  }
});

describe('modules named in a text', () => {
  it('sees every form and no comment', () => {
    const text = `import a, { b } from './a'; import "./b"\nexport * from './c'
      const d = require("./d"), e = import( /* chunk */ './e'), f = require.async('../f')
      // require('./dead')\n/* import './dead' */ obj.require('./no'); const from = 'x'; 'import "./no"'`;
    assert.deepEqual(specifiersIn(text), ['./a', './b', './c', './d', './e', '../f']);
  });

  it('stays linear in hostile text', () => {
    const { took } = processorTime(() => {
      for (const piece of ['/*', 'import ', "'", 'require(', '//', 'from`']) specifiersIn(piece.repeat(200_000));
    });
    assert.ok(took < 3000);
  });
});

describe('whose a file is', () => {
  const cases: Record<string, [string, string, string]> = {
    'written here': ['utils/a.js', 'const a = 1\n'.repeat(50), 'own'],
    'a picture in base64': ['img.js', `module.exports = 'data:image/png;base64,${'iVBORw0KGgo'.repeat(2000)}'`, 'own'],
    'one long line of code': ['a.js', `${'function a(b,c){return b?c(b):{d:1}};'.repeat(200)}`, 'minified'],
    'minified by name': ['a.min.js', 'x', 'minified'],
    'made by a bundler': ['a.js', '/******/ (function(modules) { // webpackBootstrap', 'minified'],
    'a package': ['miniprogram_npm/a/index.js', 'x', 'vendor'],
    'a library copied in': ['utils/md5.js', '/*!\n * md5 v2.1.0\n */\nmodule.exports = 1', 'vendor'],
    'a licence header of one’s own': ['utils/a.js', '/**\n * Copyright. Version 1.0.0\n */\nmodule.exports = 1', 'own'],
    'too large': ['a.js', 'const a = 1\n'.repeat(200_000), 'too-large'],
    'one line too long': ['a.js', `a = '${'x'.repeat(210_000)}'`, 'too-large'],
  };
  for (const [name, [path, text, expected]] of Object.entries(cases)) {
    it(name, () => assert.equal(classify(path, text).of, expected));
  }
});
