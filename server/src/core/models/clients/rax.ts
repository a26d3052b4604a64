import type { ClientModel } from '../schema/clients.ts';

/** The request packages of Rax: a function that is given everything. */
export default {
  name: 'rax',
  source: 'https://rax.js.org/docs/api/request',
  calls: ['universal-request', '@uni/request', '@uni/network'].map((name) => ({
    call: `npm:${name}`,
    url: '0.url',
    traffic: 'request',
  })),
  sets: [],
} satisfies ClientModel;
