import { bump } from './counts.ts';
import type { Counts, LogSummary } from './summary.ts';
import { isoTime } from './time.ts';

const BUCKETS = 120;

/** Hits over time by status class, in at most 120 stretches that grow with the time covered. */
export class Timeline {
  private seconds = 1;
  private readonly counts = new Map<number, Counts>();
  private low = Number.POSITIVE_INFINITY;
  private high = Number.NEGATIVE_INFINITY;

  /** `time` in milliseconds since 1970. */
  add(time: number, status: number): void {
    const at = Math.floor(time / 1000 / this.seconds);
    this.low = Math.min(this.low, at);
    this.high = Math.max(this.high, at);
    const counts = this.counts.get(at) ?? {};
    this.counts.set(at, counts);
    bump(counts, status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : 'other');
    while (this.high - this.low >= BUCKETS) this.widen();
  }

  private widen(): void {
    const old = [...this.counts];
    this.counts.clear();
    for (const [at, counts] of old) {
      const wide = Math.floor(at / 2);
      const sum = this.counts.get(wide) ?? {};
      this.counts.set(wide, sum);
      for (const [name, count] of Object.entries(counts)) bump(sum, name, count);
    }
    this.seconds *= 2;
    this.low = Math.floor(this.low / 2);
    this.high = Math.floor(this.high / 2);
  }

  summary(): LogSummary['timeline'] {
    if (this.counts.size === 0) return { seconds: this.seconds, buckets: [] };
    return {
      first: isoTime(this.low * this.seconds * 1000)!,
      seconds: this.seconds,
      buckets: Array.from({ length: this.high - this.low + 1 }, (_, at) => ({ ...this.counts.get(this.low + at) })),
    };
  }
}
