import type { ClientModel } from '../schema/clients.ts';

/** Chameleon's own requests: a path is completed by the host that the call names, else by the one of the build. */
export default {
  name: 'chameleon',
  source: 'https://cml.js.org/doc/framework/newmock.html',
  calls: ['request', 'get', 'post', 'put', 'delete'].map((method) => ({
    call: `npm:chameleon-api.${method}`,
    url: '0.url',
    base: ['0.domain', 'process.env.apiPrefix'],
    traffic: 'request',
  })),
  sets: [],
} satisfies ClientModel;
