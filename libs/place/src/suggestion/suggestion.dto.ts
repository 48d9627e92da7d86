import { Choice, Decimal, Identifier, Latitude, Longitude, Nested, Text } from '#lib/platform';

/** Sources that a person or program names; what phones tell comes by its own doors. */
export const toldSources = [
  'operator_map',
  'address_search',
  'shared_coordinates',
  'caller_words',
  'integration',
] as const;
export type ToldSource = (typeof toldSources)[number];

/** A place that somebody keeps beside others, to choose later. */
export class ToldPlace {
  @Latitude()
  lat: number;

  @Longitude()
  lon: number;

  @Decimal({ min: 0, max: 1_000_000, nullable: true, optional: true, description: 'Radius, metres.' })
  accuracyMetres?: number | null;

  @Choice(toldSources, { name: 'ToldPlaceSource', description: 'How it came to be known.' })
  source: ToldSource;

  @Text({ max: 500, nullable: true, optional: true, description: 'What it is called. Personal data.' })
  label?: string | null;
}

export class SuggestionRequest {
  @Text({
    max: 4_000,
    optional: true,
    description: 'A message with coordinates, a link to a map or a plus code; each place in it is suggested.',
  })
  text?: string;

  @Nested(() => ToldPlace, { optional: true, description: 'A place; either this or a text.' })
  place?: ToldPlace;
}

export class PlaceChoiceRequest {
  @Identifier({ description: 'The suggestion that is to be the place.' })
  suggestionId: string;
}
