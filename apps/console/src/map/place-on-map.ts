import { useEffect } from 'react';
import { readCoordinates, type Point } from '../call/coordinates.js';
import type { CityMap } from './city-map.js';
import { placeMarks } from './map-features.js';

/** Shows the place being chosen, or else the one that was looked for. */
export function usePlaceOnMap(map: CityMap | null, placing: string | null, found: Point | null): void {
  useEffect(() => {
    const point = placing === null ? found : readCoordinates(placing);
    map?.setPlacing(placing !== null);
    map?.setMarks('place', () => placeMarks(point ?? null));
    if (point) map?.show([point.lon, point.lat]);
  }, [map, placing, found]);
}
