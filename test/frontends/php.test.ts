// The cases of php.txt, with every offset checked against the text.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { lowerPhp } from '../../server/src/core/frontends/php/lower.ts';
import { printModule } from '../../server/src/core/ir/printer.ts';
import { walk } from '../../server/src/core/ir/walk.ts';

const CASES = readFileSync(new URL('php.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((text) => {
    const [head, ...rest] = text.split('\n');
    const [source, expected] = rest.join('\n').split(/^==>\n/m);
    return { name: head!, source: `<?php ${source!}`, expected: expected!.trimEnd() };
  });

describe('PHP front end', () => {
  for (const one of CASES) {
    it(one.name, () => {
      const { module, problems } = lowerPhp(one.source);
      walk(module, (node) => assert.ok(node.start >= 0 && node.start <= node.end && node.end <= one.source.length));
      const complaints = problems.map((problem) => `! ${problem.message}\n`);
      assert.equal(`${printModule(module)}${complaints.join('')}`.trimEnd(), one.expected);
    });
  }

  it('counts offsets in UTF-16 units, whatever stands before', () => {
    const text = '<p>直播\u{1F600}</p>\r\n<?php\r\n// 注释\r\n$a = json_decode("\u{1F600}$b");\r\n';
    const { module } = lowerPhp(text);
    const places: string[] = [];
    walk(module, (node) => void (node.kind === 'call' && places.push(text.slice(node.start, node.end))));
    assert.deepEqual(places, ['json_decode("\u{1F600}$b")']);
    assert.equal(module.comments[0]?.text, ' 注释');
  });

  it('gives a doc comment before attributes to the class behind them', () => {
    const { module } = lowerPhp('<?php /** @Controller(prefix="/a") */ #[Auth] class A {}');
    const first = module.body[0];
    assert.ok(first?.kind === 'declare-class');
    assert.deepEqual(
      first.class.decorators?.map((decorator) => decorator.name),
      ['Auth', 'Controller'],
    );
  });
});
