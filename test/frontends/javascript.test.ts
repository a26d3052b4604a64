import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lowerExpression, lowerJavaScript } from '../../server/src/core/frontends/javascript/lower.ts';
import { printExpression, printModule } from '../../server/src/core/ir/printer.ts';
import { walk } from '../../server/src/core/ir/walk.ts';
import { processorTime } from '../support/processor-time.ts';

interface Case {
  readonly name: string;
  readonly typescript: boolean;
  readonly jsx: boolean;
  readonly source: string;
  readonly expected: string;
}

const CASES: readonly Case[] = readFileSync(new URL('javascript.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((text) => {
    const [head, ...rest] = text.split('\n');
    const [source, expected] = rest.join('\n').split(/^==>\n/m);
    const [, name, language] = /^(.*?)(?: (tsx?))?$/.exec(head!)!;
    return {
      name: name!,
      typescript: language !== undefined,
      jsx: language === 'tsx',
      source: source!,
      expected: expected!.trimEnd(),
    };
  });

/** A text's lowering with its complaints, and every offset checked against the text. */
function lower(source: string, options: { typescript?: boolean; jsx?: boolean; offset?: number } = {}) {
  const lowered = lowerJavaScript(source, options);
  const from = options.offset ?? 0;
  const to = from + source.length;
  const inside = (node: { start: number; end: number }) =>
    node.start >= from && node.start <= node.end && node.end <= to;
  walk(lowered.module, (node) => assert.ok(inside(node), `${node.kind} ${node.start}-${node.end} of ${from}-${to}`));
  for (const problem of lowered.problems) assert.ok(inside(problem), `problem ${JSON.stringify(problem)} of ${to}`);
  return lowered;
}

describe('JavaScript front end', () => {
  for (const one of CASES) {
    it(one.name, () => {
      const { module, problems } = lower(one.source, one);
      const complaints = problems.map((problem) => `! ${problem.message.replace(/^(Unexpected token) .*/s, '$1')}\n`);
      assert.equal(`${printModule(module)}${complaints.join('')}`.trimEnd(), one.expected);
    });
  }

  it('counts offsets from where the text starts in its file', () => {
    const page = '<script>\nconst a = "x"\n</script>';
    const start = page.indexOf('\n');
    const { module } = lower(page.slice(start, page.indexOf('</')), { offset: start });
    const statement = module.body[0]!;
    assert.equal(page.slice(statement.start, statement.end), 'a = "x"');
  });

  it('keeps comments with their places', () => {
    const source = '// one\nf() /* two */';
    const { module } = lower(source);
    assert.deepEqual(
      module.comments.map((comment) => [comment.text, source.slice(comment.start, comment.end)]),
      [
        [' one', '// one'],
        [' two ', '/* two */'],
      ],
    );
  });

  it('says where keys and specifiers are', () => {
    const source = `import x from './y'; a.bc['d']; ({ ef: 1 })`;
    const { module } = lower(source);
    const keys: string[] = [];
    walk(module, (node) => {
      if (node.kind === 'member' || node.kind === 'property') keys.push(source.slice(node.keyStart, node.keyEnd));
      if (node.kind === 'import-declaration') keys.push(source.slice(node.specifierStart, node.specifierEnd));
    });
    assert.deepEqual(keys, ["'./y'", "'d'", 'bc', 'ef']);
  });

  it('reads single expressions, as of a template', () => {
    const { expression, problems } = lowerExpression(' base + "/x.png" ', 10);
    assert.equal(printExpression(expression), '(base + "/x.png")');
    assert.deepEqual([expression.start, expression.end, problems], [11, 26, []]);
    const broken = lowerExpression('a +', 5);
    assert.equal(broken.expression.kind, 'opaque');
    assert.equal(broken.problems.length, 1);
  });
});

describe('hostile JavaScript', () => {
  const within = (milliseconds: number, work: () => void) => {
    const { took } = processorTime(work);
    assert.ok(took < milliseconds, `took ${Math.round(took)} ms`);
  };

  it('joins a chain of ten thousand pieces into one template', () => {
    const pieces = Array.from({ length: 5000 }, (_, at) => `x${at} + 'y'`).join(' + ');
    within(3000, () => {
      const { module, problems } = lower(`const a = 1 + 2 + ${pieces};`);
      if (problems.length > 0)
        return assert.deepEqual(
          problems.map((problem) => problem.message),
          ['nested too deeply'],
        );
      const declared = module.body[0]!;
      assert.ok(declared.kind === 'declare' && declared.init?.kind === 'template');
      assert.equal(declared.init.parts.length, 10_000);
    });
  });

  it('keeps the value of a long sum without a string', () => {
    const { module } = lower(`a = ${Array.from({ length: 300 }, (_, at) => `n${at}`).join(' + ')}`);
    let sums = 0;
    walk(module, (node) => {
      if (node.kind === 'binary') sums++;
    });
    assert.equal(sums, 299);
  });

  const deep: Record<string, (depth: number) => string> = {
    brackets: (depth) => '('.repeat(depth) + ')'.repeat(depth),
    arrays: (depth) => '['.repeat(depth) + ']'.repeat(depth),
    'open arrays': (depth) => '['.repeat(depth),
    objects: (depth) => `a = ${'{a:'.repeat(depth)}1${'}'.repeat(depth)}`,
    calls: (depth) => `f${'(f'.repeat(depth)}${')'.repeat(depth)}`,
    chains: (depth) => `f${'.then(a)'.repeat(depth)}`,
    blocks: (depth) => `${'if (a) {'.repeat(depth)}${'}'.repeat(depth)}`,
    'else ifs': (depth) => `${'if (a) b(); else '.repeat(depth)} c()`,
    functions: (depth) => `${'() => '.repeat(depth)} 1`,
    'open arrows': (depth) => '(a = '.repeat(depth),
    templates: (depth) => `${'`${'.repeat(depth)}1${'}`'.repeat(depth)}`,
    elements: (depth) => `a = ${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`,
    'open elements': (depth) => `a = ${'<a b={'.repeat(depth)}`,
    conditionals: (depth) => `a = ${'b ? c : '.repeat(depth)} d`,
    unary: (depth) => `a = ${'!'.repeat(depth)}b`,
    quotes: (depth) => `'`.repeat(depth),
    'open comments': (depth) => '/*'.repeat(depth),
  };
  for (const [name, make] of Object.entries(deep)) {
    for (const typescript of [false, true]) {
      it(`neither falls nor hangs over deeply nested ${name}${typescript ? ' in TypeScript' : ''}`, () => {
        for (const depth of [25, 20_000]) {
          within(4000, () => lower(`const before = 1;\n${make(depth)}`, { typescript, jsx: true }));
        }
      });
    }
  }

  const SNIPPETS = CASES.map((one) => one.source);

  it('never throws, whatever is done to a text', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(12),
      insert: fc.oneof(
        fc.constantFrom(
          '(',
          ')',
          '{',
          '}',
          '[',
          ']',
          '`',
          '${',
          "'",
          '"',
          '/*',
          '//',
          '.',
          ',',
          '<',
          '=>',
          '\n',
          '\0',
          '\ud800',
        ),
        fc.string({ maxLength: 5 }),
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...SNIPPETS),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.nat(1000),
        (snippet, edits, typescript, offset) => {
          let text = snippet;
          for (const { at, remove, insert } of edits) {
            const place = Math.floor(at * text.length);
            text = text.slice(0, place) + insert + text.slice(place + remove);
          }
          printModule(lower(text, { typescript, offset }).module);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('keeps what stands before and after a fault', () => {
    const whole = (body: string) => `const before = 'b';\nfunction f() {\n  ${body}\n}\nconst after = 'a';\n`;
    fc.assert(
      fc.property(
        fc.constantFrom('a.', 'f(', 'x = ', '{ a: ', '[1, ', 'const', 'if (', "'open", 'new ', '@', '=> {'),
        (body) => {
          const printed = printModule(lower(whole(body)).module);
          assert.match(printed, /^const before = "b"$/m);
          assert.match(printed, /^const after = "a"$/m);
        },
      ),
    );
  });
});
