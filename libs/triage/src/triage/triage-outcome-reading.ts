import { Injectable } from '@nestjs/common';
import type { Transaction } from '#lib/platform';
import type { TriageOutcome } from './triage-subjects.js';
import { TriageRepository, type Triage } from './triage.repository.js';

/** What triages have found out, as incidents are told it. */
@Injectable()
export class TriageOutcomeReading {
  constructor(private readonly triages: TriageRepository) {}

  /** Of all triages of an incident, in the order they began. */
  async listOf(tx: Transaction, incidentId: string): Promise<TriageOutcome[]> {
    return (await this.triages.listOfIncident(tx.manager, tx.centerId, incidentId)).map(outcomeOf);
  }
}

export const outcomeOf = (triage: Triage): TriageOutcome => ({
  triageId: triage.id,
  type: triage.type,
  determinant: triage.determinant,
  priority: triage.priority,
  overridden: false,
  priorityKnownAt: triage.priorityKnownAt,
});
