import type { CaseReviewKeyPoint, CaseReviewPart } from '#lib/contract';

/** Parts that cost points; the others are for the reviewer's eye alone. */
export const scoredParts = [
  'questions',
  'order',
  'times',
  'instructions',
] as const satisfies readonly CaseReviewPart[];
export type ScoredPart = (typeof scoredParts)[number];

/** What a center measures its calls by. */
export interface Standard {
  /** Seconds from the answer of the call. */
  targetSeconds: Readonly<Record<CaseReviewKeyPoint, number>>;
  /** How much each part counts, against each other. */
  weights: Readonly<Record<ScoredPart, number>>;
}

/** A question that decides by itself whether help is sent at once weighs as much as three others. */
export const vitalQuestionWeight = 3;

/** In an arrest seconds decide: its two moments weigh as much as two others each. */
export const keyPointWeights: Readonly<Record<CaseReviewKeyPoint, number>> = {
  awake: 1,
  breathing: 1,
  card_chosen: 1,
  determinant: 1,
  arrest_recognised: 2,
  first_compression: 2,
};
