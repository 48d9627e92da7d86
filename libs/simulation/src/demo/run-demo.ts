import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '#lib/kernel';
import { demoCity } from '../demo-city/bandung.js';
import { imaginedPlaces } from '../demo-city/imagined-places.js';
import { Http } from '../client/http.js';
import { LayadClient } from '../client/layad-client.js';
import { ProblemError } from '../client/problem-error.js';
import { Crowd } from '../people/crowd.js';
import { Desk } from '../people/desk.js';
import { imaginedCalls } from '../people/imagined-calls.js';
import { Operators } from '../people/operators.js';
import type { Phone } from '../people/position-senders.js';
import { readinessOf, type Readiness } from '../system/readiness.js';
import { ServerProcess, SystemError } from '../system/server-process.js';
import { stopSignal } from '../system/stop-signal.js';
import { ServerClock } from '../timeline/server-clock.js';
import { manTeams } from './crews.js';
import { LiveLine } from './live-line.js';

export interface DemoOptions {
  readonly server: string;
  readonly pace: number;
  readonly seed: number;
}

/** So many callers an operator talks with at once. */
const callersAtOnce = 1;
/** On a server that was running already teams sign in one after the other, below its limit of sign-ins a minute. */
const signInEveryMilliseconds = 4_000;

/** Runs until Ctrl-C, then stops everything in order. */
export async function runDemo({ server, pace, seed }: DemoOptions): Promise<void> {
  const stopped = stopSignal();
  const own = (await readinessOf(server)) ? undefined : await startServer(server);
  try {
    const readiness = own?.readiness ?? (await readinessOf(server));
    if (!readiness) throw new SystemError(`no system is ready at ${server}`);
    await live(server, readiness, pace, seed, own === undefined, stopped);
  } finally {
    if (own) process.stdout.write('Stopping the system…\n');
    await own?.stop();
  }
}

async function startServer(server: string): Promise<ServerProcess> {
  const { hostname, port } = new URL(server);
  if (!['127.0.0.1', 'localhost'].includes(hostname)) {
    throw new SystemError(`no system is ready at ${server}, and one can only be started on this machine`);
  }
  process.stdout.write('Starting the system (the first time takes a little longer)…\n');
  const environment = { LAYAD_LOG_LEVEL: 'warn', LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: '600' };
  return ServerProcess.start(environment, { host: hostname, port: Number(port) || 80 });
}

async function live(
  server: string,
  { now, clockSpeed }: Readiness,
  pace: number,
  seed: number,
  signInSlowly: boolean,
  stopped: Promise<void>,
): Promise<void> {
  const clock = new ServerClock(clockSpeed);
  clock.observe(now);
  const people = new Map(demoCity.users.map(({ username }) => [username, signInLater(server, username)]));
  const crowd = new Crowd(clock, people.get('supervisor')!);
  await people.get('supervisor')!.accessToken().catch(explainSignIn);
  const snapshot = await crowd.connect();
  const operators = new Operators([people.get('operator')!, people.get('operator2')!], callersAtOnce);
  const desk = new Desk(crowd.world, operators);
  await crowd.world.live('what was left over', () => desk.adopt(snapshot));
  const clientOf = (callSign: string) => people.get(callSign.toLowerCase())!;
  const phones = await manTeams(crowd, snapshot, clientOf, seed);
  process.stdout.write(
    `${demoCity.center.name} is alive at ${server} (sign in as operator, password ${demoCity.password}). Ctrl-C stops.\n` +
      `The same calls again: --seed ${seed}\n`,
  );
  const line = new LiveLine(crowd);
  void switchOn(phones, signInSlowly ? signInEveryMilliseconds : 0, stopped);
  void placeCalls(crowd, desk, pace, seed);
  await stopped;
  line.end();
  crowd.end();
}

const signInLater = (server: string, username: string) =>
  new LayadClient(new Http(server), { username, password: demoCity.password });

function explainSignIn(error: unknown): never {
  if (error instanceof ProblemError && error.code === 'credentials_invalid') {
    throw new SystemError(
      'this system does not have the demo users: the demo runs on the demo city of the embedded database',
    );
  }
  throw error;
}

/** Lets callers ring at their moments, until the timeline ends. */
async function placeCalls({ world, timeline }: Crowd, desk: Desk, pace: number, seed: number): Promise<void> {
  await world.live('the callers', async () => {
    const calls = imaginedCalls(imaginedPlaces(demoCity), timeline.now(), pace, seededRandom(seed));
    for (const call of calls) {
      await timeline.restUntil(call.ringsAt);
      void world.live(call.reference, () => desk.take(call));
    }
  });
}

async function switchOn(
  phones: readonly Phone[],
  everyMilliseconds: number,
  stopped: Promise<void>,
): Promise<void> {
  for (const phone of phones) {
    void phone.run();
    const pause = sleep(everyMilliseconds, false, { ref: false });
    if (await Promise.race([pause, stopped.then(() => true)])) return;
  }
}
