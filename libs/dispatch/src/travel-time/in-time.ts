import { setMaxListeners } from 'node:events';
import { RoadsFailure } from './roads.js';

/** Rejects as `too_slow` at the timeout, even when the work ignores its signal; with the outer signal's reason when that aborts. */
export function inTime<T>(
  timeoutMilliseconds: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  // One listener a request to the road engine: as many as the search needs, not a leak.
  setMaxListeners(0, stop.signal);
  return new Promise<T>((resolve, reject) => {
    const over = (): void => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onOuterAbort);
    };
    const giveUp = (reason: Error): void => {
      over();
      reject(reason);
      stop.abort(reason);
    };
    const onOuterAbort = (): void => giveUp(outer?.reason as Error);
    const timer = setTimeout(
      () => giveUp(new RoadsFailure('too_slow', `no answer in ${timeoutMilliseconds} ms`)),
      timeoutMilliseconds,
    );
    outer?.addEventListener('abort', onOuterAbort, { once: true });
    Promise.resolve()
      .then(() => work(stop.signal))
      .then(resolve, reject)
      .finally(over);
  });
}
