import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { assignmentStates } from '#lib/contract';
import { accept, refuse, type Result } from '#lib/kernel';
import { Incidents, type Incident } from '#lib/incident';
import { Commands, type Caller, type Refusal, type Transaction } from '#lib/platform';
import type { Candidate } from '../recommendation/engine/candidate.js';
import type { Recommendation } from '../recommendation/recommendation.js';
import { Recommendations } from '../recommendation/recommendations.js';
import { WaitingIncidents } from '../waiting/waiting-incidents.js';
import type { Assignment } from './assignment.js';
import type { AssignmentRequest, AssignmentView, DivertRequest } from './assignment.dto.js';
import { AssignmentRepository } from './assignment.repository.js';
import { AssignmentReading } from './assignment-reading.js';
import { AssignmentSteps } from './assignment-steps.js';
import { assignmentView, stepsFor } from './assignment.view.js';
import { choicesOf, namedChoice, type Choice } from './choice.js';
import { decisionAttempts, incidentChanged, Offers } from './offers.js';

/** What a person sends, and the recommendation it is measured by. */
interface Decision {
  recommendation: Recommendation;
  /** The named team alone, or the best ones; empty when the named team does not exist. */
  choices: Choice[];
}

/** People sending teams: the best one, a named one, or one that was on its way to something less urgent. */
@Injectable()
export class Assigning {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly incidents: Incidents,
    private readonly recommendations: Recommendations,
    private readonly assignments: AssignmentRepository,
    private readonly offers: Offers,
    private readonly steps: AssignmentSteps,
    private readonly reading: AssignmentReading,
    private readonly waiting: WaitingIncidents,
  ) {}

  /**
   * Sends a team. Refuses with the present state when somebody else was quicker; with `no_team_available` the incident
   * waits, and the next team that becomes free is offered.
   */
  async assign(
    caller: Caller,
    incidentId: string,
    request: AssignmentRequest,
  ): Promise<Result<AssignmentView, Refusal>> {
    for (let attempt = 1; ; attempt++) {
      const decision = await this.decide(caller, incidentId, request.teamId);
      const result = await this.commands.run(caller, async (tx): Promise<Result<AssignmentView, Refusal>> => {
        if (!decision.accepted) return decision;
        const assignment = await this.send(tx, decision.value, request);
        return assignment.accepted ? accept(assignmentView(assignment.value, caller)) : assignment;
      });
      if (result.accepted) return result;
      if (result.refusal === incidentChanged) {
        if (attempt < decisionAttempts) continue;
        return refuse({
          ...incidentChanged,
          current: await this.reading.live(this.dataSource, caller, incidentId),
        });
      }
      if (result.refusal.code === 'no_team_available' && decision.accepted) {
        await this.waiting.tellThatNobodyIsLeft(decision.value.recommendation, 'person');
      }
      return result;
    }
  }

  /** Ends the assignment and offers the same team a more urgent incident, both or neither. */
  async divert(
    caller: Caller,
    assignmentId: string,
    request: DivertRequest,
  ): Promise<Result<AssignmentView, Refusal>> {
    const known = await this.assignments.find(this.dataSource, caller.centerId, assignmentId);
    if (!known) return refuse({ code: 'not_found' });
    if (known.incidentId === request.incidentId) {
      return refuse({ code: 'validation_failed', fields: [{ field: 'incidentId', rule: 'different' }] });
    }
    const decision = await this.decide(caller, request.incidentId, known.teamId);
    return this.commands.run(caller, async (tx): Promise<Result<AssignmentView, Refusal>> => {
      if (!decision.accepted) return decision;
      const [left, urgent] = await this.lockBoth(tx, known.incidentId, request.incidentId);
      if (!left || !urgent) return refuse({ code: 'not_found' });
      if (urgent.state === 'closed') return refuse({ code: 'incident_closed' });
      const diverted = await this.leave(tx, left, assignmentId, request.reason);
      if (!diverted.accepted) return diverted;
      const assignment = await this.sendNamed(tx, urgent, decision.value, request);
      return assignment.accepted ? accept(assignmentView(assignment.value, caller)) : assignment;
    });
  }

  private async decide(
    { centerId }: Caller,
    incidentId: string,
    teamId: string | undefined,
  ): Promise<Result<Decision, Refusal>> {
    const made = await this.recommendations.make(centerId, incidentId);
    if (!made.accepted) return made;
    const recommendation = made.value;
    if (teamId === undefined) return accept({ recommendation, choices: choicesOf(recommendation) });
    const best = choicesOf(recommendation).find(({ candidate }) => candidate.teamId === teamId);
    if (best) return accept({ recommendation, choices: [best] });
    const candidate = await this.recommendations.findCandidate(recommendation, teamId);
    return accept({ recommendation, choices: candidate ? [await this.name(recommendation, candidate)] : [] });
  }

  private async name(recommendation: Recommendation, candidate: Candidate): Promise<Choice> {
    const estimate = await this.recommendations.estimate(recommendation, candidate);
    return namedChoice(recommendation, candidate, estimate);
  }

  private async send(
    tx: Transaction,
    decision: Decision,
    request: AssignmentRequest,
  ): Promise<Result<Assignment, Refusal>> {
    const { situation } = decision.recommendation;
    const incident = await this.incidents.lock(tx, situation.incidentId);
    if (!incident) return refuse({ code: 'not_found' });
    if (incident.state === 'closed') return refuse({ code: 'incident_closed' });
    return request.teamId === undefined
      ? this.sendBest(tx, incident, decision, request)
      : this.sendNamed(tx, incident, decision, request);
  }

  private async sendBest(
    tx: Transaction,
    incident: Incident,
    { recommendation, choices }: Decision,
    { override = false, reason }: AssignmentRequest,
  ): Promise<Result<Assignment, Refusal>> {
    if (incident.version !== recommendation.situation.version) return refuse(incidentChanged);
    if (recommendation.next.missing === 0 && !override) {
      return refuse({
        code: 'plan_met',
        current: await this.reading.live(tx.manager, tx.caller, incident.id),
      });
    }
    if (choices.length === 0) return refuse({ code: 'no_team_available' });
    const terms = { madeFor: 'person' as const, reason, unlessOthersWereSent: true };
    const assignment = await this.offers.offerFirst(tx, incident, recommendation, choices, terms);
    return assignment ? accept(assignment) : refuse(incidentChanged);
  }

  private async sendNamed(
    tx: Transaction,
    incident: Incident,
    { recommendation, choices }: Decision,
    { override = false, reason }: Pick<AssignmentRequest, 'override' | 'reason'>,
  ): Promise<Result<Assignment, Refusal>> {
    const [choice] = choices;
    if (!choice) return refuse({ code: 'not_found', fields: [{ field: 'teamId', rule: 'notFound' }] });
    const { despite, candidate } = choice;
    if (despite === undefined || override) {
      const terms = { madeFor: 'person' as const, reason, unlessOthersWereSent: false };
      const assignment = await this.offers.offerFirst(tx, incident, recommendation, choices, terms);
      if (assignment) return accept(assignment);
    }
    const taken = await this.assignments.findLiveOfTeam(tx.manager, tx.centerId, candidate.teamId);
    if (taken) return refuse({ code: 'team_already_assigned', current: assignmentView(taken, tx.caller) });
    if (despite !== undefined && !override && candidate.onDuty) {
      return refuse({ code: 'team_not_suitable', parameters: { reason: despite } });
    }
    return refuse({ code: 'team_off_duty' });
  }

  /** Takes the team away from the less urgent incident. */
  private async leave(
    tx: Transaction,
    incident: Incident,
    assignmentId: string,
    reason: string | undefined,
  ): Promise<Result<Assignment, Refusal>> {
    const all = await this.assignments.listByIncident(tx.manager, tx.centerId, incident.id);
    const present = all.find(({ id }) => id === assignmentId)!;
    if (!assignmentStates.allows(present.state, 'diverted')) {
      return refuse({
        code: 'transition_not_allowed',
        parameters: { state: present.state },
        allowed: stepsFor(tx.caller, present.state),
        current: assignmentView(present, tx.caller),
      });
    }
    return accept(
      await this.steps.take(tx, incident, all, present, {
        to: 'diverted',
        at: tx.now,
        reason: reason ?? 'more_urgent',
      }),
    );
  }

  /** In the order of their ids, so that two people diverting crosswise do not wait for each other. */
  private async lockBoth(tx: Transaction, left: string, urgent: string): Promise<(Incident | undefined)[]> {
    const locked = new Map<string, Incident | undefined>();
    for (const id of [left, urgent].sort()) locked.set(id, await this.incidents.lock(tx, id));
    return [locked.get(left), locked.get(urgent)];
  }
}
