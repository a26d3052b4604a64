// Routes of PHP projects: who answers which address, told by the framework's own conventions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowerPhp } from '../../server/src/core/frontends/php/lower.ts';
import { readPhpRoutes } from '../../server/src/core/routes/php/read.ts';

/** Routes as `METHOD path file:line`. */
function routes(files: Readonly<Record<string, string>>): string[] {
  const found = readPhpRoutes({
    files: Object.keys(files)
      .filter((file) => file.endsWith('.php'))
      .sort(),
    root: '',
    text: (file) => files[file],
    lowered: (file) => (files[file] === undefined ? undefined : lowerPhp(files[file]).module),
  });
  return found.map(({ method, path, handler }) => {
    const line = files[handler.file]!.slice(0, handler.start).split('\n').length;
    return `${method} ${path} ${handler.file}:${line}`;
  });
}

const CONTROLLER = (namespace: string, method: string) =>
  `<?php\nnamespace ${namespace};\nclass Live\n{\n  public function ${method}($request) {}\n  protected function hidden() {}\n}\n`;

test('webman: groups, strings and the default addresses', () => {
  const found = routes({
    'composer.json': '{"require":{"workerman/webman-framework":"^2.1"}}',
    'config/route.php':
      "<?php\nuse Webman\\Route;\nRoute::group('/open', function () {\n  Route::get('/record', [app\\controller\\Live::class, 'record']);\n});\nRoute::any('/x', 'app\\controller\\Live@record');\n",
    'app/controller/Live.php': CONTROLLER('app\\controller', 'record'),
  });
  assert.deepEqual(found, [
    'GET /open/record app/controller/Live.php:5',
    'ANY /x app/controller/Live.php:5',
    'ANY /live/record app/controller/Live.php:5',
  ]);
});

test('ThinkPHP: route files with controllers by name, in a project below the checked folder', () => {
  const found = routes({
    'server/composer.json': '{"require":{"topthink/framework":"^6.0"}}',
    'server/route/app.php': "<?php\nuse think\\facade\\Route;\nRoute::rule('r/:id', 'live/record', 'GET|POST');\n",
    'server/app/controller/Live.php': CONTROLLER('app\\controller', 'record'),
  });
  assert.deepEqual(found, [
    'GET /r/:id server/app/controller/Live.php:5',
    'POST /r/:id server/app/controller/Live.php:5',
    'ANY /live/record server/app/controller/Live.php:5',
  ]);
});

test('Laravel: prefixes, resources and closures', () => {
  const found = routes({
    artisan: '',
    'routes/web.php':
      "<?php\nuse Illuminate\\Support\\Facades\\Route;\nRoute::prefix('v1')->middleware('auth')->group(function () {\n  Route::apiResource('lives', App\\Http\\Controllers\\Live::class);\n  Route::get('/ping', function () {});\n});\n",
    'app/Http/Controllers/Live.php': CONTROLLER('App\\Http\\Controllers', 'show'),
  });
  assert.deepEqual(found, ['GET /v1/lives/{id} app/Http/Controllers/Live.php:5', 'GET /v1/ping routes/web.php:5']);
});

test('Hyperf: attributes and annotations', () => {
  const found = routes({
    'app/Controller/LiveController.php':
      '<?php\nnamespace App\\Controller;\nuse Hyperf\\HttpServer\\Annotation\\{Controller, GetMapping, PostMapping};\n/** note */\n#[Controller(prefix: "/live")]\nclass LiveController {\n  #[GetMapping(path: "record")]\n  public function record() {}\n  /** @PostMapping(path="/save") */\n  public function save() {}\n}\n',
  });
  assert.deepEqual(found, [
    'GET /live/record app/Controller/LiveController.php:7',
    'POST /save app/Controller/LiveController.php:10',
  ]);
});

test('without a framework the file is the address, and a file that only declares is none', () => {
  const found = routes({
    'public/api/live.php': "<?php\necho $_GET['id'];\n",
    'inc/functions.php': '<?php\nfunction f() { return $_GET; }\n',
  });
  assert.deepEqual(found, ['ANY /api/live.php public/api/live.php:1']);
});

test('webman: route files that a group requires, and plugins in a repository of their own', () => {
  const found = routes({
    'composer.json': '{"require":{"workerman/webman-framework":"^2.1"}}',
    'config/route.php':
      "<?php\nuse Webman\\Route;\nRoute::group('/desk', function () {\n  require __DIR__ . '/../app/desk/route.php';\n});\nRoute::disableDefaultRoute();\n",
    'app/desk/route.php':
      "<?php\nuse Webman\\Route;\nRoute::get('/seat', [app\\desk\\controller\\Live::class, 'seat']);\n",
    'app/desk/controller/Live.php': CONTROLLER('app\\desk\\controller', 'seat'),
    'src/plugin/shop/config/route.php':
      "<?php\nuse Webman\\Route;\nRoute::post('/shop/cart', [plugin\\shop\\app\\controller\\Live::class, 'cart']);\n",
    'src/plugin/shop/app/controller/Live.php': CONTROLLER('plugin\\shop\\app\\controller', 'cart'),
  });
  assert.deepEqual(found, [
    'GET /desk/seat app/desk/controller/Live.php:5',
    'POST /shop/cart src/plugin/shop/app/controller/Live.php:5',
  ]);
});

test('Laravel: a group that names its file', () => {
  const found = routes({
    artisan: '',
    'routes/web.php':
      "<?php\nuse Illuminate\\Support\\Facades\\Route;\nRoute::prefix('desk')->group(base_path('more/desk.php'));\n",
    'more/desk.php':
      "<?php\nuse Illuminate\\Support\\Facades\\Route;\nRoute::get('/seat', [App\\Http\\Controllers\\Live::class, 'seat']);\n",
    'app/Http/Controllers/Live.php': CONTROLLER('App\\Http\\Controllers', 'seat'),
  });
  assert.deepEqual(found, ['GET /desk/seat app/Http/Controllers/Live.php:5']);
});
