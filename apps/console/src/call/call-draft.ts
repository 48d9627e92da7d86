import type { IncidentType, Priority } from '#lib/contract';
import { newKey } from '../api/api.js';
import type { PlaceRequest } from '../api/generated/types.gen.js';

/** A call being taken down. */
export interface CallDraft {
  /** The contact it comes from, when it was answered here. */
  readonly contactId: string | null;
  readonly complaint: string;
  readonly type: IncidentType;
  readonly priority: Priority | null;
  /** What stands in the field: coordinates as typed, clicked or chosen, or a name that is looked for. */
  readonly placeText: string;
  readonly placeFrom: NonNullable<PlaceRequest['source']>;
  /** What the chosen place is called; empty where only its coordinates are known. */
  readonly placeName: string;
  /** Radius within which it lies, metres, where a phone said so. */
  readonly placeAccuracyMetres: number | null;
  readonly address: string;
  readonly phone: string;
  readonly callerName: string;
  /** When it was first kept here without having reached the server, ISO 8601; null before. */
  readonly takenAt: string | null;
  /** However often it is saved, one incident comes of it. */
  readonly key: string;
}

export const emptyDraft = (): CallDraft => ({
  contactId: null,
  complaint: '',
  type: 'unknown_problem',
  priority: null,
  placeText: '',
  placeFrom: 'operator_map',
  placeName: '',
  placeAccuracyMetres: null,
  address: '',
  phone: '',
  callerName: '',
  takenAt: null,
  key: newKey(),
});

export const isEmptyDraft = (draft: CallDraft): boolean =>
  [draft.complaint, draft.placeText, draft.address, draft.callerName].every((field) => field.trim() === '') &&
  draft.contactId === null;
