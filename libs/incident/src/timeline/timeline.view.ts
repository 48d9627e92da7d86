import { ApiProperty } from '@nestjs/swagger';
import { eventTypes, type EventType } from '#lib/contract';
import { Choice, Nested, NestedList, Text, Time, Whole, WordsView } from '#lib/platform';

/** What was asked and answered in a triage. */
export class TimelineAnswer {
  @Nested(() => WordsView, { description: 'What the question is about, in two or three words.' })
  question: WordsView;

  @Nested(() => WordsView, { description: 'The question as it was asked.' })
  ask: WordsView;

  @Nested(() => WordsView, { description: 'The answer that was given then. Personal data.' })
  answer: WordsView;
}

/** One thing that happened to an incident. */
export class TimelineEntry {
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER, description: 'Its place in the journal of the center.' })
  seq: number;

  @Time({ description: 'When the server recorded it; the payload’s `at` is when it happened.' })
  at: string;

  @Choice(eventTypes, { name: 'EventType', description: 'What happened.' })
  type: EventType;

  @Text({ max: 100, description: '`user:<id>`, `integration:<id>` or `system`.' })
  actor: string;

  @Text({ max: 200, nullable: true, description: 'The name of the user or program; null for the system.' })
  actorName: string | null;

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'The facts of the entry, as its type declares them.',
  })
  payload: Record<string, unknown>;

  @Text({
    max: 4_000,
    optional: true,
    nullable: true,
    description: 'The words of a note; null for roles that may not read them. Only on notes.',
  })
  note?: string | null;

  @Nested(() => TimelineAnswer, {
    optional: true,
    nullable: true,
    description:
      'The answer of a triage; null for roles that may not read triages, and once answers were deleted. Only on ' +
      '`triage.answered`.',
  })
  answer?: TimelineAnswer | null;
}

export class TimelinePage {
  @NestedList(() => TimelineEntry, { max: 500, description: 'Oldest first.' })
  items: TimelineEntry[];

  @Text({ max: 200, nullable: true, description: 'Begins the next page; null on the last.' })
  nextCursor: string | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'The version of the incident; also the ETag.' })
  version: number;
}
