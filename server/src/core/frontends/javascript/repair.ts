/** Makes a broken text readable, keeping every offset. */

export interface Repair {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly lost: boolean;
}

export function repair(text: string, at: number, _attempt: number, _most: number): Repair {
  const start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const next = text.indexOf('\n', at);
  const end = next < 0 ? text.length : next;
  return { text: text.slice(0, start) + ' '.repeat(end - start) + text.slice(end), start, end, lost: true };
}
