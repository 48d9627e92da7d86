import {
  caseReviewKeyPoints,
  caseReviewParts,
  caseReviewReasons,
  type CaseReviewKeyPoint,
  type CaseReviewPart,
  type CaseReviewReason,
} from '#lib/contract';
import { Choice, Decimal, Nested, NestedList, Text, Time, Whole } from '#lib/platform';
import { resultGroupings, type ResultGrouping } from '../case-review.dto.js';

const most = Number.MAX_SAFE_INTEGER;
const count = (description: string) => Whole({ description, min: 0, max: most });
const score = (description: string) => Decimal({ description, nullable: true, min: 0, max: 100 });

export class ReviewReasonCounts {
  @count('An arrest was recognised.')
  arrest: number;

  @count('A person set the priority.')
  overridden: number;

  @count('Drawn by chance.')
  random: number;
}

export class ReviewsLeftOut {
  @count('Nobody has taken them yet.')
  waiting: number;

  @count('Their reviewer has not finished.')
  taken: number;

  @count('Finished without a score: the reviewer disagreed with every part that had one.')
  withoutScore: number;
}

export class PartFigures {
  @Choice(caseReviewParts, { name: 'CaseReviewPart', description: 'The part.' })
  part: CaseReviewPart;

  @count('Finished reviews measured. With `notScored` and `disagreed` it is every finished one.')
  measured: number;

  @count('Left out because there was nothing to score.')
  notScored: number;

  @count('Left out because the reviewer disagreed.')
  disagreed: number;

  @score('The median of its points; null when nothing was measured.')
  medianScore: number | null;
}

export class KeyPointFigures {
  @Choice(caseReviewKeyPoints, { name: 'CaseReviewKeyPoint', description: 'The moment.' })
  keyPoint: CaseReviewKeyPoint;

  @count('Finished reviews measured. With those left out it is every finished one it applies to.')
  measured: number;

  @count('Of the measured ones within their target.')
  withinTarget: number;

  @count('Left out because the moment never came.')
  neverReached: number;

  @count('Left out because no answered call began the clock.')
  notFromAnswer: number;

  @count('Left out because the reviewer disagreed with the times.')
  disagreed: number;

  @Decimal({
    description: 'The median, seconds from the answer; null when nothing was measured.',
    nullable: true,
    min: 0,
    max: most,
  })
  medianSeconds: number | null;
}

export class CaseReviewGroup {
  @Text({
    nullable: true,
    max: 50,
    description: 'The operator’s id or the card’s number; null where no person took the call.',
  })
  key: string | null;

  @Text({
    nullable: true,
    max: 300,
    description: 'The operator’s name, or the title of the card in the protocol in force.',
  })
  label: string | null;

  @count('Reviews chosen of triages of the period.')
  reviews: number;

  @Nested(() => ReviewReasonCounts, { description: 'Why they were chosen; one may have two reasons.' })
  reasons: ReviewReasonCounts;

  @count('Reviews measured. With those left out it is every review.')
  measured: number;

  @Nested(() => ReviewsLeftOut, { description: 'Reviews left out of the median.' })
  leftOut: ReviewsLeftOut;

  @score('The median of the agreed scores; null when nothing was measured.')
  medianScore: number | null;

  @NestedList(() => PartFigures, { max: caseReviewParts.length, description: 'Each part.' })
  parts: PartFigures[];

  @NestedList(() => KeyPointFigures, {
    max: caseReviewKeyPoints.length,
    description: 'Each moment that applied to one of them.',
  })
  keyPoints: KeyPointFigures[];
}

export class CaseReviewResultsView {
  @Time({ description: 'Triages started from here…' })
  from: Date;

  @Time({ description: '…until before here.' })
  to: Date;

  @Choice(resultGroupings, { description: 'How they are told apart.' })
  groupBy: ResultGrouping;

  @Choice(caseReviewReasons, { nullable: true, description: 'Only those chosen for this reason; null: all.' })
  reason: CaseReviewReason | null;

  @NestedList(() => CaseReviewGroup, { max: 10_000, description: 'By name, then by key.' })
  groups: CaseReviewGroup[];
}
