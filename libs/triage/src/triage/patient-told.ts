import { Injectable } from '@nestjs/common';
import type { Transaction } from '#lib/platform';
import { patientAgeOf, TriageRun } from '../engine/index.js';
import { ProtocolVersions } from '../version/protocol-versions.js';
import type { ToldOfPatient } from './triage-subjects.js';
import { TriageRepository, type Triage } from './triage.repository.js';

/** What a triage was told of its patient, read from its answers: it stands nowhere else in this lib. */
@Injectable()
export class PatientTold {
  constructor(
    private readonly protocols: ProtocolVersions,
    private readonly triages: TriageRepository,
  ) {}

  async of({ manager, centerId }: Transaction, triage: Triage): Promise<ToldOfPatient> {
    const { id: triageId, entries: count, protocolVersionId, startedAt } = triage;
    if (count === 0 || triage.answersDeletedAt) return { triageId, ageYears: null };
    const protocol = await this.protocols.running(manager, centerId, protocolVersionId);
    const entries = await this.triages.listEntries(manager, centerId, triageId);
    return { triageId, ageYears: patientAgeOf(TriageRun.of(protocol, startedAt, entries)) };
  }
}
