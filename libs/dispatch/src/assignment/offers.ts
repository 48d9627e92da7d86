import { Injectable } from '@nestjs/common';
import { Incidents, type Incident } from '#lib/incident';
import type { Refusal, Transaction } from '#lib/platform';
import type { Recommendation } from '../recommendation/recommendation.js';
import { keptRecommendation } from '../recommendation/recommendation.view.js';
import type { Assignment } from './assignment.js';
import { AssignmentRepository, type Decision } from './assignment.repository.js';
import type { Choice } from './choice.js';

/** The incident changed while a team was chosen for it: choose again. */
export const incidentChanged: Refusal = { code: 'version_mismatch' };

/** How often a team is chosen anew because the incident changed, or all the best teams were taken, meanwhile. */
export const decisionAttempts = 5;

/** What an offer is made for, and how strictly. */
export interface OfferTerms extends Pick<Decision, 'madeFor'> {
  reason?: string;
  /** Offers only while the incident has no other live assignments than those the recommendation knew of. */
  unlessOthersWereSent: boolean;
}

/** Offering a team an incident, inside a command that holds the incident. */
@Injectable()
export class Offers {
  constructor(
    private readonly assignments: AssignmentRepository,
    private readonly incidents: Incidents,
  ) {}

  /**
   * Offers the first of these teams that can still be had.
   * @returns undefined when none of them can.
   */
  async offerFirst(
    tx: Transaction,
    incident: Incident,
    recommendation: Recommendation,
    choices: readonly Choice[],
    terms: OfferTerms,
  ): Promise<Assignment | undefined> {
    for (const choice of choices) {
      const assignment = await this.offer(tx, incident, recommendation, choice, terms);
      if (assignment) return assignment;
    }
    return undefined;
  }

  /** Keeps a recommendation from which nobody could be chosen. */
  async keepWithoutChoice(
    tx: Transaction,
    recommendation: Recommendation,
    madeFor: Decision['madeFor'],
  ): Promise<void> {
    await this.assignments.insertDecision(tx.manager, tx.centerId, recommendation.situation.incidentId, {
      id: tx.newIdentifier(),
      madeFor,
      recommendation: keptRecommendation(recommendation),
      despite: null,
      reason: null,
    });
  }

  private async offer(
    tx: Transaction,
    incident: Incident,
    recommendation: Recommendation,
    { candidate, estimate, fitsPlan, despite }: Choice,
    { madeFor, reason, unlessOthersWereSent }: OfferTerms,
  ): Promise<Assignment | undefined> {
    const { acknowledgeWithinSeconds } = recommendation.center.settings;
    const acknowledgeBy = new Date(tx.now.getTime() + acknowledgeWithinSeconds * 1000);
    const decisionId = tx.newIdentifier();
    const offered = await this.assignments.insertOffer(tx.manager, {
      id: tx.newIdentifier(),
      centerId: tx.centerId,
      incidentId: incident.id,
      teamId: candidate.teamId,
      offeredAt: tx.now,
      offeredBy: tx.caller.actor,
      acknowledgeBy,
      fitsPlan,
      etaSeconds: estimate?.etaSeconds ?? null,
      etaSource: estimate?.source ?? null,
      distanceMetres: estimate?.distanceMetres ?? null,
      decision: {
        id: decisionId,
        madeFor,
        recommendation: keptRecommendation(recommendation),
        despite: despite ?? null,
        reason: reason ?? null,
      },
      knownAssignmentIds: unlessOthersWereSent
        ? recommendation.situation.sent.map(({ assignmentId }) => assignmentId)
        : null,
    });
    if (!offered) return undefined;
    const { otherStates, ...assignment } = offered;
    await tx.setDeadline('assignment.acknowledge_by', assignment.id, acknowledgeBy);
    tx.record({
      type: 'assignment.offered',
      subjectId: assignment.id,
      subjectVersion: assignment.version,
      incidentId: incident.id,
      teamId: assignment.teamId,
      payload: {
        incidentId: incident.id,
        teamId: assignment.teamId,
        recommendationId: decisionId,
        etaSeconds: assignment.etaSeconds,
        etaSource: assignment.etaSource,
        distanceMetres: assignment.distanceMetres,
        acknowledgeBy: acknowledgeBy.toISOString(),
        fitsPlan,
        chosenBy: tx.caller.role === 'system' ? 'system' : 'person',
      },
    });
    await this.incidents.followAssignments(
      tx,
      incident,
      [...otherStates, assignment.state],
      'assignment_lost',
    );
    return assignment;
  }
}
