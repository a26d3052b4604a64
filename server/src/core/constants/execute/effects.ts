/** Calls that change a variable of the program: `Object.assign(options, …)`, and the setter that goes with a React state. */

import type { Expression, Pattern } from '../../ir/nodes.ts';
import type { ArrayItem } from '../terms.ts';
import { evaluateQuietly, pushOuter, updateRoot } from './expressions.ts';
import { type FunctionRun, outerKey } from './run.ts';

type Call = Extract<Expression, { kind: 'call' | 'new' }>;

/** What a call does to variables, besides what it gives. */
export function applyEffects(run: FunctionRun, node: Call, args: readonly ArrayItem[]): void {
  const { callee } = node;
  const [target] = node.args;
  if (callee.kind === 'member' && callee.key === 'assign') {
    if (callee.object.kind !== 'name' || callee.object.name !== 'Object' || !target || target.kind === 'object') return;
    for (const { value, spread } of args.slice(1)) {
      updateRoot(run, target, evaluateQuietly(run, target), { spread: spread ? { k: 'unknown' } : value });
    }
  } else if (callee.kind === 'name') {
    const setter = run.scope.find(callee.name);
    const state = setter && run.file.setters.get(outerKey(setter));
    // What a function makes of the state before it is not followed.
    if (state !== undefined && args[0] && args[0].value.k !== 'function') pushOuter(run, state, args[0].value);
  }
}

/** `const [url, setUrl] = useState('')`: whoever calls the second changes the first. */
export function noteSetter(run: FunctionRun, target: Pattern, init: Expression): void {
  if (target.kind !== 'array-pattern' || init.kind !== 'call') return;
  const name =
    init.callee.kind === 'name' ? init.callee.name : init.callee.kind === 'member' ? init.callee.key : undefined;
  const [state, setter] = target.items;
  if (name !== 'useState' || state?.kind !== 'name' || setter?.kind !== 'name') return;
  const [of, by] = [run.scope.find(state.name), run.scope.find(setter.name)];
  if (of && by) run.file.setters.set(outerKey(by), outerKey(of));
}
