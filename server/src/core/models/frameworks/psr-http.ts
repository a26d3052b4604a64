/** PSR-7 requests, as Slim, Hyperf, Mezzio and others hand them to handlers. */

import type { FrameworkModel } from '../schema/flow.ts';

export default {
  name: 'psr-http',
  language: 'php',
  present: {
    composer: ['psr/http-message', 'slim/slim', 'mezzio/mezzio', 'nyholm/psr7'],
    uses: ['Psr\\Http\\Message\\'],
  },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: 'Psr\\Http\\Message\\RequestInterface', path: '', gives: 'Psr\\Http\\Message\\ServerRequestInterface' },
    { type: 'Slim\\Http\\Request', path: '', gives: 'Psr\\Http\\Message\\ServerRequestInterface' },
    { type: 'Slim\\Http\\ServerRequest', path: '', gives: 'Psr\\Http\\Message\\ServerRequestInterface' },
    { type: 'Slim\\Psr7\\Request', path: '', gives: 'Psr\\Http\\Message\\ServerRequestInterface' },
    {
      type: 'Psr\\Http\\Message\\ServerRequestInterface',
      path: 'Member[getUri].Return',
      gives: 'Psr\\Http\\Message\\UriInterface',
    },
    { type: 'Slim\\Http\\Response', path: '', gives: 'Psr\\Http\\Message\\ResponseInterface' },
    {
      type: 'Psr\\Http\\Message\\ResponseInterface',
      path: 'Member[withStatus,withHeader,withJson].Return',
      gives: 'Psr\\Http\\Message\\ResponseInterface',
    },
  ],
  sources: [
    { type: 'Psr\\Http\\Message\\ServerRequestInterface', path: 'Member[getQueryParams].Return', kind: 'query' },
    { type: 'Psr\\Http\\Message\\ServerRequestInterface', path: 'Member[getParsedBody].Return', kind: 'body' },
    { type: 'Psr\\Http\\Message\\ServerRequestInterface', path: 'Member[getCookieParams].Return', kind: 'cookie' },
    {
      type: 'Psr\\Http\\Message\\ServerRequestInterface',
      path: 'Member[getQueryParam,getParam].Return',
      kind: 'query',
      name: 'Argument[0]',
      default: 1,
    },
    {
      type: 'Psr\\Http\\Message\\ServerRequestInterface',
      path: 'Member[getParsedBodyParam].Return',
      kind: 'body',
      name: 'Argument[0]',
      default: 1,
    },
    { type: 'Psr\\Http\\Message\\ServerRequestInterface', path: 'Member[getParams].Return', kind: 'query' },
    {
      type: 'Psr\\Http\\Message\\ServerRequestInterface',
      path: 'Member[getHeaderLine].Return',
      kind: 'header',
      name: 'Argument[0]',
      carries: ['text'],
    },
    {
      type: 'Psr\\Http\\Message\\ServerRequestInterface',
      path: 'Member[getBody].Return',
      kind: 'body',
      shape: 'value',
      carries: ['text'],
    },
    {
      type: 'Psr\\Http\\Message\\ServerRequestInterface',
      path: 'Member[getBody].Return.Member[getContents].Return',
      kind: 'body',
      shape: 'value',
      carries: ['text'],
    },
    {
      type: 'Psr\\Http\\Message\\UriInterface',
      path: 'Member[getQuery,getPath].Return',
      kind: 'url',
      shape: 'value',
      carries: ['percent', 'json', 'base64', 'digits', 'hex', 'date', 'format'],
    },
  ],
  sinks: [
    {
      type: 'Psr\\Http\\Message\\ResponseInterface',
      path: 'Member[withJson]',
      name: 'withJson',
      argument: 0,
      deep: true,
      fails: [{ on: 'utf8', example: '%bf%27' }],
      failure: 'throw',
      error: 'RuntimeException',
      options: [
        {
          argument: 2,
          mentions: ['JSON_INVALID_UTF8_SUBSTITUTE', 'JSON_INVALID_UTF8_IGNORE', 'JSON_PARTIAL_OUTPUT_ON_ERROR'],
          safe: true,
        },
      ],
    },
  ],
  statuses: [{ type: 'Psr\\Http\\Message\\ResponseInterface', path: 'Member[withStatus]', set: 'Argument[0]' }],
  errorClasses: [
    { class: 'Slim\\Exception\\HttpException', parents: ['RuntimeException'], status: 'Argument[2]' },
    { class: 'Slim\\Exception\\HttpBadRequestException', parents: ['Slim\\Exception\\HttpException'], status: 400 },
    { class: 'Slim\\Exception\\HttpNotFoundException', parents: ['Slim\\Exception\\HttpException'], status: 404 },
  ],
} satisfies FrameworkModel;
