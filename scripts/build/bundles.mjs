/** What is built from what, and with which options. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../steps.mjs';

/** @typedef {import('esbuild').BuildOptions} BuildOptions */

const at = (/** @type {string} */ file) => path.join(root, file);

/** Node 20 is what the oldest VS Code we run in brings along. */
const NODE = /** @type {const} */ ({ platform: 'node', format: 'cjs', target: 'node20' });

/**
 * Vue's template parser comes in a build for Node that is twice as large: it parses the expressions too, which we never
 * ask for. The build for bundlers does not, but decodes `&amp;` with the help of a page. We read values from the text
 * itself, so that is left out.
 * @type {import('esbuild').Plugin}
 */
const smallVue = {
  name: 'small-vue',
  setup(build) {
    const require = createRequire(at('package.json'));
    build.onResolve({ filter: /^@vue\/(compiler-dom|compiler-core|shared)$/ }, ({ path: name }) => {
      const file = `${name.slice('@vue/'.length)}.esm-bundler.js`;
      return { path: path.join(path.dirname(require.resolve(`${name}/package.json`)), 'dist', file) };
    });
    build.onLoad({ filter: /compiler-dom\.esm-bundler\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const contents = source.replace(/decodeEntities: decodeHtmlBrowser\b/, 'decodeEntities: (raw) => raw');
      if (contents === source) return { errors: [{ text: 'where entities are decoded has moved' }] };
      return { contents };
    });
  },
};

/**
 * The commands on projects are a file of their own beside the entry: `log` then starts without the parsers.
 * @type {import('esbuild').Plugin}
 */
const projectCommandsApart = {
  name: 'project-commands-apart',
  setup(build) {
    build.onResolve({ filter: /\/project-commands\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './preflight-projects.cjs', external: true },
    );
  },
};

/** @returns {(BuildOptions & { outfile: string })[]} one per file of dist/ */
export function bundles() {
  const all = [
    { entry: 'client/src/extension.ts', outfile: 'dist/client.cjs', ...NODE, external: ['vscode'] },
    { entry: 'server/src/node/main.ts', outfile: 'dist/server.cjs', ...NODE },
    { entry: 'server/src/node/log-worker.ts', outfile: 'dist/log-worker.cjs', ...NODE },
    {
      entry: 'server/src/cli/main.ts',
      outfile: 'dist/preflight.cjs',
      ...NODE,
      banner: { js: '#!/usr/bin/env node' },
      plugins: [projectCommandsApart],
    },
    { entry: 'server/src/cli/project-commands.ts', outfile: 'dist/preflight-projects.cjs', ...NODE },
    {
      entry: 'client/src/webview/main.ts',
      outfile: 'dist/webview.js',
      platform: /** @type {const} */ ('browser'),
      format: /** @type {const} */ ('iife'),
      target: 'es2022',
    },
  ];
  return all
    .filter(({ entry }) => existsSync(at(entry)))
    .map((/** @type {BuildOptions & { entry: string, outfile: string }} */ { entry, outfile, ...options }) => ({
      entryPoints: [at(entry)],
      outfile: at(outfile),
      bundle: true,
      minify: true,
      legalComments: /** @type {const} */ ('none'),
      // jsonc-parser's `main` is UMD, which no bundler can follow; its `module` is the same code.
      mainFields: ['module', 'main'],
      // Vue has its sentences only in development; in production it says numbers.
      define: { 'process.env.NODE_ENV': '"development"' },
      logLevel: /** @type {const} */ ('silent'),
      ...options,
      plugins: [smallVue, ...(options.plugins ?? [])],
    }));
}

/** Files that go to dist/ as they are, for the webview. */
export const COPIED = [
  ['client/src/webview', '.css'],
  ['client/src/webview', '.svg'],
  ['node_modules/@vscode/codicons/dist', '.ttf'],
];
