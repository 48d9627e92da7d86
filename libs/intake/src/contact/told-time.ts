import { accept, refuse, type Result } from '#lib/kernel';
import type { Refusal } from '#lib/platform';

/**
 * When something happened, as told by whoever reports it: not in the future, beyond what clocks differ by. A time
 * within that tolerance counts as now, so that no interval is negative.
 */
export function toldTime(at: Date | undefined, now: Date, toleranceSeconds: number): Result<Date, Refusal> {
  if (at === undefined) return accept(now);
  const aheadSeconds = (at.getTime() - now.getTime()) / 1000;
  if (aheadSeconds > toleranceSeconds) {
    return refuse({ code: 'time_in_future', fields: [{ field: 'at', rule: 'inFuture' }] });
  }
  return accept(aheadSeconds > 0 ? now : at);
}

/** A mark told for a time before the one it follows. */
export const tooEarly = (mark: 'ringingAt' | 'answeredAt'): Refusal => ({
  code: 'validation_failed',
  fields: [{ field: 'at', rule: 'tooEarly', parameters: { 0: mark } }],
});
