/** Keeps what a person looks at where it is while the page changes around it. */

/**
 * Runs `change` and scrolls by as much as the anchor moved.
 * @param anchor tells where the thing that must not move is, in pixels of the window; undefined once it is gone
 */
export function keptInPlace(anchor: (() => number | undefined) | undefined, change: () => void): void {
  const before = anchor?.();
  change();
  const after = anchor?.();
  if (before === undefined || after === undefined || Math.abs(after - before) < 1) return;
  window.scrollBy({ top: after - before, behavior: 'instant' });
}
