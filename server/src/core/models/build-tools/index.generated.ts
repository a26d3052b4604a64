// Written by `npm run generate` from the files of this folder; do not edit.
import type { BuildToolModel } from '../schema/build-tools.ts';
import mpx from './mpx.ts';
import taro from './taro.ts';
import uniApp from './uni-app.ts';
import webpack from './webpack.ts';

export default [mpx, taro, uniApp, webpack] satisfies readonly BuildToolModel[] as readonly BuildToolModel[];
