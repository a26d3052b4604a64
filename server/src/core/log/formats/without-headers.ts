import { message } from '../../base/finding.ts';

/** What every format shares that writes no request header: to be spread into its records. */
export const WITHOUT_HEADERS = { kind: 'request', forwarded: undefined, agent: undefined, referer: undefined } as const;

export const NO_AGENT = message('This format holds no User-Agent: the scanner is told by its address alone.');
export const NOBODY = message(
  'This format holds neither address nor User-Agent: the scanner cannot be told from others in it.',
);
