import { seededRandom } from '#lib/kernel';

/** Decisions from a seed: the same seed decides the same again. */
export class Choice {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  /** Whether something that happens in this share (0…1) of cases happens now. */
  happens(share: number): boolean {
    return this.random() < share;
  }

  /** From `least` to `most`, both possible. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  decimal(least: number, most: number): number {
    return least + this.random() * (most - least);
  }

  /** @throws Error when there is nothing to choose from */
  of<T>(options: readonly T[]): T {
    if (options.length === 0) throw new Error('nothing to choose from');
    return options[this.whole(0, options.length - 1)]!;
  }

  find<T>(options: readonly T[]): T | undefined {
    return options.length === 0 ? undefined : this.of(options);
  }

  uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.whole(0, 15).toString(16)).join('');
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
  }
}
