import {
  liveAssignmentStates,
  type BoardAssignment,
  type EventType,
  type ScreenEvent,
  type LiveAssignmentState,
  type TeamKind,
} from '#lib/contract';
import { haversineMetres, type LatLon } from '#lib/kernel';
import type { LayadClient } from '../client/layad-client.js';
import { ProblemError } from '../client/problem-error.js';
import type { Step } from '../client/views.js';
import { secondsAfter } from '../timeline/timeline.js';
import type { Work } from './call-plan.js';
import type { Chance } from './chance.js';
import { Route, travelSecondsBetween } from './route.js';
import type { World } from './world.js';

/** How often a team does not do as it is asked. */
export interface Temper {
  /** Says no. */
  readonly declineShare: number;
  /** Does not answer: nobody hears the phone. */
  readonly ignoreShare: number;
}

export interface Hospital extends LatLon {
  readonly id: string;
}

export interface SimulatedTeam {
  readonly id: string;
  readonly callSign: string;
  readonly kind: TeamKind;
  readonly base: LatLon;
  /** Where it is when the simulation begins. */
  readonly position: LatLon;
}

/** The event that the journal writes for each step. */
const eventByStep: Readonly<Record<Step['state'], EventType>> = {
  acknowledged: 'assignment.acknowledged',
  en_route: 'assignment.departed',
  on_scene: 'assignment.arrived',
  transporting: 'assignment.transport_started',
  at_hospital: 'assignment.reached_hospital',
  cleared: 'assignment.cleared',
  declined: 'assignment.declined',
  recalled: 'assignment.recalled',
};

const takenAway: ReadonlySet<EventType> = new Set<EventType>([
  'assignment.expired',
  'assignment.recalled',
  'assignment.diverted',
]);

/** The job was taken from the team while it was on it. */
class JobOver extends Error {}

interface Job {
  readonly assignmentId: string;
  readonly place: LatLon;
  readonly work: Work;
  /** The state it has reached: steps up to here are done. */
  reached: LiveAssignmentState;
  over: boolean;
}

const order = (state: LiveAssignmentState) => liveAssignmentStates.indexOf(state);

/** A crew with its vehicle: takes what it is offered, drives there, works, takes the patient away, goes home. */
export class TeamActor {
  readonly route: Route;
  private job: Job | undefined;

  constructor(
    private readonly world: World,
    readonly team: SimulatedTeam,
    private readonly client: LayadClient,
    private readonly hospitals: readonly Hospital[],
    private readonly temper: Temper,
    private readonly chance: Chance,
    private readonly believable: (chance: Chance) => Work,
  ) {
    this.route = new Route(team.position);
  }

  take(event: ScreenEvent): void {
    if (event.type === 'assignment.offered' && event.payload.teamId === this.team.id) {
      const job = this.begin(event.subjectId, event.payload.incidentId, 'offered');
      this.live(() => this.consider(job, new Date(event.occurredAt)));
    } else if (takenAway.has(event.type) && event.subjectId === this.job?.assignmentId) {
      this.job.over = true;
      this.goHome(new Date(event.occurredAt));
    }
  }

  /** Goes on with what it was doing when the simulation was stopped. */
  resume({ id, incidentId, state }: BoardAssignment): void {
    const job = this.begin(id, incidentId, state as LiveAssignmentState);
    this.live(() => this.doJob(job, this.world.timeline.now()));
  }

  private begin(assignmentId: string, incidentId: string, reached: LiveAssignmentState): Job {
    const work = this.world.emergencies.get(incidentId)?.work ?? this.believable(this.chance);
    const place = this.world.places.get(incidentId) ?? this.team.base;
    this.job = { assignmentId, place, work, reached, over: false };
    return this.job;
  }

  private live(part: () => Promise<void>): void {
    void this.world.live(this.team.callSign, async () => {
      try {
        await part();
      } catch (error) {
        if (!(error instanceof JobOver)) throw error;
      }
    });
  }

  private async consider(job: Job, offeredAt: Date): Promise<void> {
    if (this.chance.happens(this.temper.ignoreShare)) return;
    const answersAt = secondsAfter(offeredAt, job.work.acknowledgeSeconds);
    if (this.chance.happens(this.temper.declineShare)) {
      await this.tell(job, answersAt, { state: 'declined', reason: 'vehicle_defect' });
    } else {
      await this.doJob(job, answersAt);
    }
  }

  private async doJob(job: Job, acknowledgesAt: Date): Promise<void> {
    const { work } = job;
    await this.step(job, acknowledgesAt, 'acknowledged');
    const departsAt = secondsAfter(acknowledgesAt, work.turnoutSeconds);
    await this.step(job, departsAt, 'en_route');
    const there = order(job.reached) >= order('on_scene');
    const arrivesAt = there ? departsAt : this.drive(job.place, departsAt, work.travelSeconds);
    await this.step(job, arrivesAt, 'on_scene');
    const leavesAt = secondsAfter(arrivesAt, work.sceneSeconds);
    const clearedAt = work.transport ? await this.transport(job, leavesAt, work.transport) : leavesAt;
    await this.tell(job, clearedAt, { state: 'cleared' });
    this.goHome(clearedAt);
  }

  /** @returns when the team is free again */
  private async transport(
    job: Job,
    leavesAt: Date,
    transport: NonNullable<Work['transport']>,
  ): Promise<Date> {
    const hospital = this.nearestHospital();
    await this.step(job, leavesAt, 'transporting', hospital ? { facilityId: hospital.id } : {});
    const reachedAt = this.drive(hospital ?? job.place, leavesAt, transport.travelSeconds);
    await this.step(job, reachedAt, 'at_hospital');
    return secondsAfter(reachedAt, transport.hospitalSeconds);
  }

  /** The next state on the way, unless the job has reached it already. */
  private async step(
    job: Job,
    at: Date,
    state: Exclude<LiveAssignmentState, 'offered'>,
    facility: Pick<Step, 'facilityId'> = {},
  ): Promise<void> {
    if (order(state) <= order(job.reached)) return;
    await this.tell(job, at, { state, ...facility });
    job.reached = state;
  }

  /** Tells the next state at its moment. @throws JobOver when the job was taken away. */
  private async tell(job: Job, at: Date, step: Omit<Step, 'at'>): Promise<void> {
    await this.world.timeline.until(at);
    if (job.over) throw new JobOver();
    try {
      await this.client.progress(job.assignmentId, { ...step, at });
    } catch (error) {
      // Taken away a moment ago: the event is still on its way.
      if (error instanceof ProblemError && error.code === 'transition_not_allowed' && isOver(error)) {
        throw new JobOver();
      }
      throw error;
    }
    this.world.acknowledged.acknowledge(eventByStep[step.state], job.assignmentId);
  }

  /** @returns when it is there */
  private drive(to: LatLon, departsAt: Date, seconds: number | undefined): Date {
    const from = this.route.at(departsAt).position;
    const arrivesAt = secondsAfter(departsAt, seconds ?? travelSecondsBetween(this.team.kind, from, to));
    this.route.driveTo(to, departsAt, arrivesAt);
    return arrivesAt;
  }

  private goHome(departsAt: Date): void {
    this.drive(this.team.base, departsAt, undefined);
  }

  private nearestHospital(): Hospital | undefined {
    const { position } = this.route.at(this.world.timeline.now());
    return [...this.hospitals].sort((a, b) => haversineMetres(position, a) - haversineMetres(position, b))[0];
  }
}

/** No step may follow: the assignment has ended. */
const isOver = ({ problem }: ProblemError) => problem.allowed === undefined || problem.allowed.length === 0;
