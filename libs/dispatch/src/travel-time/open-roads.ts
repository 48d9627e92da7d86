/** Opens the road engine that a configuration asks for. */
import type { Roads } from './roads.js';
import type { TravelTimeLog } from './travel-time.js';
import { ValhallaEmbedded } from './valhalla-embedded.js';
import { ValhallaRoads } from './valhalla-matrix.js';
import { ValhallaServer } from './valhalla-server.js';

export interface RoadsConfiguration {
  /** `VALHALLA_URL`; goes before `roads`. */
  readonly valhallaUrl?: string | undefined;
  /** `LAYAD_ROADS`: an `.osm.pbf`, or a folder or `.tar` of ready tiles. */
  readonly roads?: string | undefined;
  readonly dataFolder: string;
}

/**
 * Neither a server nor an extract means no roads. An engine is only opened, not waited for.
 * @throws RangeError, ValhallaPackageMissing, RoadTilesUnusable: the configuration cannot work
 */
export async function openRoads(
  { valhallaUrl, roads, dataFolder }: RoadsConfiguration,
  log: TravelTimeLog,
): Promise<Roads | undefined> {
  if (valhallaUrl) return new ValhallaRoads(new ValhallaServer({ url: valhallaUrl }));
  if (roads) return new ValhallaRoads(await ValhallaEmbedded.open({ roads, dataFolder }, log));
  return undefined;
}
