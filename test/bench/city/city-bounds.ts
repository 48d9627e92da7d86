import { seededRandom, type LatLon } from '#lib/kernel';

/** About 30 by 30 km, degrees: greater Bandung. */
export const cityBounds = { west: 107.47, south: -7.04, east: 107.74, north: -6.77 };

/** Places anywhere in the city, the same ones in every run. */
export function placesInCity(seed: number): () => LatLon {
  const random = seededRandom(seed);
  const { west, south, east, north } = cityBounds;
  return () => ({ lat: south + random() * (north - south), lon: west + random() * (east - west) });
}
