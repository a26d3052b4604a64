/**
 * `wx.setEnableDebug({ enableDebug: true })`, which works in the released program as well.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/api/base/debug/wx.setEnableDebug.html
 */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { Evaluator } from '../constants/evaluate/evaluator.ts';
import { platformPath } from '../constants/evaluate/facts.ts';
import { memberOf } from '../constants/evaluate/objects.ts';
import { placeOf } from '../constants/places.ts';
import { equalTerms, type Site } from '../constants/terms.ts';
import { truthiness } from '../constants/values.ts';
import { fileTermsOf, worldOf } from '../constants/world.ts';
import type { Node } from '../ir/nodes.ts';
import { defineQuery } from '../store/store.ts';

/** The calls in a file that certainly switch debugging on in the release. */
const switches = defineQuery<CheckHost, readonly Site[]>(
  'debug switches',
  (store, file) => {
    const found: Site[] = [];
    const evaluator = new Evaluator(worldOf(store), 'release', file);
    for (const fn of fileTermsOf(store, file)?.functions.values() ?? []) {
      for (const { site, call, when } of fn.calls) {
        const { callee } = call;
        if (callee.k !== 'member' || callee.key !== 'setEnableDebug') continue;
        evaluator.restart();
        const value = evaluator.evaluate(callee, undefined);
        if (value.k !== 'native' || platformPath(value.path) !== '{mp}.setEnableDebug') continue;
        const option = call.args[0] && evaluator.evaluate(call.args[0].value, undefined);
        const on = option?.k === 'object' && truthiness(memberOf(evaluator, option, 'enableDebug')) === true;
        // A condition that nobody knows may well be a hidden gesture of the developers: only what surely runs is said.
        const runs = when.every(({ test, not }) => truthiness(evaluator.evaluate(test, undefined)) === !not);
        if (on && runs) found.push(site);
      }
    }
    return found;
  },
  { equals: equalTerms },
);

export function debugSwitches(store: CheckStore, file: string): readonly Node[] {
  return switches(store, file).map((site) => {
    const { start, end } = placeOf(store, site);
    return { start, end };
  });
}
