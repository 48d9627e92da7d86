import { LogError, type CallLog, type RecordedCall } from './recorded-call.js';

/** The part of a log that is to be replayed. */
export interface Slice {
  readonly from: Date;
  readonly to: Date;
  readonly calls: readonly RecordedCall[];
}

/** @throws LogError when no call lies in it. */
export function sliceOf({ calls }: CallLog, from: Date | undefined, hours: number | undefined): Slice {
  const begin = from ?? calls[0]!.ringingAt;
  const last = calls.at(-1)!.ringingAt;
  const end =
    hours === undefined ? new Date(last.getTime() + 1) : new Date(begin.getTime() + hours * 3_600_000);
  const chosen = calls.filter(({ ringingAt }) => ringingAt >= begin && ringingAt < end);
  if (chosen.length === 0) {
    const [first, final] = [calls[0]!.ringingAt, last].map((at) => at.toISOString());
    throw new LogError(
      `no call between ${begin.toISOString()} and ${end.toISOString()}; the log runs from ${first} to ${final}`,
    );
  }
  return { from: begin, to: end, calls: chosen };
}
