import { locales, type Locale } from '#lib/contract';
import { Choice, Decimal, Identifier, Nested, Text, Whole } from '#lib/platform';

const timeZoneDescription = 'IANA time zone: decides which day and hour a moment belongs to.';

export class BoundsView {
  @Decimal({ description: 'Degrees.', min: -90, max: 90 }) south: number;
  @Decimal({ description: 'Degrees.', min: -180, max: 180 }) west: number;
  @Decimal({ description: 'Degrees.', min: -90, max: 90 }) north: number;
  @Decimal({ description: 'Degrees.', min: -180, max: 180 }) east: number;
}

export class CenterResponse {
  @Identifier({ description: 'Identifies the center.' }) id: string;

  @Text({ max: 8, description: 'Stands in front of incident numbers.', example: 'BDG' }) code: string;

  @Text({ max: 120, description: 'Its name.', example: 'PSC 119 Kota Bandung' }) name: string;

  @Text({ max: 64, description: timeZoneDescription, example: 'Asia/Jakarta' }) timeZone: string;

  @Choice(locales, { description: 'Language of its screens where a user chose none.', name: 'Locale' })
  locale: Locale;

  @Nested(() => BoundsView, {
    description: 'The box around the service area; null where none is set.',
    nullable: true,
  })
  bounds: BoundsView | null;

  @Whole({ description: 'Counts the changes of the center and its settings.', min: 1, max: 2 ** 31 - 1 })
  version: number;
}

export class CenterChangesRequest {
  @Text({ max: 120, optional: true, description: 'Its name.' }) name?: string;

  @Text({ max: 64, optional: true, description: timeZoneDescription, example: 'Asia/Jakarta' })
  timeZone?: string;

  @Choice(locales, { optional: true, description: 'Language of its screens.', name: 'Locale' })
  locale?: Locale;
}
