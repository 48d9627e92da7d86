import { Injectable } from '@nestjs/common';
import type { Transaction } from '#lib/platform';
import { outcomeOf, TriageOutcomeReading } from './triage-outcome-reading.js';
import { PatientTold } from './patient-told.js';
import { TriageSubjects } from './triage-subjects.js';
import { TriageRepository, type Triage } from './triage.repository.js';

/**
 * Triages go where their contact goes, and from a duplicate to the incident it repeats and back. Whoever moves the
 * contact or closes the duplicate calls this within the command, with both incidents locked and the contact stored.
 */
@Injectable()
export class TriageMoves {
  constructor(
    private readonly triages: TriageRepository,
    private readonly subjects: TriageSubjects,
    private readonly outcomes: TriageOutcomeReading,
    private readonly patientTold: PatientTold,
  ) {}

  /**
   * These contacts went from one incident to another. What somebody put into a third incident by hand stays there.
   * @param from null: they were nowhere
   * @param to null: they are nowhere now
   */
  async followContacts(
    tx: Transaction,
    contactIds: readonly string[],
    from: string | null,
    to: string | null,
  ): Promise<void> {
    const going = await this.triages.lockOfContacts(tx.manager, tx.centerId, contactIds, from);
    await this.move(
      tx,
      going.map((triage) => ({ ...triage, homeIncidentId: to })),
      to,
    );
  }

  /** An incident was closed as a duplicate of another: all its triages are seen there. */
  async followMerge(tx: Transaction, duplicate: string, repeated: string): Promise<void> {
    await this.move(tx, await this.triages.lockOfIncident(tx.manager, tx.centerId, duplicate), repeated);
  }

  /**
   * A duplicate was reopened: what was put into it, or into the duplicates of it, comes back.
   * @param homes the incident and those that repeat it, directly or along a chain
   */
  async followParting(tx: Transaction, reopened: string, homes: readonly string[]): Promise<void> {
    const away = await this.triages.lockAwayFrom(tx.manager, tx.centerId, homes);
    await this.move(tx, away, reopened);
  }

  private async move(tx: Transaction, triages: readonly Triage[], to: string | null): Promise<void> {
    const going = triages.filter(({ incidentId }) => incidentId !== to);
    const moved: Triage[] = [];
    for (const triage of going) {
      moved.push(await this.triages.update(tx.manager, tx.centerId, { ...triage, incidentId: to }));
    }
    for (const { id, incidentId: from } of going) {
      if (from === null) continue;
      await this.subjects.incidents.parted(tx, from, id, await this.outcomes.listOf(tx, from));
      await this.subjects.incidents.toldOfPatient(tx, from, { triageId: id, ageYears: null });
    }
    if (to === null || moved.length === 0) return;
    const all = await this.outcomes.listOf(tx, to);
    for (const triage of moved) {
      await this.subjects.incidents.attached(tx, to, { outcome: outcomeOf(triage), all });
      await this.subjects.incidents.toldOfPatient(tx, to, await this.patientTold.of(tx, triage));
    }
  }
}
