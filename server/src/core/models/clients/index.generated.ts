// Written by `npm run generate` from the files of this folder; do not edit.
import type { ClientModel } from '../schema/clients.ts';
import browser from './browser.ts';
import chameleon from './chameleon.ts';
import graphql from './graphql.ts';
import httpLibraries from './http-libraries.ts';
import miniProgram from './mini-program.ts';
import mpx from './mpx.ts';
import rax from './rax.ts';

export default [browser, chameleon, graphql, httpLibraries, miniProgram, mpx, rax] satisfies readonly ClientModel[] as readonly ClientModel[];
