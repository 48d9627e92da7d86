import { surroundingKinds, type SurroundingKind } from '#lib/contract';
import { Choice, Identifier, Latitude, Longitude, NestedList, Text, Whole } from '#lib/platform';

export class SurroundingsRequest {
  @Latitude()
  lat: number;

  @Longitude()
  lon: number;
}

/** Something with a name near a point. */
export class NearbyPlace {
  @Choice(surroundingKinds, { name: 'SurroundingKind', description: 'What it is.' })
  kind: SurroundingKind;

  @Text({ max: 500, description: 'Its name.' })
  name: string;

  @Whole({
    min: 0,
    max: 1_000,
    description:
      'Metres from the point, in a straight line: to the nearest of its lines for a street that was imported with them, else to its middle.',
  })
  distanceMetres: number;
}

/** What a point is told by. */
export class Surroundings {
  @NestedList(() => NearbyPlace, {
    max: surroundingKinds.length,
    description:
      'The nearest of each kind within a kilometre, the nearest first. Empty where nothing has a name.',
  })
  items: NearbyPlace[];

  @Identifier({ nullable: true, description: 'The smallest area it lies in.' })
  areaId: string | null;

  @Text({ max: 200, nullable: true, description: 'The name of that area.' })
  areaName: string | null;
}
