/** Code that computes a variable from itself many times over: what it grows to is never walked, and all else is judged. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processorTime } from '../support/processor-time.ts';
import { checkInMemory } from '../support/run-spec.ts';

const GROWING: Record<string, string> = {
  'a variable of a function': `function f(x) { ${'x = x + "," + x;'.repeat(200)} return x; } wx.request({ url: f('a') });`,
  'an object that inner functions change': `const state = { a: 1 }; function change() { ${'state.a = state.b + state.a; state.b = state.a + state.b;'.repeat(100)} }
    ${'state.a = [state.a, state.b, state]; state.b = state.a;'.repeat(50)} change(); wx.request({ url: state.a });`,
  'lists and objects that are spread into themselves': `let a = [], b = [], o = {}, p = {}; class C { add() { this.l = [...this.m, 1]; this.m = [...this.l]; this.o = { ...this.p }; this.p = { ...this.o, x: 1 }; }
    go() { wx.request({ url: this.o.url + this.l[1] }); this.m.forEach((one) => wx.request({ url: one })); } } new C().go();
    const [list, setList] = useState([]); const [form, setForm] = useState({});
    function change() { a = [...b, ...a]; b = [...a, 'x', ...b]; o = { ...p, ...o }; p = { ...o, ...p, y: 1 }; setList([...list, a]); setForm({ ...form, ...o }); }
    change(); wx.request({ url: a[0] + b[3] + o.url + p.url + list[2] + form.url }); Object.keys(p).map((key) => wx.request({ url: p[key] })); list.map((one) => wx.request({ url: one }));`,
  branches: `let x = ''; ${'if (x) x = x + x; else x = x + "b" + x;'.repeat(200)} wx.request({ url: x });`,
};

for (const [name, code] of Object.entries(GROWING)) {
  test(`${name} cannot grow without end`, () => {
    const { result, took } = processorTime(() =>
      checkInMemory({
        'project.config.json': '{ "appid": "wx0123456789abcdef" }',
        'app.json': '{ "pages": ["pages/a/a"] }',
        'pages/a/a.js': `${code}\nPage({ onLoad() { wx.request({ url: 'http://localhost:8080/a' }); } });\n`,
      }),
    );
    assert.deepEqual(
      result.findings.map(({ data }) => data?.host),
      ['localhost:8080'],
    );
    assert.ok(took < 3000, `took ${took} ms`);
  });
}
