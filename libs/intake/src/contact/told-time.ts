import { accept, refuse, type Result } from '#lib/kernel';
import type { CenterSettings } from '#lib/center';
import type { Refusal } from '#lib/platform';

type Bounds = Pick<CenterSettings, 'fixFutureToleranceSeconds' | 'toldTimeMaximumAgeSeconds'>;

/**
 * When something happened, as told by whoever reports it: not in the future, beyond what clocks differ by, and not
 * longer ago than anybody tells late. A time a little ahead counts as now, so that no interval is negative.
 * @param field what a refusal calls it
 */
export function toldTime(
  at: Date | undefined,
  now: Date,
  bounds: Bounds,
  field: 'at' | 'beganAt' = 'at',
): Result<Date, Refusal> {
  if (at === undefined) return accept(now);
  const aheadSeconds = (at.getTime() - now.getTime()) / 1000;
  if (aheadSeconds > bounds.fixFutureToleranceSeconds) {
    return refuse({ code: 'time_in_future', fields: [{ field, rule: 'inFuture' }] });
  }
  if (isTooLongAgo(at, now, bounds)) {
    return refuse({ code: 'time_too_long_ago', fields: [{ field, rule: 'tooLongAgo' }] });
  }
  return accept(aheadSeconds > 0 ? now : at);
}

/** Whether nobody tells of something that late: a wrong clock, or a slip of the hand. */
export const isTooLongAgo = (
  at: Date,
  now: Date,
  { toldTimeMaximumAgeSeconds }: Pick<Bounds, 'toldTimeMaximumAgeSeconds'>,
): boolean => now.getTime() - at.getTime() > toldTimeMaximumAgeSeconds * 1000;

/** A mark told for a time before the one it follows. */
export const tooEarly = (mark: 'ringingAt' | 'answeredAt'): Refusal => ({
  code: 'validation_failed',
  fields: [{ field: 'at', rule: 'tooEarly', parameters: { 0: mark } }],
});
