import type { IncidentType, PatientTag } from '#lib/contract';
import type { Refusal } from '#lib/platform';

/** Hitam is a tag in a mass-casualty incident only: elsewhere nobody is left untreated. */
export function blackTagRefusal(
  type: IncidentType,
  tag: PatientTag | null | undefined,
  field: string,
): Refusal | undefined {
  if (tag !== 'black' || type === 'mass_casualty') return undefined;
  return {
    code: 'validation_failed',
    fields: [{ field, rule: 'onlyWith', parameters: { 0: 'type mass_casualty' } }],
  };
}
