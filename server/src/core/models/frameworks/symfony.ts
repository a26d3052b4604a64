/** Symfony: parameter bags on the request, JSON answers that are encoded at once. */

import type { FrameworkModel } from '../schema/flow.ts';

const NOT_UTF8 = [{ on: 'utf8', example: '%bf%27' }] as const;
const REQUEST = 'Symfony\\Component\\HttpFoundation\\Request';

export default {
  name: 'symfony',
  language: 'php',
  present: {
    composer: ['symfony/framework-bundle', 'symfony/http-foundation'],
    uses: ['Symfony\\Component\\HttpFoundation\\'],
  },
  errors: { sync: 'answered', async: 'answered' },
  types: [
    { type: 'global', path: `Member[${REQUEST}].Member[createFromGlobals].Return`, gives: REQUEST },
    {
      type: 'Symfony\\Component\\HttpFoundation\\RequestStack',
      path: 'Member[getCurrentRequest,getMainRequest].Return',
      gives: REQUEST,
    },
  ],
  sources: [
    {
      type: REQUEST,
      path: 'Member[query].Member[get].Return',
      kind: 'query',
      name: 'Argument[0]',
      default: 1,
      carries: ['text', 'absent'],
    },
    { type: REQUEST, path: 'Member[query,request].Member[all].Return', kind: 'query' },
    { type: REQUEST, path: 'Member[request].Member[get].Return', kind: 'body', name: 'Argument[0]', default: 1 },
    { type: REQUEST, path: 'Member[headers].Member[get].Return', kind: 'header', name: 'Argument[0]', default: 1 },
    { type: REQUEST, path: 'Member[cookies].Member[get].Return', kind: 'cookie', name: 'Argument[0]', default: 1 },
    { type: REQUEST, path: 'Member[attributes].Member[get].Return', kind: 'path', name: 'Argument[0]', default: 1 },
    { type: REQUEST, path: 'Member[get].Return', kind: 'query', name: 'Argument[0]', default: 1 },
    { type: REQUEST, path: 'Member[getContent].Return', kind: 'body', shape: 'value', carries: ['text'] },
  ],
  sinks: [
    {
      type: 'global',
      path: 'Member[Symfony\\Component\\HttpFoundation\\JsonResponse]',
      name: 'new JsonResponse',
      construct: true,
      argument: 0,
      deep: true,
      fails: NOT_UTF8,
      failure: 'throw',
      error: 'InvalidArgumentException',
      gives: {},
    },
    {
      type: 'Symfony\\Bundle\\FrameworkBundle\\Controller\\AbstractController',
      path: 'Member[json]',
      name: 'json',
      argument: 0,
      deep: true,
      fails: NOT_UTF8,
      failure: 'throw',
      error: 'InvalidArgumentException',
      gives: {},
    },
  ],
  statuses: [
    {
      type: 'global',
      path: 'Member[Symfony\\Component\\HttpFoundation\\JsonResponse,Symfony\\Component\\HttpFoundation\\Response].Instance',
      set: 'Argument[1]',
    },
    {
      type: 'Symfony\\Bundle\\FrameworkBundle\\Controller\\AbstractController',
      path: 'Member[json]',
      set: 'Argument[1]',
    },
  ],
} satisfies FrameworkModel;
