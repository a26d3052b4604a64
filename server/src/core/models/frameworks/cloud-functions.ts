import type { FrameworkModel } from '../schema/flow.ts';

/** WeChat cloud functions and their like: `exports.main = async (event)`; a rejected main is a failed call. */
export default {
  name: 'cloud-functions',
  language: 'javascript',
  present: { npm: ['wx-server-sdk', 'tcb-router', '@cloudbase/node-sdk'], imports: ['wx-server-sdk'] },
  errors: { sync: 'answered', async: 'answered' },
  sources: [
    { type: 'cloud.Event', path: '', kind: 'event' },
    { type: 'cloud.Event', path: 'Member[queryStringParameters,queryString,queryStringParameters]', kind: 'query' },
    { type: 'cloud.Event', path: 'Member[headers]', kind: 'header' },
    { type: 'cloud.Event', path: 'Member[body]', kind: 'body', shape: 'value' },
    { type: 'cloud.Event', path: 'Member[pathParameters]', kind: 'path' },
  ],
} satisfies FrameworkModel;
