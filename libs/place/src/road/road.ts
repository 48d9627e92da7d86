import type { LatLon } from '#lib/kernel';

/** Words of OpenStreetMap's `highway`, the largest first; `minor` is every other road for cars. */
export const roadClasses = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'minor'] as const;
export type RoadClass = (typeof roadClasses)[number];

/** A piece of a road as a file has it; a file cuts roads at every crossing. */
export interface RoadPiece {
  class: RoadClass;
  name: string | null;
  lines: readonly (readonly LatLon[])[];
}

/** What a map draws as one: all pieces of a name and class, or all of a class without a name. */
export interface Road {
  class: RoadClass;
  name: string | null;
  /** Lines of [longitude, latitude], as GeoJSON has them. */
  lines: readonly (readonly (readonly [number, number])[])[];
}

/** Words of `highway` for what no ambulance drives on: for feet, hoofs and bicycles, or not there (yet, any more). */
const notForCars: ReadonlySet<string> = new Set([
  'abandoned',
  'bridleway',
  'construction',
  'corridor',
  'cycleway',
  'demolished',
  'disused',
  'elevator',
  'footway',
  'path',
  'pedestrian',
  'planned',
  'platform',
  'proposed',
  'razed',
  'steps',
]);

/**
 * No center draws more points than this: they go to a browser in one answer, of about 10 MB then (20 bytes a point), which
 * it also has to read, cut into tiles and keep. The main roads of greater Bandung have a thirtieth of it. Assumption.
 */
export const mostRoadPoints = 500_000;

export const pointsOf = (roads: readonly Road[]): number =>
  roads.reduce((points, { lines }) => lines.reduce((together, line) => together + line.length, points), 0);

/** A slip road (`primary_link`) is drawn as the road it leads to; undefined is not drawn: no ambulance could take it. */
export function roadClassOf(category: string | null): RoadClass | undefined {
  if (category !== null && notForCars.has(category)) return undefined;
  const word = category?.replace(/_link$/, '');
  return roadClasses.find((one) => one === word) ?? 'minor';
}
