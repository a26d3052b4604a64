// Written by `npm run generate` from the files of this folder; do not edit.
import type { BuildToolModel } from '../schema/build-tools.ts';
import chameleon from './chameleon.ts';
import cocos from './cocos.ts';
import kbone from './kbone.ts';
import mpx from './mpx.ts';
import rax from './rax.ts';
import taro from './taro.ts';
import uniApp from './uni-app.ts';
import webpack from './webpack.ts';
import wepy from './wepy.ts';

export default [chameleon, cocos, kbone, mpx, rax, taro, uniApp, webpack, wepy] satisfies readonly BuildToolModel[] as readonly BuildToolModel[];
