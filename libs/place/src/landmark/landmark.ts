import type { LatLon } from '#lib/kernel';
import type { RoadPiece } from '../road/road.js';
import type { LandmarkKind } from './landmark.dto.js';

/** A landmark or street that can be found. */
export interface Landmark extends LatLon {
  kind: LandmarkKind;
  category: string | null;
  name: string;
  aliases: string[];
  /** Radius that holds it, metres; null where nothing says. */
  accuracyMetres: number | null;
}

/** A feature of a file: a landmark, or a piece of a road. */
export interface ReadLandmark extends Landmark {
  /** The lines of a road; none of anything else. */
  lines: readonly (readonly LatLon[])[];
}

/** What a file holds: places with a name, and the lines of roads with or without one. */
export interface ReadFile {
  landmarks: readonly ReadLandmark[];
  roads: readonly RoadPiece[];
}
