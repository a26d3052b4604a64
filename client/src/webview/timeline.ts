/** The course of a visit as bars; what it shows is said in words to who does not see it. */
import type { SessionView } from '../panel/model/sessions.ts';
import { svg } from './dom.ts';

const WIDTH = 240;
const HEIGHT = 26;
/** Few bars are not blown up to the whole width. */
const FEWEST_PLACES = 24;

export function timeline({ bars, picture }: SessionView): SVGElement {
  const most = bars.reduce((top, bar) => Math.max(top, bar.hits), 1);
  const places = Math.max(bars.length, FEWEST_PLACES);
  const step = WIDTH / places;
  const width = Math.max(1, step - Math.min(1.5, step / 4));
  const drawn = bars.flatMap((bar, at) => {
    if (bar.hits === 0) return [];
    // One request among thousands is still to be seen.
    const height = Math.max(2.5, (bar.hits / most) * HEIGHT);
    const failed = bar.errors > 0 ? Math.max(2.5, (bar.errors / most) * HEIGHT) : 0;
    const place = { x: round(at * step), width: round(width), rx: Math.min(1, width / 3) };
    return [
      svg('rect', { ...place, y: round(HEIGHT - height), height: round(height), class: 'bar' }),
      failed > 0 && svg('rect', { ...place, y: round(HEIGHT - failed), height: round(failed), class: 'bar failed' }),
    ];
  });
  return svg(
    'svg',
    {
      class: 'timeline',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': picture,
    },
    svg('line', { x1: 0, x2: WIDTH, y1: HEIGHT - 0.25, y2: HEIGHT - 0.25, class: 'base' }),
    ...drawn,
  );
}

const round = (value: number) => Math.round(value * 100) / 100;
