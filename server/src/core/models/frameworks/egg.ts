import type { FrameworkModel, HandlerRow } from '../schema/flow.ts';

const routes: HandlerRow[] = ['get', 'post', 'put', 'delete', 'patch', 'all', 'resources'].map((name) => ({
  type: 'egg.Router',
  path: `Member[${name}]`,
  role: 'route',
  framework: 'egg',
  method: name === 'all' || name === 'resources' ? 'ANY' : name.toUpperCase(),
  pathArgument: 0,
  parameters: ['koa.Context'],
}));

/** Egg: controllers by convention under app/controller, with Koa's context. */
export default {
  name: 'egg',
  language: 'javascript',
  present: { npm: ['egg'], imports: ['egg'], files: ['app/router.js', 'app/router.ts'] },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: 'egg', path: 'Member[Controller,Service].Instance', gives: 'egg.Controller' },
    { type: 'egg', path: 'Member[Context].Instance', gives: 'koa.Context' },
    { type: 'egg.Controller', path: 'Member[ctx]', gives: 'koa.Context' },
    { type: 'koa.Context', path: 'Member[service]', gives: 'egg.Services' },
    { type: 'egg.Controller', path: 'Member[service]', gives: 'egg.Services' },
    { type: 'egg.Application', path: 'Member[router]', gives: 'egg.Router' },
    { type: 'egg.Application', path: '', gives: 'egg.Router' },
    { type: 'egg.Application', path: 'Member[Controller].Instance', gives: 'egg.Controller' },
    { type: 'egg.Router', path: 'Member[namespace].Return', gives: 'egg.Router' },
  ],
  handlers: [...routes],
  validations: [
    {
      type: 'koa.Context',
      path: 'Member[validate]',
      dialect: 'rule-object',
      rules: 'Argument[0]',
      validates: 'Argument[1]',
      rejects: 'throw',
    },
  ],
  conventions: [{ files: 'app/controller/**', thisType: 'egg.Controller', case: 'as-written' }],
} satisfies FrameworkModel;
