import type { ContactView } from '../api/generated/types.gen.js';
import { isDisbelievedTime, type Outcome } from '../api/outcome.js';
import type { Desk } from '../board/desk.js';

/**
 * The contact of the call being taken down. One that was begun by hand has none yet: it is written down as answered,
 * once, and the form remembers it. One moment is told for its ring and its answer, that at which the call was begun:
 * nobody knows how long it rang.
 */
export async function contactOfCall(desk: Desk): Promise<Outcome<string>> {
  const draft = desk.draft.get();
  if (draft?.contactId) return { ok: true, value: draft.contactId };
  const key = draft?.key ?? crypto.randomUUID();
  const callerNumber = draft?.phone.trim() || null;
  const ring = (at?: string | null): Promise<Outcome<ContactView>> =>
    desk.api.ring({ channel: 'voice', callerNumber, ...(at && { at }) }, `${key}-rang`);
  let rang = await ring(draft?.beganAt);
  if (!rang.ok && isDisbelievedTime(rang.obstacle)) rang = await ring();
  if (!rang.ok) return rang;
  const { id, ringingAt } = rang.value;
  const answered = await desk.api.answerContact(id, ringingAt);
  if (!answered.ok) return answered;
  const present = desk.draft.get();
  if (present) desk.draft.set({ ...present, contactId: id });
  return { ok: true, value: id };
}
