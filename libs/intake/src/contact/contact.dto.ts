import {
  channels,
  contactOutcomes,
  contactStates,
  type Channel,
  type ContactOutcome,
  type ContactState,
} from '#lib/contract';
import { Choice, Flag, Identifier, Nested, PageQuery, Text, Time } from '#lib/platform';
import { ToldPlaceRequest } from '../duplicates/told-place.dto.js';

const at = (what: string) => ({
  optional: true,
  description: `When it ${what}, told afterwards. Left out: now. At most seconds in the future.`,
});
const note = {
  max: 2_000,
  optional: true,
  nullable: true,
  description: 'Something to remember. Personal data.',
};

export class ContactRequest {
  @Choice(channels, { name: 'Channel', description: 'How somebody reached the center.' })
  channel: Channel;

  @Text({
    max: 64,
    optional: true,
    nullable: true,
    description: 'As received; kept, and beside it in E.164 where it is a telephone number. Personal data.',
    example: '0812-3456-7890',
  })
  callerNumber?: string | null;

  @Text({ max: 200, optional: true, nullable: true, description: 'Personal data.' })
  callerName?: string | null;

  @Time(at('rang'))
  at?: Date;

  @Text({
    max: 100,
    optional: true,
    nullable: true,
    description: 'The line, queue or account it came in on.',
  })
  line?: string | null;

  @Text({
    max: 200,
    optional: true,
    nullable: true,
    description:
      'Its name in the system it came from. Sent twice on one channel, the contact of the first time is answered.',
  })
  externalId?: string | null;

  @Text(note)
  note?: string | null;
}

export class AnswerRequest {
  @Time(at('was answered'))
  at?: Date;
}

export class PlaceKnownRequest {
  @Time(at('had its place made sure of'))
  at?: Date;
}

export class EndRequest {
  @Choice(contactOutcomes, {
    optional: true,
    name: 'ContactOutcome',
    description:
      'What came of it. May be left out where it is known: the contact belongs to an incident, or nobody answered ' +
      '(`abandoned`).',
  })
  outcome?: ContactOutcome;

  @Time(at('ended'))
  at?: Date;

  @Identifier({
    optional: true,
    nullable: true,
    description: 'The incident it belongs to, with the outcome `linked_to_incident` or `incident_opened`.',
  })
  incidentId?: string | null;

  @Text(note)
  note?: string | null;
}

export class LinkRequest {
  @Identifier({
    description:
      'The incident the contact belongs to. One that was closed as a duplicate stands for the one it repeats.',
  })
  incidentId: string;

  @Nested(() => ToldPlaceRequest, {
    optional: true,
    nullable: true,
    description: 'Where this caller says it is. Kept beside the incident’s own place, which stays.',
  })
  place?: ToldPlaceRequest | null;
}

export class CalledBackRequest {
  @Text(note)
  note?: string | null;
}

export class ContactQuery extends PageQuery {
  @Choice(contactStates, {
    optional: true,
    name: 'ContactState',
    description: 'Only contacts in this state.',
  })
  state?: ContactState;

  @Flag({ optional: true, query: true, description: 'Only abandoned contacts that wait for a call back.' })
  callBack?: boolean;

  @Flag({
    optional: true,
    query: true,
    description:
      'Everybody who rings, in the order they are to be answered: numbers that called about an incident still open, ' +
      'then by ring, then numbers put behind others. One page; other filters do not go with it.',
  })
  waiting?: boolean;

  @Flag({
    optional: true,
    query: true,
    description: 'Only contacts that were talked to and have ended, and nobody has said what came of them.',
  })
  outcomeMissing?: boolean;

  @Identifier({ optional: true, description: 'Only contacts of this incident.' })
  incidentId?: string;

  @Identifier({
    optional: true,
    description:
      'Only contacts from the same number as this contact: its history, without the number in the address.',
  })
  sameNumberAs?: string;

  @Time({ optional: true, description: 'Rang at or after.' })
  from?: Date;

  @Time({ optional: true, description: 'Rang before.' })
  to?: Date;
}
