import type { LatLon } from '#lib/kernel';

/** Words of OpenStreetMap's `highway`, the largest first; `minor` is every other road. */
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

/** A slip road (`primary_link`) is drawn as the road it leads to. */
export function roadClassOf(category: string | null): RoadClass {
  const word = category?.replace(/_link$/, '');
  return roadClasses.find((one) => one === word) ?? 'minor';
}
