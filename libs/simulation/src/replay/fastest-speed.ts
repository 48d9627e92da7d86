import { secondsAfter } from '../timeline/timeline.js';
import { withOwnSystem } from './own-system.js';
import { Progress, type Output } from './progress.js';
import type { Work } from './work.js';

/** `--speed max`: tried out on the busiest part of the log. */
const tryOut = { firstSpeed: 240, slowest: 15, fastest: 7_680, seconds: 3_600, lateShare: 0.01 };

/** The highest speed, doubling or halving, at which at most one step in a hundred came late. */
export async function fastestSpeed(
  work: Work,
  stopped: Promise<void>,
  output: Output = process.stderr,
): Promise<number> {
  const busiest = busiestPart(work, tryOut.seconds);
  const keepsUp = async (speed: number) => {
    const progress = new Progress(busiest.slice.calls.length, output);
    const share = await withOwnSystem(speed, busiest, progress, stopped, (performance) =>
      performance.tryOut(busiest.score.plans, tryOut.seconds),
    );
    progress.end();
    output.write(`Tried ${speed} ×: ${(100 * share).toFixed(1)} % of the steps came late.\n`);
    return share <= tryOut.lateShare;
  };
  let speed = tryOut.firstSpeed;
  if (await keepsUp(speed)) {
    while (speed < tryOut.fastest && (await keepsUp(speed * 2))) speed *= 2;
    return speed;
  }
  while (speed > tryOut.slowest) {
    speed /= 2;
    if (await keepsUp(speed)) break;
  }
  return speed;
}

/** The hour with the most calls, with all teams of the whole replay. */
function busiestPart({ log, slice, score, seed }: Work, seconds: number): Work {
  const calls = slice.calls;
  let [best, most] = [0, 0];
  for (let first = 0, end = 0; first < calls.length; first++) {
    const until = secondsAfter(calls[first]!.ringingAt, seconds);
    while (end < calls.length && calls[end]!.ringingAt < until) end += 1;
    if (end - first > most) [best, most] = [first, end - first];
  }
  const part = calls.slice(best, best + most);
  const from = part[0]!.ringingAt;
  return {
    log,
    slice: { from, to: secondsAfter(from, seconds), calls: part },
    score: { ...score, plans: score.plans.slice(best, best + most) },
    seed,
  };
}
