/** Hyperf: PSR-7 requests behind its own interfaces, arrays as answers, warnings as exceptions. */

import type { FrameworkModel } from '../schema/flow.ts';
import laravel from './laravel.ts';

const NOT_UTF8 = [{ on: 'utf8', example: '%bf%27' }] as const;

export default {
  name: 'hyperf',
  language: 'php',
  present: { composer: ['hyperf/framework', 'hyperf/http-server'], uses: ['Hyperf\\'], files: ['bin/hyperf.php'] },
  errors: { sync: 'answered', async: 'answered', warningsThrow: true },
  types: [
    { type: 'Hyperf\\HttpServer\\Request', path: '', gives: 'Hyperf\\HttpServer\\Contract\\RequestInterface' },
    {
      type: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
      path: '',
      gives: 'Psr\\Http\\Message\\ServerRequestInterface',
    },
    { type: 'Hyperf\\HttpServer\\Response', path: '', gives: 'Hyperf\\HttpServer\\Contract\\ResponseInterface' },
    {
      type: 'App\\Controller\\AbstractController',
      path: 'Member[request]',
      gives: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
    },
    {
      type: 'App\\Controller\\AbstractController',
      path: 'Member[response]',
      gives: 'Hyperf\\HttpServer\\Contract\\ResponseInterface',
    },
    {
      type: 'Hyperf\\Validation\\Request\\FormRequest',
      path: '',
      gives: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
    },
  ],
  sources: [
    {
      type: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
      path: 'Member[query].Return',
      kind: 'query',
      name: 'Argument[0]',
      default: 1,
    },
    {
      type: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
      path: 'Member[input].Return',
      kind: 'query',
      name: 'Argument[0]',
      default: 1,
    },
    {
      type: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
      path: 'Member[post].Return',
      kind: 'body',
      name: 'Argument[0]',
      default: 1,
    },
    {
      type: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
      path: 'Member[all,inputs,validated].Return',
      kind: 'query',
    },
    {
      type: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
      path: 'Member[route].Return',
      kind: 'path',
      name: 'Argument[0]',
      default: 1,
    },
    {
      type: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
      path: 'Member[header].Return',
      kind: 'header',
      name: 'Argument[0]',
      default: 1,
    },
    {
      type: 'Hyperf\\HttpServer\\Contract\\RequestInterface',
      path: 'Member[cookie].Return',
      kind: 'cookie',
      name: 'Argument[0]',
      default: 1,
    },
  ],
  sinks: [
    {
      type: 'Hyperf\\HttpServer\\Contract\\ResponseInterface',
      path: 'Member[json]',
      name: 'response->json',
      argument: 0,
      deep: true,
      fails: NOT_UTF8,
      failure: 'throw',
      error: 'InvalidArgumentException',
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[Hyperf\\Codec\\Json,Hyperf\\Utils\\Codec\\Json].Member[encode]',
      name: 'Json::encode',
      argument: 0,
      deep: true,
      fails: NOT_UTF8,
      failure: 'throw',
      error: 'InvalidArgumentException',
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[Hyperf\\Codec\\Json,Hyperf\\Utils\\Codec\\Json].Member[decode]',
      name: 'Json::decode',
      fails: [{ on: 'json', example: '{"a":' }],
      failure: 'throw',
      error: 'InvalidArgumentException',
      gives: { adds: ['percent', 'json', 'base64', 'digits', 'hex', 'date', 'format', 'type'] },
    },
  ],
  returned: {
    type: '',
    path: '',
    name: 'return',
    deep: true,
    fails: NOT_UTF8,
    failure: 'late-throw',
    error: 'InvalidArgumentException',
  },
  // Form requests take Laravel's rules.
  validators: laravel.validators,
  errorClasses: [
    { class: 'Hyperf\\HttpMessage\\Exception\\HttpException', parents: ['RuntimeException'], status: 'Argument[0]' },
    {
      class: 'Hyperf\\HttpMessage\\Exception\\BadRequestHttpException',
      parents: ['Hyperf\\HttpMessage\\Exception\\HttpException'],
      status: 400,
    },
    { class: 'Hyperf\\Validation\\ValidationException', parents: ['Exception'], status: 422 },
  ],
} satisfies FrameworkModel;
