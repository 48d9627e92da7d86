import {
  caseReviewKeyPoints,
  caseReviewParts,
  caseReviewReasons,
  caseReviewStates,
  caseReviewVerdicts,
  incidentTypes,
  priorities,
  type CaseReviewKeyPoint,
  type CaseReviewPart,
  type CaseReviewReason,
  type CaseReviewState,
  type CaseReviewVerdict,
  type IncidentType,
  type Priority,
} from '#lib/contract';
import {
  Choice,
  Choices,
  Decimal,
  Flag,
  Identifier,
  Nested,
  NestedList,
  Text,
  Time,
  Whole,
  WordsView,
  type Caller,
} from '#lib/platform';
import { clockOrigins, type CaseReview, type ClockOrigin } from './case-review.repository.js';

const largestWhole = 2_147_483_647;
const points = { min: 0, max: 100 };
const seconds = { min: 0, max: Number.MAX_SAFE_INTEGER };
const card = { max: 2, description: 'The number of the card.' };
const question = { max: 60, description: 'The key of the question.' };

export class ReviewPersonView {
  @Identifier({ description: 'The user.' })
  id: string;

  @Text({ max: 200, nullable: true, description: 'The name.' })
  name: string | null;
}

export class VerdictView {
  @Choice(caseReviewParts, { name: 'CaseReviewPart', description: 'The part.' })
  part: CaseReviewPart;

  @Choice(caseReviewVerdicts, {
    name: 'CaseReviewVerdict',
    description: 'What the reviewer says of its points.',
  })
  verdict: CaseReviewVerdict;

  @Text({ max: 2_000, nullable: true, description: 'Why, and what to do otherwise. Personal data.' })
  note: string | null;
}

/** A review as lists and commands answer it: without what was said on the telephone. */
export class CaseReviewSummary {
  @Identifier({ description: 'The review.' })
  id: string;

  @Identifier({ description: 'The triage it is of.' })
  triageId: string;

  @Choices(caseReviewReasons, { min: 1, description: 'Why it was chosen.' })
  reasons: CaseReviewReason[];

  @Choice(caseReviewStates, { name: 'CaseReviewState', description: 'Where it stands.' })
  state: CaseReviewState;

  @Nested(() => ReviewPersonView, {
    nullable: true,
    description: 'Whoever did most of the triage; null where a program did.',
  })
  operator: ReviewPersonView | null;

  @Text({ ...card, description: 'The card it ended on.' })
  card: string;

  @Choice(incidentTypes, { nullable: true, description: 'Of that card; null for the entry.' })
  type: IncidentType | null;

  @Text({ max: 7, nullable: true, description: 'The result, for example `09.A.02`.' })
  determinant: string | null;

  @Choice(priorities, { nullable: true, description: 'The priority it came to.' })
  priority: Priority | null;

  @Time({ description: 'When the triage was started.' })
  startedAt: string;

  @Time({ description: 'When it was put into the queue.' })
  chosenAt: string;

  @Nested(() => ReviewPersonView, { nullable: true, description: 'The reviewer.' })
  takenBy: ReviewPersonView | null;

  @Time({ nullable: true, description: 'When it was taken.' })
  takenAt: string | null;

  @Time({ nullable: true, description: 'When it was finished.' })
  finishedAt: string | null;

  @NestedList(() => VerdictView, {
    max: caseReviewParts.length,
    description: 'What the reviewer says; until the review is finished, only to the reviewer.',
  })
  verdicts: VerdictView[];

  @Text({
    max: 4_000,
    nullable: true,
    description: 'A word on the whole call, told like the verdicts. Personal data.',
  })
  summary: string | null;

  @Decimal({ ...points, nullable: true, description: 'Of a finished one: its score by all parts.' })
  score: number | null;

  @Decimal({
    ...points,
    nullable: true,
    description:
      'Of a finished one: its score by the parts the reviewer did not disagree with; null without any.',
  })
  agreedScore: number | null;

  @Whole({ min: 1, max: largestWhole, description: 'The version, as in the ETag.' })
  version: number;
}

export class ReviewPartView {
  @Choice(caseReviewParts, { name: 'CaseReviewPart', description: 'The part.' })
  part: CaseReviewPart;

  @Decimal({
    ...points,
    nullable: true,
    description:
      'Its points; null where there was nothing to score, and for `changes` and `overrides` always.',
  })
  score: number | null;

  @Decimal({ min: 0, max: 1_000, description: 'How much it counts against the other parts.' })
  weight: number;

  @Nested(() => WordsView, { description: 'Why it has these points.' })
  explanation: WordsView;
}

export class ReviewAnswerView {
  @Text({ max: 2_000, description: 'What was answered. Personal data.' })
  value: string;

  @Time({ description: 'When.' })
  at: string;

  @Decimal({ ...seconds, description: 'Seconds on the clock of this review.' })
  seconds: number;

  @Text({ max: 200, nullable: true, description: 'The name of whoever entered it.' })
  byName: string | null;
}

export class ReviewQuestionView {
  @Text(card)
  card: string;

  @Text(question)
  question: string;

  @Nested(() => WordsView, { description: 'As it was to be asked.' })
  ask: WordsView;

  @Flag({ description: 'Whether it is a key question.' })
  essential: boolean;

  @Flag({ description: 'Whether it applied when the questions ended.' })
  applies: boolean;

  @Flag({ description: 'A key question that applied and was not asked.' })
  missed: boolean;

  @Flag({ description: 'Asked out of the protocol’s order.' })
  moved: boolean;

  @NestedList(() => ReviewAnswerView, { max: 10_000, description: 'Every answer to it, in the order given.' })
  answers: ReviewAnswerView[];
}

export class ReviewKeyPointView {
  @Choice(caseReviewKeyPoints, { name: 'CaseReviewKeyPoint', description: 'The moment.' })
  keyPoint: CaseReviewKeyPoint;

  @Decimal({ ...seconds, nullable: true, description: 'Seconds on the clock of this review; null: never.' })
  seconds: number | null;

  @Decimal({ ...seconds, description: 'The center’s target.' })
  targetSeconds: number;
}

export class ReviewStepView {
  @Text({ max: 60, description: 'The key of the step.' })
  step: string;

  @Nested(() => WordsView, { description: 'What is to be said.' })
  say: WordsView;

  @Decimal({ ...seconds, nullable: true, description: 'When it was first read, seconds; null: not read.' })
  seconds: number | null;

  @Whole({ min: 0, max: largestWhole, description: 'How often it was read.' })
  times: number;
}

export class ReviewScriptView {
  @Text({ max: 60, description: 'The key of the script.' })
  script: string;

  @Nested(() => WordsView, { description: 'Its title.' })
  title: WordsView;

  @Flag({ description: 'Whether it stood first when the questions had ended: it was to be read.' })
  due: boolean;

  @NestedList(() => ReviewStepView, { max: 100, description: 'Its steps. Which fit depends on the caller.' })
  steps: ReviewStepView[];
}

export class ReviewOverrideView {
  @Choice(priorities, { name: 'Priority', description: 'What it was set to.' })
  priority: Priority;

  @Choice(priorities, { nullable: true, description: 'What it was before.' })
  before: Priority | null;

  @Text({ max: 1_000, description: 'Why. Personal data.' })
  reason: string;

  @Decimal({ ...seconds, description: 'When, seconds on the clock of this review.' })
  seconds: number;
}

export class ReviewClockView {
  @Time({ description: 'Where its seconds begin.' })
  at: string;

  @Choice(clockOrigins, {
    description:
      '`answered`: the call was answered; `started`: no call was answered for this triage alone, so it is its start.',
  })
  from: ClockOrigin;
}

/** A review with the call beside the protocol it ran on. */
export class CaseReviewView extends CaseReviewSummary {
  @Whole({ min: 1, max: largestWhole, description: 'The number of the protocol version it ran on.' })
  protocolVersion: number;

  @Flag({ description: 'Whether somebody finished the triage.' })
  triageFinished: boolean;

  @Nested(() => ReviewClockView, { description: 'What its seconds count from.' })
  clock: ReviewClockView;

  @NestedList(() => ReviewPartView, {
    max: caseReviewParts.length,
    description: 'What the score is made of.',
  })
  parts: ReviewPartView[];

  @NestedList(() => ReviewQuestionView, {
    max: 10_000,
    description: 'Questions of the cards it came to that applied or were asked, in the protocol’s order.',
  })
  questions: ReviewQuestionView[];

  @NestedList(() => ReviewKeyPointView, {
    max: caseReviewKeyPoints.length,
    description: 'Moments and targets.',
  })
  keyPoints: ReviewKeyPointView[];

  @NestedList(() => ReviewScriptView, { max: 1_000, description: 'The script that was due, and those read.' })
  scripts: ReviewScriptView[];

  @NestedList(() => ReviewOverrideView, { max: 10_000, description: 'Priorities that people set.' })
  overrides: ReviewOverrideView[];
}

export class CaseReviewPage {
  @NestedList(() => CaseReviewSummary, { max: 500, description: 'A page of them.' })
  items: CaseReviewSummary[];

  @Text({ max: 200, nullable: true, description: 'Where the next page begins; null on the last.' })
  nextCursor: string | null;
}

/** What is said of a call before the review is finished is for whoever says it. */
export function caseReviewSummary(review: CaseReview, reader: Pick<Caller, 'userId'>): CaseReviewSummary {
  const told = review.state === 'finished' || review.takenBy === reader.userId;
  return {
    id: review.id,
    triageId: review.triageId,
    reasons: review.reasons,
    state: review.state,
    operator: personView(review.operatorId, review.operatorName),
    card: review.card,
    type: review.type,
    determinant: review.determinant,
    priority: review.priority,
    startedAt: review.startedAt.toISOString(),
    chosenAt: review.chosenAt.toISOString(),
    takenBy: personView(review.takenBy, review.takenByName),
    takenAt: review.takenAt?.toISOString() ?? null,
    finishedAt: review.finishedAt?.toISOString() ?? null,
    verdicts: told ? review.verdicts : [],
    summary: told ? review.summary : null,
    score: review.assessment?.score ?? null,
    agreedScore: review.agreedScore,
    version: review.version,
  };
}

const personView = (id: string | null, name: string | null): ReviewPersonView | null =>
  id === null ? null : { id, name };
