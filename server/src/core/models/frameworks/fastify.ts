import type { FrameworkModel, HandlerRow } from '../schema/flow.ts';

const parameters = ['fastify.Request', 'fastify.Reply'];
const before = ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'beforeHandler'];
const chain = { next: 2, nextOptional: true, before } as const;
const routes: HandlerRow[] = ['get', 'post', 'put', 'delete', 'patch', 'all', 'head'].map((name) => ({
  type: 'fastify.Server',
  path: `Member[${name}]`,
  role: 'route',
  framework: 'fastify',
  method: name === 'all' ? 'ANY' : name.toUpperCase(),
  pathArgument: 0,
  handlerMember: 'handler',
  parameters,
  ...chain,
}));

export default {
  name: 'fastify',
  language: 'javascript',
  present: { npm: ['fastify'], imports: ['fastify'] },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: 'fastify', path: 'Return', gives: 'fastify.Server' },
    { type: 'fastify', path: 'Member[default,fastify]', gives: 'fastify' },
    { type: 'fastify', path: 'Member[FastifyInstance].Instance', gives: 'fastify.Server' },
    { type: 'fastify', path: 'Member[FastifyRequest].Instance', gives: 'fastify.Request' },
    { type: 'fastify.Request', path: 'Member[raw,req]', gives: 'http.IncomingMessage' },
    { type: 'fastify.Reply', path: 'Member[code,status,send,header,type,redirect].Return', gives: 'fastify.Reply' },
  ],
  sources: [
    { type: 'fastify.Request', path: 'Member[query]', kind: 'query' },
    { type: 'fastify.Request', path: 'Member[params]', kind: 'path' },
    { type: 'fastify.Request', path: 'Member[body]', kind: 'body' },
    { type: 'fastify.Request', path: 'Member[headers]', kind: 'header' },
    { type: 'fastify.Request', path: 'Member[cookies]', kind: 'cookie' },
    { type: 'fastify.Request', path: 'Member[url,originalUrl]', kind: 'url', shape: 'value' },
  ],
  handlers: [
    ...routes,
    {
      type: 'fastify.Server',
      path: 'Member[route]',
      role: 'route',
      framework: 'fastify',
      handlerMember: 'handler',
      parameters,
      ...chain,
    },
    {
      type: 'fastify.Server',
      path: 'Member[addHook]',
      role: 'middleware',
      framework: 'fastify',
      event: before.join('|'),
      handlersFrom: 1,
      parameters,
      next: 2,
      nextOptional: true,
    },
    {
      type: 'fastify.Server',
      path: 'Member[register]',
      role: 'group',
      framework: 'fastify',
      handlersFrom: 0,
      parameters: [],
    },
    {
      type: 'fastify.Server',
      path: 'Member[setErrorHandler]',
      role: 'error',
      framework: 'fastify',
      parameters: ['error', ...parameters],
    },
  ],
  statuses: [{ type: 'fastify.Reply', path: 'Member[code,status]', set: 'Argument[0]' }],
} satisfies FrameworkModel;
