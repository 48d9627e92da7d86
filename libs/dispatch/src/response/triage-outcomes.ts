import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Priority } from '#lib/contract';
import { Incidents, type Incident } from '#lib/incident';
import type { Caller, Queryable, Transaction } from '#lib/platform';
import { TriageSubjects, type TriageOutcome, type TriagedIncidents } from '#lib/triage';
import { Responses } from './responses.js';

/** The more urgent of two priorities. */
export const moreUrgent = (one: Priority | null, other: Priority | null): Priority | null => {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
};

/**
 * What a triage finds out is what its incident is treated as: its type, and at once its priority where that is more
 * urgent. A less urgent one counts only where a person set it with a reason. When that changes what is to be sent
 * while teams are on their way, the difference is told.
 */
@Injectable()
export class TriageOutcomes implements OnModuleInit, TriagedIncidents {
  constructor(
    private readonly subjects: TriageSubjects,
    private readonly incidents: Incidents,
    private readonly responses: Responses,
  ) {}

  onModuleInit(): void {
    this.subjects.provideIncidents(this);
  }

  async lock(tx: Transaction, id: string): Promise<{ closed: boolean } | undefined> {
    const incident = await this.incidents.lockVisible(tx, id);
    return incident && { closed: incident.state === 'closed' };
  }

  async isVisible(on: Queryable, caller: Caller, id: string): Promise<boolean> {
    return (await this.incidents.findVisible(on, caller, id)) !== undefined;
  }

  async attached(tx: Transaction, id: string, outcome: TriageOutcome): Promise<void> {
    const incident = (await this.incidents.find(tx.manager, tx.centerId, id))!;
    tx.record({
      type: 'incident.triage_attached',
      subjectId: id,
      subjectVersion: incident.version,
      incidentId: id,
      payload: {
        triageId: outcome.triageId,
        priorityKnownAt: outcome.priorityKnownAt?.toISOString() ?? null,
      },
    });
    await this.graded(tx, id, outcome);
  }

  async graded(tx: Transaction, id: string, outcome: TriageOutcome): Promise<void> {
    const incident = (await this.incidents.find(tx.manager, tx.centerId, id))!;
    const changed = await this.incidents.applyTriage(tx, incident, treatedAs(incident, outcome));
    if (changed.version !== incident.version) await this.tellDifference(tx, changed);
  }

  /** Nothing is told while nobody was sent: then all of the plan is open, and everybody knows. */
  private async tellDifference(tx: Transaction, incident: Incident): Promise<void> {
    const coverage = (await this.responses.cover(tx.manager, tx.centerId, incident.id))!;
    const missing = coverage.places.filter(({ assignment }) => assignment === null).length;
    const notNeeded = coverage.notNeeded.length;
    const sent = coverage.places.length - missing + notNeeded;
    if (sent === 0 || missing + notNeeded === 0) return;
    tx.record({
      type: 'incident.response_differs',
      subjectId: incident.id,
      subjectVersion: incident.version,
      incidentId: incident.id,
      payload: { missing, notNeeded },
    });
  }
}

/** The determinant goes with the priority: one that did not decide it would choose the wrong plan. */
function treatedAs(
  incident: Incident,
  { type, priority, determinant, overridden }: TriageOutcome,
): Pick<Incident, 'type' | 'priority' | 'determinant'> {
  const decided = overridden ? priority : moreUrgent(incident.priority, priority);
  return {
    type: type ?? incident.type,
    priority: decided,
    determinant: priority !== null && decided === priority ? determinant : incident.determinant,
  };
}
