import { seededRandom } from '#lib/kernel';
import { Http } from '../client/http.js';
import { LayadClient } from '../client/layad-client.js';
import type { ApiKey, Credentials } from '../client/session.js';
import type { CallPlan } from '../people/call-plan.js';
import { Chance } from '../people/chance.js';
import { Crowd } from '../people/crowd.js';
import { Desk } from '../people/desk.js';
import { imagineSomeWork } from '../people/imagined-calls.js';
import { Operators } from '../people/operators.js';
import { PositionReport, reportingPaceAt } from '../people/position-report.js';
import { TrackerGateway } from '../people/position-senders.js';
import { TeamActor } from '../people/team-actor.js';
import type { Readiness } from '../system/readiness.js';
import { ServerClock } from '../timeline/server-clock.js';
import { secondsAfter } from '../timeline/timeline.js';
import type { Progress } from './progress.js';
import type { Stage } from './stage.js';

/** Teams of a replay do as the log says, but for a few who decline or do not hear. */
const temper = { declineShare: 0.01, ignoreShare: 0.01 };
/** What is not done so long after the last call (the server's time) will not be done any more. */
const settleHours = 8;
const progressMilliseconds = 500;
/** The board may be so far behind at the end, real milliseconds. */
const catchUpMilliseconds = 30_000;

export interface Played {
  readonly crowd: Crowd;
  readonly supervisor: LayadClient;
  readonly http: Http;
  /** The server's time before the first ring. */
  readonly startedAt: Date;
  /** The server's time when the last incident was closed. */
  readonly endedAt: Date;
  /** Real seconds. */
  readonly tookSeconds: number;
  /** Whether the board has seen everything there was to see. */
  readonly caughtUp: boolean;
}

/** A replay on one server: connects the simulated people, lets the calls ring, and waits until all is done. */
export class Performance {
  private readonly http: Http;
  private readonly crowd: Crowd;
  private readonly supervisor: LayadClient;
  private readonly desk: Desk;

  constructor(
    server: string,
    { now, clockSpeed }: Readiness,
    private readonly stage: Stage,
    private readonly seed: number,
  ) {
    this.http = new Http(server);
    const clock = new ServerClock(clockSpeed);
    clock.observe(now);
    this.supervisor = this.signIn(stage.supervisor);
    this.crowd = new Crowd(clock, this.supervisor);
    const operators = stage.operators.map((credentials) => this.signIn(credentials));
    this.desk = new Desk(this.crowd.world, new Operators(operators, Infinity));
  }

  /** The server's time. */
  now(): Date {
    return this.crowd.timeline.now();
  }

  /** Signs everybody in, connects the board, and switches the trackers on. */
  async prepare(): Promise<void> {
    await this.crowd.connect();
    const { world, timeline } = this.crowd;
    const pace = reportingPaceAt(timeline.clock.speed);
    const trackers = new TrackerGateway(timeline, pace, this.signIn(this.stage.trackers));
    for (const [index, { id, callSign, kind, base, credentials }] of this.stage.teams.entries()) {
      const client = this.signIn(credentials);
      await client.accessToken();
      const chance = new Chance(seededRandom(this.seed + index + 1));
      const team = { id, callSign, kind, base, position: base };
      const actor = new TeamActor(world, team, client, this.stage.hospitals, temper, chance, imagineSomeWork);
      this.crowd.join(actor);
      trackers.follow(new PositionReport(id, actor.route, pace));
    }
    void trackers.run();
  }

  /** Lets the calls ring and waits for the end of the last of them. */
  async play(plans: readonly CallPlan[], progress: Progress): Promise<Played> {
    const { world, timeline, board } = this.crowd;
    const realStart = Date.now();
    const startedAt = this.now();
    const telling = setInterval(() => this.tell(progress), progressMilliseconds);
    const patienceEnds = secondsAfter(plans.at(-1)!.ringsAt, settleHours * 3_600);
    const calls = Promise.all(plans.map((plan) => world.live(plan.reference, () => this.desk.take(plan))));
    await Promise.race([calls, world.live('the end', () => timeline.restUntil(patienceEnds))]);
    clearInterval(telling);
    this.tell(progress);
    const tookSeconds = (Date.now() - realStart) / 1000;
    const endedAt = this.now();
    const caughtUp = await board.caughtUp(catchUpMilliseconds);
    const { crowd, supervisor, http } = this;
    return { crowd, supervisor, http, startedAt, endedAt, tookSeconds, caughtUp };
  }

  /** Plays for so long and answers which share of the steps came late: whether the machine keeps up. */
  async tryOut(plans: readonly CallPlan[], seconds: number): Promise<number> {
    const { world, timeline } = this.crowd;
    for (const plan of plans) void world.live(plan.reference, () => this.desk.take(plan));
    await timeline.restUntil(secondsAfter(plans[0]!.ringsAt, seconds));
    const { late, steps } = timeline.lag.summary();
    return late / Math.max(1, steps);
  }

  end(): void {
    this.crowd.end();
  }

  private signIn(credentials: Credentials | ApiKey): LayadClient {
    return new LayadClient(this.http, credentials);
  }

  private tell(progress: Progress): void {
    const { counts, incidents } = this.crowd.world;
    progress.update(counts.calls, this.now(), incidents.openCount, this.crowd.timeline.lag.recentSeconds);
  }
}
