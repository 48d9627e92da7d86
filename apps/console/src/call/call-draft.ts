import type { IncidentType, Priority } from '#lib/contract';
import { newKey } from '../api/api.js';

/** A call being taken down. */
export interface CallDraft {
  /** The contact it comes from, when it was answered here. */
  readonly contactId: string | null;
  readonly complaint: string;
  readonly type: IncidentType;
  readonly priority: Priority | null;
  /** What stands in the field: coordinates as typed, or as clicked. */
  readonly placeText: string;
  readonly placeFrom: 'operator_map' | 'shared_coordinates';
  readonly address: string;
  readonly phone: string;
  readonly callerName: string;
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
  address: '',
  phone: '',
  callerName: '',
  key: newKey(),
});

export const isEmptyDraft = (draft: CallDraft): boolean =>
  [draft.complaint, draft.placeText, draft.address, draft.callerName].every((field) => field.trim() === '') &&
  draft.contactId === null;
