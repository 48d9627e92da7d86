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
  /** The triage that told the age, as long as no person has written it otherwise. */
  ageFromTriage: string | null;
  condition: string | null;
  /** The tag of a mass-casualty incident. */
  tag: PatientTag | null;
  version: number;
  createdAt: Date;
}

export type NewPatient = Pick<
  Patient,
  'id' | 'ordinal' | 'name' | 'sex' | 'ageYears' | 'ageFromTriage' | 'condition' | 'tag'
>;

/** What a triage was told of its patient. */
export interface ToldOfPatient {
  triageId: string;
  /** Null where nobody told it, or told it no more. */
  ageYears: number | null;
}

/**
 * Which patient takes what a triage was told: the one who has it from there already; otherwise the only patient of the
 * incident, while the age is not known. Among several nobody can say whom the triage is about.
 */
export function takerOf<Known extends Pick<Patient, 'ageYears' | 'ageFromTriage'>>(
  patients: readonly Known[],
  { triageId, ageYears }: ToldOfPatient,
): Known | undefined {
  const taker =
    patients.find(({ ageFromTriage }) => ageFromTriage === triageId) ??
    (patients.length === 1 && patients[0]!.ageYears === null ? patients[0] : undefined);
  return taker?.ageYears === ageYears ? undefined : taker;
}
