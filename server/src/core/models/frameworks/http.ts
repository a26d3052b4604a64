import type { FrameworkModel } from '../schema/flow.ts';

/** Node's own server: what is thrown in a listener ends the process. */
export default {
  name: 'http',
  language: 'javascript',
  present: { imports: ['http', 'https', 'http2'] },
  errors: { sync: 'crash', async: 'crash' },
  types: [
    { type: 'https', path: '', gives: 'http' },
    { type: 'http2', path: '', gives: 'http' },
    { type: 'http', path: 'Member[IncomingMessage].Instance', gives: 'http.IncomingMessage' },
    { type: 'http', path: 'Member[createServer,createSecureServer].Return', gives: 'http.Server' },
    { type: 'http', path: 'Member[Server].Instance', gives: 'http.Server' },
  ],
  sources: [
    { type: 'http.IncomingMessage', path: 'Member[url]', kind: 'url', shape: 'value' },
    { type: 'http.IncomingMessage', path: 'Member[headers]', kind: 'header' },
    { type: 'http.IncomingMessage', path: 'Element', kind: 'body', shape: 'value' },
    { type: 'stream/consumers', path: 'Member[text,buffer].Return', kind: 'body', shape: 'value' },
    { type: 'raw-body', path: 'Return', kind: 'body', shape: 'value' },
    { type: 'co-body', path: 'Return', kind: 'body' },
    { type: 'co-body', path: 'Member[json,form].Return', kind: 'body' },
    { type: 'co-body', path: 'Member[text].Return', kind: 'body', shape: 'value' },
    { type: 'http.IncomingMessage', path: 'Member[on].Argument[1].Parameter[0]', kind: 'body', shape: 'value' },
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
    { type: 'any', path: 'Member[getAll]', from: 'Receiver.Keyed[0]', to: 'Return.Element', adds: ['text'] },
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
    {
      type: 'http.Server',
      path: 'Member[on,once,addListener]',
      role: 'route',
      framework: 'http',
      event: 'request',
      handlersFrom: 1,
      parameters: ['http.IncomingMessage', 'http.ServerResponse'],
    },
  ],
  statuses: [
    { type: 'http.ServerResponse', path: 'Member[writeHead]', set: 'Argument[0]' },
    { type: 'http.ServerResponse', path: 'Member[statusCode]', set: 'Assigned' },
  ],
} satisfies FrameworkModel;
