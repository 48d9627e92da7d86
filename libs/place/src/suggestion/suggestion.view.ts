import { placeSources, type PlaceSource } from '#lib/contract';
import {
  Choice,
  Decimal,
  Flag,
  Identifier,
  Latitude,
  Longitude,
  NestedList,
  Text,
  TextList,
  Time,
  Whole,
} from '#lib/platform';

/** A place offered for a call. Only roles that may read callers have routes that answer it. */
export class PlaceSuggestionView {
  @Identifier({ description: 'The suggestion.' })
  id: string;

  @Identifier({ nullable: true, description: 'The contact it was told by.' })
  contactId: string | null;

  @Identifier({ nullable: true, description: 'The incident it was suggested for directly.' })
  incidentId: string | null;

  @Choice(placeSources, { name: 'PlaceSource', description: 'How the place came to be known.' })
  source: PlaceSource;

  @Latitude()
  lat: number;

  @Longitude()
  lon: number;

  @Decimal({
    min: 0,
    max: 1_000_000,
    nullable: true,
    description: 'Radius of the circle it lies in, metres.',
  })
  accuracyMetres: number | null;

  @Decimal({
    min: 0,
    max: 1,
    nullable: true,
    description: 'How likely it lies in that circle, where the phone said so.',
  })
  confidence: number | null;

  @Decimal({ min: -20_000, max: 100_000, nullable: true, description: 'Metres above WGS 84.' })
  altitudeMetres: number | null;

  @Text({ max: 500, nullable: true, description: 'What it is called. Personal data.' })
  label: string | null;

  @Identifier({ nullable: true, description: 'The area it lies in.' })
  areaId: string | null;

  @Decimal({ min: 0, max: 21_000_000, description: 'Metres outside the service area; 0 inside.' })
  outsideMetres: number;

  @Time({ description: 'When the phone was there, or the place was told.' })
  positionedAt: string;

  @Text({ max: 100, description: '`user:<id>`, `integration:<id>`, or `system` for what a phone told.' })
  suggestedBy: string;

  @Time({ description: 'When it was first suggested.' })
  suggestedAt: string;

  @Text({ max: 100, nullable: true, description: 'Who chose it as it stands; null when nobody did.' })
  chosenBy: string | null;

  @Time({ nullable: true, description: 'When it was chosen.' })
  chosenAt: string | null;

  @Flag({ description: 'It is the place of the incident now.' })
  isPlace: boolean;

  @Whole({ min: 1, max: 2_147_483_647, description: 'Grows when the phone tells a better position.' })
  version: number;
}

export class PlaceSuggestionList {
  @NestedList(() => PlaceSuggestionView, { max: 50, description: 'Newest position first.' })
  items: PlaceSuggestionView[];
}

export class KeptSuggestions extends PlaceSuggestionList {
  @TextList({
    max: 100,
    maxLength: 100,
    description: 'Hosts of short links in the text: they cannot be followed here, so ask for the long link.',
  })
  shortLinks: string[];
}
