/** PHP itself: superglobals, `php://input` and what every web server hands over. Holds in every framework. */

import { FILTERS } from '../decoders/php-text.ts';
import type { FrameworkModel } from '../schema/flow.ts';

export default {
  name: 'php',
  language: 'php',
  present: { uses: ['$_GET', '$_POST', '$_REQUEST', '$_COOKIE', '$_SERVER', '$_FILES', 'php://input', 'filter_input'] },
  errors: { sync: 'answered', async: 'answered' },
  sources: [
    { type: 'global', path: 'Member[$_GET]', kind: 'query' },
    { type: 'global', path: 'Member[$_REQUEST]', kind: 'query' },
    { type: 'global', path: 'Member[$_POST]', kind: 'body' },
    { type: 'global', path: 'Member[$_COOKIE]', kind: 'cookie' },
    { type: 'global', path: 'Member[$HTTP_RAW_POST_DATA]', kind: 'body', shape: 'value' },
    { type: 'global', path: 'Member[$_FILES].AnyMember.Member[name]', kind: 'file', shape: 'value' },
    {
      type: 'global',
      path: 'Member[$_SERVER].Member[QUERY_STRING,REQUEST_URI]',
      kind: 'url',
      shape: 'value',
      carries: ['percent', 'json', 'base64', 'digits', 'hex', 'date', 'format'],
    },
    {
      // Decoded by the server.
      type: 'global',
      path: 'Member[$_SERVER].Member[PATH_INFO,ORIG_PATH_INFO,PHP_SELF]',
      kind: 'url',
      shape: 'value',
    },
    {
      type: 'global',
      path: 'Member[$_SERVER].Member[HTTP_USER_AGENT,HTTP_REFERER,HTTP_X_FORWARDED_FOR,HTTP_HOST,HTTP_AUTHORIZATION,HTTP_TOKEN,HTTP_X_TOKEN,HTTP_X_REQUESTED_WITH,HTTP_ACCEPT_LANGUAGE]',
      kind: 'header',
      shape: 'value',
    },
    { type: 'global', path: 'Member[getallheaders,apache_request_headers].Return', kind: 'header' },
    // Arguments are bound: a missing one is null, an array false.
    {
      type: 'global',
      path: 'Member[filter_input].Return',
      kind: 'query',
      name: 'Argument[1]',
      carries: ['text', 'absent'],
      options: FILTERS.map(([filter, clears]) => ({
        argument: 2,
        argumentName: 'filter',
        mentions: [filter],
        clears,
      })),
    },
    {
      type: 'global',
      path: 'Member[file_get_contents].Return',
      kind: 'body',
      shape: 'value',
      carries: ['text'],
      when: [{ argument: 0, is: 'php://input' }],
    },
    { type: 'global', path: 'Member[filter_input_array].Return', kind: 'query' },
  ],
  statuses: [
    { type: 'global', path: 'Member[http_response_code]', set: 'Argument[0]' },
    { type: 'global', path: 'Member[header]', set: 'Argument[2]' },
  ],
  handlers: [
    {
      type: 'global',
      path: 'Member[set_exception_handler]',
      role: 'error',
      framework: 'php',
      handlersFrom: 0,
      parameters: [''],
    },
  ],
} satisfies FrameworkModel;
