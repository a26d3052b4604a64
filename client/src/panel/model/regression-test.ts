/** A test that sends what broke an endpoint and demands a clean answer, written for the runner the project uses. */
import { encodedTarget, type Target } from './bytes.ts';
import { safeMethod } from './exact-request.ts';

export type Runner = 'phpunit' | 'pest' | 'laravel' | 'node' | 'jest' | 'vitest' | 'mocha' | 'egg';

export interface Manifest {
  /** Text of `composer.json` and `package.json` nearest to the handler. */
  readonly composer?: string;
  readonly package?: string;
}

export interface TestCase {
  readonly method: string;
  readonly target: Target;
  /** What the log says it was answered with. */
  readonly status: number;
}

/** By the handler's language, then by what the project depends on. */
export function runnerOf(handlerFile: string | undefined, manifest: Manifest): Runner {
  const composer = dependencies(manifest.composer, ['require', 'require-dev']);
  const node = dependencies(manifest.package, ['dependencies', 'devDependencies']);
  if (handlerFile ? handlerFile.endsWith('.php') : composer.size > 0 && node.size === 0) {
    if (composer.has('pestphp/pest')) return 'pest';
    return composer.has('laravel/framework') ? 'laravel' : 'phpunit';
  }
  const known = (['vitest', 'jest', 'mocha'] as const).find((name) => node.has(name));
  if (known) return known;
  // Its runner is mocha with a pattern of its own.
  return node.has('egg-bin') || node.has('egg') ? 'egg' : 'node';
}

/** Whether the project's `.js` files are modules. */
export function usesModules(manifest: Manifest): boolean {
  try {
    return (JSON.parse(manifest.package ?? '{}') as { type?: unknown } | null)?.type === 'module';
  } catch {
    return false;
  }
}

/** Manifests are other people's files: whatever they hold, the answer is a set. */
function dependencies(text: string | undefined, fields: readonly string[]): Set<string> {
  try {
    const manifest = JSON.parse(text ?? '{}') as Record<string, unknown> | null;
    const parts = fields.map((field) => manifest?.[field]).filter((part) => typeof part === 'object' && part !== null);
    return new Set(parts.flatMap((part) => Object.keys(part as object)));
  } catch {
    return new Set();
  }
}

export interface GeneratedTest {
  readonly language: 'php' | 'javascript';
  /** Where projects of this kind keep it. */
  readonly path: string;
  readonly text: string;
}

/**
 * @param base where the application listens while one develops, without a slash at the end
 * @param modules whether the project's `.js` files are modules
 */
export function regressionTest(
  runner: Runner,
  path: string,
  cases: readonly TestCase[],
  base: string,
  modules = false,
): GeneratedTest {
  const name = path.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const pascal = name.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('') || 'Root';
  const kebab = name.join('-').toLowerCase() || 'root';
  if (runner === 'phpunit' || runner === 'laravel' || runner === 'pest') {
    const text =
      runner === 'pest'
        ? pest(cases, base)
        : runner === 'laravel'
          ? laravel(pascal, cases)
          : phpunit(pascal, cases, base);
    return { language: 'php', path: `tests/${runner === 'phpunit' ? '' : 'Feature/'}${pascal}ScannerTest.php`, text };
  }
  // Jest and Egg find only `.js`, and run it as what the project's `.js` is.
  const plain = runner === 'jest' || runner === 'egg';
  const file = `test/${kebab}.scanner.test.${plain ? 'js' : 'mjs'}`;
  return { language: 'javascript', path: file, text: javascript(runner, cases, base, plain && !modules) };
}

/** Percent-encoded where a URL needs it, so the text of a test is printable ASCII: nothing of an attacker's acts in it. */
const encoded = ({ target }: TestCase) => encodedTarget(target.bytes);
const phpString = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
const jsString = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

const phpRows = (cases: readonly TestCase[], indent: string) =>
  cases
    .map((one) => `${indent}[${phpString(safeMethod(one.method))}, ${phpString(encoded(one))}], // was ${one.status}`)
    .join('\n');

/** The bytes go over a socket as they are: every HTTP client would tidy them up first. */
const phpStatus = (indent: string) =>
  [
    "$socket = stream_socket_client('tcp://' . $address, $code, $message, 5);",
    'fwrite($socket, "{$method} {$target} HTTP/1.1\\r\\nHost: {$address}\\r\\nConnection: close\\r\\n\\r\\n");',
    '$line = (string) fgets($socket);',
    'fclose($socket);',
    "return (int) (explode(' ', $line)[1] ?? 0);",
  ]
    .map((line) => indent + line)
    .join('\n');

const addressOf = (base: string) => base.replace(/^http:\/\//, '');

function phpunit(name: string, cases: readonly TestCase[], base: string): string {
  return `<?php

declare(strict_types=1);

use PHPUnit\\Framework\\TestCase;

/** What WeChat's review scanner sent must get a clean answer. Needs the application running. */
final class ${name}ScannerTest extends TestCase
{
    public static function requests(): array
    {
        return [
${phpRows(cases, '            ')}
        ];
    }

    /** @dataProvider requests */
    #[\\PHPUnit\\Framework\\Attributes\\DataProvider('requests')]
    public function testAnswersCleanly(string $method, string $target): void
    {
        $status = $this->status($method, $target);
        self::assertGreaterThanOrEqual(200, $status);
        self::assertLessThan(500, $status);
    }

    private function status(string $method, string $target): int
    {
        $address = getenv('APP_TEST_ADDRESS') ?: ${phpString(addressOf(base))};
${phpStatus('        ')}
    }
}
`;
}

function pest(cases: readonly TestCase[], base: string): string {
  return `<?php

declare(strict_types=1);

/** What WeChat's review scanner sent must get a clean answer. Needs the application running. */
function scannerStatus(string $method, string $target): int
{
    $address = getenv('APP_TEST_ADDRESS') ?: ${phpString(addressOf(base))};
${phpStatus('    ')}
}

it('answers the review scanner cleanly', function (string $method, string $target) {
    expect(scannerStatus($method, $target))->toBeGreaterThanOrEqual(200)->toBeLessThan(500);
})->with([
${phpRows(cases, '    ')}
]);
`;
}

function laravel(name: string, cases: readonly TestCase[]): string {
  return `<?php

namespace Tests\\Feature;

use Tests\\TestCase;

/** What WeChat's review scanner sent must get a clean answer. */
class ${name}ScannerTest extends TestCase
{
    public static function requests(): array
    {
        return [
${phpRows(cases, '            ')}
        ];
    }

    /** @dataProvider requests */
    #[\\PHPUnit\\Framework\\Attributes\\DataProvider('requests')]
    public function test_answers_cleanly(string $method, string $target): void
    {
        $status = $this->call($method, $target)->getStatusCode();
        $this->assertGreaterThanOrEqual(200, $status);
        $this->assertLessThan(500, $status);
    }
}
`;
}

/** Where the word for a test comes from; Jest, Mocha and Egg have theirs there without an import. */
const WORDS: Partial<Record<Runner, string>> = { node: 'node:test', vitest: 'vitest' };

function imported(names: string, from: string, required: boolean): string {
  return required ? `const ${names} = require('${from}');` : `import ${names} from '${from}';`;
}

function javascript(runner: Runner, cases: readonly TestCase[], base: string, required: boolean): string {
  const define = runner === 'mocha' || runner === 'egg' ? 'it' : 'test';
  const word = WORDS[runner];
  const imports = [
    imported('assert', 'node:assert/strict', required),
    imported('{ request }', 'node:http', required),
    ...(word ? [imported('{ test }', word, required)] : []),
  ];
  const rows = cases.map(
    (one) => `  [${jsString(safeMethod(one.method))}, ${jsString(encoded(one))}], // was ${one.status}`,
  );
  return `// What WeChat's review scanner sent must get a clean answer. Needs the application running.
${imports.join('\n')}

const BASE = new URL(process.env.APP_TEST_URL ?? ${jsString(base)});

const requests = [
${rows.join('\n')}
];

for (const [method, path] of requests) {
  ${define}(\`answers \${method} \${path} cleanly\`, async () => {
    const status = await new Promise((resolve, reject) => {
      // The path goes out as it stands here; fetch would tidy it up first.
      const sent = request({ host: BASE.hostname, port: BASE.port, method, path, timeout: 5000 }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer within 5 s')));
      sent.on('error', reject);
      sent.end();
    });
    assert.ok(status >= 200 && status < 500, \`answered \${status}\`);
  });
}
`;
}
