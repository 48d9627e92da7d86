import type { PatientTag, Sex } from '#lib/contract';

/** Somebody who is ill or hurt in an incident, as stored. */
export interface Patient {
  id: string;
  incidentId: string;
  /** 1 for the first patient of the incident; how people speak of those without a name. */
  ordinal: number;
  name: string | null;
  sex: Sex;
  ageYears: number | null;
  condition: string | null;
  /** The tag of a mass-casualty incident. */
  tag: PatientTag | null;
  version: number;
  createdAt: Date;
}

export type NewPatient = Pick<Patient, 'id' | 'ordinal' | 'name' | 'sex' | 'ageYears' | 'condition' | 'tag'>;
