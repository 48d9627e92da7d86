import { median } from '#lib/kernel';
import type { Round, Row } from './row.js';

/** What came out of a row's rounds. */
export interface Outcome {
  /** The median of Layad's rounds. */
  value: number;
  /** The median of the baseline's rounds. */
  baseline: number;
  /** `value / baseline`. */
  ratio: number;
  /** The ratios of the single rounds lie between these: how noisy the machine was. */
  lowestRatio: number;
  highestRatio: number;
  rounds: number;
}

/** @throws Error without rounds, or when a figure is not a positive number: then nothing was measured. */
export function outcomeOf(rounds: readonly Round[]): Outcome {
  for (const figure of rounds.flatMap(({ value, baseline }) => [value, baseline])) {
    if (!(figure > 0 && Number.isFinite(figure))) throw new Error(`${figure} is not a measurement`);
  }
  const value = median(rounds.map((round) => round.value));
  const baseline = median(rounds.map((round) => round.baseline));
  if (value === undefined || baseline === undefined) throw new Error('nothing was measured');
  const ratios = rounds.map((round) => round.value / round.baseline);
  return {
    value,
    baseline,
    ratio: value / baseline,
    lowestRatio: Math.min(...ratios),
    highestRatio: Math.max(...ratios),
    rounds: rounds.length,
  };
}

export function meets({ bound, ratio }: Row['target'], outcome: Pick<Outcome, 'ratio'>): boolean {
  return bound === 'at most' ? outcome.ratio <= ratio : outcome.ratio >= ratio;
}
