import type { FrameworkModel } from '../schema/flow.ts';

/** micro: one async function answers everything; what it throws is answered with the error's status, else 500. */
export default {
  name: 'micro',
  language: 'javascript',
  present: { npm: ['micro'], imports: ['micro'] },
  errors: { sync: 'answered', async: 'answered' },
  types: [{ type: 'micro', path: 'Member[default]', gives: 'micro' }],
  sources: [
    { type: 'micro', path: 'Member[json].Return', kind: 'body' },
    { type: 'micro', path: 'Member[text,buffer].Return', kind: 'body', shape: 'value' },
  ],
  handlers: ['', 'Member[serve]'].map((path) => ({
    type: 'micro',
    path,
    role: 'route' as const,
    framework: 'micro',
    handlersFrom: 0,
    parameters: ['http.IncomingMessage', 'http.ServerResponse'],
  })),
  statuses: [
    { type: 'micro', path: 'Member[send]', set: 'Argument[1]' },
    { type: 'micro', path: 'Member[createError]', set: 'Argument[0]', makes: true },
  ],
} satisfies FrameworkModel;
