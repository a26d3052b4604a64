/** webman (workerman): the framework of the incident. Its `json()` throws on malformed UTF-8 since 2.1.3. */

import type { FrameworkModel } from '../schema/flow.ts';

export default {
  name: 'webman',
  language: 'php',
  present: {
    composer: ['workerman/webman-framework', 'workerman/webman'],
    uses: ['support\\Request', 'support\\Response', 'Webman\\', 'support\\Controller'],
    files: ['support/bootstrap.php', 'start.php'],
  },
  errors: { sync: 'answered', async: 'answered', warningsThrow: true, deprecationsThrow: true },
  types: [
    { type: 'Webman\\Http\\Request', path: '', gives: 'support\\Request' },
    { type: 'Workerman\\Protocols\\Http\\Request', path: '', gives: 'support\\Request' },
    { type: 'global', path: 'Member[request].Return', gives: 'support\\Request' },
    { type: 'global', path: 'Member[Webman\\App,support\\App].Member[request].Return', gives: 'support\\Request' },
    { type: 'global', path: 'Member[response,json,jsonp,xml,redirect,view].Return', gives: 'support\\Response' },
    { type: 'global', path: 'Member[support\\Response,Webman\\Http\\Response].Instance', gives: 'support\\Response' },
  ],
  sources: [
    { type: 'support\\Request', path: 'Member[get].Return', kind: 'query', name: 'Argument[0]', default: 1 },
    { type: 'support\\Request', path: 'Member[post].Return', kind: 'body', name: 'Argument[0]', default: 1 },
    { type: 'support\\Request', path: 'Member[input].Return', kind: 'query', name: 'Argument[0]', default: 1 },
    { type: 'support\\Request', path: 'Member[all,except].Return', kind: 'query' },
    { type: 'support\\Request', path: 'Member[all,except].Return', kind: 'body' },
    { type: 'support\\Request', path: 'Member[only].Return', kind: 'query', only: 0 },
    { type: 'support\\Request', path: 'Member[header].Return', kind: 'header', name: 'Argument[0]', default: 1 },
    { type: 'support\\Request', path: 'Member[cookie].Return', kind: 'cookie', name: 'Argument[0]', default: 1 },
    {
      type: 'support\\Request',
      path: 'Member[rawBody,rawBuffer].Return',
      kind: 'body',
      shape: 'value',
      carries: ['text'],
    },
    {
      type: 'support\\Request',
      path: 'Member[queryString,uri,path,url,fullUrl].Return',
      kind: 'url',
      shape: 'value',
      carries: ['percent', 'json', 'base64', 'digits', 'hex', 'date', 'format'],
    },
    {
      type: 'support\\Request',
      path: 'Member[host].Return',
      kind: 'header',
      shape: 'value',
      carries: ['percent', 'json', 'base64', 'digits', 'hex', 'date', 'format'],
    },
  ],
  sinks: [
    {
      type: 'global',
      path: 'Member[json]',
      name: 'json',
      lenient: 'JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE',
      argument: 0,
      deep: true,
      fails: [{ on: 'utf8', example: '%bf%27' }],
      failure: 'throw',
      error: 'JsonException',
      frameworks: ['webman'],
      byVersion: [
        { package: 'workerman/webman-framework', below: '2.1.3', failure: 'silent' },
        { package: 'workerman/webman', below: '2.1.3', failure: 'silent' },
      ],
      options: [
        {
          argument: 1,
          argumentName: 'options',
          mentions: ['JSON_INVALID_UTF8_SUBSTITUTE', 'JSON_INVALID_UTF8_IGNORE', 'JSON_PARTIAL_OUTPUT_ON_ERROR'],
          safe: true,
        },
        { argument: 1, argumentName: 'options', mentions: ['JSON_THROW_ON_ERROR'], failure: 'throw' },
        // Flags of one's own take the place of the flag that makes it throw.
        { argument: 1, argumentName: 'options', failure: 'silent' },
      ],
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[jsonp]',
      name: 'jsonp',
      argument: 0,
      deep: true,
      fails: [{ on: 'utf8', example: '%bf%27' }],
      failure: 'silent',
      frameworks: ['webman'],
      gives: {},
    },
  ],
  statuses: [
    { type: 'global', path: 'Member[response]', set: 'Argument[1]' },
    { type: 'global', path: 'Member[support\\Response,Webman\\Http\\Response].Instance', set: 'Argument[0]' },
    { type: 'support\\Response', path: 'Member[withStatus]', set: 'Argument[0]' },
  ],
  conventions: [
    { files: 'app/controller/**', suffix: 'Controller', byName: 'query' },
    { files: 'app/*/controller/**', suffix: 'Controller', byName: 'query' },
    { files: 'plugin/*/app/controller/**', suffix: 'Controller', byName: 'query' },
    { files: 'plugin/*/app/*/controller/**', suffix: 'Controller', byName: 'query' },
  ],
  errorClasses: [
    { class: 'support\\exception\\BusinessException', parents: ['RuntimeException'], status: 200 },
    { class: 'Webman\\Exception\\BusinessException', parents: ['RuntimeException'], status: 200 },
  ],
} satisfies FrameworkModel;
