import { duplicateReasonCodes, type DuplicateReasonCode } from '#lib/contract';
import { IncidentSummary } from '#lib/incident';
import { Choice, Decimal, Flag, Nested, NestedList, Text, Time, Whole } from '#lib/platform';

/** One part of a score. */
export class DuplicateReason {
  @Choice(duplicateReasonCodes, { name: 'DuplicateReasonCode', description: 'What was compared.' })
  code: DuplicateReasonCode;

  @Decimal({
    min: -1e9,
    max: 1e9,
    description: 'What it adds to the natural logarithm of the odds; below 0 it speaks against.',
  })
  weight: number;

  @Text({ max: 300, description: 'The same for people, in the caller’s language.' })
  text: string;

  @Decimal({ min: 0, max: 3e7, optional: true, description: 'With `distance`: metres between the places.' })
  distanceMetres?: number;

  @Decimal({
    min: 0,
    max: 3e6,
    optional: true,
    description: 'With `distance`: 68 % of reports of one event lie within this, by both accuracies.',
  })
  toleranceMetres?: number;

  @Decimal({ min: 0, max: 1e12, optional: true, description: 'With `time`: seconds between the rings.' })
  apartSeconds?: number;

  @Whole({ min: 0, max: 1_000_000, optional: true, description: 'With `callers`: contacts it has.' })
  contacts?: number;

  @Whole({ min: 0, max: 1_000, optional: true, description: 'With `shared_words`: words in common.' })
  words?: number;

  @Decimal({
    min: 0,
    max: 1e9,
    optional: true,
    description: 'With `surroundings`: unrelated incidents per square kilometre and day around the place.',
  })
  incidentsPerSquareKilometreDay?: number;
}

/** An incident that this may be about. */
export class DuplicateView {
  @Nested(() => IncidentSummary, { description: 'The incident.' })
  incident: IncidentSummary;

  @Decimal({ min: 0, max: 1, description: 'How likely this is about it; all and a new event add up to 1.' })
  score: number;

  @Flag({
    description:
      'Whether to show it: it is among the first three, and these together reach the center’s `duplicates.shownAbove`.',
  })
  probable: boolean;

  @Whole({ min: 0, max: 1_000_000, description: 'How many contacts belong to it.' })
  contacts: number;

  @NestedList(() => DuplicateReason, { max: 20, description: 'The parts of the score, weightiest first.' })
  reasons: DuplicateReason[];
}

export class DuplicatesView {
  @NestedList(() => DuplicateView, { max: 20, description: 'Likeliest first.' })
  items: DuplicateView[];

  @Time({ description: 'When this was looked up.' })
  checkedAt: string;
}
