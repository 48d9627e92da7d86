import { ApiProperty } from '@nestjs/swagger';
import { eventTypes, type EventType } from '#lib/contract';
import { Choice, NestedList, Text, Time, Whole } from '#lib/platform';

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
}

export class TimelinePage {
  @NestedList(() => TimelineEntry, { max: 500, description: 'Oldest first.' })
  items: TimelineEntry[];

  @Text({ max: 200, nullable: true, description: 'Begins the next page; null on the last.' })
  nextCursor: string | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'The version of the incident; also the ETag.' })
  version: number;
}
