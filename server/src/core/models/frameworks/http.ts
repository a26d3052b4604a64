import type { FrameworkModel } from '../schema/flow.ts';

/** Node's own server, micro, and Next's `ctx.req`: what is thrown in a listener ends the process. */
export default {
  name: 'http',
  language: 'javascript',
  present: { imports: ['http', 'https', 'http2'] },
  errors: { sync: 'crash', async: 'crash' },
  types: [
    { type: 'https', path: '', gives: 'http' },
    { type: 'http2', path: '', gives: 'http' },
    { type: 'http', path: 'Member[IncomingMessage].Instance', gives: 'http.IncomingMessage' },
  ],
  sources: [
    { type: 'http.IncomingMessage', path: 'Member[url]', kind: 'url', shape: 'value' },
    { type: 'http.IncomingMessage', path: 'Member[headers]', kind: 'header' },
    { type: 'http.IncomingMessage', path: 'Member[on].Argument[1].Parameter[0]', kind: 'body', shape: 'value' },
    { type: 'micro', path: 'Member[json,text,buffer].Return', kind: 'body' },
  ],
  summaries: [
    {
      type: 'url',
      path: 'Member[parse]',
      from: 'Argument[0]',
      to: 'Return.Member[query]',
      adds: ['absent', 'list'],
      clears: ['format'],
    },
    {
      type: 'global',
      path: 'Member[URL]',
      construct: true,
      from: 'Argument[0]',
      to: 'Return.Member[searchParams]',
      adds: ['text', 'absent'],
    },
    {
      type: 'url',
      path: 'Member[URL]',
      construct: true,
      from: 'Argument[0]',
      to: 'Return.Member[searchParams]',
      adds: ['text', 'absent'],
    },
    { type: 'global', path: 'Member[URLSearchParams]', construct: true, from: 'Argument[0]', adds: ['text', 'absent'] },
    { type: 'url', path: 'Member[URLSearchParams]', construct: true, from: 'Argument[0]', adds: ['text', 'absent'] },
    { type: 'any', path: 'Member[get,getAll]', from: 'Receiver.AnyMember', adds: ['text', 'absent'] },
  ],
  handlers: [
    {
      type: 'http',
      path: 'Member[createServer]',
      role: 'route',
      framework: 'http',
      handlersFrom: 0,
      parameters: ['http.IncomingMessage', 'http.ServerResponse'],
    },
  ],
  statuses: [
    { type: 'http.ServerResponse', path: 'Member[writeHead]', set: 'Argument[0]' },
    { type: 'http.ServerResponse', path: 'Member[statusCode]', set: 'Assigned' },
  ],
} satisfies FrameworkModel;
