import type { IncidentType } from '#lib/contract';

/**
 * Types that callers confuse about one event: what one calls a crash another calls bleeding. A type may stand in
 * several groups.
 */
const groups: readonly (readonly IncidentType[])[] = [
  ['traffic_accident', 'fall', 'bleeding', 'assault', 'mass_casualty', 'unconscious'],
  ['burns', 'electrocution', 'mass_casualty', 'poisoning'],
  ['unconscious', 'cardiac_arrest', 'seizure', 'diabetic', 'stroke', 'drowning', 'poisoning', 'heat'],
  ['chest_pain', 'breathing', 'cardiac_arrest', 'choking', 'allergy'],
  ['sick_person', 'abdominal_pain', 'headache', 'back_pain', 'heat', 'diabetic', 'stroke'],
  ['psychiatric', 'assault', 'poisoning'],
  ['childbirth', 'newborn', 'bleeding'],
  ['bleeding', 'animal_bite', 'eye'],
];

export const typeAgreements = ['unknown', 'same', 'related', 'different'] as const;
export type TypeAgreement = (typeof typeAgreements)[number];

/**
 * How much likelier two reports of one event agree like this than two of different events. `same` is what a share of
 * one call in eight of that type gives; callers seldom name unrelated types for one event. Assumption.
 */
export const ratioOfAgreement: Readonly<Record<TypeAgreement, number>> = {
  unknown: 1,
  same: 5,
  related: 1,
  different: 0.15,
};

/** Symmetric: it does not matter who called first. */
export function typeAgreement(one: IncidentType | null, other: IncidentType | null): TypeAgreement {
  if (one === null || other === null || one === 'unknown_problem' || other === 'unknown_problem') {
    return 'unknown';
  }
  if (one === other) return 'same';
  return groups.some((group) => group.includes(one) && group.includes(other)) ? 'related' : 'different';
}
