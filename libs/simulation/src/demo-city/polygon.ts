import type { LatLon } from '#lib/kernel';
import type { Polygon } from './demo-city.js';

/** Longitude, latitude. */
export type Corner = readonly [number, number];

/** A polygon from corners written as `lon lat, lon lat, …`; the ring is closed here. */
export function polygonFrom(ring: string): Polygon {
  const corners = cornersFrom(ring);
  return { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
}

/** Corners written as `lon lat, lon lat, …`. */
export const cornersFrom = (line: string): Corner[] =>
  line.split(', ').map((corner) => {
    const [lon, lat] = corner.split(' ').map(Number);
    return [lon!, lat!];
  });

/** Whether a point lies inside the polygon's outer ring: even-odd rule, a ray to the east. */
export function contains(polygon: Polygon, point: LatLon): boolean {
  const ring = polygon.coordinates[0]!;
  let inside = false;
  for (let index = 1; index < ring.length; index++) {
    const [lonA, latA] = ring[index - 1]!;
    const [lonB, latB] = ring[index]!;
    const crosses = latA > point.lat !== latB > point.lat;
    if (crosses && point.lon < lonA + ((point.lat - latA) / (latB - latA)) * (lonB - lonA)) inside = !inside;
  }
  return inside;
}

/** A point inside the polygon, evenly drawn: tries points of its bounding box until one lies inside. */
export function pointInside(polygon: Polygon, random: () => number): LatLon {
  const ring = polygon.coordinates[0]!;
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  for (;;) {
    const point = { lat: south + random() * (north - south), lon: west + random() * (east - west) };
    if (contains(polygon, point)) return point;
  }
}
