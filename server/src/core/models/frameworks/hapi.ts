import type { FrameworkModel } from '../schema/flow.ts';

const parameters = ['hapi.Request', 'hapi.Toolkit'];

export default {
  name: 'hapi',
  language: 'javascript',
  present: { npm: ['@hapi/hapi', 'hapi'], imports: ['@hapi/hapi', 'hapi'] },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: '@hapi/hapi', path: 'Member[server,Server].Return', gives: 'hapi.Server' },
    { type: '@hapi/hapi', path: 'Member[Server].Instance', gives: 'hapi.Server' },
    { type: '@hapi/hapi', path: 'Member[default]', gives: '@hapi/hapi' },
    { type: 'hapi', path: '', gives: '@hapi/hapi' },
    { type: 'hapi.Toolkit', path: 'Member[continue]', gives: 'hapi.Continue' },
    { type: 'hapi.Toolkit', path: 'Member[response,redirect].Return', gives: 'hapi.Response' },
    { type: 'hapi.Response', path: 'Member[code,type,header].Return', gives: 'hapi.Response' },
    { type: 'hapi.Response', path: 'Member[takeover].Return', gives: 'hapi.Answer' },
  ],
  sources: [
    { type: 'hapi.Request', path: 'Member[query]', kind: 'query' },
    { type: 'hapi.Request', path: 'Member[params]', kind: 'path' },
    { type: 'hapi.Request', path: 'Member[payload]', kind: 'body' },
    { type: 'hapi.Request', path: 'Member[rawPayload]', kind: 'body', shape: 'value' },
    { type: 'hapi.Request', path: 'Member[headers]', kind: 'header' },
    { type: 'hapi.Request', path: 'Member[state]', kind: 'cookie' },
    { type: 'hapi.Request', path: 'Member[path]', kind: 'url', shape: 'value' },
    { type: 'hapi.Request', path: 'Member[url].AnyMember', kind: 'url', shape: 'value' },
  ],
  handlers: [
    {
      type: 'hapi.Server',
      path: 'Member[route]',
      role: 'route',
      framework: 'hapi',
      handlerMember: 'handler',
      before: ['pre'],
      parameters,
    },
    {
      type: 'hapi.Server',
      path: 'Member[ext]',
      role: 'middleware',
      framework: 'hapi',
      event: 'onRequest|onPreAuth|onCredentials|onPostAuth|onPreHandler',
      handlersFrom: 1,
      parameters,
    },
    {
      type: 'hapi.Server',
      path: 'Member[ext]',
      role: 'error',
      framework: 'hapi',
      event: 'onPreResponse',
      handlersFrom: 1,
      parameters: ['hapi.Failed', 'hapi.Toolkit'],
    },
  ],
  statuses: [
    { type: '@hapi/boom', path: 'Member[badImplementation,internal,boomify]', set: 500, makes: true },
    { type: '@hapi/boom', path: 'Member[badRequest,badData]', set: 400, makes: true },
    { type: 'hapi.Toolkit', path: 'Member[response].Return.Member[code]', set: 'Argument[0]' },
  ],
} satisfies FrameworkModel;
