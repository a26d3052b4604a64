/** Hovers: on a finding its explanation, on a request which host each build will ask. */

import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { message } from '../core/base/finding.ts';
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
      if (parts.length === 0) return null;
      const place = findings[0]?.place ?? uses[0]!.site.place;
      const kind = markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
      return { contents: { kind, value: parts.join(markdown ? '\n\n---\n\n' : '\n\n') }, range: convert.range(place) };
    },
    options.cancelled,
  );
}
