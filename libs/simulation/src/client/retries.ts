/** How patiently a request is repeated when nothing, or "not now", comes back. */
export interface Patience {
  /** An attempt without an answer is given up after so long, milliseconds. */
  readonly attemptMilliseconds: number;
  /** The first wait between attempts, milliseconds; it doubles each time. */
  readonly firstWaitMilliseconds: number;
  readonly longestWaitMilliseconds: number;
  /** No new attempt begins after so long, milliseconds. */
  readonly giveUpAfterMilliseconds: number;
}

export const patience: Patience = {
  attemptMilliseconds: 15_000,
  firstWaitMilliseconds: 50,
  longestWaitMilliseconds: 3_000,
  giveUpAfterMilliseconds: 90_000,
};

/**
 * How long to wait before the next attempt: doubling, with a random half so that many clients don't come back
 * together ("equal jitter", Brooker 2015), and never sooner than the server asked.
 */
export function waitMilliseconds(
  attempt: number,
  { firstWaitMilliseconds, longestWaitMilliseconds }: Patience,
  random: () => number,
  retryAfterSeconds = 0,
): number {
  const wait = Math.min(longestWaitMilliseconds, firstWaitMilliseconds * 2 ** (attempt - 1));
  return Math.max(retryAfterSeconds * 1000, wait / 2 + (wait / 2) * random());
}

/** 429, 502, 503, 504: the request was not done, or a proxy cannot tell; with its idempotency key it may be repeated. */
export const isTemporary = (status: number): boolean => [429, 502, 503, 504].includes(status);
