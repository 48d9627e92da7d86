import { randomBytes } from 'node:crypto';
import type { CallPlan } from '../people/call-plan.js';
import { readinessOf } from '../system/readiness.js';
import { SystemError } from '../system/server-process.js';
import { stopSignal } from '../system/stop-signal.js';
import { secondsAfter } from '../timeline/timeline.js';
import { fastestSpeed } from './fastest-speed.js';
import { outcomeOf, type ReplayOutcome } from './outcome.js';
import { withOwnSystem } from './own-system.js';
import { Performance } from './performance.js';
import { Progress, type Output } from './progress.js';
import { readLog, type LogFormat } from './read-log.js';
import { scoreFor } from './score.js';
import { sliceOf } from './slice.js';
import { stageOn } from './stage.js';
import type { Work } from './work.js';

export interface ReplayOptions {
  readonly calls: string;
  readonly format: LogFormat;
  readonly speed: number | 'max';
  readonly from?: Date;
  readonly hours?: number;
  readonly teams?: number;
  readonly seed: number;
  readonly timeZone: string;
  readonly server?: string;
  readonly username: string;
}

/** Replays a part of a recorded log. @throws LogError, SystemError with one clear line */
export async function replay(options: ReplayOptions, output?: Output): Promise<ReplayOutcome> {
  const stopped = stopSignal();
  const log = await readLog(options.calls, options.format, options.timeZone);
  const slice = sliceOf(log, options.from, options.hours);
  const work = { log, slice, score: scoreFor(slice.calls, options.teams, options.seed), seed: options.seed };
  if (options.server) return onRunningSystem(options.server, options, work, stopped, output);
  const speed = options.speed === 'max' ? await fastestSpeed(work, stopped, output) : options.speed;
  return onSystemOfItsOwn(speed, work, stopped, output);
}

/** On a system made for this replay and removed afterwards, in the log's own time. */
async function onSystemOfItsOwn(
  speed: number,
  work: Work,
  stopped: Promise<void>,
  output: Output | undefined,
): Promise<ReplayOutcome> {
  const progress = new Progress(work.slice.calls.length, output);
  try {
    return await withOwnSystem(speed, work, progress, stopped, async (performance, readiness) =>
      outcomeOf(work, await performance.play(work.score.plans, progress), { speed, readiness }),
    );
  } finally {
    progress.end();
  }
}

/** The first call rings so many real seconds after everybody is ready. */
const spareSeconds = 2;

/** On a running system, in its own time: the log's calls are moved to its present. */
async function onRunningSystem(
  server: string,
  { speed, username }: ReplayOptions,
  work: Work,
  stopped: Promise<void>,
  output: Output | undefined,
): Promise<ReplayOutcome> {
  const password = process.env['LAYAD_PASSWORD'];
  if (!password) {
    throw new SystemError('LAYAD_PASSWORD: with --server it must hold the password of --username');
  }
  const readiness = await readinessOf(server);
  if (!readiness) throw new SystemError(`--server: no system is ready at ${server}`);
  const { clockSpeed } = readiness;
  if (speed !== clockSpeed) {
    throw new SystemError(
      `--speed: the clock of ${server} runs at ${clockSpeed}, so the replay can only run at --speed ${clockSpeed}`,
    );
  }
  const tag = `R${randomBytes(2).toString('hex').toUpperCase()}-`;
  const stage = await stageOn(server, { username, password }, work.score, clockSpeed, tag);
  const performance = new Performance(server, readiness, stage, work.seed);
  const progress = new Progress(work.slice.calls.length, output);
  void stopped.then(() => performance.end());
  try {
    await performance.prepare();
    const begin = secondsAfter(performance.now(), spareSeconds * clockSpeed);
    const plans = movedBy(work.score.plans, begin.getTime() - work.slice.from.getTime());
    return await outcomeOf(work, await performance.play(plans, progress), { speed, readiness });
  } finally {
    progress.end();
    performance.end();
  }
}

const movedBy = (plans: readonly CallPlan[], milliseconds: number): CallPlan[] =>
  plans.map((plan) => ({ ...plan, ringsAt: new Date(plan.ringsAt.getTime() + milliseconds) }));
