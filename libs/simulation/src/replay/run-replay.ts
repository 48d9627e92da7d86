import { randomBytes } from 'node:crypto';
import { Http } from '../client/http.js';
import { LayadClient } from '../client/layad-client.js';
import type { CallPlan } from '../people/call-plan.js';
import { reportingPaceAt } from '../people/phone.js';
import { readinessOf, type Readiness } from '../system/readiness.js';
import { SystemError } from '../system/server-process.js';
import { stopSignal } from '../system/stop-signal.js';
import { ThrowAwaySystem } from '../system/throw-away-system.js';
import { secondsAfter } from '../timeline/timeline.js';
import { outcomeOf, type ReplayOutcome } from './outcome.js';
import { Performance } from './performance.js';
import { Progress } from './progress.js';
import { readLog, type LogFormat } from './read-log.js';
import type { CallLog } from './recorded-call.js';
import { scoreFor, type Score } from './score.js';
import { sliceOf, type Slice } from './slice.js';
import { setStage, type Stage } from './stage.js';

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

/** What is replayed, and with whom. */
export interface Work {
  readonly log: CallLog;
  readonly slice: Slice;
  readonly score: Score;
  readonly seed: number;
}

/** Replays a part of a recorded log. @throws LogError, SystemError with one clear line */
export async function replay(options: ReplayOptions): Promise<ReplayOutcome> {
  const log = await readLog(options.calls, options.format, options.timeZone);
  const slice = sliceOf(log, options.from, options.hours);
  const work = { log, slice, score: scoreFor(slice.calls, options.teams, options.seed), seed: options.seed };
  if (options.server) return onRunningSystem(options.server, options, work);
  const speed = options.speed === 'max' ? await fastestSpeed(work) : options.speed;
  return onSystemOfItsOwn(speed, work);
}

const stopped = stopSignal();
/** Starting up, and signing one user in, take about so long where nothing has been measured yet. */
const assumed = { startSeconds: 30, signInSeconds: 0.15, spareSeconds: 2 };

/** On a system made for this replay and removed afterwards, in the log's own time. */
async function onSystemOfItsOwn(speed: number, work: Work): Promise<ReplayOutcome> {
  const progress = new Progress(work.slice.calls.length);
  return withOwnSystem(speed, work, progress, async (performance, readiness) => {
    const startedAt = Date.now();
    const played = await performance.play(work.score.plans, progress, stopped);
    return outcomeOf(work, played, { speed, readiness, tookSeconds: (Date.now() - startedAt) / 1000 });
  });
}

async function withOwnSystem<T>(
  speed: number,
  { slice, score, seed, log }: Work,
  progress: Progress,
  use: (performance: Performance, readiness: Readiness) => Promise<T>,
): Promise<T> {
  const system = await ThrowAwaySystem.create(process.env['DATABASE_URL'] || undefined);
  let performance: Performance | undefined;
  try {
    // Everything is set up on a slow clock before the log begins; then the server starts again on the fast one.
    const longestStart = assumed.startSeconds + assumed.signInSeconds * score.teams.length;
    const setUpAt = secondsAfter(slice.from, -86_400 - 2 * longestStart * speed);
    progress.tell('Making a system for this replay…');
    await system.found({ code: 'REPLAY', name: 'Replay', timeZone: log.timeZone }, setUpAt);
    const startedAt = Date.now();
    const { url } = await system.start(secondsAfter(setUpAt, 60), 1);
    const startSeconds = (Date.now() - startedAt) / 1000;
    const stage = await stageOn(url, system.administrator, system.password, score, speed, '');
    const signInSeconds = assumed.signInSeconds * score.teams.length;
    const leadSeconds = 1.5 * startSeconds + signInSeconds + assumed.spareSeconds;
    const server = await system.start(secondsAfter(slice.from, -leadSeconds * speed), speed);
    progress.tell(
      `Watch it at ${server.url} as ${stage.operators[0]!.username}, password ${stage.operators[0]!.password}`,
    );
    performance = new Performance(server.url, server.readiness, stage, seed);
    await performance.prepare();
    return await use(performance, server.readiness);
  } finally {
    progress.end();
    performance?.end();
    await system.discard();
  }
}

/** On a running system, in its own time: the log's calls are moved to its present. */
async function onRunningSystem(
  server: string,
  { speed, username }: ReplayOptions,
  work: Work,
): Promise<ReplayOutcome> {
  const password = process.env['LAYAD_PASSWORD'];
  if (!password)
    throw new SystemError('LAYAD_PASSWORD: with --server it must hold the password of --username');
  const readiness = await readinessOf(server);
  if (!readiness) throw new SystemError(`--server: no system is ready at ${server}`);
  const { clockSpeed } = readiness;
  if (speed !== clockSpeed) {
    throw new SystemError(
      `--speed: the clock of ${server} runs at ${clockSpeed}, so the replay can only run at --speed ${clockSpeed}`,
    );
  }
  const tag = `R${randomBytes(2).toString('hex').toUpperCase()}-`;
  const stage = await stageOn(server, username, password, work.score, clockSpeed, tag);
  const performance = new Performance(server, readiness, stage, work.seed);
  const progress = new Progress(work.slice.calls.length);
  try {
    await performance.prepare();
    const begin = secondsAfter(performance.now(), assumed.spareSeconds * clockSpeed);
    const plans = movedBy(work.score.plans, begin.getTime() - work.slice.from.getTime());
    const startedAt = Date.now();
    const played = await performance.play(plans, progress, stopped);
    return await outcomeOf(work, played, { speed, readiness, tookSeconds: (Date.now() - startedAt) / 1000 });
  } finally {
    progress.end();
    performance.end();
  }
}

const movedBy = (plans: readonly CallPlan[], milliseconds: number): CallPlan[] =>
  plans.map((plan) => ({ ...plan, ringsAt: new Date(plan.ringsAt.getTime() + milliseconds) }));

async function stageOn(
  server: string,
  username: string,
  password: string,
  { teams, hospitals }: Score,
  speed: number,
  tag: string,
): Promise<Stage> {
  const administrator = new LayadClient(new Http(server), { username, password });
  return setStage(administrator, { teams, hospitals, pace: reportingPaceAt(speed), tag });
}

/** `--speed max`: tried out on the busiest part of the log. */
const tryOut = { firstSpeed: 240, slowest: 15, fastest: 7_680, seconds: 3_600, lateShare: 0.01 };

/** The highest speed, doubling or halving, at which at most one step in a hundred came late. */
async function fastestSpeed(work: Work): Promise<number> {
  const busiest = busiestPart(work, tryOut.seconds);
  const keepsUp = async (speed: number) => {
    const share = await withOwnSystem(
      speed,
      busiest,
      new Progress(busiest.slice.calls.length),
      (performance) => performance.tryOut(busiest.score.plans, tryOut.seconds),
    );
    process.stderr.write(`Tried ${speed} ×: ${(100 * share).toFixed(1)} % of the steps came late.\n`);
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
