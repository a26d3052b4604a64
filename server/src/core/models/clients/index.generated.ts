// Written by `npm run generate` from the files of this folder; do not edit.
import type { ClientModel } from '../schema/clients.ts';
import browser from './browser.ts';
import httpLibraries from './http-libraries.ts';
import miniProgram from './mini-program.ts';
import mpx from './mpx.ts';

export default [browser, httpLibraries, miniProgram, mpx] satisfies readonly ClientModel[] as readonly ClientModel[];
