import { createHash } from 'node:crypto';

/** SHA-256 of a text, in base64 without padding: names its content. */
export const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64url');
