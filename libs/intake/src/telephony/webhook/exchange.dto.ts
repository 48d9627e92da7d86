import { exchangeEventKinds, type ExchangeEventKind } from '#lib/contract';
import { Choice, Identifier, NestedList, PageQuery, Text, Time, Whole } from '#lib/platform';

export class NewExchange {
  @Text({ max: 100, description: 'What it is.', example: 'PBX of the PSC' })
  name: string;
}

/** A telephone exchange that tells of its calls by a signed webhook. */
export class ExchangeView {
  @Identifier({ description: 'What it sends as `Layad-Exchange`.' })
  id: string;

  @Text({ max: 100, description: 'What it is.' })
  name: string;

  @Time({ description: 'When it was made.' })
  createdAt: Date;

  @Identifier({ nullable: true, description: 'The administrator who made it.' })
  createdBy: string | null;

  @Time({ nullable: true, description: 'When it told something last, to the minute.' })
  lastHeardAt: Date | null;

  @Time({ nullable: true, description: 'When it was revoked.' })
  revokedAt: Date | null;

  @Whole({ min: 1, max: 2_147_483_647, description: 'Grows with every change; also the `ETag`.' })
  version: number;
}

export class CreatedExchange extends ExchangeView {
  @Text({
    max: 100,
    description:
      'Signs its messages: HMAC-SHA256 with these characters as the key. Shown now and never again.',
  })
  secret: string;
}

export class ExchangePage {
  @NestedList(() => ExchangeView, { max: 500, description: 'Newest first, revoked ones too.' })
  items: ExchangeView[];

  @Text({ max: 200, nullable: true, description: 'Begins the next page; null on the last.' })
  nextCursor: string | null;
}

export class ExchangeQuery extends PageQuery {}

/** One thing that happened to a call from the public. */
export class TelephonyEvent {
  @Text({ max: 100, description: 'The event’s own name; one told before changes nothing.' })
  id: string;

  @Text({
    max: 128,
    description: 'The call’s name, the same in all its events and never used for another call.',
  })
  callId: string;

  @Choice(exchangeEventKinds, {
    name: 'ExchangeEventKind',
    description:
      '`answered`, `bridged`: somebody talks with the caller; `transferred`: handed to somebody who is not of the ' +
      'center; `ended`: the line is free again. In any order.',
  })
  kind: ExchangeEventKind;

  @Time({ description: 'When it happened, by the exchange’s clock. In the future counts as now.' })
  at: Date;

  @Text({ max: 64, optional: true, nullable: true, description: 'The caller’s number. Personal data.' })
  callerNumber?: string | null;

  @Text({ max: 200, optional: true, nullable: true, description: 'The caller’s name. Personal data.' })
  callerName?: string | null;

  @Text({ max: 100, optional: true, nullable: true, description: 'The line or queue it came in on.' })
  line?: string | null;

  @Text({
    max: 40,
    optional: true,
    nullable: true,
    description: 'The telephone that took it: the `extension` of a user. Of `answered` and `bridged`.',
  })
  extension?: string | null;
}

export class TelephonyEvents {
  @NestedList(() => TelephonyEvent, { min: 1, max: 100, description: 'What happened.' })
  events: TelephonyEvent[];
}

export class TelephonyEventsAnswer {
  @Whole({ min: 0, max: 100, description: 'Told for the first time, and stored.' })
  stored: number;

  @Whole({ min: 0, max: 100, description: 'Told before.' })
  repeated: number;

  @Whole({ min: 0, max: 100, description: 'Left out: from longer ago than anybody tells late.' })
  tooLongAgo: number;
}
