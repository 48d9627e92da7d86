import type { Outcome } from '../api/outcome.js';
import type { Desk } from '../board/desk.js';

/**
 * The contact of the call being taken down. One that was begun by hand has none yet: it is written down as answered,
 * once, and the form remembers it.
 */
export async function contactOfCall(desk: Desk): Promise<Outcome<string>> {
  const draft = desk.draft.get();
  if (draft?.contactId) return { ok: true, value: draft.contactId };
  const key = draft?.key ?? crypto.randomUUID();
  const callerNumber = draft?.phone.trim() || null;
  const rang = await desk.api.ring({ channel: 'voice', callerNumber }, `${key}-rang`);
  if (!rang.ok) return rang;
  const { id } = rang.value;
  const answered = await desk.api.answerContact(id);
  if (!answered.ok) return answered;
  const present = desk.draft.get();
  if (present) desk.draft.set({ ...present, contactId: id });
  return { ok: true, value: id };
}
