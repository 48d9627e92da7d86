import { percentile } from '#lib/kernel';

/** A step that came later than this, in the server's time, is counted as late: a quarter of the time to acknowledge. */
export const lateAfterSeconds = 15;

export interface LagSummary {
  readonly steps: number;
  readonly late: number;
  readonly medianSeconds: number;
  readonly p99Seconds: number;
  readonly longestSeconds: number;
}

/** How much later than planned the simulation did what it did: whether it, and the machine, kept up. */
export class Lag {
  private readonly seconds: number[] = [];

  record(seconds: number): void {
    this.seconds.push(Math.max(0, seconds));
  }

  /** How late the last step was. */
  get recentSeconds(): number {
    return this.seconds.at(-1) ?? 0;
  }

  summary(): LagSummary {
    const sorted = [...this.seconds].sort((a, b) => a - b);
    return {
      steps: sorted.length,
      late: sorted.filter((seconds) => seconds > lateAfterSeconds).length,
      medianSeconds: percentile(sorted, 0.5) ?? 0,
      p99Seconds: percentile(sorted, 0.99) ?? 0,
      longestSeconds: sorted.at(-1) ?? 0,
    };
  }
}
