/** Puts together the travel times that a configuration asks for. */
import {
  DEFAULT_ROAD_SETTINGS,
  ResilientTravelTimes,
  type RoadSettings,
  type TravelTimeLog,
} from './resilient-travel-times.js';
import {
  DEFAULT_STRAIGHT_LINE_SETTINGS,
  StraightLineTravelTimes,
  type StraightLineSettings,
} from './straight-line.js';
import type { TravelTimes } from './travel-time.js';
import { ValhallaEmbedded } from './valhalla-embedded.js';
import { ValhallaRoads, type ValhallaEngine } from './valhalla-matrix.js';
import { ValhallaServer } from './valhalla-server.js';

export interface TravelTimesConfiguration {
  /** `VALHALLA_URL`; goes before `roads`. */
  readonly valhallaUrl?: string | undefined;
  /** `LAYAD_ROADS`: an `.osm.pbf`, or a folder or `.tar` of ready tiles. */
  readonly roads?: string | undefined;
  readonly dataFolder: string;
  readonly straightLineSettings?: StraightLineSettings;
  readonly roadSettings?: RoadSettings;
}

/**
 * Neither a server nor an extract means the straight line. An engine is only opened, not waited for.
 * @throws RangeError, ValhallaPackageMissing, RoadTilesUnusable: the configuration cannot work
 */
export async function openTravelTimes(
  configuration: TravelTimesConfiguration,
  log: TravelTimeLog,
): Promise<TravelTimes> {
  const straightLine = new StraightLineTravelTimes(
    configuration.straightLineSettings ?? DEFAULT_STRAIGHT_LINE_SETTINGS,
  );
  const engine = await openEngine(configuration, log);
  if (engine === undefined) return straightLine;
  const settings = configuration.roadSettings ?? DEFAULT_ROAD_SETTINGS;
  return new ResilientTravelTimes(new ValhallaRoads(engine), straightLine, settings, log);
}

async function openEngine(
  { valhallaUrl, roads, dataFolder }: TravelTimesConfiguration,
  log: TravelTimeLog,
): Promise<ValhallaEngine | undefined> {
  if (valhallaUrl) return new ValhallaServer({ url: valhallaUrl });
  if (roads) return ValhallaEmbedded.open({ roads, dataFolder }, log);
  return undefined;
}
