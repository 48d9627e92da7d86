import { Injectable } from '@nestjs/common';
import {
  assignmentStates,
  type AssignmentState,
  type DeadlineKind,
  type LiveAssignmentState,
} from '#lib/contract';
import { Centers } from '#lib/center';
import { Incidents, type Incident } from '#lib/incident';
import type { Transaction } from '#lib/platform';
import type { Assignment } from './assignment.js';
import { AssignmentRepository } from './assignment.repository.js';

/** What happened to an assignment. */
export interface Step {
  to: Exclude<AssignmentState, 'offered'>;
  /** When, as told. */
  at: Date;
  /** A code. */
  reason?: string | null;
  facilityId?: string | null;
}

const eventOf = {
  acknowledged: 'assignment.acknowledged',
  en_route: 'assignment.departed',
  on_scene: 'assignment.arrived',
  transporting: 'assignment.transport_started',
  at_hospital: 'assignment.reached_hospital',
  cleared: 'assignment.cleared',
  declined: 'assignment.declined',
  expired: 'assignment.expired',
  recalled: 'assignment.recalled',
  diverted: 'assignment.diverted',
} as const satisfies Record<Step['to'], string>;

/** The timer that runs in a state, until the next step is reported. */
const timerOf: Partial<Record<AssignmentState, DeadlineKind>> = {
  offered: 'assignment.acknowledge_by',
  acknowledged: 'assignment.en_route_by',
  en_route: 'assignment.on_scene_by',
} satisfies Partial<Record<LiveAssignmentState, DeadlineKind>>;

/** After these the incident gets another team by itself: nobody decided that it should go without. */
const replaced: readonly AssignmentState[] = ['declined', 'expired', 'diverted'];
/** After these the team is free again, and willing. */
const freed: readonly AssignmentState[] = ['cleared', 'recalled'];

/**
 * The one place where an assignment changes its state: row, timers, journal, and what follows from it. The caller
 * holds the incident, which keeps all its assignments still, and has checked that the step is allowed.
 */
@Injectable()
export class AssignmentSteps {
  constructor(
    private readonly centers: Centers,
    private readonly incidents: Incidents,
    private readonly assignments: AssignmentRepository,
  ) {}

  /**
   * Takes a step, and lets the incident follow.
   * @param all the incident's assignments before the step
   */
  async take(
    tx: Transaction,
    incident: Incident,
    all: readonly Assignment[],
    present: Assignment,
    step: Step,
  ): Promise<Assignment> {
    const moved = await this.takeAlone(tx, present, step);
    await this.incidents.followAssignments(tx, incident, statesBeside(all, moved), 'assignment_lost');
    if (replaced.includes(moved.state)) await tx.setDeadline('incident.offer_next', incident.id, tx.now);
    return moved;
  }

  /** Takes a step without looking after the incident, which its caller is about to close. */
  async takeAlone(tx: Transaction, present: Assignment, step: Step): Promise<Assignment> {
    const { to, at, reason = null, facilityId = null } = step;
    const ended = assignmentStates.isFinal(to) ? { at, reason } : null;
    const moved = await this.assignments.move(tx.manager, present, { to, since: at, facilityId, ended });
    const { id, version, incidentId, teamId } = moved;
    tx.record({
      type: eventOf[to],
      subjectId: id,
      subjectVersion: version,
      incidentId,
      teamId,
      payload: { incidentId, teamId, from: present.state, at: at.toISOString(), reason, facilityId },
    });
    await this.moveTimers(tx, present, moved);
    if (freed.includes(to)) await tx.setDeadline('team.offer_waiting', teamId, tx.now);
    return moved;
  }

  private async moveTimers(tx: Transaction, present: Assignment, moved: Assignment): Promise<void> {
    const running = timerOf[present.state];
    if (running) await tx.clearDeadlines(moved.id, running);
    const next = timerOf[moved.state];
    const seconds = await this.secondsFor(tx, moved);
    if (next && seconds !== undefined) {
      await tx.setDeadline(next, moved.id, new Date(tx.now.getTime() + seconds * 1000));
    }
  }

  /** How long a team may stay in its new state before that is told; undefined for as long as it takes. */
  private async secondsFor(tx: Transaction, { state, etaSeconds }: Assignment): Promise<number | undefined> {
    if (timerOf[state] === undefined) return undefined;
    const { settings } = await this.centers.get(tx.centerId, tx.manager);
    if (state === 'acknowledged') return settings.enRouteWithinSeconds;
    return etaSeconds === null ? undefined : etaSeconds + settings.onSceneGraceSeconds;
  }
}

/**
 * The states that the incident follows. Assignments that had ended before this one was offered are left out: a team
 * that finished an earlier part of the work does not stand in for one that was sent later and lost.
 */
const statesBeside = (all: readonly Assignment[], moved: Assignment): AssignmentState[] => [
  moved.state,
  ...all
    .filter(({ id, endedAt }) => id !== moved.id && (endedAt === null || endedAt >= moved.offeredAt))
    .map(({ state }) => state),
];
