import { accept, refuse, type Result } from '#lib/kernel';
import type { ContactOutcome } from '#lib/contract';
import type { Refusal } from '#lib/platform';
import type { EndRequest } from './contact.dto.js';
import type { Contact } from './contact.js';
import { contactView } from './contact.view.js';
import { tooEarly } from './told-time.js';

/** What can come of a contact that nobody answered. */
const unansweredOutcomes: readonly ContactOutcome[] = ['abandoned', 'transferred'];
/** Outcomes of contacts that belong to an incident. */
const incidentOutcomes: readonly ContactOutcome[] = ['incident_opened', 'linked_to_incident'];

/** The contact as it stands after its end, or why it cannot end like that. */
export function endedContact(
  contact: Contact,
  request: EndRequest,
  told: Date,
  callBackWithinSeconds: number,
): Result<Contact, Refusal> {
  // Of a call that the exchange has ended only the outcome was missing.
  const at = contact.endedAt ?? told;
  if (contact.answeredAt && at < contact.answeredAt) return refuse(tooEarly('answeredAt'));
  if (at < contact.ringingAt) return refuse(tooEarly('ringingAt'));
  const outcome = request.outcome ?? contact.outcome ?? (contact.answeredAt ? undefined : 'abandoned');
  if (outcome === undefined) return refuse(wrong('outcome', 'required'));
  if (!contact.answeredAt && !unansweredOutcomes.includes(outcome)) {
    return refuse({ code: 'contact_not_answered', current: contactView(contact) });
  }
  const incidentId = request.incidentId ?? contact.incidentId;
  if (incidentOutcomes.includes(outcome)) {
    if (incidentId === null) return refuse(wrong('incidentId', 'required'));
  } else if (request.incidentId) {
    return refuse(wrong('incidentId', 'onlyWith', `outcome ${incidentOutcomes.join(', ')}`));
  }
  return accept({
    ...withNote(contact, request.note),
    endedAt: at,
    outcome,
    incidentId,
    callBackBy: contact.endedAt
      ? contact.callBackBy
      : isToBeCalledBack(contact, outcome)
        ? new Date(at.getTime() + callBackWithinSeconds * 1000)
        : null,
  });
}

/** What was noted before stays; new words follow on a line of their own. */
export const withNote = (contact: Contact, note: string | null | undefined): Contact => ({
  ...contact,
  note: [contact.note, note].filter(Boolean).join('\n') || null,
});

/** A call nobody answered, from a number that can be called. */
const isToBeCalledBack = (contact: Contact, outcome: ContactOutcome): boolean =>
  outcome === 'abandoned' &&
  contact.channel === 'voice' &&
  contact.answeredAt === null &&
  contact.callerNumber !== null;

const wrong = (field: string, rule: string, limit?: string): Refusal => ({
  code: 'validation_failed',
  fields: [{ field, rule, ...(limit === undefined ? {} : { parameters: { 0: limit } }) }],
});
