/**
 * The names that fields of access logs go by, the more telling ones first. Written as their writers spell them; case and
 * punctuation do not count. A dot is a step into a nested object; a name without one also finds a nested field of that
 * name. One row serves every writer that uses the name, so a template of one's own usually needs no format of its own.
 */
export const FIELD_NAMES = {
  ip: [
    ...['remote_addr', 'request.remote_ip', 'request.remote_addr', 'remote_ip', 'remote_address', 'req.remoteAddress'],
    ...['client_ip', 'client_addr', 'client_address', 'client.ip', 'source.ip', 'source.address', 'c-ip', 'ClientHost'],
    ...['downstream_remote_address', 'source_ip', 'src_ip', 'sourceAddress', 'peer', 'peer_ip', 'remote_host', 'fwd'],
    ...['ip', 'ip_address', 'user_ip', 'addr', 'real_ip', 'caller_ip', 'http.client_ip', 'network.client.ip', 'remote'],
    ...['host', 'client'],
  ],
  forwarded: [
    ...['xff', 'http_x_forwarded_for', 'x_forwarded_for', 'xforwardfor', 'xforwordfor', 'request_X-Forwarded-For'],
    ...['forwarded_for', 'http_forwarded', 'proxy_add_x_forwarded_for', 'x_forwarded', 'http_x_real_ip', 'x_real_ip'],
  ],
  agent: [
    ...['http_user_agent', 'user_agent', 'user_agent.original', 'request_User-Agent', 'ua', 'agent', 'useragent'],
    ...[
      'RequestUA',
      'ClientRequestUserAgent',
      'cs(User-Agent)',
      'http_agent',
      'http.useragent',
      'browser',
      'client_ua',
    ],
  ],
  referer: [
    ...['http_referer', 'referer', 'referrer', 'http_referrer', 'request_Referer', 'http.request.referrer'],
    ...['RequestReferer', 'ClientRequestReferer', 'cs(Referer)', 'refer', 'ref'],
  ],
  request: ['request', 'request_line', 'req_line', 'req', 'http_request', 'requestline', 'first_line'],
  method: [
    ...['request.method', 'req.method', 'request_method', 'http.request.method', 'http_method', 'ClientRequestMethod'],
    ...['cs-method', 'method', 'verb', 'http_verb'],
  ],
  target: [
    ...['request.uri', 'req.originalUrl', 'req.url', 'request_uri', 'original_url', 'url.original', 'RequestUrl'],
    ...['ClientRequestURI', 'request_url', 'request.url', 'http.url', 'http.target', 'uri', 'url', 'RequestPath'],
    ...[
      'request_path',
      'path',
      'cs-uri',
      'cs-uri-stem',
      'http_uri',
      'url.full',
      'url.path',
      'target',
      'route_path',
      'document_uri',
    ],
  ],
  query: [
    ...['args', 'query_string', 'uri_param', 'RequestUrlQueryString', 'cs-uri-query', 'url.query', 'request_query'],
    ...['uri_query', 'raw_query', 'param', 'query', 'querystring', 'search'],
  ],
  status: [
    ...[
      'status',
      'res.statusCode',
      'response.status',
      'response.statusCode',
      'status_code',
      'http_code',
      'return_code',
    ],
    ...['http.response.status_code', 'http.status_code', 'sc-status', 'EdgeResponseStatusCode', 'EdgeResponseStatus'],
    ...[
      'DownstreamStatus',
      'http_status',
      'response_code',
      'response_status',
      'res_status',
      'resp_status',
      'res.status',
    ],
    ...['statuscode', 'code', 'rc'],
  ],
  time: [
    ...['msec', 'time_iso8601', 'time_local', '@timestamp', 'timestamp', 'time', 'ts', 'RequestTime', 'start_time'],
    ...['StartUTC', 'StartLocal', 'EdgeStartTimestamp', 'started_at', 'unixtime', 'datetime', 'date_time', 'date'],
    ...['log_time', 'logged_at', 'event_time', 'request_start', 'access_time', 't', '__REALTIME_TIMESTAMP'],
  ],
  /** Seconds as a fraction; nanoseconds where the number is far too large for that; or with a unit. */
  seconds: [
    ...['request_time', 'rt', 'reqtime', 'duration', 'elapsed_seconds', 'EdgeTimeToFirstByte', 'latency', 'took'],
    ...['event.duration', 'taken', 'httpRequest.latency', 'request_duration', 'latency_seconds', 'duration_seconds'],
  ],
  milliseconds: [
    ...['response_time', 'elapsed', 'duration_ms', 'latency_ms', 'time_taken', 'latencies.request', 'elapsed_ms'],
    ...['response_ms', 'request_time_ms', 'cost', 'cost_ms', 'process_time', 'service', 'elapsed_time', 'ms', 'spent'],
  ],
} as const satisfies Record<string, readonly string[]>;

export type FieldName = keyof typeof FIELD_NAMES;
