import type { Transaction } from '#lib/platform';
import type { Contact } from './contact.js';

/** What the journal says of contacts: marks and codes, never numbers or words. */

const about = ({ id, version, incidentId }: Contact) => ({
  subjectId: id,
  subjectVersion: version,
  incidentId,
});

export const tellRang = (tx: Transaction, contact: Contact): void =>
  tx.record({
    type: 'contact.rang',
    ...about(contact),
    payload: {
      channel: contact.channel,
      at: contact.ringingAt.toISOString(),
      calledAboutLiveIncident: contact.calledAboutLiveIncident,
      lowered: contact.lowered,
    },
  });

export const tellAnswered = (tx: Transaction, contact: Contact): void =>
  tx.record({
    type: 'contact.answered',
    ...about(contact),
    payload: { at: contact.answeredAt!.toISOString(), answeredBy: contact.answeredBy },
  });

export const tellPlaceKnown = (tx: Transaction, contact: Contact): void =>
  tx.record({
    type: 'contact.place_known',
    ...about(contact),
    payload: { at: contact.placeKnownAt!.toISOString() },
  });

export const tellEnded = (tx: Transaction, contact: Contact): void =>
  tx.record({
    type: 'contact.ended',
    ...about(contact),
    payload: {
      at: contact.endedAt!.toISOString(),
      outcome: contact.outcome,
      incidentId: contact.incidentId,
    },
  });

export const tellOutcomeSet = (tx: Transaction, contact: Contact): void =>
  tx.record({
    type: 'contact.outcome_set',
    ...about(contact),
    payload: { outcome: contact.outcome!, incidentId: contact.incidentId },
  });

export const tellCorrected = (tx: Transaction, contact: Contact): void =>
  tx.record({
    type: 'contact.corrected',
    ...about(contact),
    payload: {
      ringingAt: contact.ringingAt.toISOString(),
      answeredAt: contact.answeredAt?.toISOString() ?? null,
      answeredBy: contact.answeredBy,
      endedAt: contact.endedAt?.toISOString() ?? null,
      outcome: contact.outcome,
      callBackBy: contact.callBackBy?.toISOString() ?? null,
    },
  });

export const tellWaitingChanged = (
  tx: Transaction,
  contact: Pick<Contact, 'id' | 'version' | 'incidentId' | 'calledAboutLiveIncident' | 'lowered'>,
): void =>
  tx.record({
    type: 'contact.waiting_changed',
    subjectId: contact.id,
    subjectVersion: contact.version,
    incidentId: contact.incidentId,
    payload: {
      calledAboutLiveIncident: contact.calledAboutLiveIncident,
      lowered: contact.lowered,
    },
  });
