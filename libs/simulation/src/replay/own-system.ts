import type { Readiness } from '../system/readiness.js';
import { SystemError } from '../system/server-process.js';
import { ThrowAwaySystem } from '../system/throw-away-system.js';
import { secondsAfter } from '../timeline/timeline.js';
import { Performance } from './performance.js';
import type { Progress } from './progress.js';
import { stageOn } from './stage.js';
import type { Work } from './work.js';

/** Starting up takes at most about so long, and signing one user in; real seconds. */
const assumed = { startSeconds: 30, signInSeconds: 0.15, spareSeconds: 2 };

type Use<T> = (performance: Performance, readiness: Readiness) => Promise<T>;

/**
 * Makes a system for a replay, uses it and removes it, whatever happens.
 * @throws SystemError when it cannot be made, ends by itself, or somebody stops the replay
 */
export async function withOwnSystem<T>(
  speed: number,
  work: Work,
  progress: Progress,
  stopped: Promise<void>,
  use: Use<T>,
): Promise<T> {
  progress.tell('Making a system for this replay…');
  const system = await ThrowAwaySystem.create(process.env['DATABASE_URL'] || undefined);
  const stop = stopped.then((): never => {
    throw new SystemError('stopped before the end');
  });
  try {
    return await Promise.race([stop, system.failure, useOn(system, speed, work, progress, use)]);
  } finally {
    await system.discard();
  }
}

/** Everything is set up on a slow clock before the log begins; then the server starts again on the fast one. */
async function useOn<T>(
  system: ThrowAwaySystem,
  speed: number,
  { slice, score, seed, log }: Work,
  progress: Progress,
  use: Use<T>,
): Promise<T> {
  const signInSeconds = assumed.signInSeconds * score.teams.length;
  const setUpAt = secondsAfter(slice.from, -86_400 - 2 * (assumed.startSeconds + signInSeconds) * speed);
  await system.found({ code: 'REPLAY', name: 'Replay', timeZone: log.timeZone }, setUpAt);
  const startedAt = Date.now();
  const slow = await system.start(secondsAfter(setUpAt, 60), 1);
  const startSeconds = (Date.now() - startedAt) / 1000;
  const stage = await stageOn(slow.url, system.administrator, score, speed, '');
  const leadSeconds = 1.5 * startSeconds + signInSeconds + assumed.spareSeconds;
  const { url, readiness } = await system.start(secondsAfter(slice.from, -leadSeconds * speed), speed);
  const { username, password } = stage.operators[0]!;
  progress.tell(`Watch it at ${url} as ${username}, password ${password}`);
  const performance = new Performance(url, readiness, stage, seed);
  try {
    await performance.prepare();
    return await use(performance, readiness);
  } finally {
    performance.end();
  }
}
