/** `review-setting`: what was meant for the developer's desk and is about to be uploaded. */

import type { Analysis, CheckStore } from '../analysis.ts';
import { type Finding, type Message, message } from '../base/finding.ts';
import { baseName, isWithin } from '../base/paths.ts';
import { clientRoots } from '../constants/analysis.ts';
import { parseMarkup } from '../frontends/markup.ts';
import { projectAt } from '../project/discover.ts';
import { projectScripts, projectTemplates } from '../project/members.ts';
import type { Project } from '../project/project.ts';
import { listing, textOf } from '../project/queries.ts';
import rule from '../rules/review-setting.ts';
import { developmentBundles } from './built-output.ts';
import { debugSwitches } from './debug-switch.ts';
import { inAppJson, inManifest, inProjectConfig, type Setting } from './json-settings.ts';

export const reviewSettingAnalysis: Analysis = {
  name: 'review-settings',
  files: (store) =>
    clientRoots(store).flatMap((root) => [
      ...jsonFiles(store, root),
      ...projectScripts(store, root).filter((file) => textOf(store, file)?.includes('setEnableDebug')),
      ...projectTemplates(store, root).filter((file) => textOf(store, file)?.includes('functional-page-navigator')),
    ]),
  inFile: (store, path) => settingsIn(store, path).map((setting) => finding(path, setting)),
};

function finding(file: string, { start, end, message, severity, kind }: Setting): Finding {
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    targets: ['review', 'release'],
    place: { file, start, end },
    message,
    data: { kind },
    steps: [],
    fixes: [],
  };
}

function settingsIn(store: CheckStore, path: string): readonly Setting[] {
  const name = baseName(path);
  const text = textOf(store, path);
  if (text === undefined) return [];
  for (const root of clientRoots(store)) {
    const project = projectAt(store, root)!;
    if (path.endsWith('.json')) {
      if (!jsonFiles(store, root).includes(path)) continue;
      if (name === 'app.json' || name === 'game.json') return inAppJson(text, project.kind === 'weapp-plugin');
      if (name !== 'manifest.json') {
        const said = inProjectConfig(text);
        const byName = said.some(({ kind }) => kind === 'development-build');
        return byName ? said : [...said, ...developmentBundles(store, path, text)];
      }
      return makesPlugin(store, project) ? [] : inManifest(text);
    }
    if (path.endsWith('.wxml')) {
      if (text.includes('functional-page-navigator') && projectTemplates(store, root).includes(path))
        return functionalPages(text);
    } else if (text.includes('setEnableDebug') && projectScripts(store, root).includes(path)) {
      return debugSwitches(store, path).map((place) => ({
        ...place,
        kind: 'enable-debug',
        message: message('This switches debugging on in the released program too.'),
      }));
    }
  }
  return [];
}

/** A plugin's own project uses it as it lies there. */
function makesPlugin(store: CheckStore, project: Project): boolean {
  const files = listing(store, '').keys();
  return [...files].some((path) => baseName(path) === 'plugin.json' && isWithin(path, project.root));
}

function jsonFiles(store: CheckStore, root: string): string[] {
  const project = projectAt(store, root)!;
  const files = listing(store, '');
  const manifest = project.kind === 'uni-app' ? `${project.packageRoot}/manifest.json`.replace(/^\//, '') : undefined;
  return [project.appJson, project.config, project.privateConfig, manifest].filter(
    (path): path is string => path !== undefined && files.has(path),
  );
}

/** Source: https://developers.weixin.qq.com/miniprogram/dev/component/functional-page-navigator.html */
function functionalPages(text: string): Setting[] {
  return parseMarkup(text).elements.flatMap((element) => {
    const version = element.attributes.find((attribute) => attribute.name === 'version')?.value;
    if (element.tag !== 'functional-page-navigator' || !version || !/^(?:develop|trial)$/.test(version.text)) return [];
    const said: Message = message('A released plugin can only open the functional page of version “release”.');
    return [{ start: version.start, end: version.end, kind: 'functional-page', message: said }];
  });
}
