import type { Kept } from '../call/kept.js';
import { createStore } from '../live/store.js';

/** No shift is longer: who comes back after this begins another, milliseconds. */
export const longestShiftMilliseconds = 12 * 3_600_000;

/** Whether a user's shift at this machine has begun, also over a reload; it ends when they sign out. */
export class Shift {
  readonly begun: ReturnType<typeof createStore<boolean>>;

  /** `begunAt`: where the moment it began is kept, milliseconds. */
  constructor(
    private readonly begunAt: Kept<number>,
    now: number,
  ) {
    const at = begunAt.read();
    this.begun = createStore(at !== null && now - at < longestShiftMilliseconds);
  }

  begin(now: number): void {
    this.begunAt.write(now);
    this.begun.set(true);
  }

  end(): void {
    this.begunAt.write(null);
  }
}
