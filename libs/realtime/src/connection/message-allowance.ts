/** How many messages a client may still send: a bucket that fills again with time (token bucket). */
export class MessageAllowance {
  private left: number;
  private refusals = 0;
  private countedAt: number;

  /** @param now a clock that never jumps, milliseconds */
  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.left = burst;
    this.countedAt = now();
  }

  /** Whether one more may be taken now. */
  take(): boolean {
    const now = this.now();
    this.left = Math.min(this.burst, this.left + ((now - this.countedAt) / 1000) * this.perSecond);
    this.countedAt = now;
    if (this.left < 1) {
      this.refusals += 1;
      return false;
    }
    this.left -= 1;
    return true;
  }

  /** How many were refused so far. */
  get refused(): number {
    return this.refusals;
  }
}
