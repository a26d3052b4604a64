import type { FrameworkModel } from '../schema/flow.ts';

/** Next.js: data functions of pages, and route handlers with the web's own Request. */
export default {
  name: 'next',
  language: 'javascript',
  present: { npm: ['next'], imports: ['next', 'next/server'] },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: 'next.Context', path: 'Member[req]', gives: 'express.Request' },
    { type: 'next.Segment', path: 'Member[params]', gives: 'next.Params' },
    { type: 'next/server', path: 'Member[NextRequest].Instance', gives: 'web.Request' },
    { type: 'next/headers', path: 'Member[cookies].Return', gives: 'next.Cookies' },
    { type: 'next/headers', path: 'Member[headers].Return', gives: 'next.Headers' },
  ],
  sources: [
    { type: 'next.Context', path: 'Member[params]', kind: 'path' },
    { type: 'next.Context', path: 'Member[query]', kind: 'query' },
    { type: 'next.Params', path: '', kind: 'path' },
    { type: 'next.Segment', path: 'Member[searchParams]', kind: 'query' },
    { type: 'next.Cookies', path: 'Member[get].Return.Member[value]', kind: 'cookie', shape: 'value' },
    { type: 'next.Headers', path: 'Member[get].Return', kind: 'header', name: 'Argument[0]' },
    {
      type: 'web.Request',
      path: 'Member[url]',
      kind: 'url',
      shape: 'value',
      carries: ['percent', 'json', 'base64', 'digits', 'hex', 'date'],
    },
    { type: 'web.Request', path: 'Member[nextUrl].Member[href,search,pathname]', kind: 'url', shape: 'value' },
    {
      type: 'web.Request',
      path: 'Member[nextUrl].Member[searchParams].Member[get].Return',
      kind: 'query',
      name: 'Argument[0]',
    },
    { type: 'web.Request', path: 'Member[headers].Member[get].Return', kind: 'header', name: 'Argument[0]' },
    { type: 'web.Request', path: 'Member[cookies].Member[get].Return.Member[value]', kind: 'cookie', shape: 'value' },
    { type: 'web.Request', path: 'Member[json,formData].Return', kind: 'body' },
    { type: 'web.Request', path: 'Member[text].Return', kind: 'body', shape: 'value' },
  ],
  exports: [
    { names: ['getServerSideProps', 'getStaticProps', 'getInitialProps'], parameters: ['next.Context'] },
    {
      names: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
      files: ['route'],
      parameters: ['web.Request', 'next.Segment'],
    },
    { names: ['middleware'], files: ['middleware'], parameters: ['web.Request'] },
  ],
} satisfies FrameworkModel;
