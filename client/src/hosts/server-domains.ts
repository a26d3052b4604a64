/** The server domains of a report as one pastes them into the platform's form. Plain, without VS Code. */
import type { CheckReport } from '../server/requests.ts';

/**
 * One line a list, `request: https://a.example.cn;https://b.example.cn`: the form separates by semicolons. Lists that
 * nothing belongs in are left out.
 */
export function serverDomains(reports: readonly Pick<CheckReport, 'serverDomains'>[]): string {
  const merged = new Map<string, Set<string>>();
  for (const { serverDomains: lists } of reports) {
    for (const [name, urls] of Object.entries(lists)) {
      merged.set(name, new Set([...(merged.get(name) ?? []), ...urls]));
    }
  }
  return [...merged]
    .filter(([, urls]) => urls.size > 0)
    .map(([name, urls]) => `${name}: ${[...urls].sort().join(';')}`)
    .join('\n');
}
