import type { FrameworkModel, HandlerRow } from '../schema/flow.ts';

const parameters = ['express.Request', 'express.Response', 'express.Next'];
const routes: HandlerRow[] = ['get', 'post', 'put', 'delete', 'patch', 'options', 'head', 'all'].map((name) => ({
  type: 'express.Router',
  path: `Member[${name}]`,
  role: 'route',
  framework: 'express',
  method: name === 'all' ? 'ANY' : name.toUpperCase(),
  pathArgument: 0,
  parameters,
  next: 2,
}));

/** Express 4 and 5: they differ in what becomes of a handler's rejected promise. */
export default {
  name: 'express',
  language: 'javascript',
  present: { npm: ['express'], imports: ['express'] },
  errors: {
    sync: 'answered',
    async: 'answered',
    asyncByVersion: [{ package: 'express', major: 4, async: 'crash' }],
  },
  types: [
    { type: 'express', path: 'Return', gives: 'express.Router' },
    { type: 'express', path: 'Member[Router].Return', gives: 'express.Router' },
    { type: 'express', path: 'Member[default]', gives: 'express' },
    { type: 'express-promise-router', path: 'Return', gives: 'express.Router' },
    { type: 'express.Router', path: 'Member[route].Return', gives: 'express.Router' },
    { type: 'express', path: 'Member[Request].Instance', gives: 'express.Request' },
    { type: 'express', path: 'Member[Response].Instance', gives: 'express.Response' },
    { type: 'express', path: 'Member[Application,Express,IRouter].Instance', gives: 'express.Router' },
    { type: 'restify', path: 'Member[createServer].Return', gives: 'express.Router' },
    { type: 'polka', path: 'Return', gives: 'express.Router' },
    { type: 'express.Response', path: 'Member[status].Return', gives: 'express.Response' },
  ],
  sources: [
    { type: 'express.Request', path: 'Member[query]', kind: 'query' },
    { type: 'express.Request', path: 'Member[getQuery].Return', kind: 'query' },
    { type: 'express.Request', path: 'Member[params]', kind: 'path' },
    { type: 'express.Request', path: 'Member[body]', kind: 'body' },
    { type: 'express.Request', path: 'Member[rawBody]', kind: 'body', shape: 'value' },
    { type: 'express.Request', path: 'Member[headers]', kind: 'header' },
    { type: 'express.Request', path: 'Member[cookies,signedCookies]', kind: 'cookie' },
    { type: 'express.Request', path: 'Member[get,header,trailer].Return', kind: 'header', name: 'Argument[0]' },
    {
      type: 'express.Request',
      path: 'Member[userAgent,getContentType,getUserAgent].Return',
      kind: 'header',
      shape: 'value',
    },
    { type: 'express.Request', path: 'Member[param].Return', kind: 'query', name: 'Argument[0]' },
    { type: 'express.Request', path: 'Member[url,originalUrl,path]', kind: 'url', shape: 'value' },
    { type: 'express.Request', path: 'Member[href,getPath,getUrl].Return', kind: 'url', shape: 'value' },
    { type: 'express.Request', path: 'Member[host,hostname]', kind: 'header', shape: 'value' },
    { type: 'express.Router', path: 'Member[param].Argument[1].Parameter[3]', kind: 'path', shape: 'value' },
  ],
  handlers: [
    ...routes,
    {
      type: 'express.Router',
      path: 'Member[del]',
      role: 'route',
      framework: 'express',
      method: 'DELETE',
      pathArgument: 0,
      parameters,
      next: 2,
    },
    {
      type: 'express.Router',
      path: 'Member[use]',
      role: 'middleware',
      framework: 'express',
      pathArgument: 0,
      parameters,
      next: 2,
    },
    {
      type: 'express.Router',
      path: 'Member[route]',
      role: 'group',
      framework: 'express',
      pathArgument: 0,
      parameters: [],
    },
  ],
  statuses: [
    { type: 'express.Response', path: 'Member[status,sendStatus,writeHead]', set: 'Argument[0]' },
    { type: 'express.Response', path: 'Member[statusCode]', set: 'Assigned' },
  ],
  errorClasses: [{ class: 'HttpError', parents: ['Error'] }],
} satisfies FrameworkModel;
