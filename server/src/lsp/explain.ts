/** Explains a finding where it stands: what, why here, the path, how to fix it, how to silence it. */

import type { Finding } from '../core/base/finding.ts';
import { message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import { RULES } from '../core/rules/index.generated.ts';
import type { Converter } from './convert.ts';
import type { RulePage } from './platform.ts';

export interface Explanation {
  readonly finding: Finding;
  readonly page: RulePage | undefined;
}

/** @param markdown whether the client shows Markdown; else plain text */
export function explain(
  { finding, page }: Explanation,
  convert: Converter,
  translate: Translate,
  markdown: boolean,
): string {
  const say = (text: string, ...args: (string | number)[]) => translate(message(text, ...args));
  const plain = markdown ? escapeMarkdown : (text: string) => text;
  const rule = RULES.find((rule) => rule.id === finding.rule);
  const paragraphs: string[] = [];
  const title = rule ? say(rule.title) : finding.rule;
  paragraphs.push(markdown ? `**${plain(title)}** \`${finding.rule}\`` : `${title} (${finding.rule})`);
  paragraphs.push(plain(translate(finding.message)));
  if (finding.targets.length > 0) {
    const builds = finding.targets.map((target) => (target === 'review' ? say('review') : say('release')));
    paragraphs.push(plain(say('Shown by the build for: {0}', builds.join(', '))));
  }
  if (finding.steps.length > 0) {
    const steps = finding.steps.map((step, index) => {
      const { uri, range } = convert.location(step.place);
      const where = `${step.place.file}:${range.start.line + 1}`;
      const link = markdown ? `[${plain(where)}](${uri}#L${range.start.line + 1})` : where;
      return `${index + 1}. ${plain(translate(step.message))} ${link}`;
    });
    paragraphs.push([plain(say('The path:')), '', ...steps].join('\n'));
  }
  if (finding.fixes.length > 0) {
    const fixes = finding.fixes.map((fix) => `- ${plain(translate(fix.title))}`);
    paragraphs.push([plain(say('To fix it:')), '', ...fixes].join('\n'));
  }
  if (rule?.about !== 'preflight') {
    const comment = `preflight-ignore ${finding.rule}: …`;
    paragraphs.push(plain(say('To silence it, with a reason:')) + (markdown ? ` \`${comment}\`` : ` ${comment}`));
  }
  if (page && markdown) paragraphs.push(`[${plain(say('All about this rule'))}](${page.uri})`);
  return paragraphs.join('\n\n');
}

/** Text from sources and configurations must not become links, images or HTML in a hover. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+!|~&-]/g, '\\$&');
}
