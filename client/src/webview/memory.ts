/** What the page remembers while it is hidden, and over a reload of the window. */
import { isSortKey, type Selection } from './selection.ts';

export interface Memory extends Selection {
  /** Sections that were opened or closed by hand. */
  readonly sections: Readonly<Record<string, boolean>>;
  readonly scroll: number;
  readonly open?: string;
}

const FRESH: Memory = { tile: 'all', text: '', sort: 'severity', sections: {}, scroll: 0 };

/** Whatever was kept, by whatever version: what does not fit is forgotten. */
export function memoryFrom(value: unknown): Memory {
  if (typeof value !== 'object' || value === null) return FRESH;
  const { tile, text, sort, sections, scroll, open } = value as Record<string, unknown>;
  const flags = typeof sections === 'object' && sections !== null ? Object.entries(sections) : [];
  return {
    tile: ['errors', 'slow', 'writes', 'blocked'].includes(tile as string) ? (tile as Memory['tile']) : 'all',
    text: typeof text === 'string' ? text.slice(0, 500) : '',
    sort: isSortKey(sort) ? sort : 'severity',
    sections: Object.fromEntries(flags.filter(([, flag]) => typeof flag === 'boolean')),
    scroll: typeof scroll === 'number' && Number.isFinite(scroll) ? scroll : 0,
    ...(typeof open === 'string' ? { open } : {}),
  };
}
