import { Decimal, Latitude, Longitude } from '#lib/platform';
import type { ToldPlace } from './engine/index.js';

/** A point as a caller told it. */
export class ToldPlaceRequest {
  @Latitude()
  lat: number;

  @Longitude()
  lon: number;

  @Decimal({
    min: 0,
    max: 1_000_000,
    nullable: true,
    optional: true,
    description: 'Radius within which the place lies, metres. Null when unknown.',
  })
  accuracyMetres?: number | null;
}

export const toldPlace = (place: ToldPlaceRequest | null | undefined): ToldPlace | null =>
  place ? { lat: place.lat, lon: place.lon, accuracyMetres: place.accuracyMetres ?? null } : null;
