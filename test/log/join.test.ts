import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { joinRoutes } from '../../server/src/core/log/join.ts';
import { combined, folderFor, read, readLines, SEED } from './support.ts';

const route = (path: string, line: number, method = 'GET') => ({ method, path, file: 'app.php', line });

test('hits find their handlers, the most literal pattern first', async (t) => {
  const { summary } = await readLines(t, [
    combined({ request: 'GET /user/42/orders?x=1 HTTP/1.1' }),
    combined({ request: 'GET /user/me HTTP/1.1' }),
    combined({ request: 'POST /user/me HTTP/1.1' }),
    combined({ request: 'GET /files/a/b/c HTTP/1.1' }),
    combined({ request: 'GET /.env HTTP/1.1' }),
  ]);
  const joined = joinRoutes(summary, [
    route('/user/:id', 1),
    route('/user/me', 2),
    route('/user/{id}/orders', 3, 'ANY'),
    route('/files/*', 4),
    route('/user/:id', 5, 'POST'),
  ]);
  assert.deepEqual(Object.fromEntries(joined.routes.map((r) => [`${r.method} ${r.path}`, r.handler?.line])), {
    'GET /user/42/orders': 3,
    'GET /user/me': 2,
    'POST /user/me': 5,
    'GET /files/a/b/c': 4,
    'GET /.env': undefined,
  });
});

test('the exception of an application log belongs to the hit with its path and time', async (t) => {
  const folder = folderFor(t);
  const access = path.join(folder, 'access.log');
  const application = path.join(folder, 'webman.log');
  writeFileSync(access, `${SEED.replace('" 401 ', '" 500 ')}\n`);
  writeFileSync(
    application,
    Buffer.from(
      [
        `[2024-11-07 21:55:34] default.ERROR: 106.55.202.118 GET /open/v3/live/record?live_id=\xbf' InvalidArgumentException: Malformed UTF-8 characters`,
        '#0 /srv/app/controller/Live.php(42): json_encode()',
        '[2024-11-07 23:00:00] default.ERROR: RuntimeException: something else {"exception":"[object] (RuntimeException(code: 0): x at /srv/a.php:1)"} []',
        '',
      ].join('\n'),
      'latin1',
    ),
  );
  const { summary } = await read([access, application], { zone: 480 });
  assert.equal(summary.totals.hits, 1);
  assert.deepEqual(
    summary.exceptions.map(({ at, path: name }) => [at, name]),
    [['/srv/app/controller/Live.php:42', '/open/v3/live/record']],
  );
  assert.equal(summary.routes[0]!.exceptions.length, 1);
});
