// Written by `npm run generate` from the files of this folder; do not edit.
import type { EnvironmentModel } from '../schema/environments.ts';
import miniProgram from './mini-program.ts';

export default [miniProgram] satisfies readonly EnvironmentModel[] as readonly EnvironmentModel[];
