import type { CaseReviewReason } from '#lib/contract';
import { createStore } from '../live/store.js';

/** Which reviews the list shows; kept while somebody looks at one and comes back. */
export interface ShownReviews {
  readonly finished: boolean;
  readonly reason: CaseReviewReason | '';
  /** One operator or one card, chosen in the results. */
  readonly of: {
    readonly label: string;
    readonly operatorId?: string;
    readonly card?: string;
  } | null;
}

export const shownReviews = createStore<ShownReviews>({ finished: false, reason: '', of: null });
