/**
 * The one table of settings. From it come the reader of `preflight.config.json` and of the editor's settings, the
 * `configuration` part of package.json, the JSON schema and docs/settings.md (`npm run generate`).
 *
 * Descriptions are English sentences in Markdown; they are keys of the translations like every other sentence.
 */

import type { Severity } from '../base/finding.ts';

export interface ServerDomains {
  readonly request: readonly string[];
  readonly upload: readonly string[];
  readonly download: readonly string[];
  readonly socket: readonly string[];
  readonly webView: readonly string[];
}

/** A function of the project's own that ends in a request. */
export interface RequestWrapper {
  /** The callee as written: `http.get`, `this.$http`, `request`. */
  readonly call: string;
  /** Where the URL is among the arguments: `0` for the first, `0.url` for the property `url` of the first. */
  readonly url: string;
  /** The list of server domains that decides about its host; absent: `request`. */
  readonly kind?: keyof ServerDomains;
}

/** A rule that is silenced in some files, where no comment can stand. */
export interface IgnoredFinding {
  readonly rule: string;
  /** A glob, relative to the checked folder. */
  readonly files: string;
  readonly reason: string;
}

export interface Settings {
  /** Overrides by rule id; a rule that is not named keeps its default. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly serverDomains: ServerDomains;
  readonly productionHosts: readonly string[];
  readonly testHosts: readonly string[];
  readonly requestWrappers: readonly RequestWrapper[];
  readonly exclude: readonly string[];
  readonly ignore: readonly IgnoredFinding[];
  /** Empty: decided from the project's scripts. */
  readonly buildMode: string;
  readonly inlayHints: boolean;
  readonly log: {
    /** An nginx `log_format` or Apache `LogFormat` string; empty: recognised from the file. */
    readonly format: string;
    /** Addresses or networks of the project's own proxies, whose `X-Forwarded-For` is believed. */
    readonly trustedProxies: readonly string[];
  };
}

/** The part of JSON schema that the table uses, the reader checks and the editor understands. */
export type Shape =
  | { readonly type: 'boolean'; readonly description?: string }
  | {
      readonly type: 'string';
      readonly enum?: readonly string[];
      readonly enumDescriptions?: readonly string[];
      readonly pattern?: string;
      /** What `pattern` wants, for the complaint: the end of a sentence, a key of the translations. */
      readonly wanted?: string;
      readonly description?: string;
    }
  | { readonly type: 'array'; readonly items: Shape; readonly description?: string }
  | {
      readonly type: 'object';
      readonly properties: Readonly<Record<string, Shape>>;
      readonly required?: readonly string[];
      /** The shape of properties that are not named; absent: none is allowed. */
      readonly others?: Shape;
      readonly description?: string;
    };

export interface SettingRow {
  readonly key: keyof Settings;
  readonly shape: Shape;
  readonly description: string;
}

const SERVER_DOMAIN_KINDS = ['request', 'upload', 'download', 'socket', 'webView'] as const;
const HOST_PATTERN = '^(?:(\\*\\.)?[^\\s/*:]+|\\[[\\da-fA-F:.]+\\])(:\\d+)?$';
const hosts = {
  type: 'array',
  items: {
    type: 'string',
    pattern: HOST_PATTERN,
    wanted: 'write the host alone, without protocol and path, as “api.example.com” or “*.example.com”',
  },
} as const;

export const DEFAULT_SETTINGS: Settings = {
  rules: {},
  serverDomains: { request: [], upload: [], download: [], socket: [], webView: [] },
  productionHosts: [],
  testHosts: [],
  requestWrappers: [],
  exclude: [],
  ignore: [],
  buildMode: '',
  inlayHints: false,
  log: { format: '', trustedProxies: [] },
};

/** The severities a rule can be given. */
export const RULE_LEVELS = ['error', 'warning', 'info', 'off'] as const;

/** `ruleIds`: so that a misspelt rule is a complaint; they are passed in because rules lie above settings. */
export function settingsTable(ruleIds: readonly string[]): readonly SettingRow[] {
  return [
    {
      key: 'rules',
      description:
        'The severity of single rules: `"error"`, `"warning"`, `"info"` or `"off"`. A rule that is not named keeps its default.',
      shape: {
        type: 'object',
        properties: Object.fromEntries(ruleIds.map((id) => [id, { type: 'string', enum: RULE_LEVELS }])),
      },
    },
    {
      key: 'serverDomains',
      description:
        'The server domains configured for the mini-program on the platform (mp.weixin.qq.com, Development settings). Where a list is given, `unlisted-host` reports requests to hosts that are not on it.',
      shape: {
        type: 'object',
        properties: {
          request: {
            type: 'array',
            items: { type: 'string' },
            description: 'Domains for `wx.request`, as `https://api.example.com`.',
          },
          upload: { type: 'array', items: { type: 'string' }, description: 'Domains for `wx.uploadFile`.' },
          download: { type: 'array', items: { type: 'string' }, description: 'Domains for `wx.downloadFile`.' },
          socket: {
            type: 'array',
            items: { type: 'string' },
            description: 'Domains for `wx.connectSocket`, as `wss://ws.example.com`.',
          },
          webView: { type: 'array', items: { type: 'string' }, description: 'Business domains for `<web-view>`.' },
        },
      },
    },
    {
      key: 'productionHosts',
      description:
        'Hosts that are in production although their name looks like a test: `"demo.example.com"`, or `"*.example.com"` for every sub-domain. They are never reported by `test-host`.',
      shape: hosts,
    },
    {
      key: 'testHosts',
      description:
        'Hosts that are test hosts although their name does not say so: `"api2.example.com"`, or `"*.example.net"` for every sub-domain.',
      shape: hosts,
    },
    {
      key: 'requestWrappers',
      description:
        'Functions of the project that end in a request and cannot be followed by themselves. `call` is the callee as written (`http.get`), `url` tells where the URL is: `0` is the first argument, `0.url` its property `url`. `kind` says what the function does where it is no plain request: `"upload"`, `"download"`, `"socket"`, `"webView"`.',
      shape: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            call: {
              type: 'string',
              pattern: '^[\\w$]+(\\.[\\w$]+)*$',
              wanted: 'write the callee as it stands in the code, without brackets, as “http.get”',
              description: 'The callee as written, such as `http.get`.',
            },
            url: {
              type: 'string',
              pattern: '^\\d+(\\.[\\w$]+)*$',
              wanted: 'write the number of the argument, and the property that holds the URL, as “0” or “0.url”',
              description: 'Where the URL is: `0`, or `0.url`.',
            },
            kind: {
              type: 'string',
              enum: SERVER_DOMAIN_KINDS,
              description: 'What it does; absent: `request`.',
            },
          },
          required: ['call', 'url'],
        },
      },
    },
    {
      key: 'exclude',
      description:
        'Glob patterns of files and folders that are not checked, relative to the checked folder: `"legacy/**"`, `"**/*.mock.js"`. Nothing is reported of them and nothing starts from them; what other files import from them is still read.',
      shape: { type: 'array', items: { type: 'string' } },
    },
    {
      key: 'ignore',
      description:
        'Rules that are silenced in some files, each with a reason: for files that can hold no comment, such as JSON. `files` is a glob pattern relative to the checked folder: `{ "rule": "review-setting", "files": "app.json", "reason": "…" }`. An entry that silences nothing is reported. Elsewhere, write a comment `preflight-ignore RULE: reason`.',
      shape: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            rule: { type: 'string', enum: ruleIds, description: 'The rule.' },
            files: {
              type: 'string',
              pattern: '\\S',
              wanted: 'name a file or a pattern',
              description: 'In which files.',
            },
            reason: { type: 'string', pattern: '\\S', wanted: 'write the reason', description: 'Why this is right.' },
          },
          required: ['rule', 'files', 'reason'],
        },
      },
    },
    {
      key: 'buildMode',
      description:
        'The build mode whose `.env` files are read (`production`, `uat`, …). Empty: the mode is taken from the npm scripts that build the mini-program.',
      shape: { type: 'string' },
    },
    {
      key: 'inlayHints',
      description: 'Show beside each request the URL that the release build will call.',
      shape: { type: 'boolean' },
    },
    {
      key: 'log',
      description: 'How access logs are read.',
      shape: {
        type: 'object',
        properties: {
          format: {
            type: 'string',
            description:
              'The `log_format` of nginx or the `LogFormat` of Apache, as written in its configuration. Empty: recognised from the file.',
          },
          trustedProxies: {
            type: 'array',
            items: { type: 'string' },
            description:
              'Addresses or networks (`10.0.0.0/8`) of your own proxies, whose forwarded addresses are believed.',
          },
        },
      },
    },
  ];
}
