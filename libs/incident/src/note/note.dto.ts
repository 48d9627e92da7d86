import { Identifier, Text, Time } from '#lib/platform';

/** Something to remember about an incident. */
export class NoteRequest {
  @Text({ max: 4_000, description: 'The words. Personal data.' })
  text: string;
}

/** A note as answered. Notes are read in the timeline. */
export class NoteView {
  @Identifier({ description: 'The note.' })
  id: string;

  @Identifier({ description: 'The incident.' })
  incidentId: string;

  @Text({ max: 4_000, description: 'The words.' })
  text: string;

  @Text({ max: 100, description: 'Who wrote it: `user:<id>` or `integration:<id>`.' })
  author: string;

  @Time({ description: 'When it was written.' })
  writtenAt: string;
}
