import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import { Commands, versionFrom, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { Incidents } from '../incident/incidents.js';
import type { Incident } from '../incident/incident.js';
import { blackTagRefusal } from './black-tag.js';
import { takerOf, type Patient, type ToldOfPatient } from './patient.js';
import type { PatientRequest } from './patient.dto.js';
import { PatientRepository } from './patient.repository.js';
import { patientView, type PatientView } from './patient.view.js';

const editable = ['name', 'sex', 'ageYears', 'condition', 'tag'] as const;

/** The patients of an incident. Each has a version of its own, so that a team's form does not hinder the operator's. */
@Injectable()
export class Patients {
  constructor(
    private readonly commands: Commands,
    private readonly incidents: Incidents,
    private readonly patients: PatientRepository,
  ) {}

  add(caller: Caller, incidentId: string, request: PatientRequest): Promise<Result<PatientView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const incident = await this.openIncident(tx, incidentId);
      if (!incident.accepted) return incident;
      const refusal = blackTagRefusal(incident.value.type, request.tag, 'tag');
      if (refusal) return refuse(refusal);
      const patient = await this.patients.insert(tx.manager, tx.centerId, {
        id: tx.newIdentifier(),
        incidentId,
        name: request.name ?? null,
        sex: request.sex ?? 'unknown',
        ageYears: request.ageYears ?? null,
        ageFromTriage: null,
        condition: request.condition ?? null,
        tag: request.tag ?? null,
        createdAt: tx.now,
      });
      recordAdded(tx, incident.value, patient);
      return accept(patientView(patient, caller));
    });
  }

  /** Changes what is named, under `If-Match` with the patient's version; null clears. */
  async change(
    caller: Caller,
    incidentId: string,
    id: string,
    ifMatch: string | undefined,
    request: PatientRequest,
  ): Promise<Result<PatientView, Refusal>> {
    const version = versionFrom(ifMatch);
    if (!version.accepted) return version;
    return this.commands.run(caller, async (tx) => {
      const incident = await this.openIncident(tx, incidentId);
      if (!incident.accepted) return incident;
      const patient = await this.patients.find(tx.manager, incidentId, id);
      if (!patient) return refuse({ code: 'not_found' });
      if (patient.version !== version.value) {
        return refuse({ code: 'version_mismatch', current: patientView(patient, caller) });
      }
      const refusal = blackTagRefusal(incident.value.type, request.tag, 'tag');
      if (refusal) return refuse(refusal);
      const fields = editable.filter(
        (field) => request[field] !== undefined && request[field] !== patient[field],
      );
      if (fields.length === 0) return accept(patientView(patient, caller));
      const ageFromTriage = fields.includes('ageYears') ? null : patient.ageFromTriage;
      const changed = await this.patients.update(tx.manager, {
        ...withChanges(patient, request),
        ageFromTriage,
      });
      recordChanged(tx, incident.value, changed, fields);
      return accept(patientView(changed, caller));
    });
  }

  /**
   * Takes over what a triage was told of its patient, inside a command that holds the incident, which is open. An
   * incident without patients gets one; what a person wrote is never replaced.
   */
  async take(tx: Transaction, incident: Incident, told: ToldOfPatient): Promise<void> {
    const patients = await this.patients.list(tx.manager, incident.id);
    const taker = takerOf(patients, told);
    const { triageId: ageFromTriage, ageYears } = told;
    if (taker) {
      const changed = await this.patients.update(tx.manager, { ...taker, ageYears, ageFromTriage });
      recordChanged(tx, incident, changed, ['ageYears']);
    } else if (patients.length === 0 && ageYears !== null) {
      const added = await this.patients.insert(tx.manager, tx.centerId, {
        id: tx.newIdentifier(),
        incidentId: incident.id,
        name: null,
        sex: 'unknown',
        ageYears,
        ageFromTriage,
        condition: null,
        tag: null,
        createdAt: tx.now,
      });
      recordAdded(tx, incident, added);
    }
  }

  private async openIncident(tx: Transaction, id: string): Promise<Result<Incident, Refusal>> {
    const incident = await this.incidents.lockVisible(tx, id);
    if (!incident) return refuse({ code: 'not_found' });
    if (incident.state !== 'closed') return accept(incident);
    return refuse({
      code: 'incident_closed',
      current: await this.incidents.view(tx.manager, incident, tx.caller),
    });
  }
}

const recordAdded = (tx: Transaction, { id, version }: Incident, patient: Patient): void =>
  tx.record({
    type: 'incident.patient_added',
    subjectId: id,
    subjectVersion: version,
    incidentId: id,
    payload: { patientId: patient.id },
  });

const recordChanged = (
  tx: Transaction,
  { id, version }: Incident,
  patient: Patient,
  fields: (typeof editable)[number][],
): void =>
  tx.record({
    type: 'incident.patient_changed',
    subjectId: id,
    subjectVersion: version,
    incidentId: id,
    payload: { patientId: patient.id, fields },
  });

const withChanges = (patient: Patient, request: PatientRequest): Patient => ({
  ...patient,
  ...Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)),
});
