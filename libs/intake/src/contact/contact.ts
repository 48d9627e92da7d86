import type { Channel, ContactOutcome, ContactState } from '#lib/contract';

/** One inbound contact from the public, as stored. */
export interface Contact {
  id: string;
  centerId: string;
  channel: Channel;
  /** In E.164; null when what was received is not a telephone number. */
  callerNumber: string | null;
  callerNumberReceived: string | null;
  callerName: string | null;
  line: string | null;
  externalId: string | null;
  ringingAt: Date;
  answeredAt: Date | null;
  answeredBy: string | null;
  /** When whoever talks to the caller had made sure where it is: t2. */
  placeKnownAt: Date | null;
  endedAt: Date | null;
  /** Known as soon as the contact is linked, final when it has ended. */
  outcome: ContactOutcome | null;
  incidentId: string | null;
  /** Set while an abandoned call waits to be called back. */
  callBackBy: Date | null;
  /** The user who took the call back on. */
  callBackOwner: string | null;
  /** Its number had called about an incident that was open when it rang, or since: it goes first. */
  calledAboutLiveIncident: boolean;
  /** A supervisor put its number behind others for a while. */
  lowered: boolean;
  note: string | null;
  version: number;
}

/** Where a contact stands: always derived from its marks, never stored beside them. */
export function contactStateOf({
  answeredAt,
  endedAt,
}: Pick<Contact, 'answeredAt' | 'endedAt'>): ContactState {
  if (endedAt) return 'ended';
  return answeredAt ? 'answered' : 'ringing';
}

/** Channels on which somebody is already being listened to when the contact is written down. */
export const isAnsweredAtOnce = (channel: Channel): boolean => channel === 'walk_in' || channel === 'agency';
