import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Incidents, Patients, TimelineAnswers, type Incident } from '#lib/incident';
import type { Caller, Queryable, Transaction } from '#lib/platform';
import {
  TriageReading,
  TriageSubjects,
  type ToldOfPatient,
  type ToldOutcome,
  type TriageOutcome,
  type TriagedIncidents,
} from '#lib/triage';
import { Responses } from './responses.js';
import { treatmentAfter } from './treatment.js';

/**
 * What triages find out is what their incident is treated as, by the rule of {@link treatmentAfter}. When that changes
 * what is to be sent while teams are on their way, the difference is told. What they were told of the patient goes to the
 * patient. A closed incident stays as it is.
 */
@Injectable()
export class TriageOutcomes implements OnModuleInit, TriagedIncidents {
  constructor(
    private readonly subjects: TriageSubjects,
    private readonly incidents: Incidents,
    private readonly responses: Responses,
    private readonly patients: Patients,
    private readonly reading: TriageReading,
    private readonly timelineAnswers: TimelineAnswers,
  ) {}

  onModuleInit(): void {
    this.subjects.provideIncidents(this);
    this.timelineAnswers.provide((on, caller, triageId) => this.reading.answers(on, caller, triageId));
  }

  async lock(tx: Transaction, id: string): Promise<{ closed: boolean } | undefined> {
    const incident = await this.incidents.lockVisible(tx, id);
    return incident && { closed: incident.state === 'closed' };
  }

  async isVisible(on: Queryable, caller: Caller, id: string): Promise<boolean> {
    return (await this.incidents.findVisible(on, caller, id)) !== undefined;
  }

  async attached(tx: Transaction, id: string, told: ToldOutcome): Promise<void> {
    const incident = (await this.incidents.find(tx.manager, tx.centerId, id))!;
    const { triageId, priorityKnownAt } = told.outcome;
    tx.record({
      type: 'incident.triage_attached',
      subjectId: id,
      subjectVersion: incident.version,
      incidentId: id,
      payload: { triageId, priorityKnownAt: priorityKnownAt?.toISOString() ?? null },
    });
    await this.treat(tx, incident, told.all, told.outcome);
  }

  async parted(tx: Transaction, id: string, triageId: string, left: readonly TriageOutcome[]): Promise<void> {
    const incident = (await this.incidents.find(tx.manager, tx.centerId, id))!;
    tx.record({
      type: 'incident.triage_parted',
      subjectId: id,
      subjectVersion: incident.version,
      incidentId: id,
      payload: { triageId },
    });
    await this.treat(tx, incident, left, null);
  }

  async graded(tx: Transaction, id: string, { outcome, all }: ToldOutcome): Promise<void> {
    await this.treat(tx, (await this.incidents.find(tx.manager, tx.centerId, id))!, all, outcome);
  }

  async toldOfPatient(tx: Transaction, id: string, told: ToldOfPatient): Promise<void> {
    const incident = (await this.incidents.find(tx.manager, tx.centerId, id))!;
    if (incident.state !== 'closed') await this.patients.take(tx, incident, told);
  }

  private async treat(
    tx: Transaction,
    incident: Incident,
    triages: readonly TriageOutcome[],
    told: TriageOutcome | null,
  ): Promise<void> {
    if (incident.state === 'closed') return;
    const changed = await this.incidents.applyTriage(tx, incident, treatmentAfter(incident, triages, told));
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
