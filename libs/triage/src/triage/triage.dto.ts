import { priorities, type Priority } from '#lib/contract';
import { Choice, Identifier, PageQuery, Text } from '#lib/platform';

const cardNumber = { max: 2, pattern: /^\d\d$/ };
const partKey = { max: 60, pattern: /^[A-Za-z][A-Za-z0-9_-]*$/ };

export class TriageStart {
  @Identifier({ optional: true, nullable: true, description: 'The contact it is for.' })
  contactId?: string | null;

  @Identifier({
    optional: true,
    nullable: true,
    description: 'The incident it belongs to; that of the contact if left out. May be attached later.',
  })
  incidentId?: string | null;
}

export class TriageQuery extends PageQuery {
  @Identifier({ optional: true, description: 'Only of this incident.' })
  incidentId?: string;

  @Identifier({ optional: true, description: 'Only of this contact.' })
  contactId?: string;
}

export class TriageAnswerRequest {
  @Text({ ...cardNumber, description: 'The card of the question; `00` for the first ones.', example: '00' })
  card: string;

  @Text({ ...partKey, description: 'The key of the question.', example: 'awake' })
  question: string;

  @Text({
    max: 2_000,
    description:
      '`yes`, `no`, the value of an option, a number in digits, or words, as the question asks; `unknown` answers ' +
      'every question. Personal data.',
    example: 'yes',
  })
  value: string;
}

export class CardRequest {
  @Text({ ...cardNumber, description: 'The number of the card.', example: '06' })
  card: string;
}

export class StepRequest {
  @Text({ ...partKey, description: 'The key of the script.' })
  script: string;

  @Text({ ...partKey, description: 'The key of the step.' })
  step: string;
}

export class OverrideRequest {
  @Choice(priorities, { name: 'Priority', description: 'What the incident is to be treated as.' })
  priority: Priority;

  @Text({ max: 1_000, description: 'Why. Personal data.' })
  reason: string;
}

export class TriageIncidentRequest {
  @Identifier({ description: 'The incident.' })
  incidentId: string;
}
