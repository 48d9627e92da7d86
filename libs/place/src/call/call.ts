import type { LocationLinkState, PlaceSource } from '#lib/contract';
import type { Transaction } from '#lib/platform';

/** What a place is sought for: a contact, the incident it belongs to, or an incident whose caller is known otherwise. */
export interface Call {
  contactId: string | null;
  incidentId: string | null;
  /** Of the incident where there is one, else of the contact. */
  version: number;
  /** Whom to ask. */
  phone: string | null;
  isIncidentClosed: boolean;
}

/** Names a call as the routes do. */
export type CallName = { contactId: string } | { incidentId: string };

/** Tells that a place was suggested, where screens and the timeline look for it. */
export function recordSuggestion(
  tx: Transaction,
  call: Call,
  suggestion: { suggestionId: string; source: PlaceSource; accuracyMetres: number | null },
): void {
  const { contactId, incidentId, version: subjectVersion } = call;
  if (incidentId !== null) {
    const payload = { ...suggestion, contactId };
    tx.record({
      type: 'incident.place_suggested',
      subjectId: incidentId,
      subjectVersion,
      incidentId,
      payload,
    });
  } else if (contactId !== null) {
    tx.record({ type: 'contact.place_suggested', subjectId: contactId, subjectVersion, payload: suggestion });
  }
}

/** Tells where a location link stands. */
export function recordLink(tx: Transaction, call: Call, linkId: string, state: LocationLinkState): void {
  const { contactId, incidentId, version: subjectVersion } = call;
  const payload = { linkId, state };
  if (incidentId !== null) {
    tx.record({
      type: 'incident.location_link_changed',
      subjectId: incidentId,
      subjectVersion,
      incidentId,
      payload,
    });
  } else if (contactId !== null) {
    tx.record({ type: 'contact.location_link_changed', subjectId: contactId, subjectVersion, payload });
  }
}
