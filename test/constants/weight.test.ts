/** Code that computes a variable from itself many times over: what it grows to is never walked, and all else is judged. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkInMemory } from '../support/run-spec.ts';

const GROWING: Record<string, string> = {
  'a variable of a function': `function f(x) { ${'x = x + "," + x;'.repeat(200)} return x; } wx.request({ url: f('a') });`,
  'an object that inner functions change': `const state = { a: 1 }; function change() { ${'state.a = state.b + state.a; state.b = state.a + state.b;'.repeat(100)} }
    ${'state.a = [state.a, state.b, state]; state.b = state.a;'.repeat(50)} change(); wx.request({ url: state.a });`,
  branches: `let x = ''; ${'if (x) x = x + x; else x = x + "b" + x;'.repeat(200)} wx.request({ url: x });`,
};

for (const [name, code] of Object.entries(GROWING)) {
  test(`${name} cannot grow without end`, () => {
    const begin = process.cpuUsage();
    const report = checkInMemory({
      'project.config.json': '{ "appid": "wx0123456789abcdef" }',
      'app.json': '{ "pages": ["pages/a/a"] }',
      'pages/a/a.js': `${code}\nPage({ onLoad() { wx.request({ url: 'http://localhost:8080/a' }); } });\n`,
    });
    const { user, system } = process.cpuUsage(begin);
    assert.deepEqual(
      report.findings.map(({ data }) => data?.host),
      ['localhost:8080'],
    );
    assert.ok(user + system < 3e6, `took ${(user + system) / 1e6} s`);
  });
}
