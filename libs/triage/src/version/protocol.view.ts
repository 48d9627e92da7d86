import { ApiProperty } from '@nestjs/swagger';
import { incidentTypes, protocolSources, type IncidentType, type ProtocolSource } from '#lib/contract';
import {
  Choice,
  Decimal,
  Flag,
  Identifier,
  Nested,
  NestedList,
  Text,
  TextList,
  Time,
  Whole,
  WordsView,
} from '#lib/platform';
import { filled, levels, stepMarks, type Card, type Level, type Protocol } from '../engine/index.js';
import { differenceKinds } from '../protocol/comparison.js';
import type { ProtocolVersion } from './protocol-version.repository.js';
import type { SignOff } from './sign-off.repository.js';

const largestWhole = 2_147_483_647;
const cardNumber = { max: 2, pattern: /^\d\d$/ };

/** A condition in the form of the protocol's data: see `libs/triage/src/engine/protocol.ts`. */
const When = (): PropertyDecorator =>
  ApiProperty({
    type: Object,
    additionalProperties: true,
    required: false,
    description: 'Only where this holds; always, if absent.',
  });

/** Who vouches for the content of a card. */
export class ApprovalView {
  @Identifier({ description: 'The doctor.' })
  by: string;

  @Text({ max: 200, description: 'The name of the doctor.' })
  byName: string;

  @Time({ description: 'When.' })
  at: string;

  @Text({ max: 1_000, nullable: true, description: 'What the doctor wrote with it.' })
  note: string | null;
}

export const questionKinds = ['yes_no', 'choice', 'number', 'text'] as const;

export class OptionView {
  @Text({ max: 60, description: 'What is sent as the answer.' })
  value: string;

  @Nested(() => WordsView, { description: 'How it is called.' })
  label: WordsView;
}

/** A question as it is put. `unknown` answers every one. */
export class QuestionView {
  @Text({ max: 60, description: 'Names the question within its card.' })
  key: string;

  @Choice(questionKinds, { description: 'How it is answered.' })
  kind: (typeof questionKinds)[number];

  @Nested(() => WordsView, { description: 'Spoken to the caller, word for word.' })
  ask: WordsView;

  @Nested(() => WordsView, { description: 'The finding in a few words.' })
  short: WordsView;

  @Nested(() => WordsView, { optional: true, description: 'For the operator, not spoken.' })
  hint?: WordsView;

  @When()
  when?: object;

  @Flag({ description: 'Whether leaving it out is a fault.' })
  essential: boolean;

  @NestedList(() => OptionView, { max: 50, optional: true, description: 'Of a choice.' })
  options?: OptionView[];

  @Nested(() => WordsView, { optional: true, description: 'Of a number.' })
  unit?: WordsView;

  @Decimal({ min: -1e9, max: 1e9, optional: true, description: 'Of a number: the smallest accepted.' })
  minimum?: number;

  @Decimal({ min: -1e9, max: 1e9, optional: true, description: 'Of a number: the largest accepted.' })
  maximum?: number;

  @Choice(filled, {
    optional: true,
    description: 'Of a number: what it fills in beside the triage, until a person writes it otherwise.',
  })
  fills?: (typeof filled)[number];
}

export class DeterminantView {
  @Choice(levels, { description: 'A: P1, B: P2, C: P3, D: P4.' })
  level: Level;

  @Text({ max: 2, description: 'Two digits.' })
  line: string;

  @Nested(() => WordsView, { description: 'What it means.' })
  label: WordsView;

  @When()
  when?: object;
}

export class JumpView {
  @When()
  when: object;

  @Text({ ...cardNumber, description: 'The card the conversation goes on with.' })
  to: string;

  @Nested(() => WordsView, { description: 'Why.' })
  reason: WordsView;
}

export class DangerView {
  @When()
  when?: object;

  @Nested(() => WordsView, { description: 'What the crew must know before it goes in.' })
  text: WordsView;
}

export class AdviceView {
  @When()
  when?: object;

  @Text({ max: 60, description: 'The key of the script to read.' })
  script: string;
}

export class SourceView {
  @Text({ max: 500, description: 'Title.' })
  title: string;

  @Text({ max: 300, description: 'Publisher.' })
  publisher: string;

  @Whole({ min: 1900, max: 2200, description: 'Year.' })
  year: number;

  @Text({ max: 1_000, optional: true, description: 'Where it can be read.' })
  url?: string;
}

export class CardView {
  @Text({ ...cardNumber, description: '`00` is what every caller is asked first.' })
  number: string;

  @Choice(incidentTypes, { name: 'IncidentType', description: 'The type of incident it is for.' })
  type: IncidentType;

  @Nested(() => WordsView, { description: 'Its title.' })
  title: WordsView;

  @Nested(() => WordsView, { description: 'How callers say it.' })
  cue: WordsView;

  @Flag({ optional: true, description: 'Not offered for choosing.' })
  byJumpOnly?: boolean;

  @NestedList(() => QuestionView, { max: 100, description: 'In this order.' })
  questions: QuestionView[];

  @NestedList(() => DeterminantView, { max: 100, description: 'The first that holds counts.' })
  determinants: DeterminantView[];

  @NestedList(() => JumpView, { max: 50, description: 'To other cards.' })
  jumps: JumpView[];

  @NestedList(() => DangerView, { max: 50, description: 'For the crew.' })
  dangers: DangerView[];

  @NestedList(() => AdviceView, { max: 50, description: 'Scripts, the first that holds first.' })
  advice: AdviceView[];

  @NestedList(() => SourceView, { max: 100, description: 'Where its facts were published.' })
  sources: SourceView[];

  @Nested(() => ApprovalView, { nullable: true, description: 'Null: not clinically approved.' })
  approved: ApprovalView | null;
}

export class PaceView {
  @Decimal({ min: 1, max: 300, description: 'Beats a minute.' })
  minimum: number;

  @Decimal({ min: 1, max: 300, description: 'Beats a minute.' })
  maximum: number;
}

export class StepChoiceView {
  @Nested(() => WordsView, { description: 'What the caller answers.' })
  label: WordsView;

  @Text({ max: 60, optional: true, description: 'The step of this script that follows.' })
  step?: string;

  @Text({ max: 60, optional: true, description: 'The script that follows. With neither, this one ends.' })
  script?: string;
}

export class StepView {
  @Text({ max: 60, description: 'Names the step within its script.' })
  key: string;

  @Nested(() => WordsView, { description: 'Spoken to the caller.' })
  say: WordsView;

  @Nested(() => WordsView, { optional: true, description: 'For the operator, not spoken.' })
  hint?: WordsView;

  @Nested(() => PaceView, { optional: true, description: 'A rhythm to give.' })
  pace?: PaceView;

  @Choice(stepMarks, { optional: true, description: 'The clock that is marked when it is read.' })
  marks?: (typeof stepMarks)[number];

  @NestedList(() => StepChoiceView, { max: 20, optional: true, description: 'Where it goes on.' })
  choices?: StepChoiceView[];
}

export class ScriptView {
  @Text({ max: 60, description: 'Names the script.' })
  key: string;

  @Nested(() => WordsView, { description: 'Its title.' })
  title: WordsView;

  @NestedList(() => StepView, { max: 200, description: 'The first begins it; each is followed by the next.' })
  steps: StepView[];

  @NestedList(() => SourceView, { max: 100, description: 'Where its facts were published.' })
  sources: SourceView[];
}

export class ProtocolVersionSummary {
  @Identifier({ description: 'The version.' })
  id: string;

  @Whole({ min: 1, max: largestWhole, description: 'Counted in its center.' })
  number: number;

  @Choice(protocolSources, { name: 'ProtocolSource', description: 'Where it came from.' })
  source: ProtocolSource;

  @Flag({ description: 'Whether new triages run on it.' })
  inForce: boolean;

  @TextList({ max: 100, maxLength: 2, description: 'Cards that differ from the version before it.' })
  changedCards: string[];

  @Whole({ min: 0, max: 100, description: 'How many cards it has.' })
  cardCount: number;

  @Whole({ min: 0, max: 100, description: 'How many of them a doctor has signed.' })
  signedCount: number;

  @Text({ max: 1_000, nullable: true, description: 'What was said when it was added.' })
  note: string | null;

  @Text({ max: 100, description: '`user:<id>` or `system`.' })
  madeBy: string;

  @Text({ max: 200, nullable: true, description: 'The name; null for the system.' })
  madeByName: string | null;

  @Time({ description: 'When it was added.' })
  madeAt: string;

  @Text({ max: 64, description: 'SHA-256 of its content.' })
  contentHash: string;
}

export class ProtocolVersionList {
  @NestedList(() => ProtocolVersionSummary, { max: 10_000, description: 'Newest first.' })
  items: ProtocolVersionSummary[];

  @Flag({ description: 'Whether what comes with the system now is none of these.' })
  builtInOffered: boolean;
}

/** A version with all of its content. */
export class ProtocolVersionView extends ProtocolVersionSummary {
  @NestedList(() => CardView, { max: 100, description: 'By number.' })
  cards: CardView[];

  @NestedList(() => ScriptView, { max: 300, description: 'By key.' })
  scripts: ScriptView[];
}

export class FaultView {
  @Text({ max: 500, description: 'Where: cards and their parts by name.' })
  path: string;

  @Text({ max: 60, description: 'What kind of fault, for programs.' })
  rule: string;

  @Nested(() => WordsView, { description: 'What is wrong, for people.' })
  text: WordsView;
}

export class FaultList {
  @NestedList(() => FaultView, { max: 100_000, description: 'None: the protocol can be imported.' })
  items: FaultView[];
}

export class DifferenceView {
  @Text({ max: 500, description: 'Where: `cards.06.questions.breathless.ask.en`.' })
  path: string;

  @Choice(differenceKinds, { description: 'What became of it.' })
  kind: (typeof differenceKinds)[number];

  @Text({ max: 100_000, nullable: true, description: 'Before; JSON where it is not a text.' })
  before: string | null;

  @Text({ max: 100_000, nullable: true, description: 'After; JSON where it is not a text.' })
  after: string | null;
}

export class DifferenceList {
  @NestedList(() => DifferenceView, { max: 100_000, description: 'Cards first, then scripts.' })
  items: DifferenceView[];
}

export const approvalView = ({ signedBy, signedByName, signedAt, note }: SignOff): ApprovalView => ({
  by: signedBy,
  byName: signedByName,
  at: signedAt.toISOString(),
  note,
});

export const approvalOf = (signed: ReadonlyMap<string, SignOff>, card: string): ApprovalView | null => {
  const found = signed.get(card);
  return found ? approvalView(found) : null;
};

export const versionSummary = (
  version: ProtocolVersion,
  signed: ReadonlyMap<string, SignOff>,
): ProtocolVersionSummary => ({
  id: version.id,
  number: version.number,
  source: version.source,
  inForce: version.inForce,
  changedCards: version.changedCards,
  cardCount: Object.keys(version.cardHashes).length,
  signedCount: signed.size,
  note: version.note,
  madeBy: version.madeBy,
  madeByName: version.madeByName,
  madeAt: version.madeAt.toISOString(),
  contentHash: version.contentHash,
});

export const versionView = (
  version: ProtocolVersion,
  { cards, scripts }: Protocol,
  signed: ReadonlyMap<string, SignOff>,
): ProtocolVersionView => ({
  ...versionSummary(version, signed),
  cards: cards.map((card: Card): CardView => ({ ...card, approved: approvalOf(signed, card.number) })),
  scripts,
});
