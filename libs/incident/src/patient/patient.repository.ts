import { Injectable } from '@nestjs/common';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { Patient } from './patient.js';

const columns = `
  id, incident_id as "incidentId", ordinal, name, sex, age_years as "ageYears",
  age_from_triage as "ageFromTriage", condition, tag, version, created_at as "createdAt"`;

/** Patients. Whoever writes one holds the lock of its incident. */
@Injectable()
export class PatientRepository {
  list(on: Queryable, incidentId: string): Promise<Patient[]> {
    return rows(on, `select ${columns} from patient where incident_id = $1 order by ordinal`, [incidentId]);
  }

  find(on: Queryable, incidentId: string, id: string): Promise<Patient | undefined> {
    return findRow(on, `select ${columns} from patient where incident_id = $1 and id = $2`, [incidentId, id]);
  }

  async insert(
    on: Queryable,
    centerId: string,
    patient: Omit<Patient, 'ordinal' | 'version'>,
  ): Promise<Patient> {
    const [added] = await rows<Patient>(
      on,
      `insert into patient (id, center_id, incident_id, ordinal, name, sex, age_years, condition, tag, created_at,
                            age_from_triage)
       select $1, $2, $3, coalesce(max(ordinal), 0) + 1, $4, $5, $6, $7, $8, $9, $10 from patient where incident_id = $3
       returning ${columns}`,
      [
        patient.id,
        centerId,
        patient.incidentId,
        patient.name,
        patient.sex,
        patient.ageYears,
        patient.condition,
        patient.tag,
        patient.createdAt,
        patient.ageFromTriage,
      ],
    );
    return added!;
  }

  async update(on: Queryable, patient: Patient): Promise<Patient> {
    const [changed] = await rows<Patient>(
      on,
      `update patient set version = version + 1, name = $3, sex = $4, age_years = $5, condition = $6, tag = $7,
              age_from_triage = $8
       where incident_id = $1 and id = $2
       returning ${columns}`,
      [
        patient.incidentId,
        patient.id,
        patient.name,
        patient.sex,
        patient.ageYears,
        patient.condition,
        patient.tag,
        patient.ageFromTriage,
      ],
    );
    return changed!;
  }
}
