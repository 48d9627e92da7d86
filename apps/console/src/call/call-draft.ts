import type { IncidentType, Priority } from '#lib/contract';
import { newKey } from '../api/api.js';
import { noPlace, type PlaceInField } from './place-in-field.js';

/** A call being taken down. */
export interface CallDraft extends PlaceInField {
  /** The contact it comes from, when it was answered here. */
  readonly contactId: string | null;
  /** The triage that was begun for it. */
  readonly triageId: string | null;
  readonly complaint: string;
  readonly type: IncidentType;
  readonly priority: Priority | null;
  readonly phone: string;
  readonly callerName: string;
  /** When its form was opened, by the server's clock, ISO 8601; null before it stands on the screen. */
  readonly openedAt: string | null;
  /**
   * When taking it down began, by the server's clock, ISO 8601. Null while nothing stands in the form, and for a call
   * from a contact, which says itself when it rang.
   */
  readonly beganAt: string | null;
  /** When it was first kept here without having reached the server, ISO 8601; null before. */
  readonly takenAt: string | null;
  /** However often it is saved, one incident comes of it. */
  readonly key: string;
}

export const emptyDraft = (): CallDraft => ({
  contactId: null,
  triageId: null,
  complaint: '',
  type: 'unknown_problem',
  priority: null,
  ...noPlace,
  phone: '',
  callerName: '',
  openedAt: null,
  beganAt: null,
  takenAt: null,
  key: newKey(),
});

export const isEmptyDraft = (draft: CallDraft): boolean =>
  [draft.complaint, draft.placeText, draft.address, draft.phone, draft.callerName].every(
    (field) => field.trim() === '',
  ) &&
  draft.contactId === null &&
  draft.triageId === null;

/** Whether a contact cannot be taken down yet, because another call is: an empty form is free for it. */
export const waitsForOther = (draft: CallDraft | null, contactId: string): boolean =>
  draft !== null && draft.contactId !== contactId && !isEmptyDraft(draft);

/** A form whose first word comes within this of its opening was opened for this call: the caller was already there. */
const openedForItMilliseconds = 60_000;

/**
 * A call begun by hand begins when its form is opened, or with the first thing that stands in it where the form has
 * lain open and empty, as it may for an hour. Emptied again, it is no call yet.
 * @param now server milliseconds
 */
export function withBeginning(draft: CallDraft, now: number): CallDraft {
  if (draft.contactId !== null) return draft;
  const openedAt = draft.openedAt ?? new Date(now).toISOString();
  const beganAt = isEmptyDraft(draft) ? null : (draft.beganAt ?? beginning(openedAt, now));
  return beganAt === draft.beganAt && openedAt === draft.openedAt ? draft : { ...draft, openedAt, beganAt };
}

const beginning = (openedAt: string, now: number): string =>
  now - Date.parse(openedAt) <= openedForItMilliseconds ? openedAt : new Date(now).toISOString();
