/** The hosts of the release build as the platform's form *Server domains* takes them. Plain, without VS Code. */
import type { CheckReport } from '../server/requests.ts';

/** The lists of the form, in its order, each with the scheme it wants and the interfaces whose hosts belong in it. */
const LISTS = [
  { name: 'request', scheme: 'https', api: /request$/i },
  { name: 'socket', scheme: 'wss', api: /connectSocket$/i },
  { name: 'uploadFile', scheme: 'https', api: /uploadFile$/i },
  { name: 'downloadFile', scheme: 'https', api: /(downloadFile|getImageInfo)$/i },
] as const;

/**
 * One line a list, `request: https://a.example.cn;https://b.example.cn`: the form separates by semicolons. Only hosts
 * that it would take are in it: of the release build, and with nothing found against them.
 */
export function serverDomains(reports: readonly CheckReport[]): string {
  const hosts = reports
    .flatMap((report) => report.hosts)
    .filter(({ verdict, targets }) => (verdict === 'ok' || verdict === 'weak') && targets.includes('release'));
  const lines = LISTS.map(({ name, scheme, api }) => {
    const asked = hosts.filter(({ sites }) => sites.some((site) => api.test(site.api)));
    const unique = [...new Set(asked.map(({ host }) => `${scheme}://${host}`))].sort();
    return unique.length > 0 ? `${name}: ${unique.join(';')}` : '';
  });
  return lines.filter((line) => line !== '').join('\n');
}
