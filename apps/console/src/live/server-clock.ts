import { createStore } from './store.js';

/**
 * The server's time on a machine whose own clock may be wrong: every running clock of the console counts against the
 * server's marks, so it must use the server's time. Each heartbeat corrects it.
 */
let aheadMilliseconds = 0;

/** Within this the two clocks count as agreeing; below it, the way of the message itself is most of the difference. */
const toleranceMilliseconds = 400;

export const serverNow = (): number => Date.now() + aheadMilliseconds;

/** `now` is what the server just said. */
export function heardServerTime(now: string): void {
  const difference = Date.parse(now) - Date.now();
  if (Math.abs(difference - aheadMilliseconds) > toleranceMilliseconds) aheadMilliseconds = difference;
}

/** The server's time, once a second, for everything on the screen that runs. */
export const secondHand = createStore(Math.floor(serverNow() / 1_000) * 1_000);

/** The server's time, once a minute, for what runs where nobody sees it. */
export const minuteHand = createStore(Math.floor(serverNow() / 60_000) * 60_000);

/** Starts the hands. @returns what stops it. */
export function startSecondHand(): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const tick = (): void => {
    const now = serverNow();
    secondHand.set(Math.floor(now / 1_000) * 1_000);
    minuteHand.set(Math.floor(now / 60_000) * 60_000);
    timer = setTimeout(tick, 1_000 - (now % 1_000));
  };
  tick();
  return () => clearTimeout(timer);
}
