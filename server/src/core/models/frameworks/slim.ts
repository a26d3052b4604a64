/** Slim 3 and 4: handlers get the PSR-7 request, the response and the path's parameters. */

import type { FrameworkModel, HandlerRow } from '../schema/flow.ts';

const PARAMETERS = ['Psr\\Http\\Message\\ServerRequestInterface', 'Psr\\Http\\Message\\ResponseInterface', 'slim path'];

const route = (path: string, method: string): HandlerRow => ({
  type: 'slim app',
  path,
  role: 'route',
  framework: 'slim',
  method,
  pathArgument: 0,
  parameters: PARAMETERS,
});

export default {
  name: 'slim',
  language: 'php',
  present: { composer: ['slim/slim'], uses: ['Slim\\'] },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: 'Slim\\App', path: '', gives: 'slim app' },
    { type: 'Slim\\Interfaces\\RouteCollectorProxyInterface', path: '', gives: 'slim app' },
    { type: 'Slim\\Routing\\RouteCollectorProxy', path: '', gives: 'slim app' },
    {
      type: 'global',
      path: 'Member[Slim\\Factory\\AppFactory].Member[create,createFromContainer].Return',
      gives: 'slim app',
    },
    { type: 'global', path: 'Member[Slim\\App].Instance', gives: 'slim app' },
  ],
  sources: [{ type: 'slim path', path: '', kind: 'path' }],
  handlers: [
    route('Member[get]', 'GET'),
    route('Member[post]', 'POST'),
    route('Member[put]', 'PUT'),
    route('Member[patch]', 'PATCH'),
    route('Member[delete]', 'DELETE'),
    route('Member[any]', 'ANY'),
    {
      type: 'slim app',
      path: 'Member[map]',
      role: 'route',
      framework: 'slim',
      method: 'Argument[0]',
      pathArgument: 1,
      handlersFrom: 2,
      parameters: PARAMETERS,
    },
    {
      type: 'slim app',
      path: 'Member[group]',
      role: 'group',
      framework: 'slim',
      pathArgument: 0,
      parameters: ['slim app'],
    },
  ],
} satisfies FrameworkModel;
