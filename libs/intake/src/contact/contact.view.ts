import {
  channels,
  contactOutcomes,
  contactStates,
  type Channel,
  type ContactOutcome,
  type ContactState,
} from '#lib/contract';
import { Choice, Flag, Identifier, NestedList, Text, Time, Whole } from '#lib/platform';
import { contactStateOf, type Contact } from './contact.js';

/** A contact as answered. Only roles that may read callers have routes that answer it. */
export class ContactView {
  @Identifier({ description: 'The contact.' })
  id: string;

  @Choice(channels, { name: 'Channel', description: 'How somebody reached the center.' })
  channel: Channel;

  @Choice(contactStates, { name: 'ContactState', description: 'Follows from its marks.' })
  state: ContactState;

  @Text({
    max: 20,
    nullable: true,
    description: 'E.164; null when what was received is not a telephone number.',
  })
  callerNumber: string | null;

  @Text({ max: 64, nullable: true, description: 'The number as it was received.' })
  callerNumberReceived: string | null;

  @Text({ max: 200, nullable: true, description: 'Who called, as told or as the exchange says.' })
  callerName: string | null;

  @Text({ max: 100, nullable: true, description: 'The line, queue or account it came in on.' })
  line: string | null;

  @Text({ max: 200, nullable: true, description: 'Its name in the system it came from.' })
  externalId: string | null;

  @Time({ description: 'When it rang, or reached the center otherwise.' })
  ringingAt: string;

  @Time({ nullable: true, description: 'When it was answered.' })
  answeredAt: string | null;

  @Identifier({ nullable: true, description: 'The user who answered; null where a program did.' })
  answeredBy: string | null;

  @Time({ nullable: true, description: 'When it was first said that its place is known.' })
  placeKnownAt: string | null;

  @Time({ nullable: true, description: 'When it ended.' })
  endedAt: string | null;

  @Choice(contactOutcomes, {
    nullable: true,
    description:
      'Known as soon as it belongs to an incident, final when it has ended. Null of an ended contact: nobody has said ' +
      'yet what came of it; say it with `end`.',
  })
  outcome: ContactOutcome | null;

  @Identifier({ nullable: true, description: 'The incident it belongs to.' })
  incidentId: string | null;

  @Time({ nullable: true, description: 'Until when to call back; null when nobody waits for a call back.' })
  callBackBy: string | null;

  @Identifier({ nullable: true, description: 'The user who took the call back on.' })
  callBackOwner: string | null;

  @Flag({
    description:
      'Its number called about an incident that was still open when it rang, or since: it is answered first.',
  })
  calledAboutLiveIncident: boolean;

  @Flag({ description: 'A supervisor put its number behind others for a while.' })
  lowered: boolean;

  @Text({ max: 4_001, nullable: true, description: 'What was noted.' })
  note: string | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'Grows with every change; also the ETag.' })
  version: number;
}

export class ContactPage {
  @NestedList(() => ContactView, {
    max: 500,
    description: 'Newest first; with `waiting`, in the order they are to be answered.',
  })
  items: ContactView[];

  @Text({ max: 200, nullable: true, description: 'Begins the next page; null on the last.' })
  nextCursor: string | null;
}

export const contactView = (contact: Contact): ContactView => ({
  id: contact.id,
  channel: contact.channel,
  state: contactStateOf(contact),
  callerNumber: contact.callerNumber,
  callerNumberReceived: contact.callerNumberReceived,
  callerName: contact.callerName,
  line: contact.line,
  externalId: contact.externalId,
  ringingAt: contact.ringingAt.toISOString(),
  answeredAt: contact.answeredAt?.toISOString() ?? null,
  answeredBy: contact.answeredBy,
  placeKnownAt: contact.placeKnownAt?.toISOString() ?? null,
  endedAt: contact.endedAt?.toISOString() ?? null,
  outcome: contact.outcome,
  incidentId: contact.incidentId,
  callBackBy: contact.callBackBy?.toISOString() ?? null,
  callBackOwner: contact.callBackOwner,
  calledAboutLiveIncident: contact.calledAboutLiveIncident,
  lowered: contact.lowered,
  note: contact.note,
  version: contact.version,
});
