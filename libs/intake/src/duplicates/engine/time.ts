import { logSum } from './logarithms.js';
import { model } from './model.js';

const { soonMeanSeconds, lateMeanSeconds, lateShare } = model.time;

/**
 * Natural logarithm of the density, per hour, of a repeat call this long after (or, told late, before) the first.
 * Falls with the time between.
 */
export function logTimeDensity(seconds: number): number {
  return logSum([
    Math.log(1 - lateShare) + logExponential(seconds, soonMeanSeconds),
    Math.log(lateShare) + logExponential(seconds, lateMeanSeconds),
  ]);
}

/** The share of an incident's repeat calls that have come in by then. */
export const shareCalledBy = (seconds: number): number =>
  1 -
  (1 - lateShare) * Math.exp(-seconds / soonMeanSeconds) -
  lateShare * Math.exp(-seconds / lateMeanSeconds);

const logExponential = (seconds: number, meanSeconds: number): number =>
  Math.log(3_600 / meanSeconds) - seconds / meanSeconds;
