import type { FrameworkModel, HandlerRow } from '../schema/flow.ts';

const parameters = ['koa.Context', 'koa.Next'];
const routes: HandlerRow[] = ['get', 'post', 'put', 'delete', 'del', 'patch', 'all', 'head'].map((name) => ({
  type: 'koa.Router',
  path: `Member[${name}]`,
  role: 'route',
  framework: 'koa',
  method: name === 'all' ? 'ANY' : name === 'del' ? 'DELETE' : name.toUpperCase(),
  pathArgument: 0,
  parameters,
  next: 1,
}));

/** Koa with any of its routers; Egg and Midway build on its context. */
export default {
  name: 'koa',
  language: 'javascript',
  present: { npm: ['koa', '@koa/router', 'koa-router'], imports: ['koa', '@koa/router', 'koa-router'] },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: 'koa', path: 'Instance', gives: 'koa.Router' },
    { type: 'koa', path: 'Member[default]', gives: 'koa' },
    { type: 'koa', path: 'Member[Context,ParameterizedContext].Instance', gives: 'koa.Context' },
    { type: '@koa/router', path: 'Instance', gives: 'koa.Router' },
    { type: '@koa/router', path: 'Return', gives: 'koa.Router' },
    { type: 'koa-router', path: 'Instance', gives: 'koa.Router' },
    { type: 'koa-router', path: 'Return', gives: 'koa.Router' },
    { type: 'koa.Context', path: 'Member[request]', gives: 'koa.Request' },
    { type: 'koa.Context', path: 'Member[ctx]', gives: 'koa.Context' },
    { type: 'koa.Context', path: '', gives: 'koa.Request' },
    { type: 'koa.Context', path: 'Member[req]', gives: 'http.IncomingMessage' },
  ],
  sources: [
    { type: 'koa.Request', path: 'Member[query,queries]', kind: 'query' },
    { type: 'koa.Request', path: 'Member[body]', kind: 'body' },
    { type: 'koa.Request', path: 'Member[rawBody]', kind: 'body', shape: 'value' },
    { type: 'koa.Request', path: 'Member[headers,header]', kind: 'header' },
    { type: 'koa.Request', path: 'Member[get].Return', kind: 'header', name: 'Argument[0]' },
    { type: 'koa.Request', path: 'Member[url,originalUrl,href,path,querystring,search]', kind: 'url', shape: 'value' },
    { type: 'koa.Context', path: 'Member[params]', kind: 'path' },
    { type: 'koa.Context', path: 'Member[cookies].Member[get].Return', kind: 'cookie', name: 'Argument[0]' },
    { type: 'koa.Request', path: 'Member[host,hostname]', kind: 'header', shape: 'value' },
    { type: 'koa.Router', path: 'Member[param].Argument[1].Parameter[0]', kind: 'path', shape: 'value' },
  ],
  handlers: [
    ...routes,
    {
      type: 'koa.Router',
      path: 'Member[register]',
      role: 'route',
      framework: 'koa',
      method: 'ANY',
      pathArgument: 0,
      handlersFrom: 2,
      parameters,
      next: 1,
    },
    {
      type: 'koa.Router',
      path: 'Member[use]',
      role: 'middleware',
      framework: 'koa',
      pathArgument: 0,
      parameters,
      next: 1,
      thisType: 'koa.Context',
    },
  ],
  summaries: [{ type: 'koa.Router', path: 'Member[routes,middleware,allowedMethods]', from: 'Receiver', same: true }],
  statuses: [
    { type: 'koa.Context', path: 'Member[status]', set: 'Assigned' },
    { type: 'koa.Context', path: 'Member[throw]', set: 'Argument[0]', throws: true },
    { type: 'koa.Context', path: 'Member[assert]', set: 'Argument[1]', unless: 0 },
  ],
} satisfies FrameworkModel;
