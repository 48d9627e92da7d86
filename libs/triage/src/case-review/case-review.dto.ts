import {
  caseReviewParts,
  caseReviewReasons,
  caseReviewStates,
  caseReviewVerdicts,
  type CaseReviewPart,
  type CaseReviewReason,
  type CaseReviewState,
  type CaseReviewVerdict,
} from '#lib/contract';
import { Choice, Choices, Identifier, NestedList, PageQuery, Text, Time } from '#lib/platform';

export class CaseReviewQuery extends PageQuery {
  @Choices(caseReviewStates, {
    optional: true,
    query: true,
    min: 1,
    description: 'Only in these states; `waiting` and `taken` if left out.',
  })
  state?: CaseReviewState[];

  @Choice(caseReviewReasons, { optional: true, description: 'Only chosen for this reason.' })
  reason?: CaseReviewReason;

  @Identifier({ optional: true, description: 'Only calls of this operator.' })
  operatorId?: string;

  @Text({
    optional: true,
    max: 2,
    pattern: /^\d\d$/,
    description: 'Only triages that ended on the card with this number.',
  })
  card?: string;
}

export class VerdictRequest {
  @Choice(caseReviewParts, { name: 'CaseReviewPart', description: 'The part it is about.' })
  part: CaseReviewPart;

  @Choice(caseReviewVerdicts, {
    name: 'CaseReviewVerdict',
    description: '`disagree` leaves the part out of the agreed score, and needs a note.',
  })
  verdict: CaseReviewVerdict;

  @Text({
    max: 2_000,
    optional: true,
    nullable: true,
    description: 'For whoever took the call: what was good, what to do otherwise. Personal data.',
  })
  note?: string | null;
}

export class CaseReviewChanges {
  @NestedList(() => VerdictRequest, {
    optional: true,
    max: caseReviewParts.length,
    description: 'Verdicts on these parts; those on other parts stay.',
  })
  verdicts?: VerdictRequest[];

  @Text({
    max: 4_000,
    optional: true,
    nullable: true,
    description: 'A word on the whole call. Personal data.',
  })
  summary?: string | null;
}

export const resultGroupings = ['operator', 'card'] as const;
export type ResultGrouping = (typeof resultGroupings)[number];

export class CaseReviewResultsQuery {
  @Time({
    optional: true,
    description: 'Triages started from here; 30 days before `to` if left out.',
  })
  from?: Date;

  @Time({ optional: true, description: 'Triages started before here; now if left out.' })
  to?: Date;

  @Choice(resultGroupings, {
    optional: true,
    description: 'By whoever took the call, or by the card it ended on; `operator` if left out.',
  })
  groupBy?: ResultGrouping;

  @Choice(caseReviewReasons, {
    optional: true,
    description:
      'Only chosen for this reason. Arrests and overrides are all looked at, the rest by chance: `random` alone says ' +
      'something about ordinary calls.',
  })
  reason?: CaseReviewReason;
}
