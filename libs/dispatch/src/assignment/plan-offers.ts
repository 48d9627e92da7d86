import { Injectable } from '@nestjs/common';
import { Incidents, type Incident } from '#lib/incident';
import type { Transaction } from '#lib/platform';
import { openUnits } from '../recommendation/engine/plan.js';
import type { PlanRecommendation, Recommendation } from '../recommendation/recommendation.js';
import type { SentTeam } from '../recommendation/situation.js';
import type { Assignment } from './assignment.js';
import { AssignmentRepository } from './assignment.repository.js';
import { choicesOf, type Choice } from './choice.js';
import { Offers } from './offers.js';

/** Offering an incident to a team for every open place of its plan, inside a command that holds the incident. */
@Injectable()
export class PlanOffers {
  constructor(
    private readonly offers: Offers,
    private readonly assignments: AssignmentRepository,
    private readonly incidents: Incidents,
  ) {}

  /**
   * Offers them in the order in which they were chosen, each with its own decision; where nobody is left that is kept
   * as well. A place whose best team was taken meanwhile gets its next best.
   * @param despiteChanges leaves a place open that can no longer be filled as it was decided
   * @returns undefined when a place can no longer be filled as it was decided: decide again
   */
  async offerEach(
    tx: Transaction,
    incident: Incident,
    { situation, choices }: PlanRecommendation,
    despiteChanges: boolean,
  ): Promise<Assignment[] | undefined> {
    const best = choices.flatMap(({ ranked: [first] }) => (first ? [first.team.teamId] : []));
    await this.assignments.holdTeams(tx.manager, tx.centerId, best);
    const offered: Assignment[] = [];
    const sent = [...situation.sent];
    let present = incident;
    for (const recommendation of choices) {
      const known: Recommendation = { ...recommendation, situation: { ...situation, sent: [...sent] } };
      if (recommendation.ranked.length === 0) {
        await this.offers.keepWithoutChoice(tx, known, 'person');
        continue;
      }
      const assignment = isOpen(known) ? await this.offerFirst(tx, present, known) : undefined;
      if (assignment) {
        offered.push(assignment);
        sent.push(sentTeam(assignment, choicesOf(recommendation)));
        present = (await this.incidents.lock(tx, incident.id))!;
      } else if (!despiteChanges) return undefined;
    }
    return offered;
  }

  private offerFirst(
    tx: Transaction,
    incident: Incident,
    recommendation: Recommendation,
  ): Promise<Assignment | undefined> {
    const terms = { madeFor: 'person' as const, unlessOthersWereSent: true };
    return this.offers.offerFirst(tx, incident, recommendation, choicesOf(recommendation), terms);
  }
}

/** Whether the unit it was made for is still open: a team that took another's place may have filled it. */
const isOpen = ({ plan, next, situation: { sent } }: Recommendation): boolean =>
  openUnits(plan.units, sent).some(({ index }) => index === next.index);

const sentTeam = ({ id, teamId, kind, offeredAt }: Assignment, choices: readonly Choice[]): SentTeam => ({
  assignmentId: id,
  teamId,
  kind,
  capabilities: choices.find(({ candidate }) => candidate.teamId === teamId)!.candidate.capabilities,
  offeredAt,
});
