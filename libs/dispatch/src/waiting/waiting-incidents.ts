import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { Centers, type Center } from '#lib/center';
import { Incidents, type Incident } from '#lib/incident';
import {
  CLOCK,
  Commands,
  Deadlines,
  systemCaller,
  type DueDeadline,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import type { Decision } from '../assignment/assignment.repository.js';
import { choicesOf } from '../assignment/choice.js';
import { decisionAttempts, incidentChanged, Offers } from '../assignment/offers.js';
import { planFits, type TeamSkills } from '../recommendation/engine/plan.js';
import type { Recommendation } from '../recommendation/recommendation.js';
import { Recommendations } from '../recommendation/recommendations.js';
import { planFor } from '../response-plan/response-plan.js';
import { ResponsePlanRepository } from '../response-plan/response-plan.repository.js';
import { FreeTeamRepository } from './free-team.repository.js';
import { WaitingIncidentRepository, type WaitingIncident } from './waiting-incident.repository.js';

/** Incidents looked at when a team becomes free; beyond that many, one team makes no difference. */
const mostConsidered = 50;

/** Another worker was quicker: what was done here is undone. */
const firedAlready: Refusal = { code: 'version_mismatch' };

/** Incidents that wait for a team, and teams that become free. */
@Injectable()
export class WaitingIncidents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly deadlines: Deadlines,
    private readonly centers: Centers,
    private readonly incidents: Incidents,
    private readonly recommendations: Recommendations,
    private readonly offers: Offers,
    private readonly waiting: WaitingIncidentRepository,
    private readonly plans: ResponsePlanRepository,
    private readonly freeTeams: FreeTeamRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Tells everyone that no team is left for a waiting incident, once. */
  async tellThatNobodyIsLeft(recommendation: Recommendation, madeFor: Decision['madeFor']): Promise<void> {
    const { center, situation } = recommendation;
    await this.commands.run(systemCaller(center.id), async (tx) => {
      const incident = await this.incidents.lock(tx, situation.incidentId);
      if (incident) await this.recordThatNobodyIsLeft(tx, incident, recommendation, madeFor);
      return accept(null);
    });
  }

  /** The same, inside a command that holds the incident. */
  async recordThatNobodyIsLeft(
    tx: Transaction,
    incident: Incident,
    recommendation: Recommendation,
    madeFor: Decision['madeFor'],
  ): Promise<void> {
    if (incident.state !== 'queued') return;
    if ((await this.waiting.findReason(tx.manager, incident.id)) === 'no_team_left') return;
    await this.offers.keepWithoutChoice(tx, recommendation, madeFor);
    tx.record({
      type: 'incident.queued',
      subjectId: incident.id,
      subjectVersion: incident.version,
      incidentId: incident.id,
      payload: { reason: 'no_team_left' },
    });
  }

  /**
   * A team has become free: the most urgent, longest waiting incident that it fits gets its best team, which is this
   * one unless a nearer one is free too. In that case the deadline is set again, until this team is taken as well or
   * nothing waits for it.
   */
  async serve(deadline: DueDeadline): Promise<void> {
    const { centerId, subjectId: teamId } = deadline;
    for (let attempt = 1; attempt <= decisionAttempts; attempt++) {
      const center = await this.centers.get(centerId);
      const { first, nextAt } = await this.firstToServe(center, teamId);
      const served = await this.commands.run(
        systemCaller(centerId),
        async (tx): Promise<Result<null, Refusal>> => {
          if (!first) return this.wait(tx, deadline, nextAt);
          return center.settings.waitingIncidents === 'suggest'
            ? this.suggest(tx, deadline, first)
            : this.offer(tx, deadline, first);
        },
      );
      if (served.accepted || served.refusal === firedAlready) return;
    }
    throw new Error('the queue changes faster than it can be served');
  }

  /** The recommendation of the first incident to serve; when none, the moment at which one may be. */
  private async firstToServe(
    center: Center,
    teamId: string,
  ): Promise<{ first?: Recommendation; nextAt?: Date }> {
    if (center.settings.waitingIncidents === 'off') return {};
    const team = await this.freeTeams.find(this.dataSource, center.id, teamId);
    if (!team) return {};
    const waiting = await this.listFitting(center, team);
    const now = this.clock.now();
    for (const incident of waiting.filter((one) => readyAt(one, center) <= now)) {
      const made = await this.recommendations.makePlan(center.id, incident.id);
      const choices = made.accepted ? made.value.choices : [];
      const first = choices.find((choice) => isHelped(choice, center, teamId));
      if (first) return { first };
    }
    const later = waiting.map((one) => readyAt(one, center)).filter((at) => at > now);
    return { nextAt: later.sort((a, b) => a.getTime() - b.getTime())[0] };
  }

  private async listFitting({ id }: Center, team: TeamSkills): Promise<WaitingIncident[]> {
    const waiting = await this.waiting.list(this.dataSource, id, mostConsidered);
    if (waiting.length === 0) return [];
    const plans = await this.plans.list(this.dataSource, id);
    return waiting.filter(({ type, priority, determinant }) =>
      planFits(planFor(type, priority, plans, determinant).units, team),
    );
  }

  private async wait(
    tx: Transaction,
    deadline: DueDeadline,
    nextAt: Date | undefined,
  ): Promise<Result<null, Refusal>> {
    const finished = await this.deadlines.finish(tx, deadline);
    if (finished && nextAt) await tx.setDeadline('team.offer_waiting', deadline.subjectId, nextAt);
    return accept(null);
  }

  private async offer(
    tx: Transaction,
    deadline: DueDeadline,
    recommendation: Recommendation,
  ): Promise<Result<null, Refusal>> {
    const incident = await this.lockUnchanged(tx, recommendation);
    if (!incident) return refuse(incidentChanged);
    const choices = choicesOf(recommendation);
    const assignment = await this.offers.offerFirst(tx, incident, recommendation, choices, {
      madeFor: 'waiting_offer',
      unlessOthersWereSent: true,
    });
    if (!assignment) return refuse(incidentChanged);
    // After the team and not before it: who goes off duty holds the team first, and then clears this deadline.
    if (!(await this.deadlines.finish(tx, deadline))) return refuse(firedAlready);
    if (assignment.teamId !== deadline.subjectId) {
      await tx.setDeadline('team.offer_waiting', deadline.subjectId, tx.now);
    }
    return accept(null);
  }

  private async suggest(
    tx: Transaction,
    deadline: DueDeadline,
    recommendation: Recommendation,
  ): Promise<Result<null, Refusal>> {
    const incident = await this.lockUnchanged(tx, recommendation);
    if (!incident) return refuse(incidentChanged);
    if (!(await this.deadlines.finish(tx, deadline))) return accept(null);
    // Without the team as its own: it is a word between operators, and the team's phone is not to hear it.
    tx.record({
      type: 'incident.team_suggested',
      subjectId: incident.id,
      subjectVersion: incident.version,
      incidentId: incident.id,
      payload: { teamId: deadline.subjectId },
    });
    return accept(null);
  }

  private async lockUnchanged(tx: Transaction, { situation }: Recommendation): Promise<Incident | undefined> {
    const incident = await this.incidents.lock(tx, situation.incidentId);
    return incident?.version === situation.version ? incident : undefined;
  }
}

/**
 * When the system may act for an incident: at once when it ran out of teams, because nobody can do anything until one
 * becomes free; otherwise the operator is left some time, since they may still be typing or have a reason.
 */
const readyAt = ({ queuedSince, reason }: WaitingIncident, { settings }: Center): Date =>
  reason === 'no_team_left'
    ? queuedSince
    : new Date(queuedSince.getTime() + settings.leaveToOperatorSeconds * 1000);

/** Whether offering its best team, or suggesting the free one, makes sense. */
const isHelped = ({ ranked, situation }: Recommendation, { settings }: Center, teamId: string): boolean =>
  situation.state === 'queued' &&
  (settings.waitingIncidents === 'suggest'
    ? ranked.some(({ team }) => team.teamId === teamId)
    : ranked.length > 0);
