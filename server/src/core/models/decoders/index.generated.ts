// Written by `npm run generate` from the files of this folder; do not edit.
import type { DecoderModel } from '../schema/flow.ts';
import javascript from './javascript.ts';
import php from './php.ts';
import phpText from './php-text.ts';

export default [javascript, php, phpText] satisfies readonly DecoderModel[] as readonly DecoderModel[];
