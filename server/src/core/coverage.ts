/** “Why was this file not checked?”: for any path, whether it is, as part of what, and else what keeps it out. */

import { ANALYSES } from './analyses.ts';
import type { CheckStore } from './analysis.ts';
import { type Message, message } from './base/finding.ts';
import { isWithin } from './base/paths.ts';
import { environmentFilesOf } from './constants/build.ts';
import { projectStyles } from './constants/styles.ts';
import { isScriptFile } from './modules/graph.ts';
import { projectOf, projects, toolingOf } from './project/discover.ts';
import { NEVER_LISTED } from './project/files.ts';
import { projectScripts, projectTemplates, reached } from './project/members.ts';
import { leftOutBy } from './project/packing.ts';
import type { Project } from './project/project.ts';
import { classOf, contentOf, listing } from './project/queries.ts';
import { CONFIGURATION_FILE } from './settings/configuration.ts';
import { exclusionOf } from './settings/exclusion.ts';

export interface Coverage {
  readonly checked: boolean;
  /** One sentence, or the reason and what follows from it. */
  readonly why: Message;
}

const checked = (why: Message): Coverage => ({ checked: true, why });
const unchecked = (why: Message): Coverage => ({ checked: false, why });

/** @param path relative to the checked folder, forward slashes */
export function coverageOf(store: CheckStore, path: string): Coverage {
  if (!listing(store, '').has(path)) return unlisted(store, path);
  const glob = exclusionOf(store, path);
  if (glob !== undefined)
    return unchecked(
      message('The setting “exclude” keeps it out ({0}). What other files import from it is still read.', glob),
    );
  if (path === CONFIGURATION_FILE) return checked(message('It is checked: it is the configuration of Preflight.'));
  const content = contentOf(store, path);
  if (content !== undefined && typeof content !== 'string') return unchecked(content.why);
  return classified(store, path) ?? inProject(store, path) ?? beside(store, path);
}

function unlisted(store: CheckStore, path: string): Coverage {
  const folder = path.split('/').find((part) => NEVER_LISTED.has(part));
  if (folder !== undefined) return unchecked(message('Folders named “{0}” are not looked into.', folder));
  const skipped = store.host.unlisted().find((one) => one.path === '.' || isWithin(path, one.path));
  return skipped ? unchecked(skipped.why) : unchecked(message('There is no such file in the checked folder.'));
}

/** What its own text rules out: copies of libraries, minified and built code, files too large. */
function classified(store: CheckStore, path: string): Coverage | undefined {
  if (!isScriptFile(path)) return undefined;
  const found = classOf(store, path);
  if (!found?.why || found.of === 'own') return undefined;
  if (found.of === 'vendor')
    return unchecked(message('{0} Values that come from it are followed, but nothing in it is reported.', found.why));
  return unchecked(found.why);
}

/** A file of some project: it runs, or it is said why it does not. */
function inProject(store: CheckStore, path: string): Coverage | undefined {
  for (const project of projects(store, '')) {
    if (project.platform !== undefined && belongs(store, project, path)) return checkedIn(project);
  }
  const tooling = toolingOf(store, path);
  if (tooling) return unchecked(message('It runs on the developer’s machine and not in “{0}”.', nameOf(tooling)));
  const project = projectOf(store, path);
  if (!project) return undefined;
  if (project.platform === undefined) {
    return isScriptFile(path) || path.endsWith('.php') ? checkedIn(project) : undefined;
  }
  const rule = leftOutBy(store, project, path);
  if (rule)
    return unchecked(
      message('“packOptions.ignore” of project.config.json keeps it out of the upload ({0}).', rule.value.value),
    );
  return isScriptFile(path) || MARKUP.test(path)
    ? unchecked(message('No page, component or import of “{0}” leads to it, so it never runs.', nameOf(project)))
    : undefined;
}

const MARKUP = /\.(?:wxml|axml|swan|ttml|qml|wxss)$/;

function belongs(store: CheckStore, project: Project, path: string): boolean {
  const { root } = project;
  return (
    projectScripts(store, root).includes(path) ||
    projectTemplates(store, root).includes(path) ||
    projectStyles(store, root).includes(path) ||
    environmentFilesOf(store, root).includes(path) ||
    [project.appJson, project.pluginJson, project.config, project.privateConfig].includes(path) ||
    // A JSON module: literals in it can decide a host as those of a script can.
    (path.endsWith('.json') && reached(store, root).includes(path))
  );
}

function checkedIn(project: Project): Coverage {
  return checked(message('It is checked, as part of “{0}” ({1}).', nameOf(project), project.kind));
}

/** What belongs to no project: server configuration is read wherever it lies; for the rest there is nothing to say. */
function beside(store: CheckStore, path: string): Coverage {
  const read = ANALYSES.some((analysis) => analysis.files(store).includes(path));
  const all = projects(store, '');
  if (read && !isScriptFile(path)) return checked(message('It is checked.'));
  if (!isScriptFile(path) && !path.endsWith('.php') && !MARKUP.test(path)) {
    return unchecked(message('Preflight looks for nothing in this file.'));
  }
  return all.length === 0
    ? unchecked(message('No mini-program and no backend was found here.'))
    : unchecked(message('It belongs to none of the projects that were found: {0}.', all.map(nameOf).join(', ')));
}

function nameOf({ root }: Project): string {
  return root === '' ? '.' : root;
}
