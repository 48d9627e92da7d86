import { patientTags, sexes, type PatientTag, type Sex } from '#lib/contract';
import { Choice, Decimal, Text } from '#lib/platform';

/** What is known of a patient. Everything may be left out: somebody is ill, and no more is known yet. */
export class PatientRequest {
  @Text({ max: 200, optional: true, nullable: true, description: 'Personal data.' })
  name?: string | null;

  @Choice(sexes, { optional: true, name: 'Sex', description: '`unknown` if left out.' })
  sex?: Sex;

  @Decimal({
    min: 0,
    max: 130,
    optional: true,
    nullable: true,
    description: 'Age in years; months as a fraction, 0.5 for six. Personal data.',
  })
  ageYears?: number | null;

  @Text({
    max: 2_000,
    optional: true,
    nullable: true,
    description: 'What is wrong, in words. Personal data.',
  })
  condition?: string | null;

  @Choice(patientTags, {
    optional: true,
    nullable: true,
    description: 'Triage tag of a mass-casualty incident; `black` in an incident of that type only.',
  })
  tag?: PatientTag | null;
}
