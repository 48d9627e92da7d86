/** Whoever runs Valhalla, and the words that every question to it shares. */
import { type TeamKind } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import { RoadsFailure } from './roads.js';

/** Answers are parsed JSON. @throws ValhallaRefusal when Valhalla understood and said no; RoadsFailure when it did not answer. */
export interface ValhallaEngine {
  /** https://valhalla.github.io/valhalla/api/matrix/api-reference/ */
  matrix(request: MatrixRequest, signal?: AbortSignal): Promise<unknown>;
  /** https://valhalla.github.io/valhalla/api/turn-by-turn/api-reference/ */
  route(request: ValhallaRouteRequest, signal?: AbortSignal): Promise<unknown>;
  ready(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface MatrixRequest extends CostingChoice {
  readonly sources: readonly Location[];
  readonly targets: readonly Location[];
  readonly units: 'kilometers';
  readonly verbose: false;
}

export interface ValhallaRouteRequest extends CostingChoice {
  readonly locations: readonly [from: Location, to: Location];
  readonly units: 'kilometers';
  /** The line alone, without words for each turn. */
  readonly directions_type: 'none';
}

interface Location extends LatLon {
  readonly search_cutoff: number;
}

export type Costing = 'auto' | 'motor_scooter';

interface CostingChoice {
  readonly costing: Costing;
  readonly costing_options?: { readonly motor_scooter: { readonly top_speed: number } };
}

/** Valhalla's own words for why it refuses a request. */
export class ValhallaRefusal extends Error {
  override readonly name = 'ValhallaRefusal';

  /**
   * Whether a place is to blame (errors 154, 170, 171 and 442) rather than the request: the other places can still be
   * asked.
   */
  get blamesPlace(): boolean {
    return /no suitable edges near location|exceeds the max distance limit|unconnected regions|no path could be found/i.test(
      this.message,
    );
  }
}

/**
 * A motor ambulance rides as Valhalla's motor scooter, which keeps off motorways: Indonesia's toll roads are closed to
 * motorcycles, and Valhalla's motorcycle would take them. The scooter's default top speed of 45 km/h is a moped's and
 * would make it the slowest team on the board, hence 80, the highest limit outside toll roads (Permenhub PM 111/2015).
 */
const COSTING: Readonly<Record<TeamKind, Costing>> = {
  als_ambulance: 'auto',
  bls_ambulance: 'auto',
  motor_ambulance: 'motor_scooter',
  patient_transport: 'auto',
  home_visit_team: 'auto',
  field_team: 'auto',
};
const SCOOTER_TOP_SPEED_KILOMETRES_PER_HOUR = 80;

/**
 * Valhalla moves a place to the nearest road without counting the way there, up to 35 km by default, which would bring
 * a team on the wrong side of a bay next door. Beyond 2 km (an assumption: ten times the median distance from a random
 * point to a main road in Bandung) the roads are said not to reach it.
 */
const FARTHEST_ROAD_METRES = 2000;

/** Below the 200 km that Valhalla allows a motor scooter's matrix by default; one origin beyond would fail them all. */
export const FARTHEST_ORIGIN_METRES = 150_000;

export const costingOf = (teamKind: TeamKind): Costing => COSTING[teamKind];

export const costingChoice = (costing: Costing): CostingChoice => ({
  costing,
  ...(costing === 'motor_scooter' && {
    costing_options: { motor_scooter: { top_speed: SCOOTER_TOP_SPEED_KILOMETRES_PER_HOUR } },
  }),
});

export const asLocation = ({ lat, lon }: LatLon): Location => ({
  lat,
  lon,
  search_cutoff: FARTHEST_ROAD_METRES,
});

export function blamesPlace(error: unknown): boolean {
  return error instanceof ValhallaRefusal && error.blamesPlace;
}

export function asFailure(error: unknown): unknown {
  return error instanceof ValhallaRefusal
    ? new RoadsFailure('failed', `Valhalla: ${error.message}`, { cause: error })
    : error;
}

export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
