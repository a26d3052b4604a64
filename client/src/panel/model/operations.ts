/**
 * What operators may put in front of a server that the scan overloads: limits and routing, and never a block, which the
 * platform takes for evasion. The marks are the scanner's name in the User-Agent; who pretends to be it is limited too.
 */

const NAME = 'Tencent Security Team';

export interface Snippet {
  readonly id: 'nginx' | 'apache' | 'caddy';
  readonly name: string;
  readonly text: string;
}

/** Requests a second that stay well above what the scanner was seen to send, and below what hurts a small server. */
const RATE = 5;
const BURST = 50;

/** @param peak the most requests in one second that the log shows */
export function throttling(peak: number): readonly Snippet[] {
  const rate = Math.max(RATE, Math.ceil(peak / 2));
  return [
    {
      id: 'nginx',
      name: 'nginx',
      text: `# In http { }: only the review scanner has a key, everybody else is not counted.
map $http_user_agent $review_scanner_key {
    default "";
    "~*${NAME}" $binary_remote_addr;
}
limit_req_zone $review_scanner_key zone=review_scanner:1m rate=${rate}r/s;
limit_req_status 429;

# In server { } or location { }: up to ${BURST} requests wait for their turn instead of being refused.
limit_req zone=review_scanner burst=${BURST};
`,
    },
    {
      id: 'apache',
      name: 'Apache (mod_qos)',
      text: `# mod_qos delays what comes faster; it refuses nothing. Where it does not load for want of pcre_free, put
# "LoadFile libpcre.so.3" before it.
BrowserMatchNoCase "${NAME}" ReviewScanner=yes
QS_EventPerSecLimit ReviewScanner ${rate}
`,
    },
    {
      id: 'caddy',
      name: 'Caddy (caddy-ratelimit)',
      text: `# Needs the module github.com/mholt/caddy-ratelimit. What is too fast gets 429 and Retry-After.
rate_limit {
    zone review_scanner {
        match {
            header User-Agent "*${NAME}*"
        }
        key {remote_host}
        events ${rate * 10}
        window 10s
    }
}
`,
    },
  ];
}

/** Filters by which alerts that a scan sets off go where they disturb nobody; its requests are served as all others. */
export function alertRouting(): string {
  return `# Alerts that the review scan sets off: route them apart, do not drop them. A 5xx is still a bug.

## nginx: a log of its own, beside the usual one
map $http_user_agent $review_scanner {
    default 0;
    "~*${NAME}" 1;
}
access_log /var/log/nginx/access.log combined;
access_log /var/log/nginx/review-scanner.log combined if=$review_scanner;

## Loki (LogQL): everybody else / the scanner alone
{job="nginx"} != "${NAME}"
{job="nginx"} |= "${NAME}"

## Kibana (KQL): everybody else / the scanner alone
not user_agent.original : "*${NAME}*"
user_agent.original : "*${NAME}*"

## Alertmanager: alerts labelled scanner="wechat-review" go to their own receiver
route:
  routes:
    - matchers: [scanner="wechat-review"]
      receiver: review-scan
      group_wait: 5m
`;
}
