/** Hovers: on a finding its explanation, on a request which host each build will ask, on a request handler what it reads. */

import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Route } from '../core/analysis.ts';
import { type Message, message, type Place } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import { converter } from './convert.ts';
import { escapeMarkdown, explain } from './explain.ts';
import type { Platform } from './platform.ts';
import { atOnce } from './slices.ts';
import type { Located } from './workspace.ts';

export interface HoverOptions {
  readonly translate: Translate;
  readonly locale: string;
  readonly markdown: boolean;
  readonly cancelled: () => boolean;
}

export async function hoverAt(
  { folder, path }: Located,
  params: HoverParams,
  platform: Platform,
  options: HoverOptions,
): Promise<Hover | null> {
  const document = folder.open.get(path);
  if (!document) return null;
  const offset = document.offsetAt(params.position);
  const { translate, locale, markdown } = options;
  return atOnce(
    folder,
    platform,
    () => {
      const at = <T extends { start: number; end: number }>(place: T) => place.start <= offset && offset <= place.end;
      const convert = converter(folder, platform, translate, locale);
      const findings = folder.checker.checkFile(path).filter((finding) => at(finding.place));
      const parts = findings.map((finding) => {
        const page = platform.rulePage(finding.rule, locale);
        return explain({ finding, page }, convert, translate, markdown);
      });
      const uses = folder.checker.hosts().flatMap((use) => {
        const site = use.sites.find(({ place }) => place.file === path && at(place));
        return site ? [{ use, site }] : [];
      });
      for (const { use, site } of uses) {
        const builds = use.targets.map((target) =>
          translate(target === 'review' ? message('review') : message('release')),
        );
        const text = translate(
          message('{0} asks {1} ({2}) in the build for: {3}', site.api, use.host, use.verdict, builds.join(', ')),
        );
        parts.push(markdown ? escapeMarkdown(text) : text);
      }
      // A handler is asked about on the line where it begins, not all through its body.
      const line = document.positionAt(offset).line;
      const routes = folder.checker
        .routes()
        .filter(({ place }) => place.file === path && at(place) && document.positionAt(place.start).line === line);
      for (const route of routes) {
        const text = handlerText(route).map(translate).join(' ');
        parts.push(markdown ? escapeMarkdown(text) : text);
      }
      if (parts.length === 0) return null;
      const place = findings[0]?.place ?? uses[0]?.site.place ?? lineOf(routes[0]!.place, document, line);
      const kind = markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
      return { contents: { kind, value: parts.join(markdown ? '\n\n---\n\n' : '\n\n') }, range: convert.range(place) };
    },
    options.cancelled,
  );
}

/** What a request handler answers, what it reads, and what becomes of that. */
function handlerText({ method, path, inputs, verdict }: Route): Message[] {
  const address = `${method} ${path}`;
  if (inputs.length === 0) return [message('{0}: this handler reads no request parameter.', address)];
  return [
    message('{0}: this handler reads {1}.', address, inputs.join(', ')),
    verdict === 'unguarded'
      ? message('Some of that reaches a decoder unguarded.')
      : verdict === 'guarded'
        ? message('None of that reaches a decoder unguarded.')
        : message('What becomes of that could not be followed to the end.'),
  ];
}

/** The part of a place that lies on its first line. */
function lineOf(place: Place, document: TextDocument, line: number): Place {
  const next = document.offsetAt({ line: line + 1, character: 0 });
  return { ...place, end: Math.min(place.end, next) };
}
