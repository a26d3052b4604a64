// Written by `npm run generate` from the files of this folder; do not edit.
import type { FrameworkModel } from '../schema/flow.ts';
import cloudFunctions from './cloud-functions.ts';
import egg from './egg.ts';
import express from './express.ts';
import fastify from './fastify.ts';
import hapi from './hapi.ts';
import hono from './hono.ts';
import http from './http.ts';
import hyperf from './hyperf.ts';
import koa from './koa.ts';
import laravel from './laravel.ts';
import micro from './micro.ts';
import miniProgram from './mini-program.ts';
import nest from './nest.ts';
import next from './next.ts';
import php from './php.ts';
import psrHttp from './psr-http.ts';
import slim from './slim.ts';
import symfony from './symfony.ts';
import thinkjs from './thinkjs.ts';
import thinkphp from './thinkphp.ts';
import webman from './webman.ts';
import yii from './yii.ts';

export default [cloudFunctions, egg, express, fastify, hapi, hono, http, hyperf, koa, laravel, micro, miniProgram, nest, next, php, psrHttp, slim, symfony, thinkjs, thinkphp, webman, yii] satisfies readonly FrameworkModel[] as readonly FrameworkModel[];
