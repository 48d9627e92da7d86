import {
  incidentTypes,
  priorities,
  triageStates,
  type IncidentType,
  type Priority,
  type TriageState,
} from '#lib/contract';
import { Choice, Flag, Identifier, Nested, NestedList, Text, Time, Whole, WordsView } from '#lib/platform';
import { levels, type Level } from '../engine/index.js';
import { ApprovalView, QuestionView } from '../version/protocol.view.js';

const largestWhole = 2_147_483_647;
const card = { max: 2, description: 'The number of the card.' };
const actor = { max: 100, description: '`user:<id>`, `integration:<id>` or `system`.' };

export class TriageProtocolView {
  @Identifier({ description: 'The version of the protocol it runs on.' })
  id: string;

  @Whole({ min: 1, max: largestWhole, description: 'Its number.' })
  number: number;
}

export class TriageCardView {
  @Text(card)
  number: string;

  @Choice(incidentTypes, { name: 'IncidentType', description: 'The type of incident it is for.' })
  type: IncidentType;

  @Nested(() => WordsView, { description: 'Its title.' })
  title: WordsView;

  @Nested(() => ApprovalView, { nullable: true, description: 'Null: not clinically approved.' })
  approved: ApprovalView | null;
}

export const stopReasons = ['start', 'person', 'jump'] as const;

export class StopView {
  @Text(card)
  card: string;

  @Nested(() => WordsView, { description: 'Its title.' })
  title: WordsView;

  @Time({ description: 'When it was reached.' })
  at: string;

  @Choice(stopReasons, { description: 'How: the start, a person’s choice, or a jump.' })
  by: (typeof stopReasons)[number];

  @Nested(() => WordsView, { nullable: true, description: 'Of a jump: why.' })
  reason: WordsView | null;
}

/** A question to put next. */
export class NextQuestionView extends QuestionView {
  @Text(card)
  card: string;
}

export class AnswerView {
  @Text(card)
  card: string;

  @Text({ max: 60, description: 'The key of the question.' })
  question: string;

  @Nested(() => WordsView, { description: 'As it was asked.' })
  ask: WordsView;

  @Text({ max: 2_000, description: 'The answer as it was sent. Personal data.' })
  value: string;

  @Time({ description: 'When it was given.' })
  at: string;

  @Text({ ...actor, description: `Who gave it in: ${actor.description}` })
  by: string;

  @Text({ max: 200, nullable: true, description: 'The name.' })
  byName: string | null;

  @Whole({ min: 0, max: largestWhole, description: 'How often it was another one before.' })
  changes: number;

  @Flag({ description: 'Whether the question still applies to the answers as they are.' })
  applies: boolean;
}

/** A graded result. */
export class GradeView {
  @Choice(levels, { description: 'A: P1, B: P2, C: P3, D: P4.' })
  level: Level;

  @Choice(priorities, { name: 'Priority', description: 'Of that level.' })
  priority: Priority;

  @Text({
    max: 7,
    nullable: true,
    description: '`09.A.02`; null where only the first questions or a person decided.',
  })
  determinant: string | null;

  @Nested(() => WordsView, { nullable: true, description: 'What it means.' })
  label: WordsView | null;
}

export class DangerFoundView extends GradeView {
  @Time({ description: 'Since when.' })
  at: string;

  @Flag({ description: 'Whether a person set it.' })
  overridden: boolean;
}

export class OverrideView {
  @Choice(priorities, { name: 'Priority', description: 'What it was set to.' })
  priority: Priority;

  @Text({ max: 1_000, description: 'Why.' })
  reason: string;

  @Time({ description: 'When.' })
  at: string;

  @Text(actor)
  by: string;

  @Text({ max: 200, nullable: true, description: 'The name.' })
  byName: string | null;
}

export class OfferedScriptView {
  @Text({ max: 60, description: 'The key of the script; its steps stand in the protocol.' })
  script: string;

  @Nested(() => WordsView, { description: 'Its title.' })
  title: WordsView;
}

export class OpenJumpView {
  @Text(card)
  to: string;

  @Nested(() => WordsView, { description: 'The title of that card.' })
  title: WordsView;

  @Nested(() => WordsView, { description: 'Why.' })
  reason: WordsView;
}

export class StepReadView {
  @Text({ max: 60, description: 'The script.' })
  script: string;

  @Text({ max: 60, description: 'The step.' })
  step: string;

  @Time({ description: 'When it was read.' })
  at: string;

  @Text(actor)
  by: string;
}

export class TriageMarksView {
  @Time({ nullable: true, description: 'When the question for the place was first answered.' })
  placeKnownAt: string | null;

  @Time({ nullable: true, description: 'When a cardiac arrest was recognised.' })
  arrestRecognisedAt: string | null;

  @Time({ nullable: true, description: 'When the first instruction was read.' })
  firstInstructionAt: string | null;

  @Time({ nullable: true, description: 'When the first compression was called for.' })
  firstCompressionAt: string | null;
}

/** A triage as lists answer it. */
export class TriageSummary {
  @Identifier({ description: 'The triage.' })
  id: string;

  @Choice(triageStates, { name: 'TriageState', description: 'Whether it still runs.' })
  state: TriageState;

  @Nested(() => TriageProtocolView, { description: 'The protocol it began on, and stays on.' })
  protocol: TriageProtocolView;

  @Identifier({ nullable: true, description: 'The contact it is for.' })
  contactId: string | null;

  @Identifier({ nullable: true, description: 'The incident it belongs to.' })
  incidentId: string | null;

  @Choice(incidentTypes, { nullable: true, description: 'Of the card; null until one was reached.' })
  type: IncidentType | null;

  @Text({ max: 7, nullable: true, description: 'The result so far, where it counts: `09.A.02`.' })
  determinant: string | null;

  @Choice(priorities, { nullable: true, description: 'Null while nothing certain is known.' })
  priority: Priority | null;

  @Time({ nullable: true, description: 'When a priority was first known: t3.' })
  priorityKnownAt: string | null;

  @Nested(() => TriageMarksView, { description: 'For the clocks of the incident.' })
  marks: TriageMarksView;

  @Time({ description: 'When it began.' })
  startedAt: string;

  @Text({ ...actor, description: `Who began it: ${actor.description}` })
  startedBy: string;

  @Time({ nullable: true, description: 'When it ended; null while it runs.' })
  finishedAt: string | null;

  @Time({ nullable: true, description: 'When its answers were deleted at the end of their retention.' })
  answersDeletedAt: string | null;

  @Whole({ min: 1, max: largestWhole, description: 'Grows with every act; also the ETag.' })
  version: number;
}

/** A triage with everything a screen needs to go on with it. */
export class TriageView extends TriageSummary {
  @Nested(() => TriageCardView, { description: 'Where the conversation is; `00` at first.' })
  card: TriageCardView;

  @NestedList(() => StopView, { max: 10_000, description: 'The cards it came to, in order.' })
  path: StopView[];

  @NestedList(() => NextQuestionView, { max: 200, description: 'Questions that apply and have no answer.' })
  next: NextQuestionView[];

  @Flag({ description: 'Whether every key question of the first ones and of the card has an answer.' })
  complete: boolean;

  @NestedList(() => AnswerView, { max: 10_000, description: 'In the order they were first given.' })
  answers: AnswerView[];

  @Nested(() => DangerFoundView, {
    nullable: true,
    description: 'The gravest found; only a person lowers it. Null while nothing was found.',
  })
  danger: DangerFoundView | null;

  @Nested(() => GradeView, {
    nullable: true,
    description: 'What the present answers would give by themselves, where that is not `danger`.',
  })
  proposal: GradeView | null;

  @NestedList(() => OverrideView, { max: 10_000, description: 'Priorities that people set, oldest first.' })
  overrides: OverrideView[];

  @NestedList(() => OpenJumpView, {
    max: 50,
    description: 'Cards that would follow but were visited before: to be chosen by hand.',
  })
  openJumps: OpenJumpView[];

  @NestedList(() => WordsView, { max: 1_000, description: 'Dangers for the crew.' })
  dangers: WordsView[];

  @NestedList(() => OfferedScriptView, { max: 100, description: 'What to read, the most fitting first.' })
  advice: OfferedScriptView[];

  @NestedList(() => StepReadView, { max: 10_000, description: 'What was read, in order.' })
  stepsRead: StepReadView[];

  @Nested(() => WordsView, { description: 'For the crew, in a few lines.' })
  report: WordsView;
}

export class TriagePage {
  @NestedList(() => TriageSummary, { max: 500, description: 'Newest first.' })
  items: TriageSummary[];

  @Text({ max: 200, nullable: true, description: 'Begins the next page; null on the last.' })
  nextCursor: string | null;
}

export const entryKinds = ['answered', 'card_chosen', 'step_read', 'overridden', 'finished'] as const;

/** One act as it was recorded. */
export class TriageEntryView {
  @Whole({ min: 1, max: largestWhole, description: 'Its place in the triage.' })
  ordinal: number;

  @Choice(entryKinds, { description: 'What was done.' })
  kind: (typeof entryKinds)[number];

  @Time({ description: 'When.' })
  at: string;

  @Text(actor)
  by: string;

  @Text({ max: 200, nullable: true, description: 'The name.' })
  byName: string | null;

  @Text({ max: 2, optional: true, description: 'The card of the question, or the one chosen.' })
  card?: string;

  @Text({ max: 60, optional: true, description: 'The question.' })
  question?: string;

  @Text({ max: 2_000, optional: true, description: 'The answer. Personal data.' })
  value?: string;

  @Text({ max: 60, optional: true, description: 'The script.' })
  script?: string;

  @Text({ max: 60, optional: true, description: 'The step.' })
  step?: string;

  @Choice(priorities, { optional: true, name: 'Priority', description: 'What a person set.' })
  priority?: Priority;

  @Text({ max: 1_000, optional: true, description: 'Why a person set it.' })
  reason?: string;
}

export class TriageRecord {
  @NestedList(() => TriageEntryView, { max: 10_000, description: 'In the order they were made.' })
  items: TriageEntryView[];
}

/** What a crew is told of a triage. */
export class TriageReport {
  @Identifier({ description: 'The triage.' })
  triageId: string;

  @Choice(incidentTypes, { nullable: true, description: 'What it is about.' })
  type: IncidentType | null;

  @Choice(priorities, { nullable: true, description: 'Null while nothing certain is known.' })
  priority: Priority | null;

  @Text({ max: 7, nullable: true, description: 'The protocol’s result.' })
  determinant: string | null;

  @Nested(() => WordsView, { nullable: true, description: 'What the result means.' })
  label: WordsView | null;

  @NestedList(() => WordsView, { max: 1_000, description: 'Dangers for the crew.' })
  dangers: WordsView[];

  @Nested(() => WordsView, {
    nullable: true,
    description: 'What was found, in a few lines; null for roles that may not read it. Personal data.',
  })
  report: WordsView | null;

  @Whole({ min: 1, max: largestWhole, description: 'Grows with every act of the triage.' })
  version: number;
}

export class TriageReportList {
  @NestedList(() => TriageReport, { max: 1_000, description: 'Newest first.' })
  items: TriageReport[];
}
