import type { FrameworkModel, HandlerRow, SummaryRow } from '../schema/flow.ts';

const parameters = ['hono.Context', 'hono.Next'];
const routes: HandlerRow[] = ['get', 'post', 'put', 'delete', 'patch', 'all'].map((name) => ({
  type: 'hono.App',
  path: `Member[${name}]`,
  role: 'route',
  framework: 'hono',
  method: name === 'all' ? 'ANY' : name.toUpperCase(),
  pathArgument: 0,
  parameters,
  next: 1,
}));

/** `factory.createHandlers(a, b)` gives them back as a list, in their order. */
const created: SummaryRow[] = [0, 1, 2, 3, 4, 5].map((at) => ({
  type: 'hono.Factory',
  path: 'Member[createHandlers]',
  from: `Argument[${at}]`,
  to: `Return.Member[${at}]`,
}));

export default {
  name: 'hono',
  language: 'javascript',
  present: { npm: ['hono'], imports: ['hono'] },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: 'hono', path: 'Member[Hono].Instance', gives: 'hono.App' },
    { type: 'hono', path: 'Member[Context].Instance', gives: 'hono.Context' },
    { type: 'hono', path: 'Member[OpenAPIHono].Instance', gives: 'hono.App' },
    { type: 'hono.App', path: 'Member[basePath].Return', gives: 'hono.App' },
    { type: 'hono/factory', path: 'Member[createFactory].Return', gives: 'hono.Factory' },
    { type: 'hono/factory', path: 'Member[Factory].Instance', gives: 'hono.Factory' },
    { type: 'hono.Factory', path: 'Member[createApp].Return', gives: 'hono.App' },
    { type: 'hono.Context', path: 'Member[req]', gives: 'hono.Request' },
    { type: 'hono.Context', path: 'Member[var]', gives: 'hono.Context' },
    { type: 'hono.Context', path: 'Member[json,text,html,body,redirect,notFound].Return', gives: 'hono.Response' },
  ],
  sources: [
    {
      type: 'hono.Request',
      path: 'Member[query].Return',
      kind: 'query',
      name: 'Argument[0]',
      carries: ['text', 'absent'],
    },
    { type: 'hono.Request', path: 'Member[queries].Return', kind: 'query', name: 'Argument[0]' },
    { type: 'hono.Request', path: 'Member[param].Return', kind: 'path', name: 'Argument[0]' },
    { type: 'hono.Request', path: 'Member[header].Return', kind: 'header', name: 'Argument[0]' },
    { type: 'hono.Request', path: 'Member[json,parseBody,formData].Return', kind: 'body' },
    { type: 'hono.Request', path: 'Member[text].Return', kind: 'body', shape: 'value' },
    {
      type: 'hono.Request',
      path: 'Member[url]',
      kind: 'url',
      shape: 'value',
      carries: ['percent', 'json', 'base64', 'digits', 'hex', 'date'],
    },
    { type: 'hono.Request', path: 'Member[path]', kind: 'url', shape: 'value' },
    { type: 'hono.Request', path: 'Member[valid].Return', kind: 'query', kindFrom: 0 },
    { type: 'hono/cookie', path: 'Member[getCookie].Return', kind: 'cookie', name: 'Argument[1]' },
  ],
  handlers: [
    ...routes,
    {
      type: 'hono.App',
      path: 'Member[on]',
      role: 'route',
      framework: 'hono',
      method: 'Argument[0]',
      pathArgument: 1,
      parameters,
      next: 1,
    },
    {
      type: 'hono.App',
      path: 'Member[use]',
      role: 'middleware',
      framework: 'hono',
      pathArgument: 0,
      parameters,
      next: 1,
    },
    { type: 'hono.App', path: 'Member[basePath]', role: 'group', framework: 'hono', pathArgument: 0, parameters: [] },
    { type: 'hono.App', path: 'Member[route]', role: 'mount', framework: 'hono', pathArgument: 0, parameters },
    {
      type: 'hono.App',
      path: 'Member[onError]',
      role: 'error',
      framework: 'hono',
      parameters: ['error', 'hono.Context'],
    },
  ],
  summaries: [
    { type: 'hono/factory', path: 'Member[createMiddleware]', from: 'Argument[0]', same: true },
    { type: 'hono.Factory', path: 'Member[createMiddleware]', from: 'Argument[0]', same: true },
    ...created,
  ],
  validations: [
    {
      type: '@hono/zod-validator',
      path: 'Member[zValidator]',
      dialect: 'builder',
      rules: 'Argument[1]',
      validates: 'named Argument[0]',
      rejects: 'throw',
      middleware: true,
    },
    {
      type: 'hono/validator',
      path: 'Member[validator]',
      dialect: 'callback',
      rules: 'Argument[1]',
      validates: 'named Argument[0]',
      rejects: 'throw',
      middleware: true,
    },
  ],
  statuses: [
    { type: 'hono.Context', path: 'Member[json,text,html,body]', set: 'Argument[1]' },
    { type: 'hono.Context', path: 'Member[status]', set: 'Argument[0]' },
  ],
} satisfies FrameworkModel;
