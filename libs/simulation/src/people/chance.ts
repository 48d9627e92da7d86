/** Draws from a repeatable stream of numbers in [0, 1). */
export class Chance {
  constructor(readonly random: () => number) {}

  happens(share: number): boolean {
    return this.random() < share;
  }

  between(least: number, most: number): number {
    return least + this.random() * (most - least);
  }

  one<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)]!;
  }

  /** One value, as often as its weight says. */
  weighted<T extends { readonly weight: number }>(values: readonly T[]): T {
    const total = values.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.random() * total;
    return values.find(({ weight }) => (left -= weight) < 0) ?? values.at(-1)!;
  }

  /** Waiting time between events that come at random, on average every `mean` (exponential). */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.random());
  }

  /** A duration as they are found in emergency work: lognormal, given by its median and 90th percentile. */
  duration({ median, p90 }: Duration): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random());
    const spread = Math.log(p90 / median) / 1.281_55;
    return median * Math.exp(spread * Math.max(-2.5, Math.min(2.5, normal)));
  }
}

/** Seconds by which half, and nine tenths, of the cases are over. */
export interface Duration {
  readonly median: number;
  readonly p90: number;
}
