/** Whole checks of generated projects against reading, parsing and walking the same files, in alternating rounds. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { COMMAND, inScratch, median, root, rounded, runNode, tell } from './measured.mjs';
import { chain, hub, miniProgram, phpBackend } from './projects.mjs';

const ROUNDS = 5;
const FLOOR = path.join(root, 'bench', 'floor.mjs');

/**
 * @param {string} name @param {(folder: string, size: number) => import('./projects.mjs').Project} make @param {'js' | 'php'} language
 * @param {string} rule of the planted faults
 * @param {number} size @param {number} rounds
 */
function against(name, make, language, rule, size, rounds = ROUNDS) {
  return inScratch((scratch) => {
    const project = make(path.join(scratch, 'project'), size);
    const small = make(path.join(scratch, 'small'), Math.floor(size / 5));
    /** @param {import('./projects.mjs').Project} which */
    const check = (which) => {
      const run = runNode(scratch, [COMMAND, 'check', which.folder, '--format', 'json', '--no-config', '--no-cache']);
      const report = JSON.parse(run.stdout);
      const found = report.findings
        .filter((/** @type {{ rule: string }} */ one) => one.rule === rule)
        .map((/** @type {{ file: string, line: number }} */ one) => `${one.file}:${one.line}`);
      return { ...run, found: [...new Set(found)].sort() };
    };
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      const ours = check(project);
      if (round === 0) assert.deepEqual(ours.found, project.faults, `${name}: the planted faults, all and alone`);
      runs.push({ ours, floor: runNode(scratch, [FLOOR, project.folder, language]), small: check(small) });
    }
    const cpu = median(runs.map(({ ours }) => ours.cpu));
    const floor = median(runs.map((run) => run.floor.cpu));
    const figures = {
      files: project.files,
      mebibytes: rounded(project.bytes / 2 ** 20),
      faultsFound: `${project.faults.length}/${project.faults.length}`,
      cpuSeconds: rounded(cpu),
      floorCpuSeconds: rounded(floor),
      cpuOverParsingAlone: rounded(cpu / floor),
      wallOverParsingAlone: rounded(
        median(runs.map(({ ours }) => ours.wall)) / median(runs.map((run) => run.floor.wall)),
      ),
      rssOverParsingAlone: rounded(
        median(runs.map(({ ours }) => ours.rssMiB)) / median(runs.map((run) => run.floor.rssMiB)),
      ),
      // 1 is linear in the number of files, start included.
      growth: rounded(Math.log(cpu / median(runs.map((run) => run.small.cpu))) / Math.log(5)),
    };
    tell(`${name}: ${figures.cpuOverParsingAlone} times the processor time of parsing alone (${project.files} files)`);
    return figures;
  });
}

export const checkFigures = () => against('cold check', miniProgram, 'js', 'test-host', 1000);
/** Module graphs of hostile shapes: fewer rounds, for what is looked for is growth. */
export const graphFigures = async () => ({
  hub: await against('a hub that every page imports', hub, 'js', 'test-host', 2000, 3),
  chain: await against('a chain of modules', chain, 'js', 'test-host', 2000, 3),
});
export const phpFigures = () => against('cold check of PHP', phpBackend, 'php', 'unguarded-decode', 1000);
