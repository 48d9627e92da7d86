/**
 * How long each team would need to reach a place, and which way it would go: the port that the recommendation asks,
 * and the map.
 *
 * Whatever happens to the roads (not configured, down, slow, no way through), an answer comes back, because
 * a dispatcher must always be able to send somebody. The answer says where it came from, so that the screen can too.
 */
import type { EtaFallbackReason, EtaSource, TeamKind } from '#lib/contract';
import type { LatLon } from '#lib/kernel';

export interface TravelOrigin {
  readonly id: string;
  readonly position: LatLon;
  readonly teamKind: TeamKind;
}

export interface TravelRequest {
  readonly destination: LatLon;
  readonly origins: readonly TravelOrigin[];
  /** Aborting rejects the promise with the signal's reason; it is the only way `estimate` rejects. */
  readonly signal?: AbortSignal;
}

export interface TravelEstimate {
  /** Whole metres along the way, never less than the straight line. */
  readonly distanceMetres: number;
  /** Whole seconds, rounded up. */
  readonly etaSeconds: number;
  readonly source: EtaSource;
  readonly fallbackReason?: EtaFallbackReason;
}

export interface TravelEstimates {
  /** `valhalla` when at least one origin was measured on roads. */
  readonly source: EtaSource;
  /** Present exactly when `source` is `straight_line` and there was something to ask. */
  readonly fallbackReason?: EtaFallbackReason;
  /** One estimate for every origin asked about, by the origin's id. */
  readonly estimates: ReadonlyMap<string, TravelEstimate>;
}

export interface RouteRequest {
  readonly origin: TravelOrigin;
  readonly destination: LatLon;
  /** Aborting rejects the promise with the signal's reason; it is the only way `route` rejects. */
  readonly signal?: AbortSignal;
}

/** The `coordinates` of a GeoJSON LineString. */
export type LineCoordinates = readonly (readonly [lon: number, lat: number])[];

/** The way of one team: from its position straight to the road, along roads, and straight from the road to the place. */
export interface TravelRoute {
  /** At least two points, in degrees of five decimals, without bends that nobody could see. */
  readonly line: LineCoordinates;
  readonly source: EtaSource;
  /** Present exactly when `source` is `straight_line`. */
  readonly fallbackReason?: EtaFallbackReason;
}

/** Whether roads that should answer do not. `not_configured` is a choice, not a degradation. */
export interface TravelTimesHealth {
  readonly degraded: boolean;
  readonly reason?: EtaFallbackReason;
}

export interface TravelTimes {
  estimate(request: TravelRequest): Promise<TravelEstimates>;

  /** The way of one team to a place, for a map. Nobody is chosen by it, so its failures do not make travel times degraded. */
  route(request: RouteRequest): Promise<TravelRoute>;

  /**
   * A time in seconds that no estimate of this adapter undercuts, for a team this far away as the crow flies.
   * The search for candidates may stop, without losing the best team, at the first team whose bound exceeds the
   * worst estimate it keeps.
   *
   * @param straightLineMetres as `haversineMetres` gives it. PostGIS: `ST_Distance(a, b, false)` (sphere). The
   *   spheroid's distance differs by up to 0.6 % and would make the bound slightly unsafe.
   * @param teamKind leave out for the bound of the fastest kind, which is what a search over mixed kinds needs.
   */
  lowerBoundSeconds(straightLineMetres: number, teamKind?: TeamKind): number;

  health(): TravelTimesHealth;

  /** Asks the roads in the background whether they work, so that trouble is known, and over, before the next call. Never rejects. */
  check(): Promise<TravelTimesHealth>;

  close(): Promise<void>;
}

export interface TravelTimeLog {
  info(message: string): void;
  warn(message: string): void;
}
