import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AssignmentState } from '#lib/contract';
import { accept, refuse, type Result } from '#lib/kernel';
import { Incidents } from '#lib/incident';
import {
  Commands,
  Deadlines,
  systemCaller,
  type DueDeadline,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { AssignmentRepository } from '../assignment/assignment.repository.js';
import { AssignmentSteps } from '../assignment/assignment-steps.js';
import { choicesOf } from '../assignment/choice.js';
import { decisionAttempts, incidentChanged, Offers } from '../assignment/offers.js';
import type { Recommendation } from '../recommendation/recommendation.js';
import { Recommendations } from '../recommendation/recommendations.js';
import { WaitingIncidents } from '../waiting/waiting-incidents.js';
import { LossRepository } from './loss.repository.js';

/**
 * What happens by itself when time runs out. Every handler ends its deadline in the transaction that does the work, so
 * that each takes effect once, whatever crashes and however often it is tried.
 */
@Injectable()
export class Cascade implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly deadlines: Deadlines,
    private readonly incidents: Incidents,
    private readonly assignments: AssignmentRepository,
    private readonly steps: AssignmentSteps,
    private readonly offers: Offers,
    private readonly recommendations: Recommendations,
    private readonly waiting: WaitingIncidents,
    private readonly losses: LossRepository,
  ) {}

  onModuleInit(): void {
    this.deadlines.on('assignment.acknowledge_by', (deadline) => this.expire(deadline));
    this.deadlines.on('assignment.en_route_by', (deadline) => this.tellOverdue(deadline, 'acknowledged'));
    this.deadlines.on('assignment.on_scene_by', (deadline) => this.tellOverdue(deadline, 'en_route'));
    this.deadlines.on('incident.offer_next', (deadline) => this.offerNext(deadline));
    this.deadlines.on('team.offer_waiting', (deadline) => this.waiting.serve(deadline));
  }

  /** A team did not answer: its assignment ends, and the next team is offered. */
  private async expire(deadline: DueDeadline): Promise<void> {
    const { centerId, subjectId } = deadline;
    const known = await this.assignments.find(this.dataSource, centerId, subjectId);
    await this.commands.run(systemCaller(centerId), async (tx) => {
      const incident = known && (await this.incidents.lock(tx, known.incidentId));
      if (!(await this.deadlines.finish(tx, deadline)) || !incident) return accept(null);
      const all = await this.assignments.listByIncident(tx.manager, centerId, incident.id);
      const present = all.find(({ id }) => id === subjectId)!;
      if (present.state === 'offered') {
        await this.steps.take(tx, incident, all, present, { to: 'expired', at: tx.now });
      }
      return accept(null);
    });
  }

  /** A team did not set out, or arrive, as soon as it should have: everyone is told, and nothing else changes. */
  private async tellOverdue(
    deadline: DueDeadline,
    state: Extract<AssignmentState, 'acknowledged' | 'en_route'>,
  ): Promise<void> {
    const { centerId, subjectId } = deadline;
    const known = await this.assignments.find(this.dataSource, centerId, subjectId);
    await this.commands.run(systemCaller(centerId), async (tx) => {
      if (known) await this.incidents.lock(tx, known.incidentId);
      if (!(await this.deadlines.finish(tx, deadline))) return accept(null);
      const present = await this.assignments.find(tx.manager, centerId, subjectId);
      if (present?.state !== state) return accept(null);
      const { id, version, incidentId, teamId } = present;
      tx.record({
        type: 'assignment.overdue',
        subjectId: id,
        subjectVersion: version,
        incidentId,
        teamId,
        payload: {
          incidentId,
          teamId,
          deadline: state === 'acknowledged' ? 'en_route_by' : 'on_scene_by',
          since: deadline.dueAt.toISOString(),
        },
      });
      return accept(null);
    });
  }

  /**
   * An incident lost teams that nobody took away on purpose: the next best one is offered. Where more than one was
   * lost, which teams offered together easily are, another deadline sees to the next.
   */
  private async offerNext(deadline: DueDeadline): Promise<void> {
    const { centerId, subjectId: incidentId } = deadline;
    for (let attempt = 1; attempt <= decisionAttempts; attempt++) {
      const lost = await this.losses.count(this.dataSource, centerId, incidentId);
      const made = lost > 0 && (await this.recommendations.makePlan(centerId, incidentId));
      const choices = made && made.accepted ? made.value.choices : [];
      const recommendation = choices.find(({ ranked }) => ranked.length > 0) ?? choices[0];
      const done = await this.commands.run(systemCaller(centerId), (tx) =>
        recommendation ? this.offer(tx, deadline, recommendation) : this.drop(tx, deadline),
      );
      if (done.accepted) return;
    }
    throw new Error('the incident changes faster than a team can be offered');
  }

  private async offer(
    tx: Transaction,
    deadline: DueDeadline,
    recommendation: Recommendation,
  ): Promise<Result<null, Refusal>> {
    const incident = await this.incidents.lock(tx, deadline.subjectId);
    if (incident?.version !== recommendation.situation.version) return refuse(incidentChanged);
    if (!(await this.deadlines.finish(tx, deadline))) return accept(null);
    // Only now: a team that was lost while this one was chosen has set the deadline that has just been finished.
    const lost = await this.losses.count(tx.manager, tx.centerId, incident.id);
    if (lost === 0) return accept(null);
    const choices = choicesOf(recommendation);
    if (choices.length === 0) {
      await this.waiting.recordThatNobodyIsLeft(tx, incident, recommendation, 'next_offer');
      return accept(null);
    }
    const assignment = await this.offers.offerFirst(tx, incident, recommendation, choices, {
      madeFor: 'next_offer',
      unlessOthersWereSent: true,
    });
    if (!assignment) return refuse(incidentChanged);
    if (lost > 1) await tx.setDeadline('incident.offer_next', incident.id, tx.now);
    return accept(null);
  }

  private async drop(tx: Transaction, deadline: DueDeadline): Promise<Result<null, Refusal>> {
    await this.deadlines.finish(tx, deadline);
    return accept(null);
  }
}
