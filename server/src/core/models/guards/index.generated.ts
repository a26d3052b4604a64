// Written by `npm run generate` from the files of this folder; do not edit.
import type { GuardModel } from '../schema/flow.ts';
import javascript from './javascript.ts';
import php from './php.ts';

export default [javascript, php] satisfies readonly GuardModel[] as readonly GuardModel[];
