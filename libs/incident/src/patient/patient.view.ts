import { patientTags, sexes, type PatientTag, type Sex } from '#lib/contract';
import { Choice, Decimal, Flag, Identifier, Text, Time, Whole, type Caller } from '#lib/platform';
import { maySeePatients } from '../personal.js';
import type { Patient } from './patient.js';

/** A patient as answered. */
export class PatientView {
  @Identifier({ description: 'The patient.' })
  id: string;

  @Identifier({ description: 'The incident.' })
  incidentId: string;

  @Whole({ min: 1, max: 10_000, description: '1 for the first patient of the incident.' })
  ordinal: number;

  @Text({ max: 200, nullable: true, description: 'Null when unknown, and for roles that may not read it.' })
  name: string | null;

  @Choice(sexes, { nullable: true, description: 'Null for roles that may not read it.' })
  sex: Sex | null;

  @Decimal({
    min: 0,
    max: 130,
    nullable: true,
    description: 'Years. Null when unknown, and for roles that may not read it.',
  })
  ageYears: number | null;

  @Flag({ description: 'Whether the age was told in a triage and no person has written it otherwise.' })
  ageFromTriage: boolean;

  @Text({
    max: 2_000,
    nullable: true,
    description: 'What is wrong. Null when unknown, and for roles that may not read it.',
  })
  condition: string | null;

  @Choice(patientTags, { nullable: true, description: 'Tag of a mass-casualty incident.' })
  tag: PatientTag | null;

  @Time({ description: 'When the patient was added.' })
  createdAt: string;

  @Whole({ min: 1, max: 2_147_483_647, description: 'Grows with every change; also the ETag.' })
  version: number;
}

export function patientView(patient: Patient, caller: Caller): PatientView {
  const personal = maySeePatients(caller);
  return {
    id: patient.id,
    incidentId: patient.incidentId,
    ordinal: patient.ordinal,
    name: personal ? patient.name : null,
    sex: personal ? patient.sex : null,
    ageYears: personal ? patient.ageYears : null,
    ageFromTriage: personal && patient.ageYears !== null && patient.ageFromTriage !== null,
    condition: personal ? patient.condition : null,
    tag: patient.tag,
    createdAt: patient.createdAt.toISOString(),
    version: patient.version,
  };
}
