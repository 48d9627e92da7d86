import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { Incidents } from '#lib/incident';
import { Commands, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { AssignmentReading } from '../assignment/assignment-reading.js';
import { assignmentView } from '../assignment/assignment.view.js';
import { decisionAttempts, incidentChanged } from '../assignment/offers.js';
import { PlanOffers } from '../assignment/plan-offers.js';
import type { PlanRecommendation } from '../recommendation/recommendation.js';
import { Recommendations } from '../recommendation/recommendations.js';
import { WaitingIncidents } from '../waiting/waiting-incidents.js';
import type { SentResponseView } from './response.dto.js';
import { Responses } from './responses.js';

/** Sending everything that the plan of an incident still asks for, in one command. */
@Injectable()
export class Responding {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly incidents: Incidents,
    private readonly recommendations: Recommendations,
    private readonly offers: PlanOffers,
    private readonly reading: AssignmentReading,
    private readonly responses: Responses,
    private readonly waiting: WaitingIncidents,
  ) {}

  /**
   * Offers the incident to the best team for every open place of its plan. Places for which nobody can be had stay
   * open, and the answer shows them; only when nobody can be had at all it is refused, as for a single team.
   */
  async send(caller: Caller, incidentId: string): Promise<Result<SentResponseView, Refusal>> {
    for (let attempt = 1; ; attempt++) {
      const decided = await this.recommendations.makePlan(caller.centerId, incidentId);
      const result = await this.commands.run(
        caller,
        async (tx): Promise<Result<SentResponseView, Refusal>> =>
          decided.accepted ? this.offer(tx, decided.value, attempt === decisionAttempts) : decided,
      );
      if (result.accepted) return result;
      if (result.refusal === incidentChanged) {
        if (attempt < decisionAttempts) continue;
        return refuse({
          ...incidentChanged,
          current: await this.reading.live(this.dataSource, caller, incidentId),
        });
      }
      if (result.refusal.code === 'no_team_available' && decided.accepted) {
        await this.waiting.tellThatNobodyIsLeft(decided.value.choices[0]!, 'person');
      }
      return result;
    }
  }

  private async offer(
    tx: Transaction,
    plan: PlanRecommendation,
    lastAttempt: boolean,
  ): Promise<Result<SentResponseView, Refusal>> {
    const { incidentId, version } = plan.situation;
    const incident = await this.incidents.lock(tx, incidentId);
    if (!incident) return refuse({ code: 'not_found' });
    if (incident.state === 'closed') return refuse({ code: 'incident_closed' });
    if (incident.version !== version) return refuse(incidentChanged);
    if (plan.choices.length === 0) {
      const current = await this.reading.live(tx.manager, tx.caller, incidentId);
      return refuse({ code: 'plan_met', current });
    }
    if (plan.choices.every(({ ranked }) => ranked.length === 0)) return refuse({ code: 'no_team_available' });
    const offered = await this.offers.offerEach(tx, incident, plan, lastAttempt);
    if (!offered || offered.length === 0) return refuse(incidentChanged);
    const view = (await this.responses.view(tx.manager, tx.caller, incidentId))!;
    return accept({ ...view, sent: offered.map((assignment) => assignmentView(assignment, tx.caller)) });
  }
}
