/** What the variables of nginx and the directives of Apache, Tomcat and Undertow stand for. */

export type Field =
  | 'ip'
  | 'forwarded'
  | 'agent'
  | 'referer'
  | 'request'
  | 'method'
  | 'target'
  | 'path'
  | 'query'
  | 'status'
  | 'time'
  | 'epoch'
  | 'seconds'
  | 'milliseconds'
  | 'microseconds'
  | 'other';

/** Source: nginx.org, ngx_http_core_module and ngx_http_log_module. */
export const NGINX_VARIABLES: Readonly<Record<string, Field>> = {
  remote_addr: 'ip',
  http_x_forwarded_for: 'forwarded',
  proxy_add_x_forwarded_for: 'forwarded',
  http_x_real_ip: 'forwarded',
  http_cf_connecting_ip: 'forwarded',
  http_ali_cdn_real_ip: 'forwarded',
  http_true_client_ip: 'forwarded',
  http_user_agent: 'agent',
  http_referer: 'referer',
  request: 'request',
  request_method: 'method',
  request_uri: 'target',
  uri: 'path',
  document_uri: 'path',
  args: 'query',
  query_string: 'query',
  status: 'status',
  time_local: 'time',
  time_iso8601: 'time',
  msec: 'epoch',
  request_time: 'seconds',
};

/** Source: httpd.apache.org, mod_log_config; `i:` is a header of the request. */
export const APACHE_DIRECTIVES: Readonly<Record<string, Field>> = {
  h: 'ip',
  a: 'ip',
  t: 'time',
  r: 'request',
  s: 'status',
  m: 'method',
  U: 'path',
  q: 'query',
  D: 'microseconds',
  T: 'seconds',
  'i:user-agent': 'agent',
  'i:referer': 'referer',
  'i:x-forwarded-for': 'forwarded',
};

const COMMON = '%h %l %u %t "%r" %>s %b';
const QUOTED = '"%{Referer}i" "%{User-Agent}i"';

/** Formats that go by a name of their own. */
export const NAMED_TEMPLATES: Readonly<Record<string, string>> = {
  common: COMMON,
  combined: `${COMMON} ${QUOTED}`,
  combinedio: `${COMMON} ${QUOTED} %I %O`,
  vhost_combined: `%v:%p ${COMMON} ${QUOTED}`,
  main: '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for"',
};
