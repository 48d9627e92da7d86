import { errorFunction, logSum } from './logarithms.js';
import { model } from './model.js';

const { soonMeanSeconds, lateShare, lateDeviationSeconds, stragglerShare, stragglerMeanSeconds } = model.time;
const soonShare = 1 - lateShare - stragglerShare;

/**
 * Natural logarithm of the density, per hour, of a repeat call this long after (or, told late, before) the first.
 * Falls with the time between.
 */
export function logTimeDensity(seconds: number): number {
  return logSum([
    Math.log(soonShare) + logExponential(seconds, soonMeanSeconds),
    Math.log(lateShare) + logHalfNormal(seconds, lateDeviationSeconds),
    Math.log(stragglerShare) + logExponential(seconds, stragglerMeanSeconds),
  ]);
}

/** The share of an incident's repeat calls that have come in by then. */
export const shareCalledBy = (seconds: number): number =>
  soonShare * (1 - Math.exp(-seconds / soonMeanSeconds)) +
  lateShare * errorFunction(seconds / lateDeviationSeconds / Math.SQRT2) +
  stragglerShare * (1 - Math.exp(-seconds / stragglerMeanSeconds));

const logExponential = (seconds: number, meanSeconds: number): number =>
  Math.log(3_600 / meanSeconds) - seconds / meanSeconds;

const logHalfNormal = (seconds: number, deviationSeconds: number): number =>
  Math.log((3_600 / deviationSeconds) * Math.sqrt(2 / Math.PI)) - seconds ** 2 / (2 * deviationSeconds ** 2);
