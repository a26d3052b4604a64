// The PHP front end on input nobody wrote for it: cut off, shuffled, nested, huge. It answers, with ranges inside the text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lowerPhp } from '../../server/src/core/frontends/php/lower.ts';
import type { ClassExpression, Module } from '../../server/src/core/ir/nodes.ts';

const SAMPLE = `<h1>直播 <?= $title ?></h1>
<?php
declare(strict_types=1);
namespace app\\controller;

use support\\{Request, Response as R};
use function app\\helper\\clean;

/** @Controller(prefix="/live", methods={"get", "post"}) */
#[Route('/live')]
final class Live extends Base implements \\Countable
{
    use Guards;
    const MAX = 10;
    /** @var Service */
    protected $service;
    public function __construct(private readonly Request $request, string ...$rest) {}

    #[Get('record')]
    public function record(Request $request, ?int $page = 1): ?R
    {
        ['a' => $a, 'b' => [, $b]] = $request->get() + ['a' => "x {$this->service->name} \${y}"];
        foreach ($list as $key => &$value): $value = clean($value) ?: static::MAX; endforeach;
        $text = <<<EOT
            hi {$a['k']} $b[0]
            EOT;
        $kind = match (true) { $a > 1, $b => 'x', default => throw new \\RuntimeException('kind') };
        try {
            return json(['code' => 0, ...$rest, 'f' => fn($x) => $x?->id ?? $page], options: JSON_THROW_ON_ERROR);
        } catch (\\JsonException | Timeout $e) {
            return @$this->fail($e->getMessage(), (int) $_GET['code'] ?? 0);
        } finally {
            unset($list[0]);
        }
    }
}
`;

/** Every node's range lies in the text and is not inverted; a member's key lies in its node. */
function checkRanges(module: Module, length: number): void {
  const pending: unknown[] = [module];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== 'object' || node === null) continue;
    const { start, end } = node as { start?: unknown; end?: unknown };
    if (typeof start === 'number' && typeof end === 'number') {
      assert.ok(start >= 0 && start <= end && end <= length, `${JSON.stringify(node).slice(0, 200)} in ${length}`);
    }
    pending.push(...Object.values(node));
  }
}

function answers(text: string): Module {
  const { module, problems } = lowerPhp(text);
  checkRanges(module, text.length);
  for (const problem of problems) assert.ok(problem.start >= 0 && problem.end <= text.length);
  return module;
}

function methodsOf(module: Module): string[] {
  const classes = module.body.flatMap((s): ClassExpression[] => (s.kind === 'declare-class' ? [s.class] : []));
  return classes.flatMap((found) => found.members.filter((m) => m.member === 'method').map((m) => String(m.key)));
}

test('the sample itself lowers without a complaint', () => {
  assert.deepEqual(lowerPhp(SAMPLE).problems, []);
  assert.deepEqual(methodsOf(answers(SAMPLE)), ['record']);
});

test('any prefix is answered', () => {
  for (let length = 0; length <= SAMPLE.length; length += 7) answers(SAMPLE.slice(0, length));
});

test('any cut, repetition or foreign text is answered', () => {
  const junk = fc.constantFrom(
    '<?php',
    '?>',
    '"',
    "'",
    '{',
    '}',
    '(',
    ')',
    '[',
    '->',
    '::',
    '$',
    '<<<A',
    '/*',
    '#[',
    '\\',
    '\u{1F600}',
    '\0',
  );
  fc.assert(
    fc.property(fc.nat(SAMPLE.length), fc.nat(60), fc.array(junk, { maxLength: 4 }), (at, drop, put) => {
      answers(SAMPLE.slice(0, at) + put.join('') + SAMPLE.slice(at + drop));
    }),
    { numRuns: 300, seed: 4 },
  );
});

test('random text is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      answers(`<?php ${text}`);
    }),
    { numRuns: 200, seed: 4 },
  );
});

test('what is being typed costs only its own line', () => {
  const method = (name: string, line: string) =>
    `  public function ${name}(Request $request) {\n    ${line}\n    return json($x);\n  }\n`;
  const unfinished = [
    '$x = json_decode($request->get(',
    '$x = "abc',
    '$x = [1, 2',
    'if ($x',
    "$x = $request->get('",
    'foreach ($x as',
  ];
  for (const line of unfinished) {
    const text = `<?php\nclass A {\n${method('a', '$x = 1;')}${method('b', line)}${method('c', '$x = 2;')}}\n`;
    const { module, problems } = lowerPhp(text);
    assert.ok(problems.length > 0, line);
    assert.deepEqual(methodsOf(module), ['a', 'b', 'c'], line);
  }
});

test('nesting beyond the stack is told, not thrown', () => {
  for (const text of [
    `<?php $x = ${'['.repeat(20_000)}`,
    `<?php ${'('.repeat(20_000)}1`,
    `<?php ${'if ($a) { '.repeat(20_000)}`,
  ]) {
    const { problems } = lowerPhp(text);
    assert.ok(problems.length > 0);
  }
});

test('long chains and giant arrays are read whole', () => {
  const concatenated = answers(`<?php $x = ${Array(2_000).fill('$a').join(' . ')};`);
  assert.equal(concatenated.body.length, 1);
  const elseifs = answers(`<?php if ($a) {} ${'elseif ($b) {} '.repeat(2_000)}`);
  assert.equal(elseifs.body.length, 1);
  const table = lowerPhp(`<?php return [${Array(10_000).fill("'a' => [1, 'b']").join(',\n')}];`);
  assert.deepEqual(table.problems, []);
});

test('a ten-thousand-line file is read whole', () => {
  const methods = Array.from(
    { length: 1_430 },
    (_, i) =>
      `  /** 说明 */\n  public function m${i}() {\n    $x = $this->get('a');\n\n    return json(['x' => $x]);\n  }\n`,
  );
  const module = answers(`<?php\nclass Big {\n${methods.join('')}}\n`);
  assert.equal(methodsOf(module).length, 1_430);
});
