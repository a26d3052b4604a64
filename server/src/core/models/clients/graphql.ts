import type { ClientModel } from '../schema/clients.ts';

/** Links of Apollo, in whichever of its packages they are looked for. */
const APOLLO = ['@apollo/client', '@apollo/client/core', '@apollo/client/link/http', 'apollo-link-http'];

/** GraphQL clients: one address for everything, given when the client is made. */
export default {
  name: 'graphql',
  source: 'https://www.apollographql.com/docs/react/api/core/ApolloClient',
  calls: [
    ...APOLLO.flatMap((name) =>
      ['ApolloClient', 'HttpLink', 'createHttpLink'].map(
        (member) => ({ call: `npm:${name}.${member}`, url: '0.uri', traffic: 'request' }) as const,
      ),
    ),
    { call: 'npm:apollo-boost', url: '0.uri', traffic: 'request' },
    { call: 'npm:apollo-boost.ApolloClient', url: '0.uri', traffic: 'request' },
    { call: 'npm:apollo-link-batch-http.BatchHttpLink', url: '0.uri', traffic: 'request' },
    { call: 'npm:apollo-upload-client.createUploadLink', url: '0.uri', traffic: 'request' },
    { call: 'npm:@kqtec/graphql-uni-app-client', url: '0.uri', traffic: 'request' },
    { call: 'npm:graphql-request.GraphQLClient', url: '0', traffic: 'request' },
    { call: 'npm:graphql-request.request', url: '0', traffic: 'request' },
    { call: 'npm:graphql-request', url: '0', traffic: 'request' },
    { call: 'npm:@urql/core.createClient', url: '0.url', traffic: 'request' },
    { call: 'npm:@urql/core.Client', url: '0.url', traffic: 'request' },
  ],
  sets: [],
} satisfies ClientModel;
