import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import { Commands, versionFrom, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { Incidents } from '../incident/incidents.js';
import type { Incident } from '../incident/incident.js';
import { blackTagRefusal } from './black-tag.js';
import type { Patient } from './patient.js';
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
        condition: request.condition ?? null,
        tag: request.tag ?? null,
        createdAt: tx.now,
      });
      tx.record({
        type: 'incident.patient_added',
        subjectId: incidentId,
        subjectVersion: incident.value.version,
        incidentId,
        payload: { patientId: patient.id },
      });
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
      const changed = await this.patients.update(tx.manager, withChanges(patient, request));
      tx.record({
        type: 'incident.patient_changed',
        subjectId: incidentId,
        subjectVersion: incident.value.version,
        incidentId,
        payload: { patientId: id, fields },
      });
      return accept(patientView(changed, caller));
    });
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

const withChanges = (patient: Patient, request: PatientRequest): Patient => ({
  ...patient,
  ...Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)),
});
