import { setTimeout as pause } from 'node:timers/promises';

/** Waits until it holds; fails with `what` after a minute. */
export async function eventually(holds: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`${what} did not come to hold`);
    await pause(5);
  }
}
