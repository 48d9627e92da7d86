import {
  locationLinkStates,
  locationTroubles,
  messageChannels,
  messageDeliveries,
  type LocationLinkState,
  type LocationTrouble,
  type MessageChannel,
  type MessageDelivery,
} from '#lib/contract';
import { Choice, Identifier, NestedList, Text, Time, Whole } from '#lib/platform';
import { locationLinkStateOf, type LocationLink } from './location-link.js';

export class LocationLinkRequest {
  @Choice(messageChannels, { name: 'MessageChannel', description: 'How the link is sent.' })
  channel: MessageChannel;

  @Text({
    max: 40,
    optional: true,
    description: 'Whom to send it to; the caller’s number where it is left out. Not kept. Personal data.',
  })
  number?: string;
}

export class LocationLinkView {
  @Identifier({ description: 'The link.' })
  id: string;

  @Identifier({ nullable: true, description: 'The contact it was sent for.' })
  contactId: string | null;

  @Identifier({ nullable: true, description: 'The incident it was sent for directly.' })
  incidentId: string | null;

  @Choice(locationLinkStates, { name: 'LocationLinkState', description: 'Follows from its marks.' })
  state: LocationLinkState;

  @Choice(messageChannels, { name: 'MessageChannel', description: 'How it was sent.' })
  channel: MessageChannel;

  @Choice(messageDeliveries, { name: 'MessageDelivery', description: 'How far the message came.' })
  delivery: MessageDelivery;

  @Text({ max: 100, description: 'Who sent it: `user:<id>` or `integration:<id>`.' })
  createdBy: string;

  @Time({ description: 'When it was made.' })
  createdAt: string;

  @Time({ description: 'Until when it works; moves on when sharing begins.' })
  expiresAt: string;

  @Time({
    nullable: true,
    description: 'When its page was first opened. Some apps open links by themselves.',
  })
  openedAt: string | null;

  @Time({ nullable: true, description: 'Since when the phone tells where it is.' })
  sharingSince: string | null;

  @Choice(locationTroubles, { nullable: true, description: 'Why the phone does not tell where it is.' })
  trouble: LocationTrouble | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'Grows with every change.' })
  version: number;
}

export class SentLocationLink extends LocationLinkView {
  @Text({
    max: 2_000,
    nullable: true,
    description:
      'The address itself, on the embedded database only, where no message can be sent; else null.',
  })
  url: string | null;
}

export class LocationLinkList {
  @NestedList(() => LocationLinkView, { max: 50, description: 'Newest first.' })
  items: LocationLinkView[];
}

export const locationLinkView = (link: LocationLink, now: Date): LocationLinkView => ({
  id: link.id,
  contactId: link.contactId,
  incidentId: link.incidentId,
  state: locationLinkStateOf(link, now),
  channel: link.channel,
  delivery: link.delivery,
  createdBy: link.createdBy,
  createdAt: link.createdAt.toISOString(),
  expiresAt: link.expiresAt.toISOString(),
  openedAt: link.openedAt?.toISOString() ?? null,
  sharingSince: link.sharingSince?.toISOString() ?? null,
  trouble: link.trouble,
  version: link.version,
});
