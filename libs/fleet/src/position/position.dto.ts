import { positionSources, type PositionSource } from '#lib/contract';
import {
  Choice,
  Decimal,
  Identifier,
  Latitude,
  Longitude,
  Nested,
  NestedList,
  Text,
  Time,
  Whole,
} from '#lib/platform';
import type { Fix, TeamFix } from './fix.js';
import type { PositionReceipt } from './positions.js';

const unknown = ' Null or absent if unknown.';

/** Limits of a fix, shared by its documentation and the quick look at large batches. */
export const fixLimits = { accuracyMetres: 1_000_000, speed: 500, heading: 360, callSign: 40 } as const;

export class FixRequest implements Fix {
  @Latitude() lat: number;
  @Longitude() lon: number;
  @Time({ description: 'When the device fixed it.' }) at: Date;

  @Decimal({
    description: `Radius of uncertainty.${unknown}`,
    min: 0,
    max: fixLimits.accuracyMetres,
    optional: true,
    nullable: true,
  })
  accuracyMetres?: number | null;

  @Decimal({
    description: `Metres per second.${unknown}`,
    min: 0,
    max: fixLimits.speed,
    optional: true,
    nullable: true,
  })
  speed?: number | null;

  @Decimal({
    description: `Degrees, 0 = north, clockwise.${unknown}`,
    min: 0,
    max: fixLimits.heading,
    optional: true,
    nullable: true,
  })
  heading?: number | null;
}

export class TeamFixRequest extends FixRequest implements TeamFix {
  @Identifier({ description: 'Whose fix it is; or name the call sign.', optional: true })
  teamId?: string;

  @Text({ max: fixLimits.callSign, description: 'Whose fix it is, where no id is given.', optional: true })
  callSign?: string;
}

const count = { min: 0, max: 5_000 };

export class IgnoredFixes implements Required<PositionReceipt['reasons']> {
  @Whole({ ...count, optional: true, description: 'No such team, or not yours.' }) unknown_team: number;
  @Whole({ ...count, optional: true, description: 'Latitude and longitude 0: no fix.' }) no_place: number;
  @Whole({ ...count, optional: true, description: 'The team was off duty then.' }) off_duty: number;
  @Whole({ ...count, optional: true, description: 'Past its retention.' }) too_old: number;
  @Whole({ ...count, optional: true, description: 'From a clock that runs ahead.' }) future: number;
  @Whole({ ...count, optional: true, description: 'Stored before.' }) duplicate: number;
  @Whole({ ...count, optional: true, description: 'Older than what is known.' }) out_of_order: number;
}

export class PositionReceiptResponse {
  @Whole({ ...count, description: 'Fixes that are stored now.' }) accepted: number;
  @Whole({ ...count, description: 'Fixes that were left out.' }) ignored: number;
  @Nested(() => IgnoredFixes, { description: 'How many were left out for each reason.' })
  reasons: IgnoredFixes;
}

export class TrackQuery {
  @Time({ description: 'From this moment on.' }) from: Date;
  @Time({ description: 'Before this moment; at most 31 days later.' }) to: Date;

  @Text({
    max: 200,
    optional: true,
    description: 'Where the page begins: the `nextCursor` of the one before.',
  })
  cursor?: string;

  @Whole({
    min: 1,
    max: 10_000,
    optional: true,
    query: true,
    description: 'Most points on the page; 1,000 if left out.',
  })
  limit?: number;
}

export class TrackPointResponse {
  @Latitude() lat: number;
  @Longitude() lon: number;
  @Time({ description: 'When the device fixed it.' }) at: string;

  @Decimal({ description: 'Radius of uncertainty.', min: 0, max: fixLimits.accuracyMetres, nullable: true })
  accuracyMetres: number | null;

  @Decimal({ description: 'Metres per second.', min: 0, max: fixLimits.speed, nullable: true })
  speed: number | null;

  @Decimal({ description: 'Degrees, 0 = north, clockwise.', min: 0, max: fixLimits.heading, nullable: true })
  heading: number | null;

  @Choice(positionSources, { description: 'What it comes from.', name: 'PositionSource' })
  source: PositionSource;
}

export class TrackPage {
  @NestedList(() => TrackPointResponse, { description: 'In order of time.', max: 10_000 })
  items: TrackPointResponse[];

  @Text({ max: 200, description: 'Where the next page begins; null on the last.', nullable: true })
  nextCursor: string | null;
}
