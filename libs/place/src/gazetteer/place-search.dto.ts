import {
  gazetteerKinds,
  namedPlaceKinds,
  placeMatchReasons,
  type GazetteerKind,
  type NamedPlaceKind,
  type PlaceMatchReason,
} from '#lib/contract';
import {
  Choice,
  Choices,
  Decimal,
  Identifier,
  Latitude,
  Longitude,
  Nested,
  NestedList,
  Text,
  Whole,
} from '#lib/platform';

export class NearPoint {
  @Latitude()
  lat: number;

  @Longitude()
  lon: number;
}

export class PlaceSearchRequest {
  @Text({
    max: 200,
    description:
      'What the caller calls it, or two names of what it lies between (`Braga simpang Asia Afrika`). After a comma, the area it lies in. Not kept. Personal data.',
    example: 'jln djuanda, coblong',
  })
  query: string;

  @Nested(() => NearPoint, {
    optional: true,
    description: 'What is nearer to here comes before what is as alike.',
  })
  near?: NearPoint;

  @Whole({ min: 1, max: 20, optional: true, description: 'Most places answered; 8 if left out.' })
  limit?: number;
}

/** A place with a name like the one asked for. */
export class FoundPlace {
  @Identifier({
    description: 'The facility, area, landmark, street or incident; of a crossing the street named first.',
  })
  id: string;

  @Choice(gazetteerKinds, { name: 'GazetteerKind', description: 'What it is.' })
  kind: GazetteerKind;

  @Text({
    max: 100,
    nullable: true,
    description: 'The kind of facility, the level of area, or the category imported.',
  })
  detail: string | null;

  @Text({ max: 500, description: 'The name that was found; an address for a past place.' })
  name: string;

  @Latitude()
  lat: number;

  @Longitude()
  lon: number;

  @Decimal({
    min: 0,
    max: 21_000_000,
    nullable: true,
    description:
      'Radius within which it lies, metres: half of what a street extends to, of an area that of a circle as large, and how far apart two streets may be drawn that meet. Null where nothing says.',
  })
  accuracyMetres: number | null;

  @Identifier({ nullable: true, description: 'The smallest area it lies in.' })
  areaId: string | null;

  @Text({ max: 200, nullable: true, description: 'The name of that area.' })
  areaName: string | null;

  @Whole({ min: 0, max: 21_000_000, nullable: true, description: 'Metres from `near`.' })
  distanceMetres: number | null;

  @Decimal({
    min: 0,
    max: 1,
    description: 'How alike the names are; 1 where they are spelled the same or as good as.',
  })
  likeness: number;

  @Choice(namedPlaceKinds, {
    name: 'NamedPlaceKind',
    nullable: true,
    description:
      'The kind of place that was asked for (`Jalan …`, `RS …`), where this is of another one and alike only by its name. Nobody chooses such a place unseen.',
  })
  notA: NamedPlaceKind | null;

  @Decimal({ min: 0, max: 2, description: 'What it was ranked by.' })
  score: number;

  @Choices(placeMatchReasons, { description: 'Why it stands where it does.' })
  reasons: PlaceMatchReason[];
}

export class FoundPlaces {
  @NestedList(() => FoundPlace, { max: 20, description: 'Best first.' })
  items: FoundPlace[];
}
