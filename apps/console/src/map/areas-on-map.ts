import { useEffect } from 'react';
import type { Areas } from '../board/areas.js';
import type { CityMap } from './city-map.js';
import { areaMarks, nothing } from './map-features.js';

/** The areas and the outline of the center, and the whole of them in view when they come. */
export function useAreasOnMap(map: CityMap | null, areas: Areas | 'loading' | 'failed'): void {
  useEffect(() => {
    if (!map || typeof areas === 'string') return;
    map.setGround('areas', areas.shapes);
    map.setMarks('areas', () => areaMarks(areas.shapes));
    map.setGround('outline', { ...nothing, features: areas.outline ? [areas.outline] : [] });
    fitCity(map, areas);
  }, [map, areas]);
}

/** Shows the whole city. */
export function fitCity(map: CityMap, { shapes }: Areas): void {
  const [west, south, east, north] = boundsOf(shapes);
  if (west <= east) map.fit([west, south, east, north]);
}

function boundsOf({ features }: GeoJSON.FeatureCollection): [number, number, number, number] {
  const bounds: [number, number, number, number] = [180, 90, -180, -90];
  const include = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    const [lon, lat] = coordinates as unknown[];
    if (typeof lon !== 'number' || typeof lat !== 'number') return coordinates.forEach(include);
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  };
  for (const { geometry } of features) if ('coordinates' in geometry) include(geometry.coordinates);
  return bounds;
}
