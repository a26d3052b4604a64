/** What the platform refuses once a version is released: plain schemes, ports, forbidden hosts. */

import { message } from '../base/finding.ts';
import { forbiddenHosts, refusedTcpPorts } from '../models/hosts/transports.ts';
import type { TransportRule } from '../models/schema/hosts.ts';
import type { Authority } from './authority.ts';
import type { Judgement } from './verdict.ts';

/** Every reason for which the platform will refuse the request. */
export function refusals(
  authority: Authority,
  hostname: string,
  port: number | undefined,
  transport: TransportRule,
): Judgement[] {
  const { scheme, written } = authority;
  const found: Judgement[] = [];
  const refuse = (reason: Judgement['reason'], evidence: string): void => {
    found.push({ verdict: 'invalid', reason, evidence });
  };
  if (transport.listed && forbiddenHosts.includes(hostname)) {
    refuse(
      message('{0} cannot be a server domain; call it from your server, which keeps the AppSecret', written),
      hostname,
    );
  }
  if (scheme !== undefined && transport.refusedSchemes.includes(scheme)) {
    refuse(
      message(
        '{0} is asked over plain {1}; a released mini-program may only use {2}',
        written,
        scheme,
        transport.schemes[0]!,
      ),
      `${scheme}:`,
    );
  }
  if (port !== undefined && transport.port === 'none') {
    refuse(message('{0} is written with a port; a business domain has none', written), `:${port}`);
  }
  if (port === 443 && scheme === 'https' && transport.port === 'listed') {
    refuse(message('{0} is written with “:443”; the platform compares the text and refuses it', written), ':443');
  }
  if (
    transport.api === 'tcp' &&
    port !== undefined &&
    refusedTcpPorts.some(([first, last]) => port >= first && port <= last)
  ) {
    refuse(message('TCPSocket does not connect to port {0}', port), `:${port}`);
  }
  return found;
}

/** Things to know that are no fault: a port must be configured with the domain. */
export function remarks(authority: Authority, port: number | undefined, transport: TransportRule): Judgement[] {
  if (transport.port !== 'listed' || port === undefined || port === 443) return [];
  return [
    {
      verdict: 'weak',
      reason: message('{0} works only if the server domain is configured with port {1}', authority.written, port),
      evidence: `:${port}`,
    },
  ];
}
