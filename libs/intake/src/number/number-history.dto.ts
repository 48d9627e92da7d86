import {
  incidentStates,
  incidentTypes,
  priorities,
  type IncidentState,
  type IncidentType,
  type Priority,
} from '#lib/contract';
import { Choice, Decimal, Identifier, Nested, NestedList, Text, Time, Whole } from '#lib/platform';
import { ContactView } from '../contact/contact.view.js';
import { LoweringView } from './lowering.dto.js';

export class NumberHistoryRequest {
  @Identifier({ optional: true, description: 'A contact from the number.' })
  contactId?: string;

  @Text({
    max: 64,
    optional: true,
    description:
      'The number itself, where there is no contact from it. Personal data; never part of an address.',
    example: '0812-3456-7890',
  })
  number?: string;
}

/** An earlier incident, as far as it says something about a number or a place. */
export class EarlierIncident {
  @Identifier({ description: 'The incident.' })
  id: string;

  @Text({ max: 40, description: 'For people.' })
  number: string;

  @Choice(incidentStates, { name: 'IncidentState', description: 'Where it stands.' })
  state: IncidentState;

  @Choice(incidentTypes, { name: 'IncidentType', description: 'What it was.' })
  type: IncidentType;

  @Choice(priorities, { nullable: true, description: 'Null until known.' })
  priority: Priority | null;

  @Text({ max: 2_000, nullable: true, description: 'The caller’s words.' })
  complaint: string | null;

  @Text({ max: 500, nullable: true, description: 'The address in words.' })
  address: string | null;

  @Text({ max: 40, nullable: true, description: 'How it ended; null while it is open.' })
  disposition: string | null;

  @Time({ description: 'When it was opened.' })
  openedAt: Date;

  @Decimal({
    min: 0,
    max: 1_000_000,
    nullable: true,
    description: 'Metres from the place asked for, if one was.',
  })
  distanceMetres: number | null;
}

export class OutcomeCount {
  @Text({ max: 40, nullable: true, description: 'What came of the contacts; null: not said.' })
  outcome: string | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'How many.' })
  contacts: number;
}

/** What is known of a number. */
export class NumberHistory {
  @Text({ max: 20, nullable: true, description: 'In E.164; null when it is not a telephone number.' })
  number: string | null;

  @NestedList(() => OutcomeCount, { max: 20, description: 'All its contacts by what came of them.' })
  outcomes: OutcomeCount[];

  @NestedList(() => ContactView, { max: 20, description: 'Its latest contacts, newest first.' })
  contacts: ContactView[];

  @NestedList(() => EarlierIncident, {
    max: 20,
    description: 'The latest incidents it called about, newest first.',
  })
  incidents: EarlierIncident[];

  @Nested(() => LoweringView, { nullable: true, description: 'Set while it waits behind others.' })
  lowering: LoweringView | null;
}
