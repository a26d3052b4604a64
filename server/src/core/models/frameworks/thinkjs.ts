import type { FrameworkModel } from '../schema/flow.ts';

/** ThinkJS: `module.exports = class extends think.Controller { indexAction() {} }`. */
export default {
  name: 'thinkjs',
  language: 'javascript',
  present: { npm: ['thinkjs'] },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: 'global', path: 'Member[think].Member[Controller].Instance', gives: 'think.Controller' },
    { type: 'think.Controller', path: 'Member[ctx]', gives: 'koa.Context' },
  ],
  sources: [
    { type: 'think.Controller', path: 'Member[get].Return', kind: 'query', name: 'Argument[0]' },
    { type: 'think.Controller', path: 'Member[post].Return', kind: 'body', name: 'Argument[0]' },
    { type: 'think.Controller', path: 'Member[header].Return', kind: 'header', name: 'Argument[0]' },
    { type: 'think.Controller', path: 'Member[cookie].Return', kind: 'cookie', name: 'Argument[0]' },
  ],
  conventions: [{ files: 'src/controller/**', prefix: '', thisType: 'think.Controller' }],
} satisfies FrameworkModel;
