import { incidentTypes, type IncidentType } from '#lib/contract';
import { Choice, Identifier, Nested, Text, Time, Whole } from '#lib/platform';
import { ToldPlaceRequest } from './told-place.dto.js';

/** What is known so far. Everything may be left out: the less is known, the less is probable. */
export class DuplicatesRequest {
  @Identifier({
    optional: true,
    nullable: true,
    description: 'The contact whose form it is: its ring and its number count where none are given.',
  })
  contactId?: string | null;

  @Identifier({
    optional: true,
    nullable: true,
    description: 'The incident that is being edited, if it was opened already; never suggested.',
  })
  incidentId?: string | null;

  @Nested(() => ToldPlaceRequest, { optional: true, nullable: true, description: 'Where it is said to be.' })
  place?: ToldPlaceRequest | null;

  @Choice(incidentTypes, { optional: true, nullable: true, description: 'What kind of emergency.' })
  type?: IncidentType | null;

  @Text({ max: 40, optional: true, nullable: true, description: 'The caller’s number. Personal data.' })
  callerNumber?: string | null;

  @Text({ max: 2_000, optional: true, nullable: true, description: 'The caller’s words. Personal data.' })
  complaint?: string | null;

  @Time({
    optional: true,
    nullable: true,
    description: 'When it rang. Left out: the contact’s ring, or now.',
  })
  at?: Date | null;

  @Whole({ min: 1, max: 20, optional: true, description: 'How many at most; 5 if left out.' })
  limit?: number;
}
