import { Document, Identifier, Text } from '#lib/platform';

/** A protocol as one document: `cards` and `scripts`, as the files of the built-in one. */
export class ProtocolDocument {
  @Document({ description: '`{cards: [...], scripts: [...]}`. Every fault is named with its place.' })
  document: object;
}

export class ProtocolImport extends ProtocolDocument {
  @Text({ max: 1_000, optional: true, nullable: true, description: 'Why it was changed.' })
  note?: string | null;
}

export class VersionNote {
  @Text({ max: 1_000, optional: true, nullable: true, description: 'A word with it.' })
  note?: string | null;
}

export class WithdrawalRequest {
  @Text({ max: 1_000, description: 'Why the card may no longer count as approved.' })
  reason: string;
}

export class ComparisonQuery {
  @Identifier({ description: 'The version to compare with: the one before, in time or in mind.' })
  with: string;
}
