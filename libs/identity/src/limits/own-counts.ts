/** Hits of a key in the present window, and when that window ends (milliseconds of the wall clock). */
export interface Window {
  hits: number;
  endsAt: number;
}

/** How often windows that have ended are thrown away. */
const sweepMilliseconds = 60_000;

/** Counts of this process: one number a key, however many hits. */
export class OwnCounts {
  private readonly windows = new Map<string, Window>();
  private sweepAt = 0;

  hit(key: string, windowMilliseconds: number, now = Date.now()): Window {
    if (now >= this.sweepAt) this.sweep(now);
    const known = this.windows.get(key);
    if (known && known.endsAt > now) {
      known.hits++;
      return known;
    }
    const opened = { hits: 1, endsAt: now + windowMilliseconds };
    this.windows.set(key, opened);
    return opened;
  }

  /** What was counted over all processes, when that is more than this one knows. */
  learn(key: string, overAll: Window): void {
    const known = this.windows.get(key);
    if (!known || overAll.hits > known.hits) this.windows.set(key, overAll);
  }

  private sweep(now: number): void {
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
    this.sweepAt = now + sweepMilliseconds;
  }
}
