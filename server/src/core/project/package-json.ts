/** `package.json`, as far as it tells what a folder is. */

import { child, entries, parseJson } from '../frontends/json.ts';
import { defineQuery } from '../store/store.ts';
import type { FileSource } from './files.ts';
import type { ProjectKind } from './project.ts';
import { textOf } from './queries.ts';

export interface PackageJson {
  readonly dependencies: ReadonlySet<string>;
  /** Where the package begins: `miniprogram` for mini-program packages, else `main`. */
  readonly main: string | undefined;
  readonly miniprogram: string | undefined;
}

/** A package.json; empty where it cannot be read. The key is its path. */
export const packageJsonOf = defineQuery<FileSource, PackageJson>(
  'package.json',
  (store, path) => {
    const { root } = parseJson(textOf(store, path) ?? '');
    const dependencies = ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((key) =>
      entries(child(root, key)).map((entry) => entry.key),
    );
    return {
      dependencies: new Set(dependencies),
      main: stringOf(child(root, 'main')?.value),
      miniprogram: stringOf(child(root, 'miniprogram')?.value),
    };
  },
  {
    equals: (before, after) =>
      before.main === after.main &&
      before.miniprogram === after.miniprogram &&
      [...before.dependencies].join() === [...after.dependencies].join(),
  },
);

/** Packages without which a framework's sources cannot be built; the first that is there decides. */
const FRAMEWORKS: readonly (readonly [RegExp, ProjectKind])[] = [
  [/^@dcloudio\/(?:uni-app|uni-mp-weixin|vue-cli-plugin-uni|vite-plugin-uni)$/, 'uni-app'],
  [/^@tarojs\/(?:taro|taro-weapp|cli)$/, 'taro'],
  [/^@mpxjs\/core$/, 'mpx'],
  [/^(?:wepy|@wepy\/core)$/, 'wepy'],
  [/^(?:mpvue|megalo)$/, 'mpvue'],
  [/^remax$/, 'remax'],
  [/^rax-app$/, 'rax'],
  [/^chameleon-(?:runtime|api)$/, 'chameleon'],
  [/^(?:miniprogram-render|mp-webpack-plugin|kbone-ui)$/, 'kbone'],
];

/** The framework that a package is built with. */
export function frameworkOf(dependencies: ReadonlySet<string>): ProjectKind | undefined {
  for (const [pattern, kind] of FRAMEWORKS) {
    for (const name of dependencies) if (pattern.test(name)) return kind;
  }
  return undefined;
}

/** Packages that only a server uses. */
const SERVER =
  /^(?:express|koa|koa-router|@koa\/router|egg|fastify|@nestjs\/(?:core|common)|@hapi\/hapi|hapi|restify|polka|micro|thinkjs|@midwayjs\/\w+|wx-server-sdk|tcb-router|tcb-admin-node|@cloudbase\/node-sdk|@cloudbase\/functions-framework|hono|@hono\/node-server|next|body-parser|ws|socket\.io|sequelize|typeorm|knex|@prisma\/client|pg|ioredis|redis|mysql2?|mongoose|mongodb)$/;

/** Packages that only a web page uses. */
const WEB =
  /^(?:vue|nuxt|react|react-dom|preact|svelte|@angular\/core|jquery|vite|webpack|webpack-dev-server|@vue\/cli-service|react-scripts|umi|parcel|element-ui|element-plus|antd|vant)$/;

/** Whether a package is, or builds, a web page. */
export function isWebPackage(dependencies: ReadonlySet<string>): boolean {
  for (const name of dependencies) if (WEB.test(name)) return true;
  return false;
}

/** Whether a package runs on a server: a cloud function (`wx-server-sdk`), a web framework, a database driver. */
export function isServerPackage(dependencies: ReadonlySet<string>): boolean {
  for (const name of dependencies) if (SERVER.test(name)) return true;
  return false;
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
